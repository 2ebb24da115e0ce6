"""What is on offer: never at a made-up price, and never what is free, open-ended or at an unwanted estimate."""

from __future__ import annotations

from decimal import Decimal

from tests.clustering.conftest import TODAY
from toolbox.clustering.offers import Offers, PurchaseOffer, ServiceOffer
from toolbox.clustering.posing import Asked, market, posed
from toolbox.clustering.problem import LEAST_FIRMS, Kind
from toolbox.clustering.reading import Firms
from toolbox.conditions.values import Among
from toolbox.costing import cost_of
from toolbox.knowledge.model import Knowledge


def test_a_service_is_on_offer_only_where_its_cost_was_told(knowledge: Knowledge) -> None:
    offers = Offers({"public-warehouse": ServiceOffer(5, 6, 7, 8)})
    found = market(knowledge, offers, Asked(0), TODAY)
    assert [(s.id, s.cost, s.each, s.capacity) for s in found.services] == [("public-warehouse", 11, 7, 8)]
    assert found.wanted.on_offer == ("public-warehouse",)
    assert set(found.wanted.services) == set(knowledge.services)


def test_a_tool_costs_what_the_catalogue_reckons_at_the_high_end(knowledge: Knowledge) -> None:
    found = market(knowledge, Offers(), Asked(0, share=50), TODAY)
    for purchase in found.purchases:
        assert found.basis[purchase.tool] in ("estimate", "list price")
        assert purchase.least == LEAST_FIRMS
        for size in ("micro", "large"):
            cost = cost_of(knowledge, purchase.tool, {"size": Among(frozenset({size}))}, TODAY)
            assert cost.first_year.high is not None
            half = cost.first_year.high / 2
            assert half <= Decimal(purchase.prices[size]) < half + Decimal("1.5")


def test_what_is_not_sold_has_a_reason(knowledge: Knowledge) -> None:
    found = market(knowledge, Offers(), Asked(0), TODAY)
    assert set(found.not_sold) | set(found.basis) == set(knowledge.tools)
    assert not set(found.not_sold) & set(found.basis)
    for tool, reason in found.not_sold.items():
        cost = cost_of(knowledge, tool, {}, TODAY)
        assert reason == ("free" if knowledge.tools[tool].cost.band == "free" else "no high end")
        assert reason == "free" or cost.open
    strict = market(knowledge, Offers({}, {"crm": PurchaseOffer(9)}), Asked(0, estimates=False), TODAY)
    assert "estimate" not in strict.basis.values()
    assert strict.basis["crm"] == "offer"


def test_an_offer_takes_the_place_of_an_estimate(knowledge: Knowledge) -> None:
    offers = Offers({}, {"crm": PurchaseOffer(999, 10, 2, 50, 50), "erp": PurchaseOffer(70_000)})
    found = {purchase.tool: purchase for purchase in market(knowledge, offers, Asked(0), TODAY).purchases}
    assert set(found["crm"].prices.values()) == {500}
    assert (found["crm"].once, found["crm"].least, found["crm"].most) == (10, LEAST_FIRMS, 50)
    assert set(found["erp"].prices.values()) == {70_000}


def test_the_problem_holds_what_somebody_wants_and_what_must_be_there(knowledge: Knowledge) -> None:
    asked = Asked(500, 80, 3, ("crm",))
    firms = Firms((Kind("micro", ("backup",), (9,), 7),), {"micro": 7}, {"backup": 7}, {}, 0, True, None)
    problem = posed(market(knowledge, Offers(), asked, TODAY), firms, asked)
    assert [purchase.tool for purchase in problem.purchases] == ["backup", "crm"]
    assert (problem.budget, problem.fair, problem.reach, problem.must) == (500, 80, 3, ("crm",))
    assert "account-hygiene" not in {need for needs in problem.needs.values() for need in needs}
