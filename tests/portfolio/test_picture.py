"""The picture tells what the cube holds, nothing of the few, and says what it does not tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.portfolio.conftest import FIRMS
from toolbox.batch.cube import EMPTY, Cube
from toolbox.batch.told import Count
from toolbox.batch.whole import Whole
from toolbox.knowledge.model import Knowledge
from toolbox.plain import as_json
from toolbox.portfolio.picture import AXES, FEWEST, picture
from toolbox.portfolio.told import Picture


def _cube(cells: dict[tuple[str, str, str, str], dict[tuple[str, str], int]]) -> Cube:
    """A cube of these cells; every firm has a first step where it is not said otherwise."""
    places = sorted(cells)
    keys = sorted({key for sums in cells.values() for key in sums})
    return Cube(tuple(places), {key: np.array([cells[cell].get(key, 0) for cell in places], np.int64) for key in keys})


def _whole(cube: Cube) -> Whole:
    firms = cube.total("firms")
    return Whole(cube, Count(firms, firms, 0), "2026-11-21", 1, 0)


def _numbers(value: Any) -> Iterator[float]:
    match value:
        case dict():
            for item in value.values():
                yield from _numbers(item)
        case list():
            for item in value:
                yield from _numbers(item)
        case bool() | None | str():
            return
        case _:
            yield value


def test_groups_and_tools_tell_what_the_cube_holds(made: Picture, whole: Whole) -> None:
    assert made.firms == FIRMS == whole.cube.total("firms")
    for axis in made.axes:
        assert sum(group.firms for group in axis.groups) == FIRMS
        by = whole.cube.by((axis.id,), "firms") if axis.id != "outcome" else {}
        for group in axis.groups if by else ():
            assert group.firms == sum(by[(choice.id,)] for choice in group.of)
    for measure, tools in (("first", made.first), ("held", made.held)):
        assert [t.id for t in tools if t.firms] == sorted(
            (t.id for t in tools if t.firms), key=lambda id_: (-whole.cube.total(measure, id_), id_)
        )
        assert all(t.firms == whole.cube.total(measure, t.id) >= FEWEST for t in tools if not t.nearly_all)


def test_means_are_ranges_with_the_survey_beside_them(made: Picture, whole: Whole, knowledge: Knowledge) -> None:
    model = knowledge.assessments["tencent-2021"]
    assert [score.id for score in made.scores] == ["total", *model.dimensions]
    for score in made.scores[1:]:
        low, high = (whole.cube.total(end, score.id) / FIRMS / 100 for end in ("low", "high"))
        assert abs(score.mean.low - low) <= 0.0500001
        assert abs(score.mean.high - high) <= 0.0500001
        assert (score.peer is None) == (not score.peers)
    assert next(s.peer for s in made.scores if s.id == "rnd") == 30.9
    assert made.answered is not None
    assert abs(made.answered - whole.cube.total("answered") / FIRMS) <= 0.0500001


def test_costs_are_worked_out_from_the_told_tools_alone(made: Picture, knowledge: Knowledge) -> None:
    assert made.costs is not None
    assert not any(tool.nearly_all for tool in made.first)
    low = sum((tool.firms or 0) * tool.low for tool in made.first)
    assert made.costs.low == low == sum(band.low for band in made.costs.bands)
    assert made.costs.at_least == any(tool.high is None for tool in made.first)
    assert sum(band.steps or 0 for band in made.costs.bands) == sum(tool.firms or 0 for tool in made.first)


def test_services_say_whom_they_serve_who_wants_them_and_what_is_held(
    made: Picture, whole: Whole, knowledge: Knowledge
) -> None:
    assert {service.id for service in made.services} == set(knowledge.services)
    for service in made.services:
        for told, measure in (
            (service.served, "served"),
            (service.wanting, "service"),
            (service.unlocked, "unlocked"),
        ):
            assert told in (None, whole.cube.total(measure, service.id))
            assert told is None or told == 0 or told >= FEWEST
    wanted = [service.wanting or 0 for service in made.services]
    assert wanted == sorted(wanted, reverse=True)
    assert any(service.unlocked for service in made.services)


def test_no_number_of_firms_is_small_anywhere(made: Picture) -> None:
    counts = [g.firms for a in made.axes for g in a.groups] + [
        c for t in made.tables for row in t.cells for c in row if c is not None
    ]
    assert not [count for count in counts if 0 < count < FEWEST]
    assert any(table.withheld for table in made.tables)
    assert all(table.at_least is None or table.at_least >= FEWEST for table in made.tables)
    assert any("·" in text.zh for text in made.withheld)


def test_a_lower_bound_on_groups_joins_more(whole: Whole, knowledge: Knowledge) -> None:
    groups = [sum(len(a.groups) for a in picture(whole, knowledge, few).axes) for few in (1, 5, 50)]
    assert groups == sorted(groups, reverse=True)
    assert groups[0] > groups[-1]


def test_fewer_firms_than_the_fewest_make_no_picture_and_tell_no_number(knowledge: Knowledge) -> None:
    cell = ("exploring", "retail", "micro", "33")
    few = _whole(_cube({cell: {("firms", ""): 4, ("advised", ""): 4, ("first", "crm"): 4}}))
    told = picture(few, knowledge)
    assert told.firms is None
    assert told.withheld[0].en == "There are fewer than 5 firms, so nothing is told."
    assert 4 not in list(_numbers(json.loads(as_json(told))))


def test_a_run_without_firms_says_so(knowledge: Knowledge) -> None:
    told = picture(_whole(EMPTY), knowledge)
    assert (told.firms, told.axes, told.withheld) == (0, (), ())


def test_tools_of_the_few_and_of_all_but_a_few_are_not_counted(knowledge: Knowledge) -> None:
    cell = ("exploring", "retail", "micro", "33")
    sums = {("firms", ""): 100, ("advised", ""): 100, ("first", "crm"): 60, ("first", "erp"): 4}
    sums |= {("first", "backup"): 98, ("first", "inventory"): 100}
    told = picture(_whole(_cube({cell: sums})), knowledge)
    assert [(t.id, t.firms, t.percent, t.nearly_all) for t in told.first] == [
        ("inventory", None, None, True),
        ("backup", None, None, True),
        ("crm", 60, 60.0, False),
    ]
    assert any("“几乎全部”" in text.zh for text in told.withheld)
    assert told.costs is not None
    crm, backup, inventory = (knowledge.costs[knowledge.tools[t].cost.band] for t in ("crm", "backup", "inventory"))
    assert told.costs.low == 60 * crm.yuan[0] + 96 * backup.yuan[0] + 96 * inventory.yuan[0]


def test_the_firms_without_advice_are_told_by_trade_and_size_where_they_are_enough(knowledge: Knowledge) -> None:
    cells = {
        (stage, sector, size, "33"): {("firms", ""): 40, ("advised", ""): 28, ("nothing", ""): 12}
        for stage in ("exploring", "operating")
        for sector in ("retail", "catering")
        for size in ("micro", "small")
    }
    told = picture(_whole(_cube(cells)), knowledge)
    outcome = told.axes[AXES.index("outcome")]
    assert [(group.name.en, group.firms) for group in outcome.groups] == [
        ("has a first step", 224),
        ("no advice", 96),
    ]
    assert [table.cells for table in told.tables if table.axes == ("sector", "outcome")] == [((112, 48), (112, 48))]


@pytest.mark.parametrize("nothing", [1, 3])
def test_where_only_a_few_have_no_first_step_it_says_nearly_all(nothing: int, knowledge: Knowledge) -> None:
    cell = ("exploring", "retail", "micro", "33")
    sums = {("firms", ""): 50, ("advised", ""): 50 - nothing, ("nothing", ""): nothing}
    told = picture(_whole(_cube({cell: sums})), knowledge)
    (group,) = told.axes[-1].groups
    assert group.name.en == "nearly all have a first step (fewer than 5 have none)"
    assert group.firms == 50


def test_made_up_firms_are_called_so_first_of_all(made: Picture) -> None:
    assert made.rows.made_up == made.rows.parts == 1
    assert made.unknown[0].en == "All firms are made up; none of them is real."
