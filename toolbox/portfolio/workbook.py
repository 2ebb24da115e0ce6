"""The picture as an Excel workbook, a sheet for each table.

Every text is written as a text: what begins with = + - or @ is no formula, and no address becomes a link.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolbox.portfolio import words
from toolbox.portfolio.grids import grid
from toolbox.portfolio.told import Axis, Costs, Picture, Table, ToolCount
from toolbox.vocabulary import Text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

LITERAL = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
FONT, GREEN = "Microsoft YaHei", "#0B6E4F"
LONGEST = 31  # characters of the name of a sheet
_A4 = 9

Value = str | int | float | None


class Sheet(NamedTuple):
    """A table of the workbook. widths: of the columns in characters, the last of them for all that follow."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[int, ...]


def excel(picture: Picture, language: str) -> bytes:
    """The picture as a workbook. None is written as what is withheld."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, LITERAL)
    said = words.LABELS
    day = dt.datetime.fromisoformat(picture.origin.today)
    book.set_properties({"title": said["title"].of(language), "author": "menkan", "created": day})
    for sheet in sheets(picture, language):
        _write(book, sheet, said["not_told"].of(language))
    book.close()
    return out.getvalue()


def sheets(picture: Picture, language: str) -> Iterator[Sheet]:
    """Every sheet, in order."""

    def w(name: str) -> str:
        return words.LABELS[name].of(language)

    def of(text: Text) -> str:
        return text.of(language)

    yield _about(picture, language)
    for axis in picture.axes:
        heads = (of(axis.name), w("firms"), w("share") + " %", w("peer"), "id")
        rows = tuple(
            (of(g.name), g.firms, g.percent, g.peer.percent if g.peer else "", "|".join(c.id for c in g.of))
            for g in axis.groups
        )
        yield Sheet(of(axis.name), heads, rows, (44, 14))
    yield from (_by_two(table, picture.axes, language) for table in picture.tables)
    if picture.scores:
        yield _scores(picture, language)
    for name, tools in (("first", picture.first), ("held", picture.held)):
        if tools:
            yield _tools(w(name), tools, language)
    if picture.services:
        yield _services(picture, language)
    if picture.costs:
        yield _costs(picture.costs, language)


def _labels(language: str, *names: str) -> tuple[str, ...]:
    return tuple(words.LABELS[name].of(language) for name in names)


def _scores(picture: Picture, language: str) -> Sheet:
    name, *heads = _labels(language, "scores", "dimension", "low", "high", "peer", "asked")
    rows = tuple(
        (
            *(s.name.of(language), s.mean.low, s.mean.high, "" if s.peer is None else s.peer),
            "\n".join(f"{peer.percent:g}% {peer.label.of(language)}" for peer in s.peers),
        )
        for s in picture.scores
    )
    return Sheet(name, tuple(heads), rows, (24, 12, 12, 20, 90))


def _services(picture: Picture, language: str) -> Sheet:
    name, *heads = _labels(language, "services", "service", "served", "wanting", "unlocked", "brings", "sources")
    joined = "、" if language == "zh" else ", "
    rows = tuple(
        (
            *(s.name.of(language), s.served, s.wanting, s.unlocked),
            *(joined.join(t.name.of(language) for t in s.tools), joined.join(s.sources), s.id),
        )
        for s in picture.services
    )
    return Sheet(name, (*heads, "id"), rows, (36, 14, 14, 16, 60, 40, 30))


def _costs(costs: Costs, language: str) -> Sheet:
    name, *heads = _labels(language, "costs", "band", "steps", "sum_low", "sum_high")
    sum_, open_, at_least = _labels(language, "sum", "open", "at_least")
    bands: tuple[tuple[Value, ...], ...] = tuple(
        (b.band.name.of(language), b.steps, b.low, open_ if b.high is None else b.high) for b in costs.bands
    )
    total = (sum_, "", costs.low, costs.high, at_least if costs.at_least else "")
    return Sheet(name, (*heads, ""), (*bands, total), (30, 16, 20, 20))


def _about(picture: Picture, language: str) -> Sheet:
    def w(name: str) -> str:
        return words.LABELS[name].of(language)

    rows: list[tuple[Value, ...]] = []
    if picture.rows.made_up:
        rows.append((w("made_up"), words.made_up(picture.rows.made_up, picture.rows.parts).of(language)))
    if picture.fewest < 2:
        rows.append((w("not_suppressed"), ""))
    if picture.firms is not None:
        rows.append((w("firms"), picture.firms))
        rows += [(w(name), getattr(picture.rows, name)) for name in ("read", "advised", "rejected", "parts")]
    rows += [(w("day"), picture.origin.today), (w("made"), picture.origin.menkan)]
    rows.append((w("knowledge"), picture.origin.knowledge))
    rows += [(w("withheld"), text.of(language)) for text in picture.withheld]
    rows += [(w("unknown"), text.of(language)) for text in picture.unknown]
    return Sheet(w("title"), (w("title"), ""), tuple(rows), (34, 100))


def _by_two(table: Table, axes: Sequence[Axis], language: str) -> Sheet:
    down, across, cells = grid(table, axes)
    names = (f"{down.name.of(language)} \\ {across.name.of(language)}", *(g.name.of(language) for g in across.groups))
    rows = tuple((g.name.of(language), *line) for g, line in zip(down.groups, cells, strict=True))
    return Sheet(table.name.of(language), names, rows, (34, 14))


def _tools(name: str, tools: Sequence[ToolCount], language: str) -> Sheet:
    keys = ("tool", "firms", "share", "band", "each_low", "each_high")
    heads = (*(words.LABELS[key].of(language) for key in keys), "id")
    all_, open_ = (words.LABELS[key].of(language) for key in ("nearly_all", "open"))
    rows = tuple(
        (
            *(t.name.of(language), all_ if t.nearly_all else t.firms, all_ if t.percent is None else t.percent),
            *(t.band.name.of(language), t.low, open_ if t.high is None else t.high, t.id),
        )
        for t in tools
    )
    return Sheet(name, heads, rows, (36, 12, 12, 24, 16, 16, 28))


def _write(book: Workbook, sheet: Sheet, withheld: str) -> None:
    base = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
    plain, number = book.add_format(base), book.add_format({**base, "num_format": "0.0"})
    whole = book.add_format({**base, "num_format": "#,##0"})
    quiet = book.add_format({**base, "font_color": "#52606D", "align": "right"})
    head = book.add_format({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": GREEN, "border": 1})
    page = book.add_worksheet(_sheet_name(sheet.name, {s.get_name().casefold() for s in book.worksheets()}))
    for column in range(len(sheet.heads)):
        page.set_column(column, column, sheet.widths[min(column, len(sheet.widths) - 1)])
        page.write_string(0, column, sheet.heads[column], head)
    for place, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            if value is None:
                page.write_string(place, column, withheld, quiet)
            elif isinstance(value, str):
                page.write_string(place, column, value, plain)
            else:
                page.write_number(place, column, value, whole if isinstance(value, int) else number)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has."""
    clean = "".join("·" if c in "[]:*?/\\'" else c for c in wanted)
    name, number = clean[:LONGEST], 2
    while name.casefold() in taken:
        mark = f" {number}"
        name, number = clean[: LONGEST - len(mark)] + mark, number + 1
    return name
