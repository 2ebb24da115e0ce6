"""From fired rules to ranked recommendations in the order of adoption.

The rank is a sum that anyone can check by hand; docs/rank.md works one out. All of it is in hundredths of a point:

    strength   the points of every fired rule for the tool
    need       up to 30 points: how weak the tool's weakest scenario is (half of it while nothing is answered)
    voice      up to 15 points: 5 for each of the firm's own pains and goals that speak for it
    ease       up to 25 points: how cheap, how simple and how quick
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from toolbox.assessment import DIMENSION_UNIT, MODEL, TOTAL_UNIT, Assessed
from toolbox.conditions.values import Facts, Members, Span
from toolbox.inference import Inferred
from toolbox.knowledge.model import Knowledge, Rule, Tool

POINT = 100
MOST_NEED = 30 * POINT
VOICE, MOST_VOICE = 5 * POINT, 15 * POINT
COST_EASE, SKILL_EASE, SPEED_EASE = 2 * POINT, 3 * POINT, 2 * POINT
QUICK = ((1, 3), (4, 2), (12, 1))  # up to so many weeks -> ease
FIRST = 6


class Rank(NamedTuple):
    """The parts of a rank, in 1/100 point. scenario: the one whose weakness counted."""

    strength: int
    need: int
    voice: int
    ease: int
    scenario: str

    @property
    def total(self) -> int:
        """The sum of the parts."""
        return self.strength + self.need + self.voice + self.ease


class Recommendation(NamedTuple):
    """One step. rules: that recommend it; empty where it is there only for others. needed_by: those others.

    after: tools of the plan that it needs directly.
    """

    tool: str
    rank: Rank
    rules: tuple[str, ...]
    needed_by: tuple[str, ...]
    after: tuple[str, ...]


class Held(NamedTuple):
    """Recommended, but not now. rules: that hold it. waits_for: held tools that it needs."""

    tool: str
    rank: Rank
    rules: tuple[str, ...]
    held_by: tuple[str, ...]
    waits_for: tuple[str, ...]


class SetAside(NamedTuple):
    """Recommended, but another recommended tool of higher rank takes its place."""

    tool: str
    rank: Rank
    instead: str


class Recommendations(NamedTuple):
    """All that was recommended. steps: in the order of adoption, the first six first."""

    steps: tuple[Recommendation, ...]
    held: tuple[Held, ...]
    set_aside: tuple[SetAside, ...]


def recommend(knowledge: Knowledge, assessed: Assessed, inferred: Inferred) -> Recommendations:
    """Rank what the fired rules recommend, hold back what they hold, and order the rest."""
    in_use = _in_use(inferred)
    recommended = _by_tool(knowledge, inferred.fired, "recommend")
    holds = _by_tool(knowledge, inferred.fired, "hold")
    wanted = [tool for tool in recommended if tool not in in_use]
    ranks = {
        tool: rank(knowledge, assessed, inferred.facts.values, knowledge.tools[tool], recommended.get(tool, ()))
        for tool in sorted({*wanted, *(n for tool in wanted for n in missing_before(knowledge, tool, in_use))})
    }
    wanted.sort(key=lambda tool: (-ranks[tool].total, tool))

    held = [h for tool in wanted if (h := _held(knowledge, tool, ranks, recommended, holds, in_use)) is not None]
    free = _without(wanted, {h.tool for h in held})
    set_aside = _set_aside(knowledge, free, ranks)
    order = _adoption(knowledge, _without(free, {s.tool for s in set_aside}), in_use)
    return Recommendations(_steps(knowledge, order, ranks, recommended), tuple(held), tuple(set_aside))


def rank(knowledge: Knowledge, assessed: Assessed, facts: Facts, tool: Tool, rules: Collection[Rule]) -> Rank:
    """The rank of a tool for which these rules fired."""
    points = sum(knowledge.strengths[rule.strength].points for rule in rules if rule.strength)
    need, scenario = max((_need(knowledge, assessed, s), s) for s in tool.scenarios)
    return Rank(points * POINT, need, voice(facts, rules), ease_of(knowledge, tool), scenario)


def voice(facts: Facts, rules: Iterable[Rule]) -> int:
    """What the firm's own words count for these rules."""
    spoken = {word for rule in rules for word in rule.voices if _told(facts, *word.split("/"))}
    return min(len(spoken) * VOICE, MOST_VOICE)


def _told(facts: Facts, fact: str, member: str) -> bool:
    value = facts.get(fact)
    return isinstance(value, Members) and member in value.has


def need_of(knowledge: Knowledge, assessed: Assessed, tool: Tool) -> int:
    """What the weakness of its scenarios counts for a tool, in 1/100 point."""
    return max(_need(knowledge, assessed, scenario) for scenario in tool.scenarios)


def _need(knowledge: Knowledge, assessed: Assessed, scenario: str) -> int:
    """The missing share of a scenario's score, taken in the middle of its range, of MOST_NEED."""
    if scenario == "all":
        return _missing(assessed.total, 100 * TOTAL_UNIT)
    model = knowledge.assessments[MODEL]
    names = knowledge.scenarios[scenario].dimensions
    weights = [model.dimensions[name].weight for name in names]
    scores = [assessed.dimensions[name].score for name in names]
    low = sum(w * s.low for w, s in zip(weights, scores, strict=True))
    high = sum(w * s.high for w, s in zip(weights, scores, strict=True))
    return _missing(Span(low, high), 100 * DIMENSION_UNIT * sum(weights))


def _missing(score: Span, full: int) -> int:
    return MOST_NEED * (2 * full - score.low - score.high) // (2 * full)


def ease_of(knowledge: Knowledge, tool: Tool) -> int:
    """How cheap, how simple and how quick a tool is, in 1/100 point."""
    quick = next((ease for weeks, ease in QUICK if tool.effort.weeks[1] <= weeks), 0)
    cost = knowledge.costs[tool.cost.band].ease
    skill = knowledge.skills[tool.effort.skills].ease
    return cost * COST_EASE + skill * SKILL_EASE + quick * SPEED_EASE


def _in_use(inferred: Inferred) -> frozenset[str]:
    value = inferred.facts.values.get("in_use")
    return value.has if isinstance(value, Members) else frozenset()


def _by_tool(knowledge: Knowledge, fired: frozenset[str], kind: str) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for id_ in sorted(fired):
        rule = knowledge.rules[id_]
        if rule.kind == kind:
            for tool in rule.targets:
                found.setdefault(tool, []).append(rule)
    return found


def _held(
    knowledge: Knowledge,
    tool: str,
    ranks: Mapping[str, Rank],
    recommended: Mapping[str, list[Rule]],
    holds: Mapping[str, list[Rule]],
    in_use: frozenset[str],
) -> Held | None:
    """A tool is held by its own rules, or because something that it needs is held."""
    waits = tuple(n for n in missing_before(knowledge, tool, in_use) if n in holds)
    own = tuple(rule.id for rule in holds.get(tool, ()))
    if not own and not waits:
        return None
    return Held(tool, ranks[tool], tuple(rule.id for rule in recommended[tool]), own, waits)


def _set_aside(knowledge: Knowledge, tools: list[str], ranks: Mapping[str, Rank]) -> list[SetAside]:
    """Of two tools that exclude each other, or of which one replaces the other, the higher rank stays."""
    kept: list[str] = []
    aside: list[SetAside] = []
    for tool in tools:
        rival = next((other for other in kept if exclude(knowledge, tool, other)), None)
        if rival is None:
            kept.append(tool)
        else:
            aside.append(SetAside(tool, ranks[tool], rival))
    return aside


def exclude(knowledge: Knowledge, one: str, other: str) -> bool:
    """Whether two tools do not belong in one plan. What replaces a tool may still be built on it."""
    a, b = knowledge.tools[one], knowledge.tools[other]
    if one in knowledge.prerequisites[other] or other in knowledge.prerequisites[one]:
        return False
    return other in (*a.conflicts, *a.replaces) or one in (*b.conflicts, *b.replaces)


def _adoption(knowledge: Knowledge, ranked: list[str], in_use: frozenset[str]) -> list[str]:
    """Highest rank first, each after what it needs."""
    order: dict[str, None] = {}
    for tool in ranked:
        order.update(dict.fromkeys((*missing_before(knowledge, tool, in_use), tool)))
    return list(order)


def missing_before(knowledge: Knowledge, tool: str, in_use: frozenset[str]) -> tuple[str, ...]:
    """All that a tool needs and that is not in use yet, each after what it needs; a tool in use needs nothing more."""
    found: dict[str, None] = {}
    for need in knowledge.tools[tool].needs:
        if need not in in_use:
            found.update(dict.fromkeys((*missing_before(knowledge, need, in_use), need)))
    return tuple(found)


def _steps(
    knowledge: Knowledge, order: list[str], ranks: Mapping[str, Rank], recommended: Mapping[str, list[Rule]]
) -> tuple[Recommendation, ...]:
    planned = set(order)
    return tuple(
        Recommendation(
            tool,
            ranks[tool],
            tuple(rule.id for rule in recommended.get(tool, ())),
            tuple(other for other in order if tool in knowledge.tools[other].needs),
            tuple(n for n in knowledge.tools[tool].needs if n in planned),
        )
        for tool in order
    )


def _without(tools: list[str], out: set[str]) -> list[str]:
    return [tool for tool in tools if tool not in out]
