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
_AGAIN = "Name what `menkan batch -o` wrote."


class Wanted(NamedTuple):
    """What to look for. tools: all ids in order. offered: by size class, tools that something brings to it.

    needs: what a tool needs first, of the tools that cost money. free: tools that cost nothing. services: tools by
    service, of those that have a price and of those that have none.
    """

    tools: tuple[str, ...]
    offered: Mapping[str, frozenset[str]]
    needs: Mapping[str, tuple[str, ...]]
    free: frozenset[str]
    services: Mapping[str, tuple[str, ...]] = {}


class Firms(NamedTuple):
    """The firms of a batch. by_size: all of them. wanting: by tool, firms that have it among their first six steps.

    served: by service, firms that have one of its tools among them. shortened: firms that count with fewer steps than
    they could, because their kind is rare. knowledge: the digest that the advice was made with, where the file says.
    """

    kinds: tuple[Kind, ...]
    by_size: Mapping[str, int]
    wanting: Mapping[str, int]
    served: Mapping[str, int]
    shortened: int
    knowledge: str | None


def read_firms(out: Path, wanted: Wanted, most_kinds: int = MOST_KINDS) -> Firms:
    """The firms of OUT: a file or folder that `menkan batch -o` wrote. Raises DataError."""
    sorting = _Sorting(wanted)
    digest = None
    for unit in _units(out):
        digest = _digest(unit) or digest
        headings = source.headings(unit)
        missing = [name for name in _COLUMNS if name not in headings]
        if missing:
            if headings in (["id"], ["﻿id"]):
                continue  # a part without a firm
            raise DataError(Fault(unit.place, "this is no advice of `menkan batch`.", _AGAIN))
        places = [headings.index(name) for name in _COLUMNS]
        for rows in source.rows(unit, places):
            if rows.size:
                sorting.add([_Column(cells) for cells in rows.cells], unit.place)
    if not sorting.by_size.sum():
        raise DataError(Fault(str(out), "there is no firm in it.", _AGAIN))
    return sorting.firms(digest, most_kinds)


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

    def points(self) -> npt.NDArray[np.int64]:
        """In 1/100 point, 0 where there is nothing."""
        import pyarrow as pa

        numbers = self._array.cast(pa.float64()).fill_null(0).to_numpy(zero_copy_only=False)
        return np.rint(np.nan_to_num(numbers) * 100).astype(np.int64)


class _Sorting:
    """Adds up batches of rows by kind."""

    def __init__(self, wanted: Wanted) -> None:
        tools = wanted.tools
        self._wanted, self._none = wanted, len(tools)
        self._places = {tool: number for number, tool in enumerate(tools)}
        width = len(tools) + 1  # the last stands for no tool
        self._offered = np.zeros((len(SIZES), width), np.bool_)
        for number, size in enumerate(SIZES):
            self._offered[number, [self._places[t] for t in wanted.offered.get(size, ())]] = True
        self._needs = np.zeros((width, width), np.bool_)
        for tool, needs in wanted.needs.items():
            self._needs[self._places[tool], [self._places[need] for need in needs]] = True
        self._free = np.array([tool in wanted.free for tool in tools] + [False])
        self._bears = np.array([BEARS.get(size, MOST_STEPS) for size in SIZES])
        self._brings = np.zeros((len(wanted.services), width), np.bool_)
        for number, brought in enumerate(wanted.services.values()):
            self._brings[number, [self._places[tool] for tool in brought]] = True
        self.by_size = np.zeros(len(SIZES), np.int64)
        self._by_tool = np.zeros(width, np.int64)
        self._served = np.zeros(len(wanted.services), np.int64)
        # by size and steps: how many firms, and the sums of the points of these steps
        self._kinds: dict[tuple[int, ...], npt.NDArray[np.int64]] = {}

    def add(self, columns: Sequence[_Column], place: str) -> None:
        """Add the rows of a batch. columns: as _COLUMNS names them. Raises DataError for a tool that is not known."""
        sizes = columns[0].codes({size: number for number, size in enumerate(SIZES)}, SIZES.index(OPEN))[0]
        steps = np.stack([self._tools(column, place) for column in columns[1 : 1 + FIRST]], axis=1)
        best = [self._tools(column, place) for column in columns[1 + FIRST : 1 + FIRST + BEST]]
        points = np.zeros(steps.shape, np.int64)
        for tools, column in zip(best, columns[1 + FIRST + BEST :], strict=True):
            points += (steps == tools[:, None]) * np.where(tools < self._none, column.points(), 0)[:, None]
        self.by_size += np.bincount(sizes, minlength=len(SIZES))
        self._by_tool += np.bincount(steps.ravel(), minlength=self._none + 1)
        for number, brought in enumerate(self._brings):
            self._served[number] += int(brought[steps].any(axis=1).sum())
        self._count(sizes, *self._counting(sizes, steps, points))

    def _tools(self, column: _Column, place: str) -> npt.NDArray[np.int64]:
        codes, strange = column.codes(self._places, self._none)
        if strange:
            fault = f"there is no tool '{shown(strange[0])}' in the catalogue."
            raise DataError(Fault(place, fault, "Lay the same folders over it with --knowledge, or run the batch again."))
        return codes

    def _counting(
        self, sizes: npt.NDArray[np.int64], steps: npt.NDArray[np.int64], points: npt.NDArray[np.int64]
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
            counts = self._offered[sizes, tool] & ~lacks & speaks & (count < self._bears[sizes])
            there[:, number] = counts | (self._free[tool] & ~lacks)
            at = np.flatnonzero(counts)
            taken[at, count[at]], worth[at, count[at]] = tool[at], points[at, number]
            count += counts
        return taken, worth

    def _count(
        self, sizes: npt.NDArray[np.int64], taken: npt.NDArray[np.int64], worth: npt.NDArray[np.int64]
    ) -> None:
        order = np.argsort(taken, axis=1, kind="stable")
        taken, worth = np.take_along_axis(taken, order, 1), np.take_along_axis(worth, order, 1)
        key = sizes
        for number in range(MOST_STEPS):
            key = key * (self._none + 1) + taken[:, number]
        _, first, place = np.unique(key, return_index=True, return_inverse=True)
        amounts = np.zeros((len(first), 1 + MOST_STEPS), np.int64)
        amounts[:, 0] = np.bincount(place, minlength=len(first))
        for number in range(MOST_STEPS):
            amounts[:, 1 + number] = np.rint(np.bincount(place, worth[:, number], minlength=len(first)))
        for row, each in zip(first.tolist(), amounts, strict=True):
            own = (int(sizes[row]), *taken[row].tolist())
            if own[1] < self._none:
                self._kinds[own] = self._kinds[own] + each if own in self._kinds else each

    # --- what it comes to

    def firms(self, digest: str | None, most_kinds: int) -> Firms:
        """All that was added."""
        shortened = self._shorten(most_kinds)
        tools, kinds = self._wanted.tools, []
        for (size, *wants), (firms, *sums) in sorted(self._kinds.items(), key=lambda item: item[0]):
            named = [(tools[place], int(total)) for place, total in zip(wants, sums, strict=True) if place < self._none]
            # half up, in whole points: what a firm of this kind gains on the average
            points = tuple((total + 50 * int(firms)) // (100 * int(firms)) for _, total in named)
            kinds.append(Kind(SIZES[size], tuple(tool for tool, _ in named), points, int(firms)))
        return Firms(
            tuple(kinds),
            {size: int(count) for size, count in zip(SIZES, self.by_size, strict=True) if count},
            {tool: int(self._by_tool[number]) for number, tool in enumerate(tools) if self._by_tool[number]},
            {name: int(count) for name, count in zip(self._wanted.services, self._served, strict=True)},
            shortened,
            digest,
        )

    def _shorten(self, most: int) -> int:
        """Let rare kinds count with one step fewer until there are few enough; how many firms that concerns."""
        concerned = 0
        already: dict[tuple[int, ...], int] = {}  # firms of a kind that count with fewer steps
        for length in range(MOST_STEPS, 1, -1):
            there = [key for key in self._kinds if sum(place < self._none for place in key[1:]) == length]
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
        size, *wants = key
        there = [number for number, place in enumerate(wants) if place < self._none]
        needed = {n for n in there for other in there if self._needs[wants[other], wants[n]]}
        least = min((n for n in there if n not in needed), key=lambda n: (int(amounts[1 + n]), n))
        left = [n for n in range(MOST_STEPS) if n != least]
        short = (size, *(wants[n] for n in left), self._none)
        return short, np.array([amounts[0], *(amounts[1 + n] for n in left), 0], np.int64)
