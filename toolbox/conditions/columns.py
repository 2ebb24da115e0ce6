"""Read conditions over columns of many firms at once: the same rules fire as `verdict` says, 64 firms to a word.

Each distinct test is tried once over its column and packed to bits; AND and OR are then operations on whole words. In
normal form a test that asks counts as not yes, so that exactly the rules whose verdict is yes fire.

A column holds one value for each firm, in the way that suits its kind:

    Coded   yes/no and choices: a small number for each firm, and the value that each number stands for
    Spans   numbers: two bounds in stored units
    Sets    sets: a bit for each member that is in, a bit for each that is not
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolbox.conditions.bits import WORD, Bits, Bools, Codes, Words, every, judged, packed, words_for
from toolbox.conditions.normal import normalised
from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, Within, leaves
from toolbox.conditions.values import Among, Members, Span, Value
from toolbox.conditions.verdict import judge_leaf

LOWEST, HIGHEST = np.iinfo(np.int64).min, np.iinfo(np.int64).max  # the bounds of what is unknown

Numbers = npt.NDArray[np.int64]


class TooWide(ValueError):
    """A bound of a condition is beyond what a column of 64-bit numbers can hold."""


class Coded(NamedTuple):
    """codes: for each firm, a place in `table`. table: the values; None where nothing is known."""

    codes: Codes
    table: tuple[Value | None, ...]


class Spans(NamedTuple):
    """low, high: for each firm, in stored units; LOWEST and HIGHEST where nothing is known."""

    low: Numbers
    high: Numbers

    @property
    def known(self) -> Bools:
        """Of which firms anything is known."""
        return np.asarray((self.low != LOWEST) | (self.high != HIGHEST))


class Sets(NamedTuple):
    """has, lacks: for each firm, bits by member, 64 members a row of words. closed: whether the rest are out.

    places: which bit is whose. known: of which firms anything is known; closed is False for the others.
    """

    has: Words
    lacks: Words
    closed: Bools
    known: Bools
    places: Mapping[str, int]

    def holds(self, member: str) -> Bools:
        """Which firms have this member for sure."""
        return self._bit(self.has, member)

    def misses(self, member: str) -> Bools:
        """Which firms lack this member for sure."""
        return np.asarray((self.closed & ~self.holds(member)) | self._bit(self.lacks, member))

    def _bit(self, words: Words, member: str) -> Bools:
        place = self.places.get(member)
        if place is None:
            return np.zeros(len(self.closed), np.bool_)
        return np.asarray((words[place // WORD] & np.uint64(1 << place % WORD)) != 0)


Column = Coded | Spans | Sets


class Bitwise:
    """Columns of one call as bits by firm; what was asked once is kept."""

    def __init__(self, columns: Mapping[str, Column], rows: int) -> None:
        self.columns, self.rows = columns, rows
        # by the identity of the words, which `columns` keeps, and the member's place
        self._bytes: dict[tuple[int, int], npt.NDArray[np.uint8]] = {}
        self._bits: dict[tuple[int, int], Bits] = {}
        self._closed: dict[str, Bits] = {}

    def holds(self, fact: str, member: str) -> Bits:
        """Which firms have this member of a set for sure."""
        column = self._set(fact)
        return self._bit(column.has, column.places.get(member))

    def misses(self, fact: str, member: str) -> Bits:
        """Which firms lack this member of a set for sure."""
        column = self._set(fact)
        if fact not in self._closed:
            self._closed[fact] = packed(column.closed)
        place = column.places.get(member)
        found: Bits = self._closed[fact] & ~self._bit(column.has, place) | self._bit(column.lacks, place)
        return found

    def judged(self, fact: str, tests: Sequence[Leaf | Not]) -> dict[Tree, Bits]:
        """Which firms these tests of a fact that a column tells are yes for."""
        column = self.columns[fact]
        if isinstance(column, Coded):
            truths = np.array([[_is_yes(test, value) for value in column.table] for test in tests], np.bool_)
            return dict(zip(tests, judged(column.codes, truths), strict=True))
        return {test: self._holds(test, column) for test in tests}

    def _holds(self, test: Leaf | Not, column: Spans | Sets) -> Bits:
        match test, column:
            case Has(fact, member), Sets():
                return self.holds(fact, member)
            case Not(Has(fact, member)), Sets():
                return self.misses(fact, member)
            case Within(_, low, high), Spans():
                return packed(_within(column, low, high))
        raise TypeError(f"{test!r} cannot read a column of {type(column).__name__}")

    def _set(self, fact: str) -> Sets:
        column = self.columns[fact]
        assert isinstance(column, Sets)
        return column

    def _bit(self, words: Words, place: int | None) -> Bits:
        if place is None:
            return np.zeros(words_for(self.rows), np.uint64)
        key = id(words), place
        if key not in self._bits:
            eighth = id(words), place // 8
            if eighth not in self._bytes:
                of_word = words[place // WORD].view(np.uint8).reshape(-1, 8)
                self._bytes[eighth] = np.ascontiguousarray(of_word[:, place % WORD // 8])
            self._bits[key] = packed(self._bytes[eighth] & np.uint8(1 << place % 8))
        return self._bits[key]


class Rules:
    """Rules ready to be fired over columns. It holds no state of a call, so that threads may share it."""

    def __init__(self, rules: Mapping[str, Tree]) -> None:
        """rules: conditions by id. Raises TooWide."""
        self.ids = tuple(rules)
        self._trees = tuple(normalised(tree) for tree in rules.values())
        for leaf in (leaf for tree in self._trees for leaf in leaves(tree)):
            for bound in leaf[1:] if isinstance(leaf, Within) else ():
                if bound is not None and not LOWEST < bound < HIGHEST:
                    raise TooWide(f"a bound of '{leaf.fact}' is beyond 64 bits")
        # a leaf and its opposite are two tests; a test of several rules is tried once
        self._tests: dict[str, list[Leaf | Not]] = {}
        for test in dict.fromkeys(test for tree in self._trees for test in _tests(tree)):
            self._tests.setdefault(_fact(test), []).append(test)

    def fired(self, columns: Mapping[str, Column], rows: int, bitwise: Bitwise | None = None) -> Bits:
        """For each rule, in the order of `ids`, a row of bits: which firms it fires for.

        bitwise: the same columns, where some of their bits may be known from before.
        """
        read = bitwise or Bitwise(columns, rows)
        bits: dict[Tree, Bits] = {}
        for fact, tests in self._tests.items():
            if fact in columns:
                bits |= read.judged(fact, tests)
        made = np.zeros((len(self._trees), words_for(rows)), np.uint64)
        ends = every(rows)
        for number, tree in enumerate(self._trees):
            _combine(tree, bits, ends, made[number])
        return made


# --- trees -------------------------------------------------------------------------------------------------------


def _tests(tree: Tree) -> Iterable[Leaf | Not]:
    match tree:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _tests(part)
        case _:
            yield tree


def _fact(test: Leaf | Not) -> str:
    leaf = test.part if isinstance(test, Not) else test
    assert isinstance(leaf, Is | OneOf | Has | Within), "not in normal form"
    return leaf.fact


def _combine(tree: Tree, bits: Mapping[Tree, Bits], ends: Bits, into: Bits) -> None:
    """Write which firms the condition holds for. ends: a bit for each firm."""
    match tree:
        case All(parts):
            into[:] = ends
            _fold(np.bitwise_and, parts, bits, ends, into)
        case Any(parts):
            into[:] = 0
            _fold(np.bitwise_or, parts, bits, ends, into)
        case _:
            into[:] = bits.get(tree, np.uint64(0))  # a fact that no column tells is unknown


def _fold(operation: np.ufunc, parts: Sequence[Tree], bits: Mapping[Tree, Bits], ends: Bits, into: Bits) -> None:
    inner: Bits | None = None
    for part in parts:
        if isinstance(part, All | Any):
            inner = np.empty_like(into) if inner is None else inner
            _combine(part, bits, ends, inner)
            operation(into, inner, out=into)
        else:
            operation(into, bits.get(part, np.uint64(0)), out=into)


# --- tests -------------------------------------------------------------------------------------------------------


def _is_yes(test: Leaf | Not, value: Value | None) -> bool:
    leaf, wanted = (test.part, False) if isinstance(test, Not) else (test, True)
    assert isinstance(leaf, Is | OneOf | Has | Within), "not in normal form"
    return value is not None and judge_leaf(leaf, {leaf.fact: value}) is wanted


def _within(column: Spans, low: int | None, high: int | None) -> Bools:
    if low is None and high is None:
        return column.known
    above = None if low is None else column.low >= low
    below = None if high is None else column.high <= high
    if above is None or below is None:
        return np.asarray(below if above is None else above)
    return np.asarray(above & below)


# --- columns of values -------------------------------------------------------------------------------------------


def coded(values: Sequence[Value | None]) -> Coded:
    """A column of yes/no or of choices."""
    table: dict[Value | None, int] = {}
    codes = [table.setdefault(value, len(table)) for value in values]
    return Coded(np.array(codes, np.uint32), tuple(table))


def spans(values: Sequence[Value | None]) -> Spans:
    """A column of numbers."""
    ends = [value if isinstance(value, Span) else Span(LOWEST, HIGHEST) for value in values]
    return Spans(np.array([span.low for span in ends], np.int64), np.array([span.high for span in ends], np.int64))


def sets(values: Sequence[Value | None], members: Iterable[str]) -> Sets:
    """A column of sets. members: all that there are."""
    places = places_of(members)
    told = [value if isinstance(value, Members) else None for value in values]
    return Sets(
        words_of([value.has if value else () for value in told], places),
        words_of([value.lacks if value else () for value in told], places),
        np.array([value is not None and value.closed for value in told], np.bool_),
        np.array([value is not None for value in told], np.bool_),
        places,
    )


def places_of(members: Iterable[str]) -> dict[str, int]:
    """Which bit stands for which member."""
    return {member: place for place, member in enumerate(members)}


def words_of(chosen: Sequence[Iterable[str]], places: Mapping[str, int]) -> Words:
    """For each firm, bits by member."""
    made = np.zeros((words_for(max(1, len(places))), len(chosen)), np.uint64)
    for row, members in enumerate(chosen):
        for member in members:
            made[places[member] // WORD, row] |= np.uint64(1 << places[member] % WORD)
    return made


def column_of(values: Sequence[Value | None], kind: str, members: Iterable[str]) -> Column:
    """A column of values of one fact. kind: the type of the fact."""
    if kind in ("yes/no", "choice"):
        return coded(values)
    return sets(values, members) if kind == "set" else spans(values)


def value_at(column: Column, row: int) -> Value | None:
    """What a column holds of one firm."""
    match column:
        case Coded(codes, table):
            return table[int(codes[row])]
        case Spans(low, high):
            known = low[row] != LOWEST or high[row] != HIGHEST
            return Span(int(low[row]), int(high[row])) if known else None
        case Sets():
            if not column.known[row]:
                return None
            has, lacks = (
                frozenset(m for m, p in column.places.items() if int(words[p // WORD, row]) >> p % WORD & 1)
                for words in (column.has, column.lacks)
            )
            return Members(has, lacks, bool(column.closed[row]))


def among(members: Iterable[str]) -> Among | None:
    """The choice between these members, or None where there are none."""
    found = frozenset(members)
    return Among(found) if found else None
