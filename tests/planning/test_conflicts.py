"""Why there is no plan: a set of wishes and means that cannot hold together, none of it idle, and what would do."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, assume, given, settings

from tests.planning.small import best_by_trying, problem, problems, step
from toolbox.planning import exact
from toolbox.planning.conflicts import Enough, conflict, keeping
from toolbox.planning.problem import Problem, Wish

FEW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.filter_too_much],
)
MUST_A, MUST_B = Wish("must", "a"), Wish("must", "b")


@FEW
@given(problems(wishes_at_least=1))
def test_leaving_out_any_one_item_lets_the_others_hold(asked: Problem) -> None:
    found = conflict(asked)
    assume(found is not None)
    assert found is not None
    assert best_by_trying(asked) is None
    assert exact.feasible(keeping(asked, found.items)) is False
    for item in found.items:
        assert exact.feasible(keeping(asked, [other for other in found.items if other != item])) is True


@FEW
@given(problems(wishes_at_least=1))
def test_what_would_do_does_and_one_unit_less_does_not(asked: Problem) -> None:
    found = conflict(asked)
    assume(found is not None)
    assert found is not None
    assert best_by_trying(asked) is None
    for mean, amount in found.alone:
        for amounts, does in (({mean: amount}, True), ({mean: amount - (10 if mean == "days" else 1)}, False)):
            means = asked.means._replace(**amounts)
            assert exact.feasible(asked._replace(means=means)) is does, (mean, amounts)
    if found.together:
        means = asked.means._replace(**{enough.mean: enough.amount for enough in found.together})
        assert exact.feasible(asked._replace(means=means)) is True


def test_where_a_plan_is_there_nothing_is_in_conflict() -> None:
    assert conflict(problem(step("a"), wishes=(MUST_A,))) is None


def test_a_budget_that_is_too_small_is_named_with_the_one_that_would_do() -> None:
    asked = problem(step("a", once=30), step("b", once=10), wishes=(MUST_A, MUST_B), budget=35, monthly=9)
    found = conflict(asked)
    assert found is not None
    assert found.items == (MUST_A, MUST_B, "budget")
    assert found.alone == (Enough("budget", 40),)
    assert found.smallest


def test_the_smallest_set_is_named_not_just_any() -> None:
    asked = problem(
        step("a", once=30), step("b", once=30), step("c", once=99),
        wishes=(MUST_A, MUST_B, Wish("must", "c")), budget=50,
    )  # fmt: skip
    found = conflict(asked)
    assert found is not None
    assert found.items == (Wish("must", "c"), "budget")
    assert found.alone == (Enough("budget", 159),)


def test_wishes_against_each_other_need_no_means() -> None:
    found = conflict(problem(step("a"), step("b", needs=("a",)), wishes=(MUST_B, Wish("without", "a")), budget=1))
    assert found is not None
    assert found.items == (MUST_B, Wish("without", "a"))
    assert (found.alone, found.together) == ((), ())


def test_a_deadline_nobody_could_meet_is_the_whole_conflict() -> None:
    late = Wish("deadline", "b", 1)
    found = conflict(problem(step("a", weeks=9), step("b", needs=("a",)), wishes=(late,), budget=0))
    assert found is not None
    assert found.items == (late,)


def test_two_means_that_are_both_too_small_are_raised_together() -> None:
    asked = problem(step("a", once=30, weeks=9), wishes=(MUST_A,), budget=1, months=2)
    found = conflict(asked)
    assert found is not None
    assert found.alone == ()
    assert found.together == (Enough("budget", 30), Enough("months", 3))


def test_staff_days_that_would_do_are_whole_days() -> None:
    asked = problem(step("a", days=55), wishes=(MUST_A,), days=10, months=2)
    found = conflict(asked)
    assert found is not None
    assert Enough("days", 30) in found.alone
    assert Enough("months", 6) in found.alone or "months" not in found.items
