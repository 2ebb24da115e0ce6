"""The best choice by a solver: proven, or the best that was found with its bound; and why there is none.

The solver begins from the choice that was made at once, so that the exact one is never worse. Its own word for how good
a choice is counts for nothing: `toolbox.planning.linear.judged` looks at values and bound.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolbox.clustering.check import broken
from toolbox.clustering.greedy import greedy
from toolbox.clustering.model import Model, model
from toolbox.clustering.problem import Choice, Problem, total_worth
from toolbox.planning import highs
from toolbox.planning.highs import Limits
from toolbox.planning.linear import Row, Solved

NODES, NODE_WORK, LEAST_NODES = 20_000, 20_000_000, 50
SECONDS = 60.0  # a last resort by default; what ends a search is counted in nodes
ROUGH, ROUGH_SECONDS = 1e-4, 20.0  # for what is told beside the choice: a hundredth of a percent is near enough
_QUICK = Limits(nodes=2_000, seconds=20.0)

Item = Literal["budget", "fair", "reach"] | str


class Found(NamedTuple):
    """The outcome. worth and bound: in 1/6 point; bound is None where nothing is known.

    at_once: the worth of the choice without a solver.
    """

    status: Literal["proven", "found", "infeasible", "unknown"]
    choice: Choice | None = None
    worth: int = 0
    bound: int | None = None
    limit: Literal["nodes", "seconds"] | None = None
    at_once: int | None = None


class Conflict(NamedTuple):
    """What cannot hold together: leave out any one of the items, and the others can.

    items: `budget`, `reach`, or the id of what must be there. budget: the smallest that would do with all the rest as
    it is; None where no money would do, or none is proven to.
    """

    items: tuple[Item, ...]
    budget: int | None


def best(
    problem: Problem, seconds: float | None = None, begin: Choice | None = None, *, roughly: bool = False
) -> Found:
    """The best choice. seconds: after which the search ends. begin: a choice to begin from, where it is better.

    roughly: whether near the best is enough. Raises ModuleNotFoundError where the solver is not installed.
    """
    made = model(problem)
    quick = greedy(problem)
    at_once = None if quick is None else total_worth(problem, quick)
    known = [each for each in (quick, begin, Choice()) if each is not None and not broken(problem, each)]
    start = max(known, key=lambda choice: total_worth(problem, choice), default=None)
    values = None if start is None else made.values(start)
    solved = highs.solve(made.linear, sized(made, seconds, roughly=roughly), values)
    found = Found(solved.status, None, 0, solved.bound, solved.limit, at_once)
    if solved.values is not None:
        found = found._replace(choice=made.choice(solved.values), worth=solved.value or 0)
    worth = -1 if start is None else total_worth(problem, start)
    if start is not None and (found.choice is None or worth > found.worth):
        found = found._replace(status="found", choice=start, worth=worth)
    return found


def sized(made: Model, seconds: float | None, *, roughly: bool = False) -> Limits:
    """So many nodes that the search ends in about a minute; where seconds are told, they are what ends it."""
    most = SECONDS if seconds is None else seconds
    columns = max(1, len(made.linear.columns))
    nodes = 10**9 if seconds is not None else max(LEAST_NODES, min(NODES, NODE_WORK // columns))
    return Limits(nodes, min(most, ROUGH_SECONDS), ROUGH) if roughly else Limits(nodes, most)


def least_budget(problem: Problem, *, anything: bool = False) -> int | None:
    """The smallest budget with which all that was asked can be kept, in yuan; None where none is proven to.

    anything: and with which at least one firm is reached.
    """
    made = model(problem._replace(budget=None))
    rows = [Row(1, None, tuple((column, 1) for _, _, column in made.ways))] if anything else []
    solved = highs.solve(made.aiming(made.yuan, *rows), _QUICK)
    return -solved.value if solved.status == "proven" and solved.value is not None else None


def conflict(problem: Problem) -> Conflict | None:
    """What cannot hold together, or None where a choice is there after all, or the search ended without a proof."""
    items: tuple[Item, ...] = tuple(problem.must)
    items += ("reach",) if problem.reach is not None else ()
    items += ("budget",) if problem.budget is not None else ()
    if not _refuted(problem, items):
        return None
    for item in items:
        rest = tuple(each for each in items if each != item)
        if _refuted(problem, rest):
            items = rest
    return Conflict(items, least_budget(problem) if "budget" in items else None)


def _refuted(problem: Problem, items: tuple[Item, ...]) -> bool:
    kept = problem._replace(
        must=tuple(name for name in problem.must if name in items),
        reach=problem.reach if "reach" in items else None,
        budget=problem.budget if "budget" in items else None,
    )
    solved: Solved = highs.solve(model(kept).aiming(()), _QUICK)
    return solved.status == "infeasible"
