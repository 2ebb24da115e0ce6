"""Withhold what would tell of fewer than so many firms, and what would give that away.

Three steps, decision 0033 says why:

1. Groups of an axis with fewer firms than `fewest` are joined into one that has enough, so that every margin is known.
2. In a table of two axes each cell of 1 to fewest - 1 firms is withheld. Zeros stay: nobody is in them.
3. Beside each of these, three more cells are withheld that form a rectangle with it, such that firms could change
   places along it without any published number changing: at least `fewest` values stay possible in all four.

A change of places gives the group of one firm to another that is alike on every other axis that is published together
with this one, so that no other table changes either. What is promised is therefore witnessed, not estimated: for each
withheld cell there are made-up firms with at least `fewest` different values in it and the very same page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

Micro = Mapping[tuple[str, ...], int]  # firms by their groups on all axes, in the order of the axes


class Joined(NamedTuple):
    """A group of an axis as it is published. of: the groups that it joins, more than one where each alone is small."""

    of: tuple[str, ...]
    firms: int


class Tabled(NamedTuple):
    """A table of two axes. groups: the rows and the columns, each by what it joins. cells: None where withheld.

    protected: for each withheld cell by its row and column, how many values it may have as far as the page tells.
    """

    axes: tuple[str, str]
    groups: tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]
    cells: tuple[tuple[int | None, ...], ...]
    protected: Mapping[tuple[int, int], int]


class Published(NamedTuple):
    """All that is published of where firms stand. A table that cannot be protected, or says nothing, is not there."""

    axes: Mapping[str, tuple[Joined, ...]]
    tables: tuple[Tabled, ...]


def published(micro: Micro, axes: Sequence[str], pairs: Sequence[tuple[str, str]], fewest: int) -> Published:
    """What may be published. axes: names, in the order of the keys of micro. fewest: 1 withholds nothing."""
    groups = {axis: joined(_margin(micro, place), fewest) for place, axis in enumerate(axes)}
    number = {axis: {id_: n for n, group in enumerate(made) for id_ in group.of} for axis, made in groups.items()}
    recoded: dict[tuple[int, ...], int] = {}
    for key, firms in micro.items():
        if firms:
            place = tuple(number[axis][id_] for axis, id_ in zip(axes, key, strict=True))
            recoded[place] = recoded.get(place, 0) + firms
    told = [pair for pair in pairs if all(len(groups[axis]) > 1 for axis in pair)]
    while True:
        tables = [_table(recoded, axes, pair, told, groups, fewest) for pair in told]
        lost = next((pair for pair, table in zip(told, tables, strict=True) if table is None), None)
        if lost is None:
            return Published(groups, tuple(table for table in tables if table is not None))
        told.remove(lost)  # the others then have more freedom, so they are made again


def joined(margin: Mapping[str, int], fewest: int) -> tuple[Joined, ...]:
    """The groups of an axis that hold anybody, small ones joined; in the order of `margin`, the joined one last."""
    there = {id_: firms for id_, firms in margin.items() if firms}
    small = {id_ for id_, firms in there.items() if firms < fewest}
    while small and sum(there[id_] for id_ in small) < fewest and len(small) < len(there):
        small.add(min((firms, id_) for id_, firms in there.items() if id_ not in small)[1])
    alone = [Joined((id_,), firms) for id_, firms in there.items() if id_ not in small]
    together = tuple(id_ for id_ in there if id_ in small)
    return (*alone, Joined(together, sum(there[id_] for id_ in together))) if together else tuple(alone)


def chain(parts: Sequence[int], fewest: int) -> tuple[int | None, ...]:
    """Of groups that each lie in the one before, the sizes that may be told side by side; the first always is.

    No two that are told differ by 1 to fewest - 1, and neither is the last told so small. Later entries count more.
    """
    last = len(parts) - 1
    choices = sorted(range(1 << last), key=lambda mask: (-mask.bit_count(), -mask))
    for mask in choices:
        kept = [0, *(place for place in range(1, last + 1) if mask >> (place - 1) & 1)]
        sizes = [parts[place] for place in kept]
        steps = [high - low for high, low in zip(sizes, [*sizes[1:], 0], strict=True)]
        if all(step == 0 or step >= fewest for step in steps):
            return tuple(size if place in kept else None for place, size in enumerate(parts))
    return (parts[0], *(None for _ in parts[1:]))


def _margin(micro: Micro, place: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, firms in micro.items():
        found[key[place]] = found.get(key[place], 0) + firms
    return found


# --- tables of two axes ------------------------------------------------------------------------------------------

_Cells = list[list[int]]


def _table(
    recoded: Mapping[tuple[int, ...], int],
    axes: Sequence[str],
    pair: tuple[str, str],
    pairs: Sequence[tuple[str, str]],
    groups: Mapping[str, Sequence[Joined]],
    fewest: int,
) -> Tabled | None:
    rows, columns = (axes.index(axis) for axis in pair)
    size = len(groups[pair[0]]), len(groups[pair[1]])
    (whole,) = _slices(recoded, rows, columns, (), size)
    slicings = [
        _slices(recoded, rows, columns, tuple(axes.index(axis) for axis in _beside(moved, pair, pairs)), size)
        for moved in pair
    ]
    protected: dict[tuple[int, int], int] = {}
    for cell in [(r, c) for r in range(size[0]) for c in range(size[1]) if 0 < whole[r][c] < fewest]:
        if cell in protected:
            continue
        found = _rectangle(cell, whole, slicings, protected.keys(), fewest)
        if found is None:
            return None
        corners, values = found
        for corner in corners:
            protected[corner] = max(values, protected.get(corner, 0))
    cells = tuple(tuple(None if (r, c) in protected else whole[r][c] for c in range(size[1])) for r in range(size[0]))
    rows_, columns_ = (tuple(frozenset(group.of) for group in groups[axis]) for axis in pair)
    return Tabled(pair, (rows_, columns_), cells, protected)


def _beside(moved: str, pair: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The other axes that `moved` is published with: firms that change places must be alike on them."""
    with_it = {axis for other in pairs if moved in other for axis in other}
    return sorted(with_it - set(pair))


def _slices(
    recoded: Mapping[tuple[int, ...], int], rows: int, columns: int, beside: Sequence[int], size: tuple[int, int]
) -> list[_Cells]:
    """The table apart for each combination of groups on the axes beside it."""
    found: dict[tuple[int, ...], _Cells] = {}
    if not beside:
        found[()] = _empty(size)
    for key, firms in recoded.items():
        cells = found.setdefault(tuple(key[place] for place in beside), [])
        if not cells:
            cells.extend(_empty(size))
        cells[key[rows]][key[columns]] += firms
    return list(found.values())


def _empty(size: tuple[int, int]) -> _Cells:
    return [[0] * size[1] for _ in range(size[0])]


def _rectangle(
    cell: tuple[int, int],
    whole: _Cells,
    slicings: Sequence[Sequence[_Cells]],
    withheld: Collection[tuple[int, int]],
    fewest: int,
) -> tuple[tuple[tuple[int, int], ...], int] | None:
    """The four corners that hide a cell at the least loss of firms and cells, and how many values stay possible."""
    best: tuple[tuple[int, int, int, int], tuple[tuple[int, int], ...], int] | None = None
    for row, column in _others(cell, whole):
        corners = (cell, (cell[0], column), (row, cell[1]), (row, column))
        values = 1 + max(_freedom(slices, cell, row, column) for slices in slicings)
        if values < fewest:
            continue
        new = [corner for corner in corners[1:] if corner not in withheld]
        loss = (sum(whole[r][c] for r, c in new), len(new), row, column)
        if best is None or loss < best[0]:
            best = loss, corners, values
    return best[1:] if best else None


def _others(cell: tuple[int, int], whole: _Cells) -> Iterator[tuple[int, int]]:
    for row in range(len(whole)):
        for column in range(len(whole[0])):
            if row != cell[0] and column != cell[1]:
                yield row, column


def _freedom(slices: Sequence[_Cells], cell: tuple[int, int], row: int, column: int) -> int:
    """How far the number in a cell can go up and down in all, firms changing places within each slice."""
    r, c = cell
    return sum(min(cells[r][column], cells[row][c]) + min(cells[r][c], cells[row][column]) for cells in slices)
