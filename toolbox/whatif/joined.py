"""Sets of changes that differ in one value only, told as one: `staff` at least 20, paper or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolbox.conditions.tree import OneOf
from toolbox.conditions.values import Among, Span, Value
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Fact
from toolbox.whatif.changes import Change, number


class Wide(NamedTuple):
    """A set of changes, and the sets that it stands for."""

    changes: tuple[Change, ...]
    made_of: tuple[tuple[Change, ...], ...]


def widened(knowledge: Knowledge, sets: Sequence[tuple[Change, ...]]) -> list[Wide]:
    """The sets, with those that differ only in the value of one fact told as one."""
    wide = [Wide(changes, (changes,)) for changes in sets]
    for slot in sorted({change.slot for changes in sets for change in changes}):
        groups: dict[object, list[Wide]] = {}
        for each in wide:
            own = next((change for change in each.changes if change.slot == slot), None)
            rest = frozenset(change for change in each.changes if change is not own)
            groups.setdefault((own.kind, own.fact, rest) if own else each, []).append(each)
        wide = [
            joint
            for group in groups.values()
            for joint in (_joint(knowledge, slot, group) if len(group) > 1 else group)
        ]
    return wide


def _joint(knowledge: Knowledge, slot: str, group: list[Wide]) -> Iterator[Wide]:
    own = {next(change for change in each.changes if change.slot == slot): each for each in group}
    for joint, parts in _joined(knowledge, list(own)):
        first = own[parts[0]]
        changes = tuple(joint if change == parts[0] else change for change in first.changes)
        yield Wide(changes, tuple(each for part in parts for each in own[part].made_of))


def _joined(knowledge: Knowledge, changes: Sequence[Change]) -> Iterator[tuple[Change, list[Change]]]:
    """Changes of one fact to several values as few, each with those that it stands for.

    Neighbouring ranges of a number are told as one, choices as one or the other.
    """
    fact = knowledge.vocabulary[changes[0].fact]
    runs: list[list[Change]] = []
    for change in sorted(changes, key=lambda change: (len(change.told), _first(change))):
        if runs and _joins(fact, runs[-1][-1], change):
            runs[-1].append(change)
        else:
            runs.append([change])
    for run in runs:
        yield (run[0] if len(run) == 1 else _one(fact, run)), run


def _first(change: Change) -> int:
    value = change.told[0][1]
    return value.low if isinstance(value, Span) else 0


def _joins(fact: Fact, one: Change, other: Change) -> bool:
    before, after = one.told[0][1], other.told[0][1]
    if len(one.told) + len(other.told) > 2:  # what else they bring along may differ
        return False
    if isinstance(before, Span) and isinstance(after, Span):
        return before.high + 1 == after.low
    return fact.type == "choice"


def _one(fact: Fact, run: Sequence[Change]) -> Change:
    first, last = run[0].told[0][1], run[-1].told[0][1]
    if isinstance(first, Span) and isinstance(last, Span):
        return number(fact, Span(first.low, last.high), run[0].kind)
    chosen = {member for change in run if isinstance(change.test, OneOf) for member in change.test.members}
    members = tuple(member for member in fact.members if member in chosen)
    told: tuple[tuple[str, Value], ...] = ((fact.name, Among(frozenset(members))),)
    return run[0]._replace(test=OneOf(fact.name, members), trials=(f"{fact.name}=[{', '.join(members)}]",), told=told)
