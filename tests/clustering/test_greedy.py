"""The choice at once: quick, never over the means, and near the best where things are simple."""

from __future__ import annotations

from toolbox.clustering.check import broken
from toolbox.clustering.exact import best
from toolbox.clustering.greedy import greedy
from toolbox.clustering.problem import Choice, Kind, Problem, Purchase, Service, total_worth


def test_first_steps_of_many_come_before_second_steps_of_few() -> None:
    kinds = (Kind("micro", ("a", "b"), (60, 60), 10), Kind("micro", ("b",), (40,), 10))
    asked = Problem(kinds, (), (Purchase("a", {"micro": 1}), Purchase("b", {"micro": 1})), budget=20)
    found = greedy(asked)
    assert found is not None
    assert sum(each.firms for each in found.deliveries) == 20


def test_a_service_is_taken_where_it_brings_more_than_purchases_do() -> None:
    kinds = (Kind("micro", ("a",), (50,), 100, ("s",)),)
    asked = Problem(kinds, (Service("s", ("a",), 300),), (Purchase("a", {"micro": 5}),), budget=300)
    found = greedy(asked)
    assert found is not None
    assert (found.services, total_worth(asked, found)) == (("s",), 100 * 50 * 6)


def test_a_purchase_that_cannot_be_large_enough_leaves_its_money_to_others() -> None:
    kinds = (Kind("micro", ("a",), (90,), 4), Kind("micro", ("b",), (50,), 9))
    asked = Problem(kinds, (), (Purchase("a", {"micro": 5}), Purchase("b", {"micro": 5})), budget=45)
    found = greedy(asked)
    assert found is not None
    assert [(each.bought, each.firms) for each in found.deliveries] == [(("b",), 9)]


def test_what_must_be_there_is_paid_first_or_there_is_none() -> None:
    kinds = (Kind("micro", ("a",), (50,), 10, ("s",)),)
    asked = Problem(kinds, (Service("s", ("a",), 30),), (Purchase("a", {"micro": 1}),), budget=35, must=("s",))
    found = greedy(asked)
    assert found is not None
    assert found.services == ("s",)
    assert greedy(asked._replace(budget=29)) is None


def test_firms_of_a_class_that_is_left_out_count_for_more() -> None:
    kinds = (Kind("micro", ("a",), (90,), 50), Kind("small", ("b",), (50,), 50))
    sold = (Purchase("a", {"micro": 1}), Purchase("b", {"small": 9}))
    asked = Problem(kinds, (), sold, budget=200, fair=40)
    found = greedy(asked)
    assert found is not None
    assert broken(asked, found) == []
    assert broken(asked._replace(fair=80), greedy(asked._replace(fair=None)) or Choice())
    exact = best(asked)
    assert exact.choice is not None
    assert exact.status == "proven"
    assert broken(asked, exact.choice) == []


def test_nothing_can_be_done_with_nothing() -> None:
    kinds = (Kind("micro", ("a",), (90,), 50),)
    assert greedy(Problem(kinds, (), (Purchase("a", {"micro": 1}),), budget=0)) == Choice()
