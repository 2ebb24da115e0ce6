"""A table stands so on a page that it is narrow, and turning it loses nothing."""

from __future__ import annotations

from toolbox.portfolio.grids import grid
from toolbox.portfolio.told import Picture


def test_the_longer_axis_goes_down_and_what_is_advised_goes_across(made: Picture) -> None:
    assert made.tables
    for table in made.tables:
        down, across, cells = grid(table, made.axes)
        assert {down.id, across.id} == set(table.axes)
        assert across.id == "outcome" or len(down.groups) >= len(across.groups)
        turned = cells if down.id == table.axes[0] else tuple(zip(*cells, strict=True))
        assert turned == table.cells
