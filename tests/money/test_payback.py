"""When money comes back: a range, or why that cannot be said."""

from __future__ import annotations

from typing import Any

from tests.money.plans import TODAY, claim, drawn, facts_of, with_claims
from toolbox.knowledge.model import Knowledge
from toolbox.money import Options, reckon
from toolbox.money.payback import Payback, of_all, of_tool


def _paid_back(knowledge: Knowledge, tool: str = "crm", months: int = 24, **told: Any) -> Payback:
    own = with_claims(knowledge, more=claim("crm"))
    return of_tool(reckon(own, facts_of(own, day_rate=None, **told), {tool: 3}, TODAY, Options(months)), tool)


def test_it_is_the_month_from_which_cash_stays_above_nothing(knowledge: Knowledge) -> None:
    # 159 to 683 yuan a month for months 1 and 2; from month 3 on at least 600 yuan a month come in (50,000 of sales)
    found = _paid_back(knowledge, revenue=50)
    assert (found.earliest, found.latest) == (3, None)
    assert "at worst not within 22 months" in found.said.en
    found = _paid_back(knowledge, revenue=600)
    assert (found.earliest, found.latest) == (3, 3)
    assert found.said.zh == "第 3–3 个月（估计）"


def test_too_little_gain_is_told_as_such(knowledge: Knowledge) -> None:
    found = _paid_back(knowledge, revenue=1)
    assert (found.earliest, found.latest) == (None, None)
    assert found.said.en == "not within 22 months, even at best (estimate)"


def test_a_figure_that_was_not_told_is_the_reason(knowledge: Knowledge) -> None:
    assert _paid_back(knowledge, gross_margin=None).said.zh == "说不出，因为企业没有告诉：毛利率"


def test_no_evidence_is_the_reason(knowledge: Knowledge) -> None:
    assert _paid_back(knowledge, "inventory").said.en == "cannot be said, because there is no evidence of a gain"


def test_a_free_tool_has_nothing_to_pay_back(knowledge: Knowledge) -> None:
    assert "nothing to pay back" in _paid_back(knowledge, "attendance").said.en


def test_costs_that_are_open_make_it_later(knowledge: Knowledge) -> None:
    own = with_claims(knowledge, more=claim("marketplace"))
    found = of_all(reckon(own, facts_of(own), {"marketplace": 1}, TODAY, Options()))
    assert found.said.en.endswith("; only the least of the cost is known, so it may be later")


def test_the_best_case_is_never_later_than_the_worst(knowledge: Knowledge) -> None:
    for seed in range(60):
        found = of_all(drawn(knowledge, seed))
        assert found.latest is None or (found.earliest is not None and found.earliest <= found.latest)
        assert found.said.zh
