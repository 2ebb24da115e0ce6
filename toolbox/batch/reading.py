"""From the columns of a table to columns of facts. Each distinct cell is read once, by the reader of single cells.

Numbers, yes/no and lists of members take a short way where it surely says the same; whatever it does not know goes to
the reader of cells, so that a table of millions and a profile cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolbox.batch.arrays import codes_of, stored
from toolbox.batch.columns_of_firms import Firms, Industries, taken
from toolbox.batch.loops import loops_for
from toolbox.cells import is_empty
from toolbox.conditions.bits import Bools, Codes, words_for
from toolbox.conditions.columns import HIGHEST, LOWEST, Coded, Sets, Spans, places_of, words_of
from toolbox.conditions.columns import Column as Values
from toolbox.conditions.told import NOT_APPLICABLE, UNKNOWN
from toolbox.conditions.values import Among, Members, Span, Value
from toolbox.errors import DataError, Fault
from toolbox.headings import ID, Column, Headings, read_cell
from toolbox.knowledge.model import Knowledge
from toolbox.profile import INDUSTRY, REGION, Profile
from toolbox.text import LONGEST, folded, shown
from toolbox.vocabulary import Fact, find_member, words

Cells = Any  # an array of Arrow, or a list of cells
Bad = dict[int, list[Fault]]  # by row; a fault's place is the heading
Known = dict[tuple[str, type, str], Profile | list[Fault]]  # by heading, and kind and text of the cell
MOST_KNOWN = 50_000  # cells; beyond it all are forgotten, so that memory stays bounded
_SEPARATORS = r"\s*[;；|、,，\n]\s*"
_ANSWERS = UNKNOWN | NOT_APPLICABLE  # of the whole question
_Coded = tuple[Column, Codes, tuple[Value | None, ...]]


class Read(NamedTuple):
    """firms: those that could be read. kept: their rows. ids: of all rows, None where there is no such column.

    bad: what is wrong with the others. missing: empty or unknown cells by heading, of all rows.
    """

    firms: Firms
    kept: npt.NDArray[np.intp]
    ids: pa.Array | None
    bad: Bad
    missing: Mapping[str, int]


def read(
    headings: Headings, cells: Sequence[Cells], rows: int, knowledge: Knowledge, known: Known | None = None
) -> Read:
    """The firms in some rows of a table. cells: a column a heading, each of so many rows.

    known: what cells of this table were read as before; threads may share it.
    """
    reader = _Reader(knowledge, rows, {} if known is None else known)
    for column, own in zip(headings.columns, cells, strict=True):
        if column is not None:
            reader.take(column, own)
    reader.compare()
    kept = np.flatnonzero([row not in reader.bad for row in range(rows)]) if reader.bad else np.arange(rows)
    firms = Firms(rows, reader.columns(), reader.industries)
    return Read(taken(firms, kept) if reader.bad else firms, kept, reader.ids, reader.bad, reader.missing)


class _Reader:
    def __init__(self, knowledge: Knowledge, rows: int, known: Known) -> None:
        self.knowledge, self.rows, self._known = knowledge, rows, known
        self.bad: Bad = {}
        self.missing: dict[str, int] = {}
        self.ids: pa.Array | None = None
        self.industries: Industries | None = None
        self._values: dict[str, Values] = {}
        self._coded: dict[str, list[_Coded]] = {}  # choices; a region and an industry tell some of them too

    def columns(self) -> dict[str, Values]:
        """The columns of facts, each once."""
        return self._values | {name: Coded(codes, table) for name, ((_, codes, table), *_) in self._coded.items()}

    def take(self, column: Column, cells: Cells) -> None:
        """Read one column of the table."""
        if column.key == ID:
            self.ids = _texts(cells)
            return
        fact = self.knowledge.vocabulary.get(column.key)
        if isinstance(cells, pa.Array | pa.ChunkedArray) and pa.types.is_null(cells.type):
            self.missing[column.heading] = self.rows
        elif fact is not None and fact.is_number:
            self._numbers(column, fact, cells)
        elif fact is not None and fact.type == "set":
            self._sets(column, fact, cells)
        else:
            self._choices(column, fact, cells)

    # --- yes/no, choices, regions and industries

    def _choices(self, column: Column, fact: Fact | None, cells: Cells) -> None:
        codes, distinct = _distinct(cells)
        profiles = [self._cell(column, cell) for cell in distinct]
        self._reject(column, codes, profiles)
        read = [p if isinstance(p, Profile) else Profile() for p in profiles]
        names = [fact.name] if fact else list(dict.fromkeys(name for profile in read for name in profile.told))
        for name in names:
            table = tuple(profile.told.get(name) for profile in read)
            self._coded.setdefault(name, []).append((column, codes, table))
        if column.key == INDUSTRY:
            self.industries = Industries(codes, tuple(profile.industry for profile in read))
        if fact or column.key in (INDUSTRY, REGION):
            told = np.array([bool(profile.told or profile.industry) for profile in read], np.bool_)
            self._count_missing(column, told[codes])

    def compare(self) -> None:
        """Refuse rows whose columns contradict each other, as a profile does; join columns about the same fact."""
        for name, parts in self._coded.items():
            while len(parts) > 1:
                parts[:2] = [self._joined(parts[0], parts[1])]
            assert self._coded[name] is parts
        known = self.knowledge
        divisions = {code: division.sector for code, division in known.divisions.items()}
        cities = {city: code for code, province in known.provinces.items() for city in province.cities}
        for inner, outer, of in (("division", "sector", divisions), ("city", "province", cities)):
            if inner in self._coded and outer in self._coded:
                within, around = self._coded[inner][0], self._coded[outer][0]

                def apart(a: Value | None, b: Value | None, of: Mapping[str, str] = of) -> bool:
                    both = isinstance(a, Among) and isinstance(b, Among)
                    return both and b.members.isdisjoint(of[member] for member in a.members)  # type: ignore[union-attr]

                self._refuse(within, around, apart)

    def _joined(self, one: _Coded, other: _Coded) -> _Coded:
        """Two columns about one fact as one; what the first leaves open the second tells."""
        self._refuse(one, other, lambda a, b: a is not None and b is not None and a != b)
        (column, codes, table), (_, more, others) = one, other
        both = codes.astype(np.uint32) * np.uint32(len(others)) + more
        return column, both, tuple(a if a is not None else b for a in table for b in others)

    def _refuse(self, one: _Coded, other: _Coded, wrong: Callable[[Value | None, Value | None], bool]) -> None:
        (column, codes, table), (second, more, others) = one, other
        if column is second:
            return
        apart = np.array([[wrong(a, b) for b in others] for a in table], np.bool_)
        if apart.any():
            fault = f"'{shown(column.heading)}' contradicts '{shown(second.heading)}'."
            for row in np.flatnonzero(apart[codes, more]).tolist():
                self._fault(row, Fault(shown(column.heading), fault, "Keep one of them."))

    # --- numbers

    def _numbers(self, column: Column, fact: Fact, cells: Cells) -> None:
        if isinstance(cells, pa.Array) and column.factor == 1:
            numbers, sure = stored(fact, cells)
            low, high = (np.where(sure, numbers, end) for end in (np.int64(LOWEST), np.int64(HIGHEST)))
            rest = ~sure & cells.is_valid().to_numpy(zero_copy_only=False)
        else:
            low, high = (np.full(self.rows, end, np.int64) for end in (LOWEST, HIGHEST))
            rest = np.ones(self.rows, np.bool_)
        rows = np.flatnonzero(rest)
        if len(rows):
            few = cells.take(pa.array(rows)) if isinstance(cells, pa.Array) else [cells[row] for row in rows]
            codes, distinct = _distinct(few)
            profiles = [self._cell(column, cell) for cell in distinct]
            self._reject(column, codes, profiles, rows)
            spans = [p.told.get(fact.name) if isinstance(p, Profile) else None for p in profiles]
            ends = [span if isinstance(span, Span) else Span(LOWEST, HIGHEST) for span in spans]
            low[rows] = np.array([span.low for span in ends], np.int64)[codes]
            high[rows] = np.array([span.high for span in ends], np.int64)[codes]
        spans_read = Spans(low, high)
        self._values[fact.name] = spans_read
        self._count_missing(column, spans_read.known)

    # --- sets

    def _sets(self, column: Column, fact: Fact, cells: Cells) -> None:
        places = places_of(fact.members)
        size = words_for(max(1, len(places)))
        has, lacks = (np.zeros((size, self.rows), np.uint64) for _ in range(2))
        closed, known = (np.zeros(self.rows, np.bool_) for _ in range(2))
        rest = np.ones(self.rows, np.bool_)
        if isinstance(cells, pa.Array):
            listed, words_in = _lists(cells, fact)
            if listed is not None:
                sure = _members(listed, words_in, fact, places, has)
                has[:, ~sure] = 0
                closed[sure] = known[sure] = True
                rest = ~sure & cells.is_valid().to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(rest)
        if len(rows):
            few = cells.take(pa.array(rows)) if isinstance(cells, pa.Array) else [cells[row] for row in rows]
            codes, distinct = _distinct(few)
            profiles = [self._cell(column, cell) for cell in distinct]
            self._reject(column, codes, profiles, rows)
            values = [p.told.get(fact.name) if isinstance(p, Profile) else None for p in profiles]
            told = [value if isinstance(value, Members) else None for value in values]
            has[:, rows] = words_of([v.has if v else () for v in told], places)[:, codes]
            lacks[:, rows] = words_of([v.lacks if v else () for v in told], places)[:, codes]
            closed[rows] = np.array([v is not None and v.closed for v in told], np.bool_)[codes]
            known[rows] = np.array([v is not None for v in told], np.bool_)[codes]
        self._values[fact.name] = Sets(has, lacks, closed, known, places)
        self._count_missing(column, known)

    # --- faults

    def _cell(self, column: Column, cell: Any) -> Profile | list[Fault]:
        key = column.heading, type(cell), repr(cell)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = self._read(column, cell)
        return found

    def _read(self, column: Column, cell: Any) -> Profile | list[Fault]:
        try:
            return read_cell(column, cell, "", self.knowledge)
        except DataError as error:
            return [fault._replace(place=fault.place.removeprefix(": ")) for fault in error.faults]

    def _reject(
        self,
        column: Column,
        codes: Codes,
        profiles: Sequence[Profile | list[Fault]],
        rows: npt.NDArray[np.intp] | None = None,
    ) -> None:
        wrong = np.array([not isinstance(profile, Profile) for profile in profiles], np.bool_)
        if wrong.any():
            for at in np.flatnonzero(wrong[codes]).tolist():
                for fault in profiles[int(codes[at])]:
                    assert isinstance(fault, Fault)
                    self._fault(at if rows is None else int(rows[at]), fault)

    def _fault(self, row: int, fault: Fault) -> None:
        self.bad.setdefault(row, []).append(fault)

    def _count_missing(self, column: Column, told: Bools) -> None:
        self.missing[column.heading] = self.rows - int(np.count_nonzero(told))


# --- cells -------------------------------------------------------------------------------------------------------


def _texts(cells: Cells) -> pa.Array:
    from toolbox.cells import text_of

    if isinstance(cells, pa.Array):
        plain = cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells
        if pa.types.is_string(plain.type) or pa.types.is_large_string(plain.type) or pa.types.is_integer(plain.type):
            return plain.cast(pa.string())
    return pa.array([None if is_empty(cell) else text_of(cell) for cell in _listed(cells)], pa.string())


def _listed(cells: Cells) -> list[Any]:
    return cells.to_pylist() if isinstance(cells, pa.Array) else list(cells)


def _distinct(cells: Cells) -> tuple[Codes, list[Any]]:
    """A code for each cell, and the cells that the codes stand for."""
    if isinstance(cells, pa.Array) and pa.types.is_boolean(cells.type):
        return codes_of(cells, 2), [False, True, None]
    if isinstance(cells, pa.Array) and not pa.types.is_nested(cells.type):
        encoded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
        return codes_of(encoded.indices, len(encoded.dictionary)), [*encoded.dictionary.to_pylist(), None]
    places: dict[Any, int] = {}
    distinct: list[Any] = []
    found = np.empty(len(cells), np.uint32)
    for row, cell in enumerate(_listed(cells)):
        key = (type(cell), repr(cell))
        if key not in places:
            places[key] = len(distinct)
            distinct.append(cell)
        found[row] = places[key]
    return found, distinct


def _lists(cells: pa.Array, fact: Fact) -> tuple[pa.Array | None, bool]:
    """Cells as lists of words, and whether they were cut out of texts."""
    kind = cells.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return cells, False
    if pa.types.is_dictionary(kind):
        return None, False  # distinct already
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        short = pc.if_else(pc.less_equal(pc.binary_length(cells), LONGEST), cells, None)
        return pc.split_pattern_regex(pc.utf8_trim_whitespace(short), _SEPARATORS), True
    return None, False


def _members(listed: pa.Array, cut: bool, fact: Fact, places: Mapping[str, int], into: Any) -> Bools:
    """Set the bits of the members that each list names; of which rows all of it is sure."""
    flat = listed.flatten()
    codes, distinct = _distinct(flat)
    unsure = _beginnings(fact) if cut else frozenset()
    plain = [word if isinstance(word, str) and folded(word) not in _ANSWERS else "" for word in distinct]
    found = [find_member(fact, word) if word and word not in unsure else None for word in plain]
    sizes = pc.list_value_length(listed).fill_null(0).to_numpy(zero_copy_only=False).astype(np.intp)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    known = np.array([places[member] if member is not None else -1 for member in found], np.int32)
    whole = loops_for(len(listed)).set_members(starts, codes.astype(np.uint32, copy=False), known, into)
    return np.asarray(whole & listed.is_valid().to_numpy(zero_copy_only=False))


def _beginnings(fact: Fact) -> frozenset[str]:
    """Pieces of members whose own words hold a separator: a text with one is read as a whole."""
    import re

    pieces: set[str] = set()
    for name, member in fact.members.items():
        for word in (name, *words(member.label, member.also)):
            parts = re.split(_SEPARATORS, word)
            pieces.update(parts if len(parts) > 1 else ())
    return frozenset(pieces)
