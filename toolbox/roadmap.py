"""The plan as a graph: waves, what each step unlocks, what may run side by side, and the chain that takes longest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolbox import graph
from toolbox.knowledge.model import Knowledge
from toolbox.recommend import FIRST, Recommendations


class Wave(NamedTuple):
    """Up to six steps. rows: what may be done side by side; each row waits for the rows above it."""

    number: int
    tools: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Roadmap(NamedTuple):
    """waves: in the order of adoption. before: for each step, the steps that it needs (hard) and that help it (soft).

    unlocks: for each step, the steps that it makes possible, directly or not. critical: the chain of hard needs that
    takes the most weeks, and those weeks, low and high.
    """

    waves: tuple[Wave, ...]
    needs: Mapping[str, tuple[str, ...]]
    helped_by: Mapping[str, tuple[str, ...]]
    unlocks: Mapping[str, tuple[str, ...]]
    critical: tuple[str, ...]
    weeks: tuple[int, int]


def waves(recommendations: Recommendations) -> list[tuple[str, ...]]:
    """The order of adoption cut into sixes; the first six come first by promise."""
    order = [step.tool for step in recommendations.steps]
    return [tuple(order[i : i + FIRST]) for i in range(0, len(order), FIRST)]


def roadmap(knowledge: Knowledge, recommendations: Recommendations) -> Roadmap:
    """The roadmap of a plan."""
    order = [step.tool for step in recommendations.steps]
    needs = {tool: tuple(n for n in knowledge.tools[tool].needs if n in order) for tool in order}
    helped_by = {tool: tuple(other for other in order if tool in knowledge.tools[other].helps) for tool in order}
    longest = {tool: knowledge.tools[tool].effort.weeks[1] for tool in order}
    critical = graph.longest_chain(needs, longest) if order else []
    low, high = (sum(knowledge.tools[tool].effort.weeks[end] for tool in critical) for end in (0, 1))
    return Roadmap(
        tuple(_wave(number, tools, needs, helped_by) for number, tools in enumerate(waves(recommendations), 1)),
        needs,
        helped_by,
        {tool: tuple(after) for tool, after in graph.unlocked_by(needs).items()},
        tuple(critical),
        (low, high),
    )


def _wave(
    number: int, tools: tuple[str, ...], needs: Mapping[str, tuple[str, ...]], helped_by: Mapping[str, tuple[str, ...]]
) -> Wave:
    before = {tool: set(needs[tool]) | set(helped_by[tool]) for tool in tools}
    return Wave(number, tools, tuple(map(tuple, graph.generations(before))))
