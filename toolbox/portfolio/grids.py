"""Which axis of a table goes down a page: the longer one; what is advised always goes across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolbox.portfolio.told import Axis, Table


class Grid(NamedTuple):
    """A table as it stands on a page. cells: a row a group of the axis that goes down; None where withheld."""

    down: Axis
    across: Axis
    cells: tuple[tuple[int | None, ...], ...]


def grid(table: Table, axes: Sequence[Axis]) -> Grid:
    """The table, turned where that makes it narrower."""
    down, across = (next(axis for axis in axes if axis.id == id_) for id_ in table.axes)
    if across.id != "outcome" and len(across.groups) > len(down.groups):
        return Grid(across, down, tuple(zip(*table.cells, strict=True)))
    return Grid(down, across, table.cells)
