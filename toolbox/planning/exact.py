"""The best plan by a solver: proven, or the best that was found with its bound; and always the same one of equals.

Once it is settled which steps are taken, and what they are worth, they are placed so that aids pay the most, then each
as early as can be in the order of adoption. Of two choices of steps of equal worth the solver's path decides, and that
is the same each time: one thread, one seed. Where a search ends at a limit, what it found so far stands.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolbox.planning import highs
from toolbox.planning.greedy import greedy
from toolbox.planning.highs import Limits
from toolbox.planning.linear import Row, Solved, Terms, total
from toolbox.planning.model import Model, model
from toolbox.planning.problem import Problem, Schedule, closure, required, worth_of

_LARGEST = 10**6  # a weight above that would strain the solver's arithmetic
_SETTLING = Limits(nodes=2_000, seconds=20.0)
LEAST_NODES, NODE_WORK = 100, 1_000_000_000


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


def best(
    problem: Problem, limits: Limits | None = None, *, settle: bool = True, begin: Schedule | None = None
) -> Found:
    """The best plan. limits: those of `sized` where None. settle: choose among equals. begin: a plan to begin from.

    Raises ModuleNotFoundError where the solver is not installed.
    """
    made = model(problem)
    limits = sized(made) if limits is None else limits
    begin = max(filter(None, (greedy(problem), begin)), key=lambda plan: worth_of(problem, plan), default=None)
    start = made.values(begin) if begin is not None else None
    solved = highs.solve(made.linear, limits, start)
    if solved.values is None:
        if begin is None:
            return Found(solved.status, limit=solved.limit)
        assert start is not None
        solved = Solved("found", start, total(made.worth, start), None, solved.limit)
    values, settled = solved.values, True
    assert values is not None
    if settle:
        chosen = _pruned(problem, made.schedule(values))
        values, settled = _settled(made, made.values(chosen))
    return Found(solved.status, made.schedule(values), total(made.worth, values), solved.bound, solved.limit, settled)


def sized(made: Model) -> Limits:
    """So many nodes that the search ends in about a minute or two; the larger the programme, the longer each node."""
    columns = max(1, len(made.linear.columns))
    return Limits(max(LEAST_NODES, min(highs.NODES, NODE_WORK // columns**2)))


def feasible(problem: Problem, limits: Limits = Limits()) -> bool | None:  # noqa: B008
    """Whether anything keeps all wishes and means; None where a limit ended the search."""
    made = model(problem)
    status = highs.solve(made.aiming(()), limits).status
    return None if status == "unknown" else status != "infeasible"


def least(problem: Problem, mean: Literal["budget", "monthly"], limits: Limits = Limits()) -> int | None:  # noqa: B008
    """The smallest budget or running limit that would do, in yuan; None where none is proven to."""
    means = problem.means._replace(budget=None) if mean == "budget" else problem.means._replace(monthly=None)
    made = model(problem._replace(means=means))
    goal = made.upfront if mean == "budget" else made.running
    solved = highs.solve(made.aiming(goal), limits)
    return -solved.value if solved.status == "proven" and solved.value is not None else None


def _pruned(problem: Problem, schedule: Schedule) -> Schedule:
    """Without steps that count nothing and that nothing else of the plan needs."""
    worth = {candidate.tool: candidate.worth for candidate in problem.candidates}
    kept = set(closure(problem, [step.tool for step in schedule.steps if worth[step.tool] or step.aid]))
    kept |= set(required(problem))
    return schedule._replace(steps=tuple(step for step in schedule.steps if step.tool in kept))


def _settled(made: Model, values: tuple[int, ...]) -> tuple[tuple[int, ...], bool]:
    """The same steps for the same worth: aids pay the most, then each is earliest, then the first aids are drawn on."""
    chosen = {tool for (tool, month), column in made.begins.items() if values[column]}
    others = {column for (tool, _), column in made.begins.items() if tool not in chosen}
    columns = tuple(c._replace(high=0) if n in others else c for n, c in enumerate(made.linear.columns))
    tools = [candidate.tool for candidate in made.problem.candidates if candidate.tool in chosen]
    rows = [Row(1, 1, tuple((c, 1) for (t, _), c in made.begins.items() if t == tool)) for tool in tools]
    rows.append(_at_least(made.worth, values))
    done = True
    for goal in (*([made.outlay] if made.draws else []), *_earliest(made, tools), *_first_aids(made)):
        solved = highs.solve(made.aiming(goal, *rows)._replace(columns=columns), _SETTLING, values)
        if solved.values is not None and total(goal, solved.values) >= total(goal, values):
            values = solved.values
        done = done and solved.status == "proven"
        rows.append(_at_least(goal, values))
    return values, done


def _earliest(made: Model, tools: list[str]) -> list[Terms]:
    """Goals, one after the other: each step begins as early as it can, in the order of adoption."""
    months = made.problem.means.months
    base, size = months + 1, 1
    while base ** (size + 1) <= _LARGEST:
        size += 1
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
