"""The whole picture, added up on the way: firms by stage, trade, size class and province, with what they are advised.

A cube is small whatever the number of firms, and cubes of parts add up to the cube of the whole. All sums are integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolbox.batch.kernel import Advised, Kernel
from toolbox.batch.serving_many import Serving
from toolbox.conditions.columns import Coded, Column, unpacked
from toolbox.conditions.values import Among
from toolbox.knowledge.model import Knowledge

AXES = ("stage", "sector", "size", "province")
_MEASURE = ("measure", "name")
OPEN = ""  # the place on an axis of firms of which it is not known, or not known exactly
Ints = npt.NDArray[np.int64]


class Cube(NamedTuple):
    """cells: the values on the axes of each cell that holds a firm. sums: by measure and name, a number a cell.

    firms · advised, held_only, nothing: firms with a step, with held tools only, with neither
    low, high: scores of dimensions in 1/100 point, and of `total` in 1/10,000 · answered: indicators answered
    first, held: firms with this tool among the first six, or held back · band: tools of the first six by cost band
    cost_low, cost_high: yuan of the first six · cost_open: firms with a band without an upper bound among them
    wanted, and what begins with serv or unlocked: what shared services would be to them, as `Serving.sums` says
    """

    cells: tuple[tuple[str, str, str, str], ...]
    sums: Mapping[tuple[str, str], Ints]

    def __add__(self, other: object) -> Cube:
        """The cube of both; the order does not matter."""
        if not isinstance(other, Cube):
            return NotImplemented
        cells = tuple(sorted({*self.cells, *other.cells}))
        place = {cell: number for number, cell in enumerate(cells)}
        sums: dict[tuple[str, str], Ints] = {}
        for cube in (self, other):
            places = np.array([place[cell] for cell in cube.cells], np.intp)
            for key, amounts in cube.sums.items():
                into = sums.setdefault(key, np.zeros(len(cells), np.int64))
                into[places] += amounts
        return Cube(cells, sums)

    def total(self, measure: str, name: str = "") -> int:
        """The sum over all cells."""
        found = self.sums.get((measure, name))
        return 0 if found is None else int(found.sum())

    def by(self, axes: Sequence[str], measure: str, name: str = "") -> dict[tuple[str, ...], int]:
        """The sum for each combination of values on these axes that any cell has; 0 where the measure has none."""
        places = [AXES.index(axis) for axis in axes]
        found: dict[tuple[str, ...], int] = {}
        amounts = self.sums.get((measure, name))
        for number, cell in enumerate(self.cells):
            key = tuple(cell[place] for place in places)
            found[key] = found.get(key, 0) + (0 if amounts is None else int(amounts[number]))
        return found

    def table(self) -> pa.Table:
        """The cube as a long table: the axes, measure, name and value; zeros are left out. Sorted, so always alike."""
        keys = sorted(self.sums)
        amounts = np.array([self.sums[key] for key in keys], np.int64).reshape(len(keys), len(self.cells))
        which, cells = np.nonzero(amounts)
        columns = [_coded([cell[axis] for cell in self.cells], cells) for axis in range(len(AXES))]
        columns += [_coded([key[part] for key in keys], which) for part in range(2)]
        return pa.table([*columns, pa.array(amounts[which, cells])], [*AXES, *_MEASURE, "value"])


EMPTY = Cube((), {})


def from_table(table: pa.Table) -> Cube:
    """The cube that `table` wrote."""
    cells, cell = _distinct(table, AXES)
    keys, key = _distinct(table, _MEASURE)
    amounts = np.zeros((len(keys), len(cells)), np.int64)
    amounts[key, cell] = table.column("value").to_numpy()
    return Cube(cells, dict(zip(keys, amounts, strict=True)))


def _coded(names: Sequence[str], places: npt.NDArray[np.intp]) -> pa.Array:
    """The name at each of these places, and each of those once in the dictionary."""
    once = {name: number for number, name in enumerate(sorted({names[place] for place in np.unique(places)}))}
    codes = np.array([once.get(name, -1) for name in names], np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes[places]), pa.array(once, pa.string()))


def _distinct(table: pa.Table, names: Sequence[str]) -> tuple[tuple[Any, ...], Ints]:
    """The combinations of values in these columns, sorted, and for each row the place of its own."""
    combined = np.zeros(table.num_rows, np.int64)
    known: list[list[str]] = []
    for name in names:
        column = table.column(name).cast(pa.string()).combine_chunks().dictionary_encode()
        known.append(column.dictionary.to_pylist())
        combined = combined * max(1, len(known[-1])) + column.indices.to_numpy()
    found, rows = np.unique(combined, return_inverse=True)
    values = [_split(int(number), known) for number in found]
    order = sorted(range(len(values)), key=values.__getitem__)
    place = np.empty(len(values), np.int64)
    place[order] = np.arange(len(values))
    return tuple(values[number] for number in order), place[rows]


def _split(number: int, known: Sequence[Sequence[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for names in reversed(known):
        number, place = divmod(number, len(names))
        found.append(names[place])
    return tuple(reversed(found))


class Adding:
    """Adds up the advice of one kernel."""

    def __init__(self, kernel: Kernel) -> None:
        knowledge = kernel.knowledge
        self._kernel = kernel
        self._axes: dict[str, Sequence[str]] = {
            name: (*knowledge.vocabulary[name].members, OPEN) for name in ("sector", "size", "province")
        }
        self._axes["stage"] = (*kernel.stages, OPEN)
        self._bands = tuple(knowledge.costs)
        self._band_of = np.array([self._bands.index(knowledge.tools[tool].cost.band) for tool in kernel.tools])
        self.costs = Costs(knowledge, kernel.tools)
        self._serving = Serving(kernel)

    def cube(self, advised: Advised) -> Cube:
        """The cube of these firms."""
        if not advised.rows:
            return EMPTY
        cells, place = self._cells(advised)
        count = len(cells)
        sums: dict[tuple[str, str], Ints] = {}

        def add(measure: str, name: str, amounts: npt.NDArray[np.generic] | None = None) -> None:
            found = np.bincount(place, None if amounts is None else amounts.astype(np.float64), minlength=count)
            sums[measure, name] = np.rint(found).astype(np.int64)  # sums below 2**53 are exact in floats

        ranked, scores = advised.ranked, advised.scores
        add("firms", "")
        outcome = outcomes(advised)
        for number, name in enumerate(OUTCOMES):
            add(name, "", outcome == number)
        for number, name in enumerate(self._kernel.dimensions):
            add("low", name, scores.low[number])
            add("high", name, scores.high[number])
        add("low", "total", scores.total_low)
        add("high", "total", scores.total_high)
        add("answered", "", scores.answered)
        low, high, open_ = self.costs.of(ranked.first)
        add("cost_low", "", low)
        add("cost_high", "", high)
        add("cost_open", "", open_)
        self._tools(sums, place, count, advised)
        sums |= self._serving.sums(advised, place, count)
        return Cube(cells, sums)

    def _tools(self, sums: dict[tuple[str, str], Ints], place: Ints, count: int, advised: Advised) -> None:
        tools, first = len(self._kernel.tools), advised.ranked.first
        rows, slots = np.nonzero(first >= 0)
        chosen = first[rows, slots].astype(np.int64)
        by_tool = np.bincount(place[rows] * tools + chosen, minlength=count * tools).reshape(count, tools)
        bands = len(self._bands)
        by_band = np.bincount(place[rows] * bands + self._band_of[chosen], minlength=count * bands)
        for number, name in enumerate(self._bands):
            sums["band", name] = by_band.reshape(count, bands)[:, number].astype(np.int64)
        for number, tool in enumerate(self._kernel.tools):
            if by_tool[:, number].any():
                sums["first", tool] = by_tool[:, number].astype(np.int64)
            if advised.ranked.held[number].any():
                held = unpacked(advised.ranked.held[number], advised.rows)
                sums["held", tool] = np.bincount(place[held], minlength=count).astype(np.int64)

    def _cells(self, advised: Advised) -> tuple[tuple[tuple[str, str, str, str], ...], Ints]:
        """The cells that hold a firm, sorted, and for each firm the place of its own."""
        key = np.zeros(advised.rows, np.int64)
        for axis in AXES:
            key = key * len(self._axes[axis]) + self._on_axis(axis, advised.facts.get(axis), advised.rows)
        size = int(np.prod([len(self._axes[axis]) for axis in AXES]))
        there = np.zeros(size, np.bool_)
        there[key] = True
        keys = np.flatnonzero(there)
        cells = [self._cell(int(each)) for each in keys]
        order = sorted(range(len(cells)), key=cells.__getitem__)
        lookup = np.zeros(size, np.int64)
        lookup[keys[order]] = np.arange(len(cells))
        return tuple(cells[number] for number in order), lookup[key]

    def _on_axis(self, axis: str, column: Column | None, rows: int) -> Ints:
        names = self._axes[axis]
        if not isinstance(column, Coded):
            return np.full(rows, len(names) - 1, np.int64)
        exact = [next(iter(v.members)) if isinstance(v, Among) and v.exact else OPEN for v in column.table]
        return np.array([names.index(name) for name in exact], np.int64)[column.codes]

    def _cell(self, key: int) -> tuple[str, str, str, str]:
        found: list[str] = []
        for axis in reversed(AXES):
            key, place = divmod(key, len(self._axes[axis]))
            found.append(self._axes[axis][place])
        province, size, sector, stage = found
        return stage, sector, size, province


class Costs:
    """What the first year of tools costs, by their places."""

    def __init__(self, knowledge: Knowledge, tools: Sequence[str]) -> None:
        bands = [knowledge.costs[knowledge.tools[tool].cost.band].yuan for tool in tools]
        # a tool that is not there, at the end, costs nothing
        self._low = np.array([low for low, _ in bands] + [0], np.int64)
        self._high = np.array([high or 0 for _, high in bands] + [0], np.int64)
        self._open = np.array([high is None for _, high in bands] + [False], np.bool_)

    def of(self, first: npt.NDArray[np.int16]) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
        """For each firm the least and the most of its first steps in yuan, and whether the most has no bound."""
        return self._low[first].sum(axis=1), self._high[first].sum(axis=1), np.asarray(self._open[first].any(axis=1))


OUTCOMES = ("advised", "held_only", "nothing")


def outcomes(advised: Advised) -> npt.NDArray[np.int8]:
    """For each firm its place among OUTCOMES."""
    planned = advised.ranked.free > 0
    held = unpacked(np.bitwise_or.reduce(advised.ranked.held, axis=0), advised.rows)
    return np.where(planned, 0, np.where(held, 1, 2)).astype(np.int8)
