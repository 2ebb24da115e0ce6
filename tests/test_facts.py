"""What follows from what a firm told, and how."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.firms import values
from toolbox.conditions.values import Among, Members, Span, exactly, only
from toolbox.facts import Gathered, gather
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile


def _gather(knowledge: Knowledge, today: dt.date, **firm: Any) -> Gathered:
    return gather(Profile(told=values(knowledge, firm)), knowledge, today)


def test_what_was_told_stays_as_it_was_told(knowledge: Knowledge, today: dt.date) -> None:
    gathered = _gather(knowledge, today, staff=12, sells_online=False)
    assert gathered.values["staff"] == exactly(12)
    assert gathered.values["sells_online"] is False
    assert not {"staff", "sells_online"} & set(gathered.derived)


def test_nothing_told_nothing_follows(knowledge: Knowledge, today: dt.date) -> None:
    assert dict(_gather(knowledge, today).values) == {}


def test_a_tool_in_use_answers_the_question_that_it_shows(knowledge: Knowledge, today: dt.date) -> None:
    gathered = _gather(knowledge, today, in_use=["crm"])
    assert gathered.values["crm_in_use"] is True
    assert "crm" in knowledge.vocabulary["crm_in_use"].shown_by
    assert "shown by the use of" in gathered.derived["crm_in_use"].how.en


def test_the_lack_of_a_tool_answers_nothing(knowledge: Knowledge, today: dt.date) -> None:
    assert "crm_in_use" not in _gather(knowledge, today, in_use=[]).values


def test_a_told_answer_is_not_overruled_by_a_tool(knowledge: Knowledge, today: dt.date) -> None:
    gathered = _gather(knowledge, today, in_use=["crm"], crm_in_use=False)
    assert gathered.values["crm_in_use"] is False
    assert "crm_in_use" not in gathered.derived


def test_a_tool_in_use_covers_what_it_replaces_and_what_that_replaces(knowledge: Knowledge, today: dt.date) -> None:
    assert "erp-light" in knowledge.tools["erp"].replaces
    gathered = _gather(knowledge, today, in_use=["erp"])
    in_use = gathered.values["in_use"]
    assert isinstance(in_use, Members)
    assert in_use.has == {"erp", "erp-light", "inventory"}
    assert gathered.values["erp_in_use"] is True
    assert knowledge.tools["inventory"].name.zh in gathered.derived["in_use"].how.zh


@pytest.mark.parametrize(("founded", "age"), [(2026, 0), (2024, 2), (2000, 26), (2030, 0)])
def test_age_counts_from_the_year_founded(knowledge: Knowledge, today: dt.date, founded: int, age: int) -> None:
    assert _gather(knowledge, today, founded=founded).values["age"] == exactly(age)


@pytest.mark.parametrize(
    ("firm", "stages"),
    [
        ({"founded": 2025}, {"startup"}),
        ({"founded": 2023, "revenue_growth": 10}, {"growth"}),
        ({"founded": 2010, "revenue_growth": 9.9}, {"mature"}),
        ({"founded": 2010}, {"growth", "mature"}),
        ({"founded": "between 2020 and 2025", "revenue_growth": 0}, {"startup", "mature"}),
        ({"founded": 2010, "revenue_growth": "between 5 and 15"}, {"growth", "mature"}),
    ],
)
def test_the_stage_of_life_follows_from_age_and_growth(
    knowledge: Knowledge, today: dt.date, firm: dict[str, Any], stages: set[str]
) -> None:
    assert _gather(knowledge, today, **firm).values["lifecycle"] == Among(frozenset(stages))


def test_a_told_stage_of_life_stands(knowledge: Knowledge, today: dt.date) -> None:
    assert _gather(knowledge, today, founded=1990, lifecycle="startup").values["lifecycle"] == only("startup")


def test_growth_alone_leaves_the_stage_of_life_unknown(knowledge: Knowledge, today: dt.date) -> None:
    assert "lifecycle" not in _gather(knowledge, today, revenue_growth=50).values


def test_the_size_says_by_which_group_and_measures(knowledge: Knowledge, today: dt.date) -> None:
    gathered = _gather(knowledge, today, sector="manufacturing", staff=45, revenue=1800)
    assert gathered.values["size"] == only("small")
    how = gathered.derived["size"].how
    assert all(word in how.zh for word in ("工业", "45", "1800"))
    assert "group industry" in how.en


def test_an_uncovered_industry_is_said_to_be_uncovered(knowledge: Knowledge, today: dt.date) -> None:
    gathered = _gather(knowledge, today, sector="education", staff=45)
    assert gathered.values["size"] == only("uncovered")
    assert "does not cover" in gathered.derived["size"].how.en


def test_more_facts_do_not_change_those_before(knowledge: Knowledge, today: dt.date) -> None:
    before = _gather(knowledge, today, staff=3)
    after = before.having({"tiny_firm": True}, {})
    assert "tiny_firm" not in before.values
    assert after.values == {"staff": exactly(3), "tiny_firm": True}


def test_what_is_done_by_hand_bounds_each_way_of_working(knowledge: Knowledge, today: dt.date) -> None:
    values = _gather(knowledge, today, by_hand=["stock", "books"]).values
    assert values["stock_records"] == Among(frozenset(("head", "paper", "spreadsheet")))
    assert values["bookkeeping"] == Among(frozenset(("none", "paper", "spreadsheet")))
    assert values["planning"] == Among(frozenset(("software", "not_needed")))


def test_what_was_not_answered_about_by_hand_bounds_nothing(knowledge: Knowledge, today: dt.date) -> None:
    values = _gather(knowledge, today, by_hand={"has": ["stock"], "lacks": ["books"]}).values
    assert "planning" not in values
    assert values["bookkeeping"] == Among(frozenset(("agent", "software")))


def test_the_exact_way_counts_where_it_was_told(knowledge: Knowledge, today: dt.date) -> None:
    gathered = _gather(knowledge, today, by_hand=["stock"], stock_records="software")
    assert gathered.values["stock_records"] == only("software")
    assert "stock_records" not in gathered.derived
    assert "inventory" in gathered.values["in_use"].has  # type: ignore[union-attr]


def test_whoever_sells_to_nobody_abroad_exports_nothing(knowledge: Knowledge, today: dt.date) -> None:
    assert _gather(knowledge, today, customers=["firms"]).values["export_share"] == exactly(0)
    assert _gather(knowledge, today, customers=["overseas"]).values["export_share"] == Span(1, 1000)


def test_a_tool_that_is_not_in_use_rules_out_the_ways_that_would_show_it(knowledge: Knowledge, today: dt.date) -> None:
    values = _gather(knowledge, today, in_use=["qr-payment"]).values
    assert "software" not in values["stock_records"].members  # type: ignore[union-attr]
    payment = values["payment_ways"]
    assert isinstance(payment, Members)
    assert (payment.holds("pos"), payment.holds("merchant_code"), payment.holds("cash")) == (False, None, None)


def test_ways_that_were_told_are_not_ruled_out(knowledge: Knowledge, today: dt.date) -> None:
    values = _gather(knowledge, today, in_use=[], sales_channels=["marketplace"]).values
    assert values["sales_channels"] == Members(frozenset(("marketplace",)))
    assert "marketplace" in values["in_use"].has  # type: ignore[union-attr]
