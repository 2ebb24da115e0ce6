"""The stated conventions: months, staff days, worth; and what the wishes ask for."""

from __future__ import annotations

import pytest

from tests.planning.small import problem, step
from toolbox.planning.problem import Means, Wish, closure, days_in, months_until_use, required, worth_at


@pytest.mark.parametrize(
    ("weeks", "months"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 3), (13, 3), (26, 6), (52, 12)]
)
def test_weeks_become_whole_months(weeks: int, months: int) -> None:
    assert months_until_use(step("a", weeks=weeks), Means()) == months


@pytest.mark.parametrize(
    ("days", "limit", "months"), [(60, 60, 1), (61, 60, 2), (300, 60, 5), (300, None, 1), (0, 0, 1)]
)
def test_a_step_takes_longer_where_a_month_has_too_few_days(days: int, limit: int | None, months: int) -> None:
    assert months_until_use(step("a", days=days), Means(days=limit)) == months


def test_staff_days_are_spread_evenly_and_none_is_lost() -> None:
    assert [days_in(step("a", days=11), 3, month) for month in range(3)] == [4, 4, 3]


def test_worth_falls_by_one_percent_of_the_rank_for_each_month_until_daily_use() -> None:
    assert [worth_at(step("a", 5000), 2, month) for month in (0, 1, 10)] == [5000 * 98, 5000 * 97, 5000 * 88]


def test_a_wish_asks_for_all_that_its_tool_needs() -> None:
    asked = problem(step("a"), step("b", needs=("a",)), step("c", needs=("b",)), step("d"))
    assert closure(asked, ["c"]) == ["a", "b", "c"]
    wishes = (Wish("deadline", "b", 3), Wish("without", "d"), Wish("deadline", "programme", 3))
    assert required(asked._replace(wishes=wishes)) == ["a", "b"]
