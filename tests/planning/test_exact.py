"""The exact plan: as good as the best of all schedules, never over the means, the same bytes each time."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings

from tests.planning.small import best_by_trying, problem, problems, step
from toolbox.planning import exact, highs
from toolbox.planning.check import broken, counted
from toolbox.planning.highs import Limits
from toolbox.planning.linear import Column, Linear, Row, judged
from toolbox.planning.model import model
from toolbox.planning.problem import Aid, Candidate, Means, Problem, Wish

FEW = settings(max_examples=150, deadline=None, derandomize=True, phases=(Phase.generate,))


def _as_trying_all(asked: Problem) -> None:
    found, most = exact.best(asked), best_by_trying(asked)
    assert (found.status == "infeasible") is (most is None)
    if most is not None:
        assert found.schedule is not None
        assert (found.status, found.worth, found.bound) == ("proven", most, most)
        assert broken(asked, found.schedule) == []
        assert counted(asked, found.schedule) == most


@FEW
@given(problems())
def test_it_is_as_good_as_the_best_of_all_schedules(asked: Problem) -> None:
    _as_trying_all(asked)


@settings(FEW, max_examples=100)
@given(problems(aided=True))
def test_with_programmes_too(asked: Problem) -> None:
    _as_trying_all(asked)


@settings(FEW, max_examples=40)
@given(problems())
def test_it_can_be_done_where_a_schedule_is_found(asked: Problem) -> None:
    assert exact.feasible(asked) is (best_by_trying(asked) is not None)


def test_a_plan_is_the_same_each_time() -> None:
    asked = _large(8)
    assert exact.best(asked) == exact.best(asked)


def test_equals_are_placed_by_the_order_of_adoption() -> None:
    asked = problem(*(step(tool) for tool in "cab"), at_once=1, months=6)
    found = exact.best(asked)
    assert found.schedule is not None
    assert [(s.tool, s.month) for s in found.schedule.steps] == [("c", 0), ("a", 1), ("b", 2)]
    assert found.settled


def test_a_step_that_is_there_only_for_others_is_not_planned_for_itself() -> None:
    alone = exact.best(problem(step("a", 0), step("b", needs=("a",), once=5), budget=4))
    both = exact.best(problem(step("a", 0), step("b", needs=("a",), once=5), budget=5))
    assert alone.schedule is not None
    assert alone.schedule.steps == ()
    assert both.schedule is not None
    assert [(s.tool, s.month) for s in both.schedule.steps] == [("a", 0), ("b", 1)]


def test_an_aid_lowers_the_outlay_only_where_it_pays_at_purchase() -> None:
    for at_purchase, planned in ((True, 1), (False, 0)):
        aid = Aid("p", 50, ("a",), at_purchase=at_purchase)
        found = exact.best(problem(step("a", once=100), aids=(aid,), budget=50))
        assert found.schedule is not None
        assert len(found.schedule.steps) == planned


def test_a_purchase_waits_for_its_programme() -> None:
    aid = Aid("p", 50, ("a",), first=2, at_purchase=True)
    found = exact.best(problem(step("a", once=100), aids=(aid,), budget=50))
    assert found.schedule is not None
    assert found.schedule.steps[0].month == 2
    assert found.schedule.paid == {"p": 50}


def test_of_a_group_one_programme_pays() -> None:
    aids = tuple(Aid(name, 40, (tool,), at_purchase=True, groups=("g",)) for name, tool in (("p", "a"), ("q", "b")))
    found = exact.best(problem(step("a", once=100), step("b", once=100), aids=aids, budget=160))
    assert found.schedule is not None
    assert len(found.schedule.steps) == 2
    assert found.schedule.paid == {"p": 40}


def test_a_limit_of_nodes_gives_the_best_found_with_its_bound() -> None:
    asked = _large(30)
    found = exact.best(asked, Limits(nodes=1, seconds=60.0), settle=False)
    assert found.status == "found"
    assert found.limit == "nodes"
    assert found.schedule is not None
    assert broken(asked, found.schedule) == []
    assert found.bound is None or found.bound > found.worth


def test_no_time_at_all_still_leaves_the_greedy_plan_and_says_so() -> None:
    found = exact.best(_large(30), Limits(seconds=0.0))
    assert (found.status, found.limit) == ("found", "seconds")
    assert found.schedule is not None


def test_optimal_is_not_believed_without_its_bound() -> None:
    linear = Linear((Column(0, 10),), (Row(None, 9, ((0, 1),)),), ((0, 2),))
    assert judged(linear, (9,), 18.0000001, None).status == "proven"
    assert judged(linear, (8,), 18.0, None) == judged(linear, (8,), 18.9, "nodes")
    assert judged(linear, (8,), 18.0, None).bound == 18
    assert judged(linear, (8,), float("inf"), "seconds").bound is None
    assert judged(linear, (10,), 20.0, None).status == "unknown"  # it breaks the row
    assert judged(linear, None, 18.0, "seconds").limit == "seconds"


def test_what_a_schedule_is_as_a_solution_is_that_schedule_again() -> None:
    asked = problem(step("a", once=100), step("b"), aids=(Aid("p", 50, ("a",), at_purchase=True),), budget=60)
    found = exact.best(asked)
    assert found.schedule is not None
    made = model(asked)
    assert made.schedule(made.values(found.schedule)) == found.schedule


def test_a_programme_without_columns_is_decided_by_its_rows() -> None:
    assert highs.solve(Linear((), (), ())).status == "proven"
    assert highs.solve(Linear((), (Row(1, None, ()),), ())).status == "infeasible"


@pytest.mark.parametrize(("mean", "least"), [("budget", 30), ("monthly", 3)])
def test_the_least_that_would_do_is_exact(mean: str, least: int) -> None:
    asked = problem(
        step("a", once=10, monthly=1), step("b", once=20, monthly=2, needs=("a",)), step("c", once=5, monthly=5),
        wishes=(Wish("must", "b"),), budget=1, monthly=1,
    )  # fmt: skip
    free = asked._replace(means=asked.means._replace(budget=None, monthly=None))
    assert exact.least(free, mean) == least  # type: ignore[arg-type]


def _large(count: int) -> Problem:
    """A problem whose means are scarce in every way."""
    candidates = tuple(
        Candidate(
            f"t{n:02}", 3000 + 937 * n % 7919, 1000 * (n * 7 % 11), 100 * (n * 5 % 7), 10 * (1 + n * 3 % 13),
            1 + n * 11 % 17, (f"t{n - 5:02}",) if n % 5 == 4 and n > 4 else (),
        )
        for n in range(count)
    )  # fmt: skip
    return Problem(candidates, Means(2000 * count, 150 * count, 40, 12, 3))
