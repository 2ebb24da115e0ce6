"""From what whole runs add up to, the picture: groups, tables, means, tools, costs, services, fit to be published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from toolbox.advice import Range, peer_figure
from toolbox.answer import Label, origin
from toolbox.assessment import DIMENSION_UNIT, MODEL, TOTAL_UNIT
from toolbox.batch.cube import OUTCOMES, Cube
from toolbox.batch.whole import Whole
from toolbox.knowledge.model import Knowledge, Tool
from toolbox.portfolio import words
from toolbox.portfolio.suppression import Published, Tabled, chain, published
from toolbox.portfolio.told import (
    FORMAT,
    Axis,
    BandSum,
    Costs,
    Group,
    Picture,
    Rows,
    Score,
    Service,
    Table,
    ToolCount,
)
from toolbox.vocabulary import Text

FEWEST = 5
AXES = ("stage", "sector", "size", "province", "outcome")
PAIRS = (
    ("stage", "sector"),
    ("stage", "size"),
    ("stage", "province"),
    ("sector", "size"),
    ("province", "size"),
    ("sector", "outcome"),
    ("size", "outcome"),
)


def picture(whole: Whole, knowledge: Knowledge, fewest: int = FEWEST) -> Picture:
    """The picture of these firms. fewest: groups of fewer firms are withheld; 1 withholds nothing."""
    cube, firms = whole.cube, whole.cube.total("firms")
    made_of = origin(knowledge, dt.date.fromisoformat(whole.today))
    rows = Rows(*whole.counted, whole.parts, whole.made_up)
    if firms < fewest or not firms:
        said = (words.too_few(fewest),) if firms else ()
        unknown = tuple(words.unknown(whole.made_up, whole.parts))
        told = None if firms else 0
        rows = Rows(None, None, None, whole.parts, whole.made_up) if firms else rows
        return Picture(FORMAT, made_of, rows, fewest, told, (), (), (), None, (), (), None, (), said, unknown)
    places = published(_micro(cube), AXES, PAIRS, fewest)
    nearly_all = 0 < firms - cube.total("advised") < fewest
    axes = tuple(_axes(places, firms, fewest, nearly_all=nearly_all, knowledge=knowledge))
    planned = next((g.firms for g in axes[-1].groups if _ids(g) == ("advised",)), firms)
    first = _tools("first", cube, planned, firms, fewest, knowledge)
    held = _tools("held", cube, firms, firms, fewest, knowledge)
    return Picture(
        FORMAT,
        made_of,
        rows,
        fewest,
        firms,
        axes,
        tuple(_table(table, axes, fewest) for table in places.tables),
        tuple(_scores(cube, firms, knowledge)),
        _tenths(cube.total("answered"), firms),
        first,
        held,
        _costs(first, planned, knowledge, fewest),
        tuple(_services(cube, firms, fewest, held, knowledge)),
        tuple(_withheld(places, cube, (first, held), fewest)),
        tuple(words.unknown(whole.made_up, whole.parts)),
    )


# --- where firms stand -------------------------------------------------------------------------------------------


def _micro(cube: Cube) -> dict[tuple[str, ...], int]:
    """Firms by their groups on all axes."""
    return {
        (*cell, outcome): firms for outcome in OUTCOMES for cell, firms in cube.by(AXES[:-1], outcome).items() if firms
    }


def _axes(places: Published, firms: int, fewest: int, *, nearly_all: bool, knowledge: Knowledge) -> Iterator[Axis]:
    peers = knowledge.assessments[MODEL].stage_peers
    for axis in AXES:
        order = words.groups(axis, knowledge)
        groups = []
        for group in sorted(places.axes[axis], key=lambda group: (len(group.of) > 1, list(order).index(group.of[0]))):
            of = tuple(Label(id_, order[id_]) for id_ in sorted(group.of, key=list(order).index))
            name = of[0].name if len(of) == 1 else words.together([each.name for each in of])
            if axis == "outcome" and len(of) > 1 and nearly_all:
                name = words.nearly_all(fewest)
            peer = peers.get(of[0].id) if axis == "stage" and len(of) == 1 else None
            figure = None if peer is None else peer_figure(peer, None)
            groups.append(Group(of, name, group.firms, _tenths(100 * group.firms, firms), figure))
        yield Axis(axis, words.AXES[axis], tuple(groups))


def _ids(group: Group) -> tuple[str, ...]:
    return tuple(choice.id for choice in group.of)


def _table(table: Tabled, axes: Sequence[Axis], fewest: int) -> Table:
    """A table with rows and columns in the order of their axes."""
    places = [_order(axis, axes, table, side) for side, axis in enumerate(table.axes)]
    cells = tuple(tuple(table.cells[row][column] for column in places[1]) for row in places[0])
    # how many values there are exactly would tell something of what is withheld
    at_least = fewest if table.protected else None
    return Table(table.axes, words.by_two(*table.axes), cells, len(table.protected), at_least)


def _order(axis: str, axes: Sequence[Axis], table: Tabled, side: int) -> list[int]:
    (known,) = (each for each in axes if each.id == axis)
    return [table.groups[side].index(frozenset(_ids(group))) for group in known.groups]


# --- scores and tools --------------------------------------------------------------------------------------------


def _scores(cube: Cube, firms: int, knowledge: Knowledge) -> Iterator[Score]:
    model = knowledge.assessments[MODEL]
    names = {"total": words.TOTAL, **{id_: dimension.name for id_, dimension in model.dimensions.items()}}
    for id_, name in names.items():
        unit = firms * (TOTAL_UNIT if id_ == "total" else DIMENSION_UNIT)
        mean = Range(_tenths(cube.total("low", id_), unit), _tenths(cube.total("high", id_), unit))
        figures = tuple(peer_figure(peer, None) for peer in model.peers if peer.dimension == id_)
        tenths = sum(round(figure.percent * 10) for figure in figures)
        peer = _tenths(tenths, 10 * len(figures)) if figures else None
        yield Score(id_, name, mean, peer, figures)


def _tenths(part: int, whole: int) -> float:
    """A quotient in tenths, half up."""
    return (20 * part + whole) // (2 * whole) / 10


def _tools(measure: str, cube: Cube, most: int, firms: int, fewest: int, knowledge: Knowledge) -> tuple[ToolCount, ...]:
    """Tools that are for enough firms to be told, most first. most: how many firms they could be for, if that is told.

    None are told where those that are not would have to be for the firms that are left.
    """
    counts = {tool: cube.total(measure, tool) for tool in knowledge.tools}
    told = {tool: count for tool, count in counts.items() if count >= max(1, fewest)}
    missing = any(0 < count < fewest for count in counts.values())
    reached = cube.total("held_only") if measure == "held" else most
    if missing and sum(told.values()) < reached:
        return ()
    in_order = sorted(told, key=lambda tool: (-told[tool], tool))
    lines = (_tool(knowledge.tools[tool], told[tool], most, firms, fewest, knowledge) for tool in in_order)
    return tuple(sorted(lines, key=lambda line: not line.nearly_all))


def _tool(tool: Tool, count: int, most: int, firms: int, fewest: int, knowledge: Knowledge) -> ToolCount:
    band = knowledge.costs[tool.cost.band]
    nearly_all = fewest > 1 and most - count < fewest
    percent = None if nearly_all else _tenths(100 * count, firms)
    told = None if nearly_all else count
    return ToolCount(tool.id, tool.name, told, percent, nearly_all, Label(tool.cost.band, band.name), *band.yuan)


def _costs(first: Sequence[ToolCount], planned: int, knowledge: Knowledge, fewest: int) -> Costs | None:
    """Worked out from nothing but the tools that are told, so that it tells nothing more."""
    if not first:
        return None
    bands = []
    for id_, band in knowledge.costs.items():
        tools = [tool for tool in first if tool.band.id == id_]
        if tools:
            # for nearly all: for so many at least, and for all at most
            least = sum(planned - fewest + 1 if tool.firms is None else tool.firms for tool in tools)
            most = sum(planned if tool.firms is None else tool.firms for tool in tools)
            low, high = band.yuan
            steps = most if least == most else None
            bands.append(BandSum(Label(id_, band.name), steps, least * low, None if high is None else most * high))
    low = sum(band.low for band in bands)
    # of an open band the least is all that is known
    high = sum(band.low if band.high is None else band.high for band in bands)
    return Costs(tuple(bands), low, high, any(band.high is None for band in bands))


# --- services ----------------------------------------------------------------------------------------------------


def _services(
    cube: Cube, firms: int, fewest: int, held: Sequence[ToolCount], knowledge: Knowledge
) -> Iterator[Service]:
    """Services by how many want one of their tools. Of four groups, each within the last, no small step is told."""
    found = []
    for id_, service in knowledge.services.items():
        parts = [firms, *(cube.total(measure, id_) for measure in ("served", "service", "unlocked"))]
        _, served, wanting, unlocked = chain(parts, fewest)
        if unlocked and unlocked > _held_at_most(service.tools, held, firms):
            unlocked = None  # the rest would be firms of a tool that is told of nobody
        tools = tuple(Label(tool, knowledge.tools[tool].name) for tool in service.tools)
        found.append(Service(id_, service.name, service.text, tools, service.sources, served, wanting, unlocked))
    yield from sorted(found, key=lambda each: (-(each.wanting or 0), each.id))


def _held_at_most(tools: Sequence[str], held: Sequence[ToolCount], firms: int) -> int:
    told: Mapping[str, int] = {line.id: firms if line.firms is None else line.firms for line in held}
    return sum(told.get(tool, 0) for tool in tools)


# --- what is not there -------------------------------------------------------------------------------------------


def _withheld(places: Published, cube: Cube, lists: Sequence[Sequence[ToolCount]], fewest: int) -> Iterator[Text]:
    if fewest < 2:
        return
    yield words.why(fewest)
    cells = sum(len(table.protected) for table in places.tables)
    if cells:
        yield words.cells(cells, fewest)
    for axis in AXES:
        if any(len(group.of) > 1 for group in places.axes[axis]):
            yield words.joined(axis, fewest)
    told = {table.axes for table in places.tables}
    for pair in PAIRS:
        if pair not in told and all(len(places.axes[axis]) > 1 for axis in pair):
            yield words.no_table(*pair)
    small = [
        sum(1 for (measure, _), amounts in cube.sums.items() if measure == name and int(amounts.sum()) > 0) - len(tools)
        for name, tools in zip(("first", "held"), lists, strict=True)
    ]
    if any(small):
        yield words.tools_left_out(fewest)


def day(picture_: Picture) -> dt.date:
    """The day of the runs."""
    return dt.date.fromisoformat(picture_.origin.today)
