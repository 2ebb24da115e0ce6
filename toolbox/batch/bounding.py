"""What answers leave of other facts, as `toolbox.facts` has it: what is done by hand, what is not in use."""

from __future__ import annotations

import numpy as np

from toolbox.conditions.bits import WORD, Bools, distinct, overlaid, words_for
from toolbox.conditions.columns import HIGHEST, LOWEST, Coded, Column, Sets, Spans, places_of
from toolbox.conditions.values import Among, Span, is_exact
from toolbox.facts import narrowed
from toolbox.vocabulary import Fact, Vocabulary


class Bounding:
    """The bounds that one vocabulary puts on facts that were not told."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._narrowing = vocabulary.narrowing
        self._showing = vocabulary.showing

    def narrow(self, columns: dict[str, Column]) -> None:
        """Bound what was not told by what is done by hand and the like; what came first counts."""
        for name, members in self._narrowing.items():
            column = columns.get(name)
            if not isinstance(column, Sets):
                continue
            for member, narrows in members.items():
                for other, named in narrows.items():
                    fact = self._vocabulary[other]
                    inside, outside = (narrowed(fact, named, inside=each) for each in (True, False))
                    _bound(columns, fact, column.holds(member), inside)
                    _bound(columns, fact, column.misses(member), outside)

    def rule_out(self, columns: dict[str, Column], in_use: Sets) -> None:
        """Rule out the ways of working that a tool not in use would show; in_use: as it is known by then."""
        for name, members in self._showing.items():
            fact = self._vocabulary[name]
            out = {id_: _missing(in_use, tools) for id_, tools in members.items()}
            if not any(rows.any() for rows in out.values()):
                continue
            if fact.type == "set":
                columns[name] = _without_members(columns.get(name), fact, out)
            else:
                columns[name] = _without_choices(columns.get(name), fact, out)


def _missing(in_use: Sets, tools: tuple[str, ...]) -> Bools:
    """Which firms surely lack one of these tools."""
    missing = np.zeros(len(in_use.closed), np.bool_)
    for tool in tools:
        missing |= in_use.misses(tool)
    return np.asarray(missing & in_use.known)


def _bound(columns: dict[str, Column], fact: Fact, rows: Bools, value: Among | Span) -> None:
    """Let the value count for these firms where nothing is known of the fact."""
    before = columns.get(fact.name)
    if isinstance(value, Span):
        low, high = (before.low, before.high) if isinstance(before, Spans) else _unknown(len(rows))
        free = rows & (low == LOWEST) & (high == HIGHEST)
        columns[fact.name] = Spans(np.where(free, value.low, low), np.where(free, value.high, high))
        return
    told = before if isinstance(before, Coded) else Coded(np.zeros(len(rows), np.uint8), (None,))
    free = rows & np.array([each is None for each in told.table], np.bool_)[told.codes]
    columns[fact.name] = Coded(overlaid(told.codes, free, len(told.table)), (*told.table, value))


def _unknown(rows: int) -> tuple[np.ndarray, np.ndarray]:
    return np.full(rows, LOWEST, np.int64), np.full(rows, HIGHEST, np.int64)


def _without_choices(column: Column | None, fact: Fact, out: dict[str, Bools]) -> Coded:
    """A choice without the members that are ruled out, where something is left and something goes."""
    rows = len(next(iter(out.values())))
    told = column if isinstance(column, Coded) else Coded(np.zeros(rows, np.uint8), (None,))
    keys = np.zeros(rows, np.int64)
    for ruled in reversed(out.values()):
        keys = keys << 1 | ruled
    keys = keys * len(told.table) + told.codes
    found, codes = distinct(keys, len(told.table) << len(out))
    names = list(out)
    table = []
    for key in found.tolist():
        gone, code = divmod(key, len(told.table))
        table.append(_left(told.table[code], fact, {name for place, name in enumerate(names) if gone >> place & 1}))
    return Coded(codes, tuple(table))


def _left(value: object, fact: Fact, out: set[str]) -> Among | None:
    known = value if isinstance(value, Among) else None
    if known is not None and is_exact(known):
        return known
    possible = frozenset(fact.members) if known is None else known.members
    return Among(possible - out) if possible - out and possible & out else known


def _without_members(column: Column | None, fact: Fact, out: dict[str, Bools]) -> Sets:
    """A set that lacks the members that are ruled out, for the firms that told nothing of it."""
    rows = len(next(iter(out.values())))
    if not isinstance(column, Sets):
        places = places_of(fact.members)
        empty = np.zeros((words_for(max(1, len(places))), rows), np.uint64)
        nobody = np.zeros(rows, np.bool_)
        column = Sets(empty, empty.copy(), nobody, nobody, places)
    lacks, known = column.lacks.copy(), column.known.copy()
    for member, ruled in out.items():
        free = ruled & ~column.known
        place = column.places[member]
        lacks[place // WORD] |= free.astype(np.uint64) << np.uint64(place % WORD)
        known |= free
    return Sets(column.has, lacks, column.closed, known, column.places)
