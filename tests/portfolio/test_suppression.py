"""Nobody works a withheld number out of the published ones: a solver that knows the whole page tries to."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolbox.portfolio.picture import AXES, PAIRS
from toolbox.portfolio.suppression import Joined, Published, chain, joined, published

FEWEST = 5
SIZES = {"stage": 3, "sector": 4, "size": 3, "province": 3, "outcome": 3}


def firms(seed: int) -> dict[tuple[str, ...], int]:
    """Firms on five axes, most of them in a few groups, as it is in life."""
    rng = random.Random(seed)
    count = rng.choice((30, 60, 120, 250))
    shares = {axis: [rng.random() ** 3 + 0.02 for _ in range(size)] for axis, size in SIZES.items()}
    shares["outcome"] = [1.0, rng.choice((0.02, 0.2)), rng.choice((0.0, 0.02, 0.2))]
    found: dict[tuple[str, ...], int] = {}
    for _ in range(count):
        inclined = rng.random()  # ties the axes together
        key = tuple(
            f"{axis}{rng.choices(range(size), shares[axis])[0] if rng.random() < 0.7 else int(inclined * size)}"
            for axis, size in SIZES.items()
        )
        found[key] = found.get(key, 0) + 1
    return found


class Attacker:
    """Knows every group, margin and cell that is told, and that firms are counted in whole numbers."""

    def __init__(self, page: Published) -> None:
        self._page = page
        self._model = highspy.Highs()
        self._model.setOptionValue("output_flag", False)
        self._all = list(product(*(range(len(page.axes[axis])) for axis in AXES)))
        for _ in self._all:
            self._model.addVar(0, highspy.kHighsInf)
        kinds = [highspy.HighsVarType.kInteger] * len(self._all)
        self._model.changeColsIntegrality(len(kinds), list(range(len(kinds))), kinds)
        for axis in AXES:
            for number, group in enumerate(page.axes[axis]):
                self._knows(self._where({axis: number}), group.firms)
        for table in page.tables:
            for row, column in product(*(range(len(page.axes[axis])) for axis in table.axes)):
                told = table.cells[row][column]
                if told is not None:
                    self._knows(self._where(dict(zip(table.axes, (row, column), strict=True))), told)

    def bounds(self, place: Mapping[str, int]) -> tuple[int, int]:
        """The least and the most firms that there can be in these groups."""
        found = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            costs = [0.0] * len(self._all)
            for column in self._where(place):
                costs[column] = 1.0
            self._model.changeColsCost(len(costs), list(range(len(costs))), costs)
            self._model.changeObjectiveSense(sense)
            self._model.run()
            assert self._model.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(round(self._model.getInfo().objective_function_value))
        return found[0], found[1]

    def _where(self, place: Mapping[str, int]) -> list[int]:
        fixed = {AXES.index(axis): number for axis, number in place.items()}
        return [n for n, key in enumerate(self._all) if all(key[axis] == number for axis, number in fixed.items())]

    def _knows(self, columns: list[int], total: int) -> None:
        self._model.addRow(total, total, len(columns), columns, [1.0] * len(columns))


def withheld(page: Published) -> Iterator[tuple[Mapping[str, int], int]]:
    for table in page.tables:
        for (row, column), values in table.protected.items():
            yield dict(zip(table.axes, (row, column), strict=True)), values


@pytest.mark.parametrize("seed", range(6))
def test_a_solver_that_knows_the_whole_page_finds_no_withheld_number(seed: int) -> None:
    page = published(firms(seed), AXES, PAIRS, FEWEST)
    attacker, rng = Attacker(page), random.Random(seed)
    hidden = list(withheld(page))
    assert hidden
    for place, values in rng.sample(hidden, min(4, len(hidden))):
        low, high = attacker.bounds(place)
        assert high - low + 1 >= values >= FEWEST


def test_the_solver_finds_what_is_withheld_alone() -> None:
    """The check can fail: without the cells beside it a small number is the rest of its row."""
    page = published(firms(3), AXES, PAIRS, FEWEST)
    table = next(t for t in page.tables if t.protected)
    micro = firms(3)
    bare = published(micro, AXES, PAIRS, 1)
    small = [
        (dict(zip(table.axes, (r, c), strict=True)), told)
        for t in bare.tables
        if t.axes == table.axes
        for r, row in enumerate(t.cells)
        for c, told in enumerate(row)
        if told is not None and 0 < told < FEWEST
    ]
    assert small
    place, told = small[0]
    row, column = place.values()
    cells = tuple(
        tuple(None if (r, c) == (row, column) else cell for c, cell in enumerate(line))
        for r, line in enumerate(next(t for t in bare.tables if t.axes == table.axes).cells)
    )
    naive = bare._replace(tables=tuple(t._replace(cells=cells) if t.axes == table.axes else t for t in bare.tables))
    assert Attacker(naive).bounds(place) == (told, told)


@given(seed=st.integers(0, 10_000), fewest=st.sampled_from((2, 3, 5, 10)))
@settings(max_examples=25, deadline=None)
def test_what_is_told_is_true_large_enough_and_adds_up(seed: int, fewest: int) -> None:
    micro = firms(seed)
    page = published(micro, AXES, PAIRS, fewest)
    total = sum(micro.values())
    for axis in AXES:
        assert sum(group.firms for group in page.axes[axis]) == total
        assert all(group.firms >= fewest for group in page.axes[axis]) or total < fewest
    for table in page.tables:
        places = [AXES.index(axis) for axis in table.axes]
        for row, column in product(*(range(len(page.axes[axis])) for axis in table.axes)):
            groups = [page.axes[axis][n].of for axis, n in zip(table.axes, (row, column), strict=True)]
            true = sum(n for key, n in micro.items() if all(key[p] in g for p, g in zip(places, groups, strict=True)))
            told = table.cells[row][column]
            assert told in (None, true)
            assert (told is None) == ((row, column) in table.protected)
            assert told is None or told == 0 or told >= fewest
        assert all(values >= fewest for values in table.protected.values())


def test_nothing_is_withheld_where_one_firm_is_enough() -> None:
    page = published(firms(5), AXES, PAIRS, 1)
    assert len(page.tables) == len(PAIRS)
    assert not list(withheld(page))
    assert all(len(group.of) == 1 for axis in AXES for group in page.axes[axis])


@pytest.mark.parametrize(
    ("margin", "expected"),
    [
        ({"a": 9, "b": 0}, [("a", 9)]),
        ({"a": 9, "b": 2, "c": 3}, [("a", 9), ("bc", 5)]),
        ({"a": 90, "b": 2, "c": 30}, [("a", 90), ("bc", 32)]),
        ({"a": 90, "b": 2}, [("ab", 92)]),
        ({"a": 2, "b": 1}, [("ab", 3)]),
        ({}, []),
    ],
)
def test_small_groups_are_joined_until_they_are_enough(margin: dict[str, int], expected: list[tuple[str, int]]) -> None:
    assert list(joined(margin, 5)) == [Joined(tuple(of), firms) for of, firms in expected]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((100, 60, 30, 10), (100, 60, 30, 10)),
        ((100, 60, 30, 2), (100, 60, 30, None)),
        ((100, 60, 30, 0), (100, 60, 30, 0)),
        ((100, 60, 30, 28), (100, 60, None, 28)),
        ((100, 98, 30, 10), (100, None, 30, 10)),
        ((100, 100, 3, 3), (100, 100, None, None)),
        ((100, 2, 2, 1), (100, None, None, None)),
        ((6, 3, 3, 3), (6, None, None, None)),
    ],
)
def test_groups_within_groups_are_told_without_small_steps(
    parts: tuple[int, ...], expected: tuple[int | None, ...]
) -> None:
    assert chain(parts, 5) == expected
