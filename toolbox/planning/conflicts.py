"""Why no plan keeps all wishes under the means: a smallest set of them that cannot hold together, and what would do.

Steps that nobody wishes for only take room, so that only the wished ones, and what they need, are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from math import comb
from typing import Any, NamedTuple

from toolbox.planning import exact
from toolbox.planning.problem import DAY, LONGEST, MEANS, MeansName, Problem, Wish, closure, months_until_use, required

Item = Wish | MeansName
_MOST_TRIED = 200  # sets smaller than the one that was found, before the search for a smaller one is given up


class Enough(NamedTuple):
    """A mean and how much of it would do, in its stored units."""

    mean: MeansName
    amount: int


class Conflict(NamedTuple):
    """items: wishes and means that cannot hold together; leave out any one, and the others can.

    alone: for each of these means, the smallest amount that would do with all else as it is. together: where none is
    enough alone, amounts that do together. smallest: whether no smaller set of items was left untried.
    """

    items: tuple[Item, ...]
    alone: tuple[Enough, ...]
    together: tuple[Enough, ...]
    smallest: bool


def conflict(problem: Problem) -> Conflict | None:
    """What cannot hold together, or None where a plan is there after all, or the search ended without a proof."""
    core = _core(problem)
    items = _items(core)
    if not _refuted(core, items):
        return None
    for item in reversed(items):  # means are left out first, the wishes of the firm last
        rest = tuple(each for each in items if each != item)
        if _refuted(core, rest):
            items = rest
    items, smallest = _smaller(core, items)
    alone = tuple(Enough(mean, most) for mean in _means(items) if (most := _enough(core, mean)) is not None)
    return Conflict(items, alone, () if alone else _together(core), smallest)


def _core(problem: Problem) -> Problem:
    """The problem with nothing but what the wishes speak of, and what that needs."""
    wished = {wish.name for wish in problem.wished("deadline")}
    covered = [tool for aid in problem.aids if aid.id in wished for tool in aid.covers]
    tools = {*required(problem), *closure(problem, covered)}
    return problem._replace(candidates=tuple(c for c in problem.candidates if c.tool in tools))


def _items(problem: Problem) -> tuple[Item, ...]:
    limited = [mean for mean in MEANS if getattr(problem.means, mean) is not None]
    return (*problem.wishes, *limited)


def _means(items: Iterable[Item]) -> list[MeansName]:
    return [item for item in items if not isinstance(item, Wish)]


def keeping(problem: Problem, items: Iterable[Item]) -> Problem:
    """The problem with these wishes and these means only."""
    kept = tuple(items)
    free: dict[str, Any] = dict.fromkeys(MEANS)
    free |= {"months": _long_enough(problem), "at_once": max(1, len(problem.candidates))}
    means = problem.means._replace(**{mean: most for mean, most in free.items() if mean not in kept})
    return problem._replace(means=means, wishes=tuple(wish for wish in problem.wishes if wish in kept))


def _long_enough(problem: Problem) -> int:
    """So many months that one step after the other finds room, in the time of every aid too; LONGEST at the most."""
    takes = sum(months_until_use(candidate, problem.means) for candidate in problem.candidates)
    return min(LONGEST, max(problem.means.months, takes + max((aid.first for aid in problem.aids), default=0)))


def _refuted(problem: Problem, items: Iterable[Item]) -> bool:
    return exact.feasible(keeping(problem, items)) is False


def _smaller(problem: Problem, items: tuple[Item, ...]) -> tuple[tuple[Item, ...], bool]:
    every = _items(problem)
    for size in range(1, len(items)):
        if comb(len(every), size) > _MOST_TRIED:
            return items, False
        for few in combinations(every, size):
            if _refuted(problem, few):
                return few, True
    return items, True


def _enough(problem: Problem, mean: MeansName) -> int | None:
    """The smallest amount of one mean that would do with all else as it is; None where none does."""
    if mean == "budget" or mean == "monthly":
        return exact.least(problem, mean)
    return next((most for most in _amounts(problem, mean) if _does(problem, Enough(mean, most))), None)


def _amounts(problem: Problem, mean: MeansName) -> Iterable[int]:
    """What may be tried, from the amount that is there upward: whole days, months, steps."""
    given = getattr(problem.means, mean) or 0
    if mean == "days":
        # a longer time does not always follow from more days, so that each whole day is tried
        return range((given // DAY + 1) * DAY, sum(c.days for c in problem.candidates) + DAY, DAY)
    return range(given + 1, (_long_enough(problem) if mean == "months" else len(problem.candidates)) + 1)


def _does(problem: Problem, enough: Enough) -> bool:
    return exact.feasible(_raised(problem, enough)) is True


def _raised(problem: Problem, enough: Enough) -> Problem:
    changes: dict[str, Any] = {enough.mean: enough.amount}
    return problem._replace(means=problem.means._replace(**changes))


def _together(problem: Problem) -> tuple[Enough, ...]:
    """Amounts that do together: one mean after the other is raised as little as it must, the later unlimited."""
    wishes: tuple[Item, ...] = problem.wishes
    if exact.feasible(keeping(problem, wishes)) is not True:
        return ()  # the wishes alone cannot hold, whatever the means
    order: tuple[MeansName, ...] = tuple(mean for mean in MEANS if getattr(problem.means, mean) is not None)
    kept: list[Item] = [*wishes]
    raised: list[Enough] = []
    for mean in order:
        kept.append(mean)
        trial = keeping(problem, kept)
        if exact.feasible(trial) is not True:
            most = _enough(trial, mean)
            if most is None:
                return ()
            raised.append(Enough(mean, most))
            problem = _raised(problem, raised[-1])
    return tuple(raised)
