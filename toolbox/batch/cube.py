"""The whole picture, added up on the way: firms by stage, trade, size class and province, with what they are advised.

A cube is small whatever the number of firms, and cubes of parts add up to the cube of the whole. All sums are integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolbox.batch.kernel import Advised, Kernel
from toolbox.batch.loops import loops_for
from toolbox.conditions.bits import unpacked
from toolbox.conditions.columns import Coded
from toolbox.conditions.values import Among
from toolbox.knowledge.model import Knowledge

AXES = ("stage", "sector", "size", "province")
OPEN = ""  # the place on an axis of firms of which it is not known, or not known exactly
Ints = npt.NDArray[np.int64]


class Cube(NamedTuple):
    """cells: the values on the axes of each cell that holds a firm. sums: by measure and name, a number a cell.

    firms · advised, held_only, nothing: firms with a step, with held tools only, with neither
    low, high: scores of dimensions in 1/100 point, and of `total` in 1/10,000 · answered: indicators answered
    first, held: firms with this tool among the first six, or held back · band: tools of the first six by cost band
    cost_low, cost_high: yuan of the first six · cost_open: firms with a band without an upper bound among them
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

    def table(self) -> pa.Table:
        """The cube as a long table: the axes, measure, name and value; zeros are left out. Sorted, so always alike."""
        found = [(key, np.flatnonzero(amounts)) for key, amounts in sorted(self.sums.items())]
        places = np.concatenate([at for _, at in found] or [np.zeros(0, np.intp)])
        which = np.repeat(np.arange(len(found)), [len(at) for _, at in found])
        axes = zip(*self.cells, strict=True) if self.cells else [()] * len(AXES)
        columns = [*(_texts(axis, places) for axis in axes), *(_texts([k[n] for k, _ in found], which) for n in (0, 1))]
        values = np.concatenate([self.sums[key][at] for key, at in found] or [np.zeros(0, np.int64)])
        return pa.table([*columns, pa.array(values)], [*AXES, "measure", "name", "value"])


def _texts(names: Sequence[str], places: npt.NDArray[np.intp]) -> pa.Array:
    """The names at these places; each is kept once, in the order in which they come."""
    return pa.array(names, pa.string()).take(pa.array(places)).dictionary_encode()


EMPTY = Cube((), {})


def from_table(table: pa.Table) -> Cube:
    """The cube that `table` wrote."""
    texts = [table.column(name).cast(pa.string()).to_pylist() for name in (*AXES, "measure", "name")]
    rows = list(zip(*texts, table.column("value").to_pylist(), strict=True))
    cells = tuple(sorted({row[:4] for row in rows}))
    place = {cell: number for number, cell in enumerate(cells)}
    sums: dict[tuple[str, str], Ints] = {}
    for *cell, measure, name, value in rows:
        if (measure, name) not in sums:
            sums[measure, name] = np.zeros(len(cells), np.int64)
        sums[measure, name][place[tuple(cell)]] = value
    return Cube(cells, sums)


class Adding:
    """Adds up the advice of one kernel: a row of sums a measure, with a place for each cell that there could be."""

    def __init__(self, kernel: Kernel) -> None:
        knowledge = kernel.knowledge
        self._kernel = kernel
        self._axes: dict[str, Sequence[str]] = {
            name: (*knowledge.vocabulary[name].members, OPEN) for name in ("sector", "size", "province")
        }
        self._axes["stage"] = (*kernel.stages, OPEN)
        self._places = int(np.prod([len(self._axes[axis]) for axis in AXES]))
        self._dense = [
            *((name, "") for name in ("firms", *OUTCOMES, "answered", "cost_open")),
            *((end, name) for end in ("low", "high") for name in (*kernel.dimensions, "total")),
        ]
        bands = tuple(knowledge.costs)
        self._bands = bands, np.array([bands.index(knowledge.tools[tool].cost.band) for tool in kernel.tools], np.intp)
        self.costs = Costs(knowledge, kernel.tools)

    def nothing(self) -> Ints:
        """The sums of no firms, to be added to."""
        return np.zeros((len(self._dense) + 2 * len(self._kernel.tools), self._places), np.int64)

    def add(self, sums: Ints, advised: Advised) -> None:
        """Add these firms."""
        place = self._placed(advised)
        ranked, scores, loops = advised.ranked, advised.scores, loops_for(advised.rows)
        outcome = outcomes(advised)
        ends = [*scores.low, scores.total_low, *scores.high, scores.total_high]
        is_open = self.costs.open(ranked.first)
        amounts = [
            np.ones_like(outcome),
            *(outcome == n for n in range(len(OUTCOMES))),
            scores.answered,
            is_open,
            *ends,
        ]
        for number, amount in enumerate(amounts):
            loops.add_by_place(place, amount.astype(np.int32, copy=False), sums[number])
        dense, tools = len(self._dense), len(self._kernel.tools)
        loops.count_first(ranked.first, place, sums[dense : dense + tools])
        loops.count_bits(ranked.held, place, sums[dense + tools :])

    def cube(self, sums: Ints) -> Cube:
        """The cube of all firms that were added."""
        places = np.flatnonzero(sums[0])
        if not len(places):
            return EMPTY
        cells = self._cells(places)
        order = np.array(sorted(range(len(cells)), key=cells.__getitem__), np.intp)
        own = sums[:, places[order]]
        dense, tools = len(self._dense), self._kernel.tools
        first, held = own[dense : dense + len(tools)], own[dense + len(tools) :]
        found = dict(zip(self._dense, own, strict=False))
        found["cost_low", ""], found["cost_high", ""] = self.costs.added(first)
        names, band_of = self._bands
        found |= {("band", name): first[band_of == number].sum(axis=0) for number, name in enumerate(names)}
        for measure, amounts in (("first", first), ("held", held)):
            found |= {(measure, tool): row for tool, row in zip(tools, amounts, strict=True) if row.any()}
        return Cube(tuple(cells[number] for number in order), found)

    def _placed(self, advised: Advised) -> Ints:
        """For each firm the place of its cell."""
        place = np.zeros(advised.rows, np.int64)
        for axis in AXES:
            names, column = self._axes[axis], advised.facts.get(axis)
            place *= len(names)
            if isinstance(column, Coded):
                exact = [next(iter(v.members)) if isinstance(v, Among) and v.exact else OPEN for v in column.table]
                place += np.array([names.index(name) for name in exact], np.int64)[column.codes]
            else:
                place += len(names) - 1
        return place

    def _cells(self, places: Ints) -> list[tuple[str, str, str, str]]:
        """The values on the axes of these places."""
        found: list[list[str]] = []
        for axis in reversed(AXES):
            names = self._axes[axis]
            places, codes = np.divmod(places, len(names))
            found.append([names[code] for code in codes.tolist()])
        province, size, sector, stage = found
        return list(zip(stage, sector, size, province, strict=True))


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
        low, high = (
            sum((yuan[slot] for slot in first.T), np.zeros(len(first), np.int64)) for yuan in (self._low, self._high)
        )
        return low, high, self.open(first)

    def open(self, first: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
        """For which firms the most of the first steps has no bound."""
        found = np.zeros(len(first), np.bool_)
        for slot in first.T:
            found |= self._open[slot]
        return found

    def added(self, counts: Ints) -> tuple[Ints, Ints]:
        """The least and the most of all first steps in yuan. counts: a row a tool, how often it is a first step."""
        return self._low[:-1] @ counts, self._high[:-1] @ counts


OUTCOMES = ("advised", "held_only", "nothing")


def outcomes(advised: Advised) -> npt.NDArray[np.int8]:
    """For each firm its place among OUTCOMES."""
    planned = advised.ranked.free > 0
    held = unpacked(np.bitwise_or.reduce(advised.ranked.held, axis=0), advised.rows)
    return np.where(planned, 0, np.where(held, 1, 2)).astype(np.int8)
