"""Months, quarters, and the order of steps without a plan."""

from __future__ import annotations

import datetime as dt

from toolbox.knowledge.model import Knowledge
from toolbox.money.timing import calendar, months_of, one_after_another


def test_a_statement_begins_with_the_month_after_today() -> None:
    assert calendar(dt.date(2026, 11, 21), 3).month(1) == "2026-12"
    assert calendar(dt.date(2026, 12, 31), 3).month(1) == "2027-01"
    assert calendar(dt.date(2026, 1, 1), 3).month(12) == "2027-01"


def test_quarters_hold_every_month_once() -> None:
    for months in range(1, 30):
        for month in range(1, 13):
            quarters = calendar(dt.date(2026, month, 1), months).quarters()
            assert [number for numbers in quarters.values() for number in numbers] == list(range(1, months + 1))
            assert list(quarters) == sorted(quarters)
            assert all(len(numbers) == 3 for numbers in list(quarters.values())[1:-1])


def test_a_short_first_quarter_is_one() -> None:
    assert calendar(dt.date(2026, 11, 21), 5).quarters() == {"2026Q4": [1], "2027Q1": [2, 3, 4], "2027Q2": [5]}


def test_weeks_reach_into_months() -> None:
    assert [months_of(weeks) for weeks in (0, 1, 4, 5, 13, 26, 52)] == [0, 1, 1, 2, 3, 6, 12]


def test_steps_begin_when_the_one_before_is_in_use(knowledge: Knowledge) -> None:
    # at most 6, 4 and 16 weeks
    assert one_after_another(knowledge, ["crm", "inventory", "wms", "backup"]) == {
        "crm": 1,
        "inventory": 2,
        "wms": 3,
        "backup": 7,
    }
