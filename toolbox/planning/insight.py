"""What a schedule says beyond itself: how long each step may wait, what more money would buy, what to drop first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from toolbox.planning.check import broken
from toolbox.planning.problem import Begun, Candidate, Problem, Schedule, closure, months_until_use, required, worth_of

STEP = 10_000  # yuan between two points of the curve
POINTS = 5
MOST_DROPS = 5

Solver = Callable[[Problem, Schedule], tuple[Schedule, bool]]


class Point(NamedTuple):
    """A point of the curve: with this budget, this schedule. proven: whether nothing better is possible."""

    budget: int
    schedule: Schedule
    worth: int
    proven: bool


class Drop(NamedTuple):
    """What to give up together. saves: yuan over the plan. loses: worth in 1/10,000 point."""

    tools: tuple[str, ...]
    saves: int
    loses: int


def slack(problem: Problem, schedule: Schedule) -> dict[str, int]:
    """By how many months each step may begin later while every other stays where it is and all still holds."""
    return {step.tool: _later(problem, schedule, number) for number, step in enumerate(schedule.steps)}


def _later(problem: Problem, schedule: Schedule, number: int) -> int:
    before, step, after = schedule.steps[:number], schedule.steps[number], schedule.steps[number + 1 :]
    months = 0
    while not broken(problem, schedule._replace(steps=(*before, step._replace(month=step.month + months + 1), *after))):
        months += 1
    return months


def curve(problem: Problem, schedule: Schedule, solve: Solver) -> list[Point]:
    """The best schedules for one, two, … times STEP more budget, until more money buys nothing more.

    solve: a schedule at least as good as the one that it is given, and whether it is proven to be the best.
    """
    budget = problem.means.budget
    if budget is None:
        return []
    if budget >= sum(candidate.once for candidate in problem.candidates):
        return []  # it pays for everything already
    most = worth_of(problem, solve(_with(problem, None), schedule)[0])
    points: list[Point] = []
    best = schedule
    for number in range(1, POINTS + 1):
        worth = points[-1].worth if points else worth_of(problem, schedule)
        if worth >= most:
            break
        more = _with(problem, budget + number * STEP)
        best, proven = solve(more, best)
        points.append(Point(budget + number * STEP, best, worth_of(problem, best), proven))
    return points


def _with(problem: Problem, budget: int | None) -> Problem:
    return problem._replace(means=problem.means._replace(budget=budget))


def drops(problem: Problem, schedule: Schedule) -> list[Drop]:
    """What to give up first if money runs short: the least worth for each yuan saved, with all that builds on it.

    What the wishes ask for is never given up. One after the other: each takes the ones before it as given up.
    """
    by_tool = {candidate.tool: candidate for candidate in problem.candidates}
    kept, left, found = set(required(problem)), list(schedule.steps), list[Drop]()
    aided = {wish.name for wish in problem.wished("deadline")}
    while len(found) < MOST_DROPS:
        options = []
        for step in left:
            bundle = _bundle(problem, [each.tool for each in left], step.tool)
            gone = [each for each in left if each.tool in bundle]
            if kept & bundle or any(each.aid in aided for each in gone):
                continue
            drop = _drop(problem, by_tool, gone)
            if drop.saves > 0:
                options.append(drop)
        if not options:
            break
        best = min(options, key=lambda drop: (drop.loses * 10**6 // drop.saves, -drop.saves, drop.tools))
        found.append(best)
        left = [step for step in left if step.tool not in best.tools]
    return found


def _drop(problem: Problem, by_tool: Mapping[str, Candidate], gone: list[Begun]) -> Drop:
    months = problem.means.months
    saves = sum(by_tool[s.tool].once + by_tool[s.tool].monthly * (months - s.month) for s in gone)
    return Drop(tuple(step.tool for step in gone), saves, worth_of(problem, Schedule(tuple(gone), {})))


def _bundle(problem: Problem, planned: list[str], tool: str) -> set[str]:
    """The step, all that builds on it, and what was there for these alone and counts nothing by itself."""
    gone = {each for each in planned if tool in closure(problem, [each])}
    worth = {candidate.tool: candidate.worth for candidate in problem.candidates}
    stay = closure(problem, [each for each in planned if each not in gone and worth[each]])
    idle = {each for each in planned if not worth[each] and each not in stay and each not in required(problem)}
    return gone | (idle & set(closure(problem, gone)))


def takes(problem: Problem) -> dict[str, int]:
    """Months until daily use, by tool."""
    return {candidate.tool: months_until_use(candidate, problem.means) for candidate in problem.candidates}
