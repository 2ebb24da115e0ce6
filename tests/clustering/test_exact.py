"""The exact choice: as good as the best of all choices, never over the means, honest about what it does not know."""

from __future__ import annotations

from hypothesis import Phase, given, settings

from tests.clustering.small import best_by_trying, problems
from toolbox.clustering import exact
from toolbox.clustering.check import broken, counted, paid
from toolbox.clustering.exact import Conflict, best, conflict, least_budget
from toolbox.clustering.greedy import greedy
from toolbox.clustering.problem import Kind, Problem, Purchase, Service, cost_of, total_worth

FEW = settings(max_examples=120, deadline=None, derandomize=True, phases=(Phase.generate,))


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
