"""What is told of a choice: sums that add up, small numbers kept back, a reason for all that is left out."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.clustering.conftest import TODAY, County
from toolbox.clustering import make
from toolbox.clustering.answer import Cluster
from toolbox.clustering.exact import Found
from toolbox.clustering.make import Way, checked, chosen
from toolbox.clustering.offers import Offers, PurchaseOffer, ServiceOffer
from toolbox.clustering.posing import Asked
from toolbox.clustering.problem import Choice, Delivery, Kind, Problem, Purchase
from toolbox.clustering.said import status_of
from toolbox.clustering.tell import kept_back
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge

OFFERS = Offers({"shared-bookkeeping": ServiceOffer(4_000)}, {"backup": PurchaseOffer(600)})


@pytest.fixture(scope="module")
def answer(county: County, knowledge: Knowledge) -> Cluster:
    return chosen(county.parquet, knowledge, OFFERS, Asked(60_000), TODAY)


def test_the_sums_add_up(answer: Cluster) -> None:
    parts = sum(each.yuan for each in answer.services) + sum(each.yuan for each in answer.purchases)
    assert answer.totals.yuan == parts == 60_000 - answer.totals.left
    assert answer.totals.estimated == sum(each.yuan for each in answer.purchases if each.basis == "estimate")
    assert answer.totals.firms <= answer.totals.wanting <= answer.totals.all == 400
    assert answer.totals.steps >= answer.totals.firms
    assert answer.status.kind == "proven"
    assert answer.status.at_once is not None
    assert answer.status.worth >= answer.status.at_once


def test_everything_wanted_is_chosen_or_has_a_reason(answer: Cluster, knowledge: Knowledge) -> None:
    there = {each.service.id for each in answer.services} | {each.tool.id for each in answer.purchases}
    left = {each.name.id: each for each in answer.left_out}
    assert not there & set(left)
    unpriced = [id_ for id_, each in left.items() if each.kind == "service"]
    assert all(left[id_].why == "no price" for id_ in unpriced)
    assert len(unpriced) > 5
    assert not any(knowledge.tools[id_].cost.band == "free" for id_ in left if left[id_].kind == "purchase")


def test_a_tenth_more_is_never_worth_less(answer: Cluster) -> None:
    assert answer.next is not None
    assert answer.next.budget == 66_000
    assert answer.next.worth >= 0


def test_small_numbers_are_kept_back_and_cannot_be_worked_out_from_the_sum() -> None:
    assert kept_back([(100, 90, 50), (20, 20, 3), (30, 25, 10)]) == [(100, 90, 50), (20, 20, None), (30, 25, None)]
    assert kept_back([(100, 90, 50), (20, 18, 6), (30, 30, 8)]) == [(100, 90, 50), (20, None, 6), (30, None, 8)]
    assert kept_back([(100, 90, 0), (20, 20, 0)]) == [(100, 90, 0), (20, 20, 0)]
    assert kept_back([]) == []


def test_no_small_number_is_told_anywhere(answer: Cluster) -> None:
    assert sum(row.firms for row in answer.by_size) == answer.totals.all
    for row in answer.by_size:
        told = [count for count in (row.firms, row.wanting, row.reached, 0) if count is not None]
        assert all(high == low or high - low >= 5 for high, low in pairwise(told))
    for column in ("wanting", "reached"):
        assert [getattr(row, column) for row in answer.by_size].count(None) != 1
    assert all(
        each.firms is None or each.firms >= 5 for each in (*answer.left_out, *answer.services, *answer.purchases)
    )


def test_a_budget_that_brings_nothing_says_how_much_would(county: County, knowledge: Knowledge) -> None:
    nothing = chosen(county.parquet, knowledge, OFFERS, Asked(100), TODAY)
    assert (nothing.totals.firms, nothing.status.kind) == (0, "proven")
    assert nothing.least is not None
    assert chosen(county.parquet, knowledge, OFFERS, Asked(nothing.least - 1), TODAY).totals.firms == 0
    assert chosen(county.parquet, knowledge, OFFERS, Asked(nothing.least), TODAY).totals.firms > 0


def test_what_cannot_be_is_said_with_the_budget_that_would_do(county: County, knowledge: Knowledge) -> None:
    none = chosen(county.parquet, knowledge, OFFERS, Asked(5_000, must=("代账中心", "backup")), TODAY)
    assert none.status.kind == "infeasible"
    assert none.conflict is not None
    assert none.conflict.budget == 4_000 + 5 * 600
    assert [item.en for item in none.conflict.items] == [
        "must have “Shared bookkeeping service”",
        "must have “Data backup”",
        "a budget of 5,000 yuan",
    ]


def test_without_a_solver_there_is_a_choice_that_is_called_unproven(county: County, knowledge: Knowledge) -> None:
    quick = chosen(county.parquet, knowledge, OFFERS, Asked(60_000), TODAY, Way(greedy=True))
    assert quick.status.kind == "greedy"
    assert quick.status.gap is None
    assert quick.totals.firms > 0


def test_what_must_be_there_needs_a_cost_and_a_name(county: County, knowledge: Knowledge) -> None:
    with pytest.raises(DataError, match="nobody told what it costs"):
        chosen(county.parquet, knowledge, OFFERS, Asked(1, must=("public-warehouse",)), TODAY)
    with pytest.raises(DataError, match="there is no such service or tool"):
        chosen(county.parquet, knowledge, OFFERS, Asked(1, must=("warehose",)), TODAY)


def test_a_choice_that_does_not_stand_its_check_is_never_told() -> None:
    asked = Problem((Kind("micro", ("a",), (9,), 7),), (), (Purchase("a", {"micro": 2}),), budget=9)
    over = Choice((), (Delivery(0, (), ("a",), 5),))
    with pytest.raises(RuntimeError, match="10 yuan are spent of 9"):
        checked(asked, Found("proven", over, 5 * 54))
    with pytest.raises(RuntimeError, match="its worth is another"):
        checked(asked._replace(budget=10), Found("proven", over, 1))
    assert make.checked(asked._replace(budget=10), Found("proven", over, 5 * 54)).choice == over


def test_how_sure_it_is_is_said_in_words() -> None:
    found = Found("found", Choice(), 6_000_000, 6_000_010, "seconds", 5_999_994)
    status = status_of(found, by_greedy=False)
    assert (status.kind, status.gap, status.worth, status.at_once) == ("found", 0.0002, 1_000_000, 999_999)
    assert status.said.en.endswith("the best is at most 0.0002% better; another run may differ")
    assert status_of(Found("unknown", limit="nodes"), by_greedy=False).kind == "unknown"
