"""The size class of a firm by the 2017 standard: as large as its smallest measure (size-standard-2017).

A measure that is unknown, or known only as a range, leaves several classes possible; so does an industry that is known
only roughly. Groups that the standard does not cover yield the class `uncovered`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolbox.conditions.values import Among, Facts, Span
from toolbox.knowledge.model import Knowledge, SizeGroup
from toolbox.knowledge.size_groups import UNCOVERED, group_of

CLASSES = ("micro", "small", "medium", "large")


class Sized(NamedTuple):
    """The classes that are possible, the groups of the standard that may apply, and the measures that decide."""

    classes: Among
    groups: tuple[str, ...]
    measures: tuple[str, ...]


def size_of(knowledge: Knowledge, industry: str | None, facts: Facts) -> Sized | None:
    """The size class, or None where not even the trade is known.

    industry: a code of GB/T 4754-2017 of any length (a section's letter too), if there is one.
    facts: staff, revenue, assets, division and sector count, as far as they are known.
    """
    groups = _groups(knowledge, industry, facts)
    if not groups:
        return None
    possible: set[str] = set()
    measures: dict[str, None] = {}
    for name in groups:
        if name == UNCOVERED:
            possible.add(UNCOVERED)
            continue
        group = knowledge.size_groups[name]
        low, high = _levels(group, facts, knowledge)
        possible.update(CLASSES[low : high + 1])
        measures.update(dict.fromkeys(group.limits))
    return Sized(Among(frozenset(possible)), tuple(sorted(groups)), tuple(measures))


def _levels(group: SizeGroup, facts: Facts, knowledge: Knowledge) -> tuple[int, int]:
    lows, highs = [], []
    for measure, limits in group.limits.items():
        value = facts.get(measure)
        scale = knowledge.vocabulary[measure].scale
        lows.append(_level(value.low, limits, scale) if isinstance(value, Span) else 0)
        highs.append(_level(value.high, limits, scale) if isinstance(value, Span) else len(CLASSES) - 1)
    return min(lows), min(highs)


def _level(stored: int, limits: Mapping[str, int], scale: int) -> int:
    return sum(stored >= limit * scale for limit in limits.values())


def _groups(knowledge: Knowledge, industry: str | None, facts: Facts) -> set[str]:
    """The groups of the standard that the firm may be in: by its code of GB/T 4754, else by its division or trade."""
    if industry is not None and len(industry) >= 3:
        return {group_of(industry[:3], knowledge.divisions, knowledge.size_groups)}
    return {group for code in _divisions(knowledge, industry, facts) for group in knowledge.groups_of[code]}


def _divisions(knowledge: Knowledge, industry: str | None, facts: Facts) -> set[str]:
    if industry is not None:
        return {c for c, d in knowledge.divisions.items() if industry in (c, d.section)}
    division, sector = facts.get("division"), facts.get("sector")
    if isinstance(division, Among):
        return set(division.members)
    if isinstance(sector, Among):
        return {code for code, d in knowledge.divisions.items() if d.sector in sector.members}
    return set()
