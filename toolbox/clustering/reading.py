"""The firms of a batch, sorted into kinds: read a batch of rows at a time, so that memory grows with the kinds alone.

A firm counts with the first of its steps that something on offer brings: two of a micro firm and of one whose size is
not settled, three of any other, for that is what it can bear. A step counts once what it needs is there too: in use,
free of charge, or among the steps that count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from toolbox.batch import source
from toolbox.batch.ranking import BEST
from toolbox.batch.run import parts_of
from toolbox.clustering.problem import MOST_STEPS, Kind
from toolbox.errors import DataError, Fault
from toolbox.recommend import FIRST
from toolbox.sizing import CLASSES
from toolbox.text import shown

OPEN, UNCOVERED = "open", "uncovered"
SIZES = (*CLASSES, UNCOVERED, OPEN)
BEARS = {"micro": 2, OPEN: 2}  # all others MOST_STEPS; as toolbox.planning.candidates.AT_ONCE, and no more than three
MOST_KINDS = 6_000  # beyond it rare kinds are told by fewer steps
_STEPS = tuple(f"step_{number + 1}" for number in range(FIRST))
_TOOLS = tuple(f"tool_{number + 1}" for number in range(BEST))
_POINTS = tuple(f"points_{number + 1}" for number in range(BEST))
_COLUMNS = ("size", *_STEPS, *_TOOLS, *_POINTS)
_PLAIN = len(_COLUMNS)
_SERVICES = "services"
_AGAIN = "Name what `menkan batch -o` wrote."


class Wanted(NamedTuple):
    """What to look for. tools: all ids in order. for_sale: by size class, tools that can be bought for it.

    needs: what a tool needs first, of the tools that cost money. free: tools that cost nothing. services: tools by
    service, of all that are known; on_offer: those of them whose cost is known.
    """

    tools: tuple[str, ...]
    for_sale: Mapping[str, frozenset[str]]
    needs: Mapping[str, tuple[str, ...]]
    free: frozenset[str]
    services: Mapping[str, tuple[str, ...]] = {}
    on_offer: tuple[str, ...] = ()


class Firms(NamedTuple):
    """The firms of a batch. by_size: all of them. wanting: by tool, firms that have it among their first six steps.

    served: by service, firms for which it can be there and that have one of its tools among them. shortened: firms that
    count with fewer steps than they could, because their kind is rare. conditions: whether the advice says for which
    firms a service can be there; where it does not, it is there for all. knowledge: the digest of the knowledge that
    the advice was made with, where the file says.
    """

    kinds: tuple[Kind, ...]
    by_size: Mapping[str, int]
    wanting: Mapping[str, int]
    served: Mapping[str, int]
    shortened: int
    conditions: bool
    knowledge: str | None


def read_firms(out: Path, wanted: Wanted, most_kinds: int = MOST_KINDS) -> Firms:
    """The firms of OUT: a file or folder that `menkan batch -o` wrote. Raises DataError."""
    sorting = _Sorting(wanted)
    digest, without = None, False
    for unit in _units(out):
        digest = _digest(unit) or digest
        headings = source.headings(unit)
        missing = [name for name in _COLUMNS if name not in headings]
        if missing:
            if headings in (["id"], ["﻿id"]):
                continue  # a part without a firm
            raise DataError(Fault(unit.place, "this is no advice of `menkan batch`.", _AGAIN))
        conditions = _SERVICES in headings
        without = without or not conditions
        places = [headings.index(name) for name in (*_COLUMNS, *([_SERVICES] if conditions else ()))]
        for rows in source.rows(unit, places):
            if rows.size:
                sorting.add([_Column(cells) for cells in rows.cells], unit.place)
    if not sorting.by_size.sum():
        raise DataError(Fault(str(out), "there is no firm in it.", _AGAIN))
    return sorting.firms(digest, most_kinds)._replace(conditions=not without)


def _units(out: Path) -> list[source.Unit]:
    if out.is_dir() or out.suffix.lower() == ".parquet":
        return [source.Unit(part) for part in parts_of(out)]
    if out.suffix.lower() in (".csv", ".xlsx"):
        return [source.Unit(out)]
    raise DataError(Fault(str(out), "this is no advice of `menkan batch`.", _AGAIN))


def _digest(unit: source.Unit) -> str | None:
    """Of the knowledge behind a part; CSV and Excel do not tell it."""
    import json

    import pyarrow.parquet as pq

    if unit.path.suffix.lower() != ".parquet":
        return None
    with source.readable(unit):
        told = (pq.read_schema(unit.path).metadata or {}).get(b"menkan")
        if told is None:  # what is added at the end of writing stands beside the schema
            told = (pq.read_metadata(unit.path).metadata or {}).get(b"menkan")
    if told is None:
        raise DataError(Fault(unit.place, "this is no advice of `menkan batch`.", _AGAIN))
    return str(json.loads(told)["knowledge"])


class _Column:
    """One column of a batch as texts that occur and a code a row, or as numbers."""

    def __init__(self, cells: Any) -> None:
        import pyarrow as pa

        array = pa.array(cells) if isinstance(cells, list) else cells
        self._array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array

    def codes(self, places: Mapping[str, int], absent: int) -> tuple[npt.NDArray[np.int64], list[str]]:
        """For each row the place of its text, `absent` where it is empty; and texts that have no place."""
        import pyarrow as pa

        array = self._array
        if pa.types.is_null(array.type):
            return np.full(len(array), absent, np.int64), []
        array = array if pa.types.is_dictionary(array.type) else array.cast(pa.string()).dictionary_encode()
        names = [name or "" for name in array.dictionary.to_pylist()]
        strange = [name for name in names if name and name not in places]
        table = np.array([places.get(name, absent) for name in names] + [absent], np.int64)
        indices = array.indices.fill_null(len(names)).to_numpy(zero_copy_only=False)
        return table[indices.astype(np.int64)], strange

    def members(self, places: Mapping[str, int]) -> npt.NDArray[np.bool_]:
        """A row of marks for each row: which of these it lists. Lists are lists, or texts between commas."""
        import pyarrow as pa

        array = self._array
        marks = np.zeros((len(array), len(places)), np.bool_)
        if pa.types.is_list(array.type):
            ends = np.diff(array.offsets.to_numpy())
            rows = np.repeat(np.arange(len(array)), ends)
            values = array.values.slice(array.offsets[0].as_py(), len(rows))
            codes, _ = _Column(values).codes(places, len(places))
            there = codes < len(places)
            marks[rows[there], codes[there]] = True
        elif not pa.types.is_null(array.type):
            coded = array.cast(pa.string()).dictionary_encode()
            table = np.zeros((len(coded.dictionary) + 1, len(places)), np.bool_)
            for number, text in enumerate(coded.dictionary.to_pylist()):
                table[number, [places[name] for name in text.split("、") if name in places]] = True
            marks = table[coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False)]
        return marks

    def points(self) -> npt.NDArray[np.int64]:
        """In 1/100 point, 0 where there is nothing."""
        import pyarrow as pa

        numbers = self._array.cast(pa.float64()).fill_null(0).to_numpy(zero_copy_only=False)
        found: npt.NDArray[np.int64] = np.rint(np.nan_to_num(numbers) * 100).astype(np.int64)
        return found


class _Sorting:
    """Adds up batches of rows by kind."""

    def __init__(self, wanted: Wanted) -> None:
        tools = wanted.tools
        self._wanted, self._none = wanted, len(tools)
        self._places = {tool: number for number, tool in enumerate(tools)}
        width = len(tools) + 1  # the last stands for no tool
        self._for_sale = np.zeros((len(SIZES), width), np.bool_)
        for number, size in enumerate(SIZES):
            self._for_sale[number, [self._places[tool] for tool in wanted.for_sale.get(size, ())]] = True
        self._needs = np.zeros((width, width), np.bool_)
        for tool, needs in wanted.needs.items():
            self._needs[self._places[tool], [self._places[need] for need in needs]] = True
        self._free = np.array([tool in wanted.free for tool in tools] + [False])
        self._bears = np.array([BEARS.get(size, MOST_STEPS) for size in SIZES])
        self._brings = np.zeros((len(wanted.services), width), np.bool_)
        for number, brought in enumerate(wanted.services.values()):
            self._brings[number, [self._places[tool] for tool in brought]] = True
        self._services = {service: number for number, service in enumerate(wanted.services)}
        self._on_offer = [self._services[service] for service in wanted.on_offer]
        self.by_size = np.zeros(len(SIZES), np.int64)
        self._by_tool = np.zeros(width, np.int64)
        self._served = np.zeros(len(wanted.services), np.int64)
        # by size, services on offer as bits, and steps: how many firms, and the sums of the points of these steps
        self._kinds: dict[tuple[int, ...], npt.NDArray[np.int64]] = {}

    def add(self, columns: Sequence[_Column], place: str) -> None:
        """Add the rows of a batch. columns: as _COLUMNS names them. Raises DataError for a tool that is not known."""
        sizes = columns[0].codes({size: number for number, size in enumerate(SIZES)}, SIZES.index(OPEN))[0]
        steps = np.stack([self._tools(column, place) for column in columns[1 : 1 + FIRST]], axis=1)
        best = [self._tools(column, place) for column in columns[1 + FIRST : 1 + FIRST + BEST]]
        points = np.zeros(steps.shape, np.int64)
        for tools, column in zip(best, columns[1 + FIRST + BEST : _PLAIN], strict=True):
            points += (steps == tools[:, None]) * np.where(tools < self._none, column.points(), 0)[:, None]
        self.by_size += np.bincount(sizes, minlength=len(SIZES))
        self._by_tool += np.bincount(steps.ravel(), minlength=self._none + 1)
        open_ = (
            columns[-1].members(self._services) if len(columns) > _PLAIN else np.ones((len(sizes), len(self._services)))
        )
        open_ = open_.astype(np.bool_)
        for number, brought in enumerate(self._brings):
            self._served[number] += int((open_[:, number] & brought[steps].any(axis=1)).sum())
        self._count(sizes, open_, *self._counting(sizes, open_, steps, points))

    def _tools(self, column: _Column, place: str) -> npt.NDArray[np.int64]:
        codes, strange = column.codes(self._places, self._none)
        if strange:
            fault = f"there is no tool '{shown(strange[0])}' in the catalogue."
            raise DataError(
                Fault(place, fault, "Lay the same folders over it with --knowledge, or run the batch again.")
            )
        return codes

    def _counting(
        self,
        sizes: npt.NDArray[np.int64],
        open_: npt.NDArray[np.bool_],
        steps: npt.NDArray[np.int64],
        points: npt.NDArray[np.int64],
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """For each firm the steps that count, by tool, and their points."""
        rows = len(sizes)
        taken = np.full((rows, MOST_STEPS), self._none, np.int64)
        worth = np.zeros((rows, MOST_STEPS), np.int64)
        count = np.zeros(rows, np.int64)
        there = np.zeros(steps.shape, np.bool_)
        for number in range(FIRST):
            tool = steps[:, number]
            lacks = np.zeros(rows, np.bool_)
            for before in range(number):  # the order of adoption has what is needed first
                lacks |= self._needs[tool, steps[:, before]] & ~there[:, before]
            speaks = points[:, number] > 0
            for after in range(number + 1, FIRST):  # or is needed by one that does
                speaks |= self._needs[steps[:, after], tool] & (points[:, after] > 0)
            offered = self._for_sale[sizes, tool]
            for service in self._on_offer:
                offered |= open_[:, service] & self._brings[service, tool]
            counts = offered & ~lacks & speaks & (count < self._bears[sizes])
            there[:, number] = counts | (self._free[tool] & ~lacks)
            at = np.flatnonzero(counts)
            taken[at, count[at]], worth[at, count[at]] = tool[at], points[at, number]
            count += counts
        return taken, worth

    def _count(
        self,
        sizes: npt.NDArray[np.int64],
        open_: npt.NDArray[np.bool_],
        taken: npt.NDArray[np.int64],
        worth: npt.NDArray[np.int64],
    ) -> None:
        order = np.argsort(taken, axis=1, kind="stable")
        taken, worth = np.take_along_axis(taken, order, 1), np.take_along_axis(worth, order, 1)
        drawn = np.zeros(len(sizes), np.int64)
        for bit, service in enumerate(self._on_offer):
            drawn |= (open_[:, service] & self._brings[service][taken].any(axis=1)).astype(np.int64) << bit
        key = np.unique(drawn, return_inverse=True)[1] * len(SIZES) + sizes
        for number in range(MOST_STEPS):
            key = key * (self._none + 1) + taken[:, number]
        _, first, place = np.unique(key, return_index=True, return_inverse=True)
        amounts = np.zeros((len(first), 1 + MOST_STEPS), np.int64)
        amounts[:, 0] = np.bincount(place, minlength=len(first))
        for number in range(MOST_STEPS):
            amounts[:, 1 + number] = np.rint(np.bincount(place, worth[:, number], minlength=len(first)))
        for row, each in zip(first.tolist(), amounts, strict=True):
            own = (int(sizes[row]), int(drawn[row]), *taken[row].tolist())
            if own[2] < self._none:
                self._kinds[own] = self._kinds[own] + each if own in self._kinds else each

    # --- what it comes to

    def firms(self, digest: str | None, most_kinds: int) -> Firms:
        """All that was added."""
        shortened = self._shorten(most_kinds)
        tools, kinds = self._wanted.tools, []
        for (size, drawn, *wants), (firms, *sums) in sorted(self._kinds.items(), key=lambda item: item[0]):
            named = [(tools[place], int(total)) for place, total in zip(wants, sums, strict=True) if place < self._none]
            # half up, in whole points: what a firm of this kind gains on the average
            points = tuple((total + 50 * int(firms)) // (100 * int(firms)) for _, total in named)
            services = tuple(name for bit, name in enumerate(self._wanted.on_offer) if drawn >> bit & 1)
            kinds.append(Kind(SIZES[size], tuple(tool for tool, _ in named), points, int(firms), services))
        return Firms(
            tuple(kinds),
            {size: int(count) for size, count in zip(SIZES, self.by_size, strict=True) if count},
            {tool: int(self._by_tool[number]) for number, tool in enumerate(tools) if self._by_tool[number]},
            {name: int(count) for name, count in zip(self._wanted.services, self._served, strict=True)},
            shortened,
            True,
            digest,
        )

    def _shorten(self, most: int) -> int:
        """Let rare kinds count with one step fewer until there are few enough; how many firms that concerns."""
        concerned = 0
        already: dict[tuple[int, ...], int] = {}  # firms of a kind that count with fewer steps
        for length in range(MOST_STEPS, 1, -1):
            there = [key for key in self._kinds if sum(place < self._none for place in key[2:]) == length]
            surplus = max(0, len(self._kinds) - most)
            for key in sorted(there, key=lambda key: (int(self._kinds[key][0]), key))[:surplus]:
                amounts = self._kinds.pop(key)
                short, kept = self._without_least(key, amounts)
                concerned += int(amounts[0]) - already.pop(key, 0)
                already[short] = already.get(short, 0) + int(amounts[0])
                self._kinds[short] = self._kinds[short] + kept if short in self._kinds else kept
        return concerned

    def _without_least(
        self, key: tuple[int, ...], amounts: npt.NDArray[np.int64]
    ) -> tuple[tuple[int, ...], npt.NDArray[np.int64]]:
        """A kind without the step of fewest points that no other step of it needs."""
        size, drawn, *wants = key
        there = [number for number, place in enumerate(wants) if place < self._none]
        needed = {n for n in there for other in there if self._needs[wants[other], wants[n]]}
        least = min((n for n in there if n not in needed), key=lambda n: (int(amounts[1 + n]), n))
        left = [n for n in range(MOST_STEPS) if n != least]
        kept = [wants[n] for n in left]
        for bit, service in enumerate(self._on_offer):  # what brings nothing any more is not drawn on
            if not self._brings[service, kept].any():
                drawn &= ~(1 << bit)
        short = (size, drawn, *kept, self._none)
        return short, np.array([amounts[0], *(amounts[1 + n] for n in left), 0], np.int64)
