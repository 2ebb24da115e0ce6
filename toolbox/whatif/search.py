"""Find every smallest set of changes after which a tool is a step of the plan, or is no longer one.

The plan's own rules are written as one formula over the tests that bear on the tool: those of its rules, of the rules
that hold it or what it needs, of the tools that need it, and of those that would take its place. Sets of changes grow
by one change at a time, and only by changes that may turn the formula: a set whose parts all fail, and all of whose
further ways lead over one of a few changes, needs no other looked at. So nothing is missed, and little is tried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile
from toolbox.whatif.changes import Change, fits
from toolbox.whatif.formula import State
from toolbox.whatif.problem import NOTHING, Problem


class Found(NamedTuple):
    """sets: the changes of each, fewest first. complete: up to so many at once none is missed. tried: how many sets."""

    sets: tuple[tuple[Change, ...], ...]
    complete: int
    tried: int


def search(
    knowledge: Knowledge, profile: Profile, today: dt.date, tool: str, *, most_changes: int, most_tried: int
) -> Found:
    """Every smallest set of at most so many changes that turns whether the tool is a step of the plan."""
    problem = Problem(knowledge, profile, today, tool)
    goal, changes = problem.goal, problem.changes
    now = goal.holds(NOTHING)
    found: list[State] = []
    edge, tried = [NOTHING], 0
    for size in range(1, most_changes + 1):
        wider: dict[State, None] = {}
        for state in edge:
            made = [changes[number] for number in state]
            for number in sorted(goal.turning(state, most_changes - size + 1) - state):
                if fits(made, changes[number]):
                    wider[state | {number}] = None
        edge = []
        smaller = list(found)
        for state in wider:
            if any(other < state for other in smaller):
                continue
            if tried == most_tried:
                return Found(_sets(found, changes), size - 1, tried)
            tried += 1
            if goal.holds(state) is now:
                edge.append(state)
            else:
                found.append(state)
    return Found(_sets(found, changes), most_changes, tried)


def _sets(found: Iterable[State], changes: list[Change]) -> tuple[tuple[Change, ...], ...]:
    return tuple(tuple(changes[number] for number in sorted(state)) for state in found)
