"""What a firm's other answers show of the questions of one scoring model: lower and upper bounds, never a guess.

What the firm told of a question goes first. Where what is shown contradicts itself or what was told, it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from toolbox.conditions.values import Among, Facts, Members, Span, Value
from toolbox.conditions.verdict import judge
from toolbox.knowledge.model import Assessment, Shown
from toolbox.vocabulary import Fact, Vocabulary


class Crossed(NamedTuple):
    """Facts told and shown. by: which entries narrowed a fact down."""

    facts: Facts
    by: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def cross(assessment: Assessment, vocabulary: Vocabulary, facts: Facts) -> Crossed:
    """The facts with what they show of this model's questions."""
    shown: dict[str, list[tuple[str, Shown]]] = {}
    for entry in assessment.implied:
        if judge(entry.when, facts):
            for part in entry.shown:
                shown.setdefault(part.fact, []).append((entry.id, part))
    if not shown:
        return Crossed(facts)
    values: dict[str, Value] = dict(facts)
    by: dict[str, tuple[str, ...]] = {}
    for name, parts in shown.items():
        before = facts.get(name, _anything(vocabulary[name]))
        after = _narrowed(before, [part for _, part in parts])
        if after != before:
            values[name] = after
            by[name] = tuple(dict.fromkeys(entry for entry, _ in parts))
    return Crossed(values, by)


def _anything(fact: Fact) -> Value:
    """What is known of a question while nothing is."""
    if fact.is_number:
        low, high = (int(bound * fact.scale) for bound in (fact.low or 0, fact.high or 0))
        return Span(low, high)
    return Members(frozenset(), closed=False) if fact.type == "set" else Among(frozenset(fact.members))


def _narrowed(before: Value, parts: Sequence[Shown]) -> Value:
    """What was known, narrowed down by what is shown."""
    match before:
        case Span():
            return _span(before, parts)
        case Among():
            return _among(before, parts)
        case Members(closed=False):
            return _members(before, parts)
        case _:
            return before


def _span(told: Span, parts: Sequence[Shown]) -> Span:
    low = max([told.low, *(part.low for part in parts if part.low is not None)])
    high = min([told.high, *(part.high for part in parts if part.high is not None)])
    return Span(low, high) if low <= high else told


def _among(told: Among, parts: Sequence[Shown]) -> Among:
    left = told.members.intersection(*(part.among for part in parts))
    return Among(left) if left else told


def _members(told: Members, parts: Sequence[Shown]) -> Members:
    has, lacks = ({member for part in parts for member in getattr(part, side)} for side in ("has", "lacks"))
    both = has & lacks
    return Members(told.has | (has - both - told.lacks), told.lacks | (lacks - both - told.has), closed=False)
