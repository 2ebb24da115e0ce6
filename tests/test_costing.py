"""What a tool costs one firm: quotes before list prices before estimates, and no estimate leaves its band."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolbox.conditions.values import Among, Facts, Span, exactly, only
from toolbox.costing import Amount, ToolCost, cost_of
from toolbox.knowledge.model import Cost, Knowledge
from toolbox.knowledge.money import Charge, Price, Quote
from toolbox.vocabulary import Text

TODAY = dt.date(2026, 11, 21)
SIZES = ("micro", "small", "medium", "large", "uncovered")
A_DATE = "2026-11-01"


def _with_cost(knowledge: Knowledge, cost: Cost, **quotes: Quote) -> Knowledge:
    """The knowledge with another cost of customer software, and with quotes."""
    crm = knowledge.tools["crm"]._replace(cost=cost)
    return knowledge._replace(tools={**knowledge.tools, "crm": crm}, quotes=quotes)


def _quoted(knowledge: Knowledge, facts: Facts, **more: object) -> ToolCost:
    quote = Quote((3000, 5000), (80, 99.5), "a supplier of the county", A_DATE, **more)  # type: ignore[arg-type]
    return cost_of(_with_cost(knowledge, knowledge.tools["crm"].cost, crm=quote), "crm", facts, TODAY)


def _listed(knowledge: Knowledge, facts: Facts, *prices: Price) -> ToolCost:
    text = Text("每人每月 60 元", "60 yuan a user a month")
    cost = Cost("modest", "list price", "subscription", "shop.example", A_DATE, text, prices)
    return cost_of(_with_cost(knowledge, cost), "crm", facts, TODAY)


def _yuan(low: object, high: object) -> Amount:
    return Amount(Decimal(str(low)), None if high is None else Decimal(str(high)))


def test_every_tool_says_how_it_is_charged(knowledge: Knowledge) -> None:
    assert [id_ for id_, tool in knowledge.tools.items() if tool.cost.charged == "unsaid"] == []


def test_every_way_of_charging_but_the_last_resort_is_some_tools_way(knowledge: Knowledge) -> None:
    assert {tool.cost.charged for tool in knowledge.tools.values()} == knowledge.charged.keys() - {"unsaid"}


@pytest.mark.parametrize("size", [None, *SIZES])
def test_an_estimated_first_year_stays_within_its_band(knowledge: Knowledge, size: str | None) -> None:
    facts = {} if size is None else {"size": only(size)}
    for id_, tool in knowledge.tools.items():
        cost = cost_of(knowledge, id_, facts, TODAY)
        if cost.basis != "estimate":
            continue
        low, high = knowledge.costs[tool.cost.band].yuan
        year = cost.first_year
        assert year.low >= low, id_
        assert (year.high is None) is (high is None), id_
        assert year.high is None or high is None or year.low <= year.high <= high, id_


@settings(max_examples=60, deadline=None)
@example(low=8, width=30, once=87, size="micro")
@given(low=st.integers(0, 10**6), width=st.integers(0, 10**6), once=st.integers(0, 100), size=st.sampled_from(SIZES))
def test_no_way_of_charging_leads_out_of_a_band(
    knowledge: Knowledge, low: int, width: int, once: int, size: str
) -> None:
    band = knowledge.costs["modest"]._replace(yuan=(low, low + width))
    own = knowledge._replace(
        costs={**knowledge.costs, "modest": band},
        charged={**knowledge.charged, "subscription": Charge(Text("甲", "a way"), once)},
    )
    cost = cost_of(own, "crm", {"size": only(size)}, TODAY)
    for amount in (cost.once, cost.monthly):
        assert amount.high is not None
        assert 0 <= amount.low <= amount.high
    assert cost.first_year.high is not None
    assert cost.first_year.high <= low + width
    # a band too narrow for twelve whole yuan may come to less than its lower end, never to more than its upper
    assert cost.first_year.low >= low or cost.first_year.low == cost.first_year.high


def test_a_larger_firm_is_estimated_to_pay_no_less(knowledge: Knowledge) -> None:
    for id_ in knowledge.tools:
        years = [cost_of(knowledge, id_, {"size": only(size)}, TODAY).first_year for size in SIZES[:4]]
        assert [year.low for year in years] == sorted(year.low for year in years), id_


def test_a_size_that_is_not_known_for_sure_takes_all_that_is_possible(knowledge: Knowledge) -> None:
    either = cost_of(knowledge, "crm", {"size": Among(frozenset({"micro", "medium"}))}, TODAY)
    micro, medium = (cost_of(knowledge, "crm", {"size": only(size)}, TODAY) for size in ("micro", "medium"))
    assert either.monthly == Amount(micro.monthly.low, medium.monthly.high)
    assert "微型/中型企业" in either.how.zh


def test_an_open_band_says_at_least(knowledge: Knowledge) -> None:
    cost = cost_of(knowledge, "erp", {}, TODAY)
    assert cost.open
    assert cost.once == _yuan(150_000, None)
    assert cost.first_year.low >= 200_000


def test_a_fee_on_turnover_makes_a_free_tool_cost_at_least_nothing(knowledge: Knowledge) -> None:
    cost = cost_of(knowledge, "qr-payment", {}, TODAY)
    assert cost.first_year == _yuan(0, 0)
    assert cost.open
    assert cost.on_top is not None


def test_an_estimate_says_so_in_both_languages(knowledge: Knowledge) -> None:
    for id_ in knowledge.tools:
        cost = cost_of(knowledge, id_, {}, TODAY)
        assert cost.basis == "estimate" or (cost.source and cost.date)
        assert cost.basis != "estimate" or (cost.how.zh.startswith("估计") and cost.how.en.startswith("estimate"))


def test_a_list_price_a_user_is_multiplied_with_the_head_count_and_says_so(knowledge: Knowledge) -> None:
    price = Price((60, 60), "month", "user")
    cost = _listed(knowledge, {"staff": exactly(12)}, price)
    assert (cost.once, cost.monthly) == (_yuan(0, 0), _yuan(720, 720))
    assert (cost.basis, cost.source, cost.date) == ("list price", "shop.example", A_DATE)
    assert "12人" in cost.how.zh
    assert "for all 12 users" in cost.how.en
    assert _listed(knowledge, {"staff": Span(10, 20)}, price).monthly == _yuan(600, 1200)


def test_a_price_a_user_without_a_head_count_is_at_least_that_of_one(knowledge: Knowledge) -> None:
    cost = _listed(knowledge, {}, Price((60, 60), "month", "user"))
    assert cost.monthly == _yuan(60, None)
    assert cost.open
    assert "没有说" in cost.how.zh


def test_a_yearly_price_is_counted_by_the_month_without_losing_a_fen(knowledge: Knowledge) -> None:
    cost = _listed(knowledge, {}, Price((500, 500), "year"), Price((300, 300), "once"))
    assert cost.once == _yuan(300, 300)
    assert cost.monthly == _yuan("41.66", "41.67")


def test_a_price_by_use_tells_no_sum(knowledge: Knowledge) -> None:
    cost = cost_of(knowledge, "sms-push", {}, TODAY)
    assert cost.basis == "estimate"
    assert "0.042" not in cost.how.zh
    assert "developers.weixin.qq.com" in cost.how.zh


def test_a_quote_comes_before_all_else_and_says_whose_it_is(knowledge: Knowledge) -> None:
    cost = _quoted(knowledge, {})
    assert (cost.once, cost.monthly) == (_yuan(3000, 5000), _yuan(80, "99.5"))
    assert (cost.basis, cost.source, cost.date) == ("quote", "a supplier of the county", A_DATE)
    assert "a supplier of the county" in cost.how.zh


def test_a_quote_a_user_and_a_site_is_multiplied(knowledge: Knowledge) -> None:
    assert _quoted(knowledge, {"staff": exactly(3)}, each="user").monthly == _yuan(240, "298.5")
    assert _quoted(knowledge, {"sites": exactly(2)}, each="site").once == _yuan(6000, 10_000)


def test_a_quote_that_has_run_out_counts_no_more(knowledge: Knowledge) -> None:
    assert _quoted(knowledge, {}, until="2026-11-21").basis == "quote"
    assert _quoted(knowledge, {}, until="2026-11-20").basis == "estimate"


def test_effort_is_told_as_the_tool_has_it(knowledge: Knowledge) -> None:
    cost = cost_of(knowledge, "backup", {}, TODAY)
    assert cost.days == (Decimal("0.5"), Decimal("2"))
    assert cost.weeks == knowledge.tools["backup"].effort.weeks


def test_amounts_add_up_and_one_that_is_open_leaves_the_sum_open() -> None:
    assert _yuan(1, 2) + _yuan(10, 20) == _yuan(11, 22)
    assert _yuan(1, None) + _yuan(10, 20) == _yuan(11, None)
    assert _yuan(1, 2).times(2, 5) == _yuan(2, 10)
