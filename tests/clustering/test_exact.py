"""The exact choice: as good as the best of all choices, never over the means, honest about what it does not know."""

from __future__ import annotations

from hypothesis import Phase, given, settings

from tests.clustering.small import best_by_trying, problems
from toolbox.clustering import exact
from toolbox.clustering.check import broken, counted, paid
from toolbox.clustering.exact import Conflict, best, conflict, least_budget
from toolbox.clustering.greedy import greedy
from toolbox.clustering.problem import Kind, Problem, Purchase, Service, cost_of, total_worth

FEW = settings(max_examples=50, deadline=None, derandomize=True, phases=(Phase.generate,))


def _as_trying_all(asked: Problem) -> None:
    found, most = best(asked), best_by_trying(asked)
    assert (found.status == "infeasible") is (most is None)
    if most is not None:
        assert found.choice is not None
        assert broken(asked, found.choice) == []
        assert (found.status, found.worth, found.bound) == ("proven", most, most)
        assert 6 * counted(asked, found.choice) == most == total_worth(asked, found.choice)
        assert paid(asked, found.choice) == cost_of(asked, found.choice)


@FEW
@given(problems())
def test_it_is_as_good_as_the_best_of_all_choices(asked: Problem) -> None:
    _as_trying_all(asked)


@FEW
@given(problems(fair=True))
def test_with_fairness_and_with_what_must_be_there_too(asked: Problem) -> None:
    _as_trying_all(asked)


@FEW
@given(problems(fair=True))
def test_the_choice_at_once_keeps_everything_and_is_never_better(asked: Problem) -> None:
    quick, most = greedy(asked), best_by_trying(asked)
    if quick is not None:
        assert broken(asked, quick) == []
        assert most is not None
        assert total_worth(asked, quick) <= most


def _asked(budget: int | None = 100, **more: object) -> Problem:
    kinds = (
        Kind("micro", ("a", "b"), (60, 50), 30, ("s",)),
        Kind("small", ("b",), (70,), 10, ()),
        Kind("large", ("c",), (20,), 5, ()),
    )
    sold = (Purchase("b", {"micro": 4, "small": 6}), Purchase("c", {"large": 40}))
    return Problem(kinds, (Service("s", ("a",), 50),), sold, {}, budget)._replace(**more)  # type: ignore[arg-type]


def test_the_same_question_has_the_same_answer() -> None:
    assert best(_asked()) == best(_asked())


def test_what_cannot_hold_together_is_named_with_the_budget_that_would_do() -> None:
    assert conflict(_asked(reach=100)) == Conflict(("reach", "budget"), 50 + 10 * 6 + 5 * 40)
    assert conflict(_asked(49, must=("s",))) == Conflict(("s", "budget"), 50)
    # a service for the micro firms, b for the least number with one small firm among them, c for the large ones
    assert conflict(_asked(49, must=("s",), reach=1)) == Conflict(("reach", "budget"), 50 + 4 * 4 + 6 + 5 * 40)
    assert conflict(_asked(must=("x",))) == Conflict(("x",), None)
    assert conflict(_asked(must=("s",))) is None


def test_the_smallest_budget_that_brings_anything_is_told() -> None:
    assert least_budget(_asked(), anything=True) == 5 * 4
    assert least_budget(_asked()) == 0


def test_a_search_that_was_cut_short_is_not_called_proven() -> None:
    found = best(_asked(97), seconds=1e-9)
    assert found.choice is not None
    assert found.status == "found"
    assert found.limit == "seconds"
    assert found.bound is None or found.bound >= found.worth
    assert broken(_asked(97), found.choice) == []


def test_the_quick_choice_is_where_the_search_begins() -> None:
    found = best(_asked(97))
    assert found.at_once is not None
    assert found.worth >= found.at_once


def test_so_many_nodes_as_the_size_lets_there_be() -> None:
    made = exact.model(_asked())
    assert exact.sized(made, None).nodes == exact.NODES
    assert exact.sized(made, 5.0).seconds == 5.0
    assert exact.sized(made, 100.0, roughly=True) == (10**9, exact.ROUGH_SECONDS, exact.ROUGH)
