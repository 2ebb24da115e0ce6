"""The best plan by a solver: proven, or the best that was found with its bound; and always the same one of equals.

Of plans of equal worth the cheapest is taken, of those the one whose steps begin earliest, first by the order of
adoption. Every search is deterministic; where one ends at a limit, what it found so far stands.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolbox.planning import highs
from toolbox.planning.greedy import greedy
from toolbox.planning.highs import Limits
from toolbox.planning.linear import Row, Solved, Terms, total
from toolbox.planning.model import Model, model
from toolbox.planning.problem import Problem, Schedule

_LARGEST = 10**6  # a weight above that would strain the solver's arithmetic
_SETTLING = Limits(nodes=2_000, seconds=20.0)


class Found(NamedTuple):
    """The outcome. worth and bound: in 1/10,000 point; bound is None where nothing is known.

    settled: whether the choice among equals was carried through.
    """

    status: Literal["proven", "found", "infeasible", "unknown"]
    schedule: Schedule | None = None
    worth: int = 0
    bound: int | None = None
    limit: Literal["nodes", "seconds"] | None = None
    settled: bool = True


def best(problem: Problem, limits: Limits = Limits(), *, settle: bool = True) -> Found:  # noqa: B008
    """The best plan. settle: choose among equals. Raises ModuleNotFoundError where the solver is not installed."""
    made = model(problem)
    begin = greedy(problem)
    start = made.values(begin) if begin is not None else None
    solved = highs.solve(made.linear, limits, start)
    if solved.values is None:
        if begin is None or solved.status == "infeasible":
            return Found(solved.status, limit=solved.limit)
        assert start is not None
        solved = Solved("found", start, total(made.worth, start), None, solved.limit)
    settled = True
    values = solved.values
    assert values is not None
    if settle and solved.status == "proven":
        values, settled = _settled(made, values)
    return Found(
        solved.status, made.schedule(values), total(made.worth, values), solved.bound, solved.limit, settled
    )


def feasible(problem: Problem, limits: Limits = Limits()) -> bool | None:  # noqa: B008
    """Whether anything keeps all wishes and means; None where a limit ended the search."""
    made = model(problem)
    status = highs.solve(made.aiming(()), limits).status
    return None if status == "unknown" else status != "infeasible"


def least(problem: Problem, mean: Literal["budget", "monthly"], limits: Limits = Limits()) -> int | None:  # noqa: B008
    """The smallest budget or running limit that would do, in yuan; None where none is proven to."""
    made = model(problem._replace(means=problem.means._replace(**{mean: None})))
    goal = made.upfront if mean == "budget" else made.running
    solved = highs.solve(made.aiming(goal), limits)
    return -solved.value if solved.status == "proven" and solved.value is not None else None


def _settled(made: Model, values: tuple[int, ...]) -> tuple[tuple[int, ...], bool]:
    """Of all plans of this worth: the cheapest, then the earliest, then the one that draws on the first aids."""
    goals = [made.outlay, *_earliest(made), *_first_aids(made)]
    rows, done = [_at_least(made.worth, values)], True
    for goal in goals:
        solved = highs.solve(made.aiming(goal, *rows), _SETTLING, values)
        if solved.values is not None and total(goal, solved.values) >= total(goal, values):
            values = solved.values
        done = done and solved.status == "proven"
        rows.append(_at_least(goal, values))
    return values, done


def _earliest(made: Model) -> list[Terms]:
    """Goals, one after the other: each step begins as early as it can, in the order of adoption, never as the last."""
    months = made.problem.means.months
    base = months + 1
    size = 1
    while base ** (size + 1) <= _LARGEST:
        size += 1
    tools = [candidate.tool for candidate in made.problem.candidates]
    goals = []
    for at in range(0, len(tools), size):
        weight = {tool: base ** (size - 1 - number) for number, tool in enumerate(tools[at : at + size])}
        goals.append(
            tuple((column, weight[t] * (months - month)) for (t, month), column in made.begins.items() if t in weight)
        )
    return goals


def _first_aids(made: Model) -> list[Terms]:
    columns = list(made.draws.values())
    size = _LARGEST.bit_length() - 1
    return [
        tuple((column, 2 ** (size - 1 - number)) for number, column in enumerate(columns[at : at + size]))
        for at in range(0, len(columns), size)
    ]


def _at_least(goal: Terms, values: tuple[int, ...]) -> Row:
    return Row(total(goal, values), None, goal)
