"""Small problems of planning: written by hand, drawn by hypothesis, and solved by trying every schedule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import strategies as st

from toolbox.planning.check import broken, counted
from toolbox.planning.problem import Aid, Begun, Candidate, Means, Problem, Schedule, Wish

TOOLS = "abcd"


def step(tool: str, worth: int = 100, **more: Any) -> Candidate:
    """A candidate worth so many hundredths of a point."""
    return Candidate(tool, worth, **more)


def problem(*candidates: Candidate, wishes: tuple[Wish, ...] = (), aids: tuple[Aid, ...] = (), **means: Any) -> Problem:
    """A problem over these candidates; means by name."""
    return Problem(candidates, Means(**means), wishes, aids)


def schedules(asked: Problem) -> Iterator[Schedule]:
    """Every schedule that keeps all, with as much aid as there is for its steps."""
    tools = [candidate.tool for candidate in asked.candidates]
    months = range(asked.means.months)
    aids = [None, *(aid.id for aid in asked.aids)]
    for starts in product([None, *months], repeat=len(tools)):
        begun = [(tool, month) for tool, month in zip(tools, starts, strict=True) if month is not None]
        for drawn in product(aids, repeat=len(begun)):
            steps = tuple(Begun(tool, month, aid) for (tool, month), aid in zip(begun, drawn, strict=True))
            found = Schedule(steps, paid(asked, steps))
            if not broken(asked, found):
                yield found


def paid(asked: Problem, steps: tuple[Begun, ...]) -> dict[str, int]:
    """What each aid pays at most for the steps that draw on it."""
    cost = {candidate.tool: candidate.once for candidate in asked.candidates}
    due = {aid.id: sum(cost[s.tool] for s in steps if s.aid == aid.id) * aid.rate // 100 for aid in asked.aids}
    return {aid.id: min(due[aid.id], due[aid.id] if aid.ceiling is None else aid.ceiling) for aid in asked.aids}


def best_by_trying(asked: Problem) -> int | None:
    """The greatest worth of any schedule, or None where there is none."""
    return max((counted(asked, found) for found in schedules(asked)), default=None)


@st.composite
def problems(draw: st.DrawFn, *, aided: bool = False, wishes_at_least: int = 0) -> Problem:
    """Problems small enough to try all of it, with scarce means and wishes that often cannot hold."""
    count = draw(st.integers(1, 2 if aided else 4))
    months = draw(st.integers(1, 3 if aided else 4))
    candidates = tuple(draw(_candidate(number)) for number in range(count))
    means = Means(
        draw(st.none() | st.sampled_from([0, 5, 10, 15, 25])),
        draw(st.none() | st.sampled_from([0, 1, 2, 4])),
        draw(st.none() | st.sampled_from([0, 5, 10, 20])),
        months,
        draw(st.integers(1, 3)),
    )
    tools = st.sampled_from([candidate.tool for candidate in candidates])
    wish = st.one_of(
        st.builds(Wish, st.just("must"), tools, st.none()),
        st.builds(Wish, st.just("without"), tools, st.none()),
        st.builds(Wish, st.just("deadline"), tools, st.integers(0, months)),
    )
    wishes = draw(st.lists(wish, min_size=wishes_at_least, max_size=2, unique=True))
    aids: list[Aid] = []
    if aided:
        aids = [draw(_aid(name, months)) for name in draw(st.sampled_from([("p",), ("p", "q")]))]
        if draw(st.integers(0, 3)) == 0:
            wishes.append(Wish("deadline", "p", draw(st.integers(0, months - 1))))
    rivals = (("a", "b"),) if count > 1 and draw(st.integers(0, 4)) == 0 else ()
    return Problem(candidates, means, tuple(wishes), tuple(aids), rivals)


@st.composite
def _candidate(draw: st.DrawFn, number: int) -> Candidate:
    needs = tuple(tool for tool in TOOLS[:number] if draw(st.integers(0, 3)) == 0)
    return Candidate(
        TOOLS[number],
        draw(st.sampled_from([0, 100, 101, 150, 300])),
        draw(st.sampled_from([0, 5, 7, 10, 20])),
        draw(st.sampled_from([0, 1, 2])),
        draw(st.sampled_from([0, 5, 7, 20])),
        draw(st.sampled_from([0, 1, 4, 5, 9])),
        needs,
    )


@st.composite
def _aid(draw: st.DrawFn, name: str, months: int) -> Aid:
    first = draw(st.integers(0, months - 1))
    return Aid(
        name,
        draw(st.sampled_from([30, 50, 100])),
        tuple(draw(st.sampled_from([("a",), ("a", "b"), ("b", "d")]))),
        draw(st.none() | st.sampled_from([3, 8])),
        first,
        draw(st.integers(first, months)),
        0,
        draw(st.booleans()),
        ("g",) if draw(st.booleans()) else (),
    )
