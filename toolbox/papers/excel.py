"""The report as an Excel workbook: profile, scores with a radar chart, advice, roadmap.

Every text is written as a text: what begins with = + - or @ is no formula, and no address becomes a link.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from toolbox.papers.report import Report, Step
from toolbox.papers.svg import ems
from toolbox.papers.zips import still

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LITERAL = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
GREEN, PEER, PALE = "#0B6E4F", "#B3541E", "#58B09C"
LINE, TALLEST = 14, 409  # points of a line of text, and of the tallest row that Excel can show
LONGEST = 31  # characters of the name of a sheet
FONT = "Microsoft YaHei"

Cell = str | int | float | None


class _Book:
    """The workbook while it is written."""

    def __init__(self, report: Report, book: Workbook) -> None:
        self.report, self.book = report, book
        base = {"font_name": FONT, "font_size": 10, "valign": "top"}
        self.plain = book.add_format(base)
        self.wrapped = book.add_format({**base, "text_wrap": True})
        self.head = book.add_format(
            {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": GREEN, "text_wrap": True, "border": 1}
        )
        self.title = book.add_format({**base, "bold": True, "font_size": 14, "font_color": GREEN})
        self.money = book.add_format({**base, "num_format": "#,##0"})

    def sheet(
        self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]
    ) -> Worksheet:
        """A sheet with a table: its heading row first, frozen, on every printed page."""
        sheet = self.book.add_worksheet(self.own_name(name))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.plain)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self.head)
        for number, row in enumerate(rows, 1):
            sheet.set_row(number, _height(row, widths))
            for column, cell in enumerate(row):
                self.write(sheet, number, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet

    def own_name(self, name: str) -> str:
        """The name of a sheet that no other sheet has."""
        taken = {sheet.get_name().casefold() for sheet in self.book.worksheets()}
        wanted, number = sheet_name(name), 2
        while wanted.casefold() in taken:
            mark = f" {number}"
            wanted, number = sheet_name(name)[: LONGEST - len(mark)] + mark, number + 1
        return wanted

    def write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        """One cell; a text stays a text."""
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, self.wrapped)
        elif cell is not None:
            sheet.write_number(row, column, cell, self.money)


def excel(report: Report) -> bytes:
    """The report as a workbook."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, LITERAL)
    book.set_properties(
        {
            "title": report.title[:255],
            "author": "menkan",
            "comments": report.made,
            "created": dt.datetime.fromisoformat(report.day),
        }
    )
    page = _Book(report, book)
    _advice(page)
    _scores(page)
    _roadmap(page)
    for section in report.sections:
        heads = section.table[0] if section.table else ("",)
        rows = [*section.table[1:], *([words] for words in (*section.paragraphs, *section.notes))]
        page.sheet(section.title, heads, rows, [24] * len(heads))
    _profile(page)
    _reasons(page)
    book.close()
    return still(out.getvalue())


def sheet_name(words: str) -> str:
    """Words as the name of a sheet: short, without the signs that Excel forbids."""
    return "".join("·" if c in "[]:*?/\\'" else c for c in words)[:LONGEST]


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points that a row takes; not every program works it out when it opens the file."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        if isinstance(cell, str):
            lines = max(lines, sum(1 + int(2 * ems(part) / width) for part in cell.split("\n")))
    return min(TALLEST, LINE * lines + 2)


def _advice(page: _Book) -> None:
    report, w = page.report, page.report.words
    numbers = ("rank", "strength", "need", "voice", "ease")
    heads = [w["wave"], "#", w["step"], w["advice"], w["why"], w["after"], w["cost"], w["yuan_low"], w["yuan_high"]]
    heads += [w["effort"], w["free_way"], w["layer"], w["scenario"], *(w[name] for name in numbers), "id"]
    rows = [
        _line(number, step)
        for number, wave in enumerate(([report.steps] if report.steps else []) + list(report.later), 1)
        for step in wave
    ]
    sheet = page.sheet(w["first"], heads, rows, [6, 5, 22, 40, 50, 18, 20, 12, 12, 30, 40, 12, 16, 8, 8, 8, 8, 8, 20])
    below = len(rows) + 2
    for words in (report.title, report.date, report.scores.said, report.message, w["estimates"], *report.trials):
        if words:
            sheet.write_string(below, 2, words, page.plain)
            below += 1
    for open_ in report.questions:
        sheet.write_string(below, 2, f"? {open_.question}", page.plain)
        below += 1


def _line(wave: int, step: Step) -> list[Cell]:
    why = "\n".join([*(reason.because for reason in step.reasons), *([step.needed_by] if step.needed_by else [])])
    cost = f"{step.cost}\n{step.price}" if step.price else step.cost
    means: list[Cell] = [cost, step.low_yuan, step.high_yuan, step.effort, step.free_way, step.layer, step.scenarios]
    points: list[Cell] = [step.points, step.strength, step.need, step.voice, step.ease]
    return [wave, step.place, step.name, step.what, why, step.after, *means, *points, step.tool]


def _scores(page: _Book) -> None:
    report, w = page.report, page.report.words
    axes = report.scores.axes
    heads = (w["dimension"], w["low"], w["high"], w["peer"], w["answered"], w["peers"])
    rows: list[list[Cell]] = [
        [a.name, a.low, a.high, a.peer, f"{a.answered}/{a.indicators}", "\n".join(a.peers)] for a in axes
    ]
    sheet = page.sheet(w["scores"], heads, rows, [16, 9, 9, 9, 9, 60])
    chart: Any = page.book.add_chart({"type": "radar", "subtype": "with_markers"})
    sheet.fit_to_pages(1, 1)
    name = sheet.get_name()
    for column, colour in ((1, GREEN), (2, PALE), (3, PEER)):
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, 0, len(axes), 0],
                "values": [name, 1, column, len(axes), column],
                "line": {"color": colour, "width": 2, **({"none": True} if column == 3 else {})},
                "marker": {"type": "diamond", "fill": {"color": colour}, "border": {"color": colour}},
            }
        )
    chart.set_title({"name": w["scores"], "name_font": {"name": FONT, "size": 12}})
    chart.set_y_axis({"min": 0, "max": 100, "major_unit": 20})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 640, "height": 460})
    chart.show_blanks_as("gap")
    below = len(axes) + 2
    for words in (report.scores.said, report.scores.peer_note and f"{w['peer']}: {report.scores.peer_note}"):
        if words:
            sheet.write_string(below, 0, words, page.plain)
            below += 1
    sheet.insert_chart(below + 1, 0, chart, {"description": w["scores"], "object_position": 2})


def _roadmap(page: _Book) -> None:
    report, w = page.report, page.report.words
    names = {box.place: box.name for wave in report.waves for row in wave.rows for box in row}
    joined = "、" if report.language == "zh" else ", "
    rows: list[list[Cell]] = [
        [wave.number, row_number, box.place, box.name, box.weeks, joined.join(names[place] for place in box.after)]
        for wave in report.waves
        for row_number, row in enumerate(wave.rows, 1)
        for box in row
    ]
    heads = (w["wave"], w["row"], "#", w["step"], w["weeks"], w["after"])
    sheet = page.sheet(w["roadmap"], heads, rows, [8, 8, 6, 34, 18, 40])
    if report.longest:
        sheet.write_string(len(rows) + 2, 3, report.longest, page.plain)


def _profile(page: _Book) -> None:
    w = page.report.words
    rows = [(entry.label, entry.words, entry.how) for entry in page.report.profile]
    page.sheet(w["profile"], (w["fact"], w["told"], w["how"]), rows, [26, 60, 50])


def _reasons(page: _Book) -> None:
    """Each rule behind each step with what met it, and the sources under their numbers."""
    report, w = page.report, page.report.words
    steps = [*report.steps, *(step for wave in report.later for step in wave)]
    rows: list[list[Cell]] = [
        [step.place, step.name, reason.because, reason.given, reason.rule, reason.sources]
        for step in steps
        for reason in step.reasons
    ]
    cited = [[None, f"[{s.number}]", s.words, s.stance, s.id, s.url] for s in report.sources]
    heads = ("#", w["step"], w["why"], w["given"], w["rule"], w["source"])
    page.sheet(w["sources"], heads, [*rows, *cited], [6, 24, 50, 50, 34, 34])
