"""The size class of a firm by the 2017 standard: as large as its smallest measure (size-standard-2017).

A measure that is unknown, or known only as a range, leaves several classes possible; so does an industry that is known
only roughly. Groups that the standard does not cover yield the class `uncovered`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from toolbox.conditions.values import Among, Facts, Span
from toolbox.knowledge.model import Knowledge, SizeGroup

CLASSES = ("micro", "small", "medium", "large")
UNCOVERED = "uncovered"


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
    return {_group(knowledge, code) for code in _candidates(knowledge, industry, facts)}


def _candidates(knowledge: Knowledge, industry: str | None, facts: Facts) -> Iterable[str]:
    """The three-digit groups of GB/T 4754 that the firm may be in; a division without groups stands for itself."""
    if industry is not None and len(industry) >= 3:
        return {industry[:3]}
    divisions = _divisions(knowledge, industry, facts)
    # a group that holds one class only is listed by its class alone: 7020 stands for 702
    groups = {code[:3] for code in knowledge.industry_codes if len(code) >= 3 and code[:2] in divisions}
    return groups | (divisions - {code[:2] for code in groups})


def _divisions(knowledge: Knowledge, industry: str | None, facts: Facts) -> set[str]:
    if industry is not None:
        return {c for c, d in knowledge.divisions.items() if industry in (c, d.section)}
    division, sector = facts.get("division"), facts.get("sector")
    if isinstance(division, Among):
        return set(division.members)
    if isinstance(sector, Among):
        return {code for code, d in knowledge.divisions.items() if d.sector in sector.members}
    return set()


def _group(knowledge: Knowledge, code: str) -> str:
    division = knowledge.divisions.get(code[:2])
    fits = {
        own: name
        for name, group in knowledge.size_groups.items()
        for own in group.codes
        if code.startswith(own) or (division is not None and own == division.section)
    }
    return fits[max(fits, key=lambda own: own.isdigit() * len(own))] if fits else UNCOVERED
