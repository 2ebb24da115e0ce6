"""What a plan says beyond itself: slack, the curve over budgets, what to drop first."""

from __future__ import annotations

from tests.planning.small import problem, step
from toolbox.planning import exact, insight
from toolbox.planning.check import broken
from toolbox.planning.make import solver
from toolbox.planning.problem import Problem, Schedule, Wish, worth_of

CHAIN = problem(step("a"), step("b", needs=("a",)), step("c"), months=5)


def _plan(asked: Problem) -> Schedule:
    found = exact.best(asked)
    assert found.schedule is not None
    return found.schedule


def test_slack_is_how_long_a_step_may_wait_while_all_else_stays() -> None:
    assert insight.slack(CHAIN, _plan(CHAIN)) == {"a": 0, "b": 3, "c": 4}


def test_moving_a_step_by_its_slack_keeps_everything_and_one_month_more_does_not() -> None:
    asked = CHAIN._replace(means=CHAIN.means._replace(at_once=1), wishes=(Wish("deadline", "c", 3),))
    plan = _plan(asked)
    for number, at in enumerate(plan.steps):
        slack = insight.slack(asked, plan)[at.tool]
        for more, good in ((slack, True), (slack + 1, False)):
            steps = (*plan.steps[:number], at._replace(month=at.month + more), *plan.steps[number + 1 :])
            assert (broken(asked, plan._replace(steps=steps)) == []) is good


def test_the_curve_never_falls_and_ends_where_more_money_buys_nothing() -> None:
    asked = problem(step("a", once=9_000), step("b", 200, once=25_000), step("c", 50), budget=0)
    points = insight.curve(asked, _plan(asked), solver(exactly=True))
    assert [p.budget for p in points] == [10_000, 20_000, 30_000, 40_000]
    assert [p.worth for p in points] == sorted(p.worth for p in points)
    assert [len(p.schedule.steps) for p in points] == [2, 2, 2, 3]
    assert all(p.proven for p in points)
    assert (
        insight.curve(asked._replace(means=asked.means._replace(budget=34_000)), _plan(asked), solver(exactly=True))
        == []
    )


def test_without_a_budget_there_is_no_curve() -> None:
    assert insight.curve(CHAIN, _plan(CHAIN), solver(exactly=True)) == []


def test_the_quick_curve_never_falls_and_is_never_called_proven() -> None:
    asked = problem(*(step(tool, 100 + n, once=9_000 + n) for n, tool in enumerate("abcd")), budget=0)
    points = insight.curve(asked, _plan(asked), solver(exactly=False))
    assert points
    assert [p.worth for p in points] == sorted(p.worth for p in points)
    assert not any(p.proven for p in points)


def test_what_is_dropped_first_loses_the_least_for_each_yuan() -> None:
    asked = problem(step("a", 900, once=10), step("b", 100, once=10), step("c", 500), step("d", 300, once=100))
    drops = insight.drops(asked, _plan(asked))
    assert [drop.tools for drop in drops] == [("d",), ("b",), ("a",)]
    assert [drop.saves for drop in drops] == [100, 10, 10]
    assert drops[1].loses == 9_800  # the fourth of three at once begins a month later


def test_with_a_step_goes_what_builds_on_it_and_what_was_there_for_it_alone() -> None:
    asked = problem(step("a", 0, once=5), step("b", once=5, needs=("a",)))
    assert [drop.tools for drop in insight.drops(asked, _plan(asked))] == [("a", "b")]


def test_what_is_wished_for_is_never_dropped() -> None:
    asked = problem(step("a", 0, once=5), step("b", once=5, needs=("a",)), step("c", once=1))
    wished = asked._replace(wishes=(Wish("must", "b"),))
    plan = _plan(wished)
    assert [drop.tools for drop in insight.drops(wished, plan)] == [("c",)]
    assert worth_of(wished, plan) > 0
