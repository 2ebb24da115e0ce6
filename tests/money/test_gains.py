"""What claims come to: cut, on the firm's own figure, never more than the figure, and silent where it was not told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.money.plans import FIGURES, claim, facts_of, with_claims
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.money import Evidence
from toolbox.money.bands import Band, total
from toolbox.money.gains import Gains, gains

PRESENT = {"crm": 2, "inventory": 1}


def _gains(knowledge: Knowledge, facts: dict[str, Any] | None = None, **claims: Evidence) -> Gains:
    own = with_claims(knowledge, **claims)
    return gains(own, facts_of(own, **(facts or {})), PRESENT, {}, None)


def _band(low: int, likely: int, high: int) -> Band:
    return Band(Decimal(low), Decimal(likely), Decimal(high))


def test_a_gain_is_the_base_cut_by_the_haircut(knowledge: Knowledge) -> None:
    (gain,) = _gains(knowledge, more=claim("crm")).counted
    assert gain.haircut == 40
    # 6,000,000 yuan × 10%, 15%, 20% × 60% × a margin of 20%
    assert gain.yearly == _band(72_000, 108_000, 144_000)
    assert gain.monthly == _band(6000, 9000, 12_000)


def test_another_haircut_may_be_asked_for(knowledge: Knowledge) -> None:
    own = with_claims(knowledge, more=claim("crm"))
    (gain,) = gains(own, facts_of(own), PRESENT, {"B": 100}, None).counted
    assert gain.yearly == _band(0, 0, 0)


def test_a_doubtful_claim_may_come_to_nothing(knowledge: Knowledge) -> None:
    (gain,) = _gains(knowledge, more=claim("crm", grade="D")).counted
    assert (gain.haircut, gain.yearly) == (80, _band(0, 36_000, 48_000))


def test_less_money_tied_up_is_worth_its_interest(knowledge: Knowledge) -> None:
    less = claim("crm", base="receivables", worth="at interest", percent=(50, 50))
    (gain,) = _gains(knowledge, less=less).counted
    assert gain.yearly.likely == 900_000 * Decimal("0.5") * Decimal("0.6") * Decimal("0.06")
    own = with_claims(knowledge, less=less)
    facts = facts_of(own, money_rate=None)
    (gain,) = gains(own, facts, PRESENT, {}, Decimal(10)).counted
    assert gain.yearly.likely == 27_000
    assert gains(own, facts, PRESENT, {}, None).uncounted[0].fact == "money_rate"


def test_a_figure_known_as_a_range_widens_the_gain(knowledge: Knowledge) -> None:
    (gain,) = _gains(knowledge, {"revenue": "100-600"}, more=claim("crm", percent=(10, 10))).counted
    assert gain.yearly == _band(12_000, 42_000, 72_000)


def test_a_figure_that_was_not_told_makes_no_money(knowledge: Knowledge) -> None:
    for fact in ("revenue", "gross_margin"):
        found = _gains(knowledge, {fact: None}, more=claim("crm"))
        assert found.counted == ()
        assert [said.fact for said in found.uncounted] == [fact]


def test_a_claim_of_another_trade_is_told_and_not_counted(knowledge: Knowledge) -> None:
    found = _gains(knowledge, more=claim("crm", sectors=("retail",)))
    assert found.counted == ()
    assert "零售" in found.uncounted[0].because.zh
    assert _gains(knowledge, more=claim("crm", sectors=("retail", "manufacturing"))).counted


def test_a_claim_about_several_tools_counts_once_all_are_in_use(knowledge: Knowledge) -> None:
    (gain,) = _gains(knowledge, both=claim("crm", "inventory")).counted
    assert (gain.tool, gain.month) == ("crm", 2)
    found = _gains(knowledge, both=claim("crm", "wms"))
    assert found.counted == ()
    assert knowledge.tools["wms"].name.zh in found.uncounted[0].because.zh


def test_a_tool_in_use_already_counts_as_there_but_brings_nothing_new(knowledge: Knowledge) -> None:
    own = with_claims(knowledge, both=claim("crm", "wms"), old=claim("wms"))
    (gain,) = gains(own, facts_of(own), {"crm": 3, "wms": 0}, {}, None).counted
    assert (gain.evidence, gain.tool, gain.month) == ("both", "crm", 3)


def test_a_claim_without_a_base_is_told_with_its_reason(knowledge: Knowledge) -> None:
    found = _gains(knowledge, vague=claim("crm", base=None, worth=None))
    assert found.counted == ()
    assert found.uncounted[0].because.en == "It is not about money."


def test_claims_on_the_same_figure_count_on_what_is_left(knowledge: Knowledge) -> None:
    save = {"base": "order_labour_cost", "worth": "whole", "percent": (50, 50), "grade": "B"}
    first, second = _gains(knowledge, a=claim("inventory", **save), b=claim("crm", **save)).counted
    assert (first.left, second.left) == (1, Decimal("0.7"))
    assert second.yearly.likely == first.yearly.likely * Decimal("0.7")


def test_claims_on_different_figures_do_not_touch_each_other(knowledge: Knowledge) -> None:
    other = claim("crm", base="order_labour_cost", worth="whole")
    assert {gain.left for gain in _gains(knowledge, a=claim("inventory"), b=other).counted} == {1}


@settings(max_examples=40, deadline=None)
@given(
    claims=st.lists(
        st.tuples(st.sampled_from(("crm", "inventory")), st.integers(0, 100), st.integers(0, 100)), max_size=8
    ),
    haircut=st.integers(0, 100),
)
def test_however_many_claims_never_bring_more_than_the_figure(
    knowledge: Knowledge, claims: list[tuple[str, int, int]], haircut: int
) -> None:
    made = {
        f"c{n}": claim(tool, percent=(min(a, b), max(a, b)), base="order_labour_cost", worth="whole")
        for n, (tool, a, b) in enumerate(claims)
    }
    own = with_claims(knowledge, **made)
    found = gains(own, facts_of(own), PRESENT, {"B": haircut}, None).counted
    whole = total(gain.yearly for gain in found)
    assert 0 <= whole.low <= whole.likely <= whole.high <= FIGURES["order_labour_cost"] * 10_000


def test_only_effects_that_a_report_tells_of_firms_are_evidence(knowledge: Knowledge) -> None:
    for id_, said in knowledge.evidence.items():
        assert said.source != "judgement", id_
        assert said.grade in ("C", "D"), id_
        assert (said.base is None) is (said.worth is None), id_
        assert said.base is not None or said.note is not None, id_


def test_every_base_figure_is_asked_for_and_moves_something(knowledge: Knowledge) -> None:
    asked = {"gross_margin", "receivables", "order_labour_cost", "order_error_cost", "day_rate", "money_rate"}
    assert all(knowledge.vocabulary[fact].question for fact in asked)
    bases = {said.base for said in knowledge.evidence.values()} - {None, "revenue"}
    assert bases == asked - {"gross_margin", "day_rate", "money_rate"}
