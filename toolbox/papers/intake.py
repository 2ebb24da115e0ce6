"""The empty sheet that an adviser fills in: a firm a row, headings in plain words, drop-downs and notes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from toolbox.knowledge.model import Knowledge
from toolbox.papers.zips import still
from toolbox.vocabulary import Fact, Text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

ROWS = 300
MADE = dt.datetime(2026, 1, 1)
GREEN, FONT = "#0B6E4F", "Microsoft YaHei"
LONGEST_PROMPT, LONGEST_TITLE = 255, 32  # what Excel lets an input message hold
NOT_ASKED = ("province", "city", "division")  # told by region and by industry
FIRMS, EXAMPLE, GUIDE, CHOICES = (
    Text("企业", "firms"),
    Text("示例", "example"),
    Text("填写说明", "how to fill in"),
    Text("选项", "choices"),
)
UNKNOWN = Text("不知道", "unknown")
YES, NO = Text("是", "yes"), Text("否", "no")
NAME = Text("企业名称", "name")
REGION, INDUSTRY, NOTE = Text("地区", "region"), Text("国民经济行业", "industry"), Text("备注", "note")
SPECIAL = (
    (NAME, Text("企业叫什么。可以不填。", "What the firm is called. May be left empty.")),
    (REGION, Text("如：浙江省金华市。", "As: Zhejiang.")),
    (
        INDUSTRY,
        Text(
            "国民经济行业代码或名称，如 2231。不知道就填“行业”。",
            "Code of GB/T 4754-2017, as 2231; else tell the trade.",
        ),
    ),
)
NOTE_SAYS = Text("给自己看的，不参与判断，也不会印出来。", "For yourself; no rule reads it and no document shows it.")
RULES = (
    Text(
        "一行一家企业。第一行是标题，请不要改动；不需要的列可以整列删除。",
        "A firm a row. Keep the headings on the first row; columns that you do not need may be deleted.",
    ),
    Text(
        "不知道的留空，或填“不知道”。留空不算“否”。",
        "Leave empty what is not known, or write unknown. Empty is not a no.",
    ),
    Text("数字可以写范围：20-50、至少 20。", "Numbers may be ranges: 20-50, at least 20."),
    Text(
        "可以选几个的，用顿号或分号隔开：微信、电话；一个都没有，填“无”。",
        "Where several fit, put semicolons between them; where none does, write none.",
    ),
    Text("填好后：menkan report 这个文件.xlsx --each -o 文件夹", "Then: menkan report this-file.xlsx --each -o folder"),
    Text(
        "填错的格子会标红并写明原因，存成另一个文件，原文件不动。",
        "Cells that cannot be read come back red with the reason, in another file; yours is left alone.",
    ),
)
# a made-up firm that shows how cells are filled in; facts that the knowledge does not have are left out
EXAMPLE_FIRM: Mapping[str, Any] = {
    "sector": "manufacturing",
    "staff": "20-50",
    "activities": ["makes_goods", "keeps_stock"],
    "customers": ["firms"],
    "pains": ["unpaid_bills", "order_errors"],
    "planning": "paper",
    "in_use": ["bookkeeping"],
}


class Asked(NamedTuple):
    """A column. note: what it asks. listed: what may be chosen. several: whether more than one may be."""

    heading: str
    note: str
    fact: Fact | None = None
    listed: tuple[str, ...] = ()
    several: bool = False


def columns(knowledge: Knowledge, language: str, *, full: bool = False) -> list[Asked]:
    """The columns of the sheet, in the order of the questions. full: with the questions of the scoring models."""
    asked = [Asked(heading.of(language), note.of(language)) for heading, note in SPECIAL]
    asked += [
        _asked(fact, language)
        for fact in knowledge.vocabulary.values()
        if fact.worked_out is None
        and fact.name not in NOT_ASKED
        and (full or (fact.indicator is None and fact.only_for is None))
    ]
    return [*asked, Asked(NOTE.of(language), NOTE_SAYS.of(language))]


def intake(knowledge: Knowledge, language: str, *, full: bool = False) -> bytes:
    """The workbook, the same bytes for the same knowledge."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"author": "menkan", "created": MADE})
    asked = columns(knowledge, language, full=full)
    ranges = dict(_choices(asked, language))
    _firms(book, asked, ranges, language)
    _example(book, asked, language)
    _guide(book, asked, language)
    _choices_sheet(book, asked, ranges, language)
    book.worksheets()[0].activate()
    book.close()
    return still(out.getvalue())


def _asked(fact: Fact, language: str) -> Asked:
    unit = f"（{fact.unit.zh}）" if language != "en" and fact.unit else f" ({fact.unit.en})" if fact.unit else ""
    question = (fact.question or fact.label).of(language)
    if fact.type == "yes/no":
        listed: tuple[str, ...] = (YES.of(language), NO.of(language))
    else:
        listed = tuple(member.label.of(language) for member in fact.members.values())
    return Asked(f"{fact.label.of(language)}{unit}", question, fact, listed, fact.type == "set")


def _note(asked: Asked, language: str) -> str:
    """What a column asks, and how it is answered."""
    parts = [asked.note]
    fact = asked.fact
    if fact is not None and fact.is_number and fact.low is not None and fact.high is not None:
        parts.append(Text(f"{fact.low:g} 到 {fact.high:g}。", f"{fact.low:g} to {fact.high:g}.").of(language))
    if asked.several:
        parts.append(Text("可以填几个，用、隔开。", "Several may be given, with ; between.").of(language))
    return " ".join(parts)


def _choices(asked: list[Asked], language: str) -> Iterator[tuple[str, str]]:
    """The cells that hold the choices of a column, by its heading."""
    from xlsxwriter.utility import xl_col_to_name

    place = 0
    for column in asked:
        if column.listed:
            letter = xl_col_to_name(place)
            last = len(column.listed) + 2  # the heading above, `unknown` below
            yield column.heading, f"='{CHOICES.of(language)}'!${letter}$2:${letter}${last}"
            place += 1


def _firms(book: Workbook, asked: list[Asked], ranges: Mapping[str, str], language: str) -> None:
    sheet = book.add_worksheet(FIRMS.of(language))
    cell = book.add_format(
        {"num_format": "@", "font_name": FONT, "font_size": 10, "border": 1, "border_color": "#CBD2D9"}
    )
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(asked):
        sheet.set_column(place, place, _width(column), cell)
        sheet.write_string(0, place, column.heading, _head(book))
        note = _note(column, language)
        sheet.write_comment(0, place, note, {"x_scale": 2, "y_scale": 1.2, "author": "menkan"})
        message: dict[str, Any] = {
            "input_title": column.heading[:LONGEST_TITLE],
            "input_message": note[:LONGEST_PROMPT],
            "ignore_blank": True,
        }
        if column.heading in ranges:
            # what is not in the list may still be read: another word, a range, several at once
            listed = {"validate": "list", "source": ranges[column.heading], "error_type": "information"}
            message |= {**listed, "show_error": not column.several}
        else:
            message |= {"validate": "any"}
        sheet.data_validation(1, place, ROWS, place, message)
    for row in range(1, ROWS + 1):
        for place in range(len(asked)):
            sheet.write_blank(row, place, None, cell)


def _example(book: Workbook, asked: list[Asked], language: str) -> None:
    sheet = book.add_worksheet(EXAMPLE.of(language))
    plain = book.add_format({"num_format": "@", "font_name": FONT, "font_size": 10})
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(asked):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(0, place, column.heading, _head(book))
        said = _example_cell(column, language)
        if column.heading == NAME.of(language):
            said = Text("示例纸箱厂（虚构）", "Example Carton Works (made up)").of(language)
        if said:
            sheet.write_string(1, place, said, plain)


def _example_cell(column: Asked, language: str) -> str:
    fact = column.fact
    if fact is None or fact.name not in EXAMPLE_FIRM:
        return ""
    raw = EXAMPLE_FIRM[fact.name]
    if fact.is_number:
        return str(raw)
    members = raw if isinstance(raw, list) else [raw]
    labels = (fact.members[member].label.of(language) for member in members if member in fact.members)
    return Text("、", "; ").of(language).join(labels)


def _guide(book: Workbook, asked: list[Asked], language: str) -> None:
    sheet = book.add_worksheet(GUIDE.of(language))
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_name": FONT, "font_size": 10})
    sheet.set_column(0, 0, 30, wrapped)
    sheet.set_column(1, 2, 70, wrapped)
    row = 0
    for rule in RULES:
        sheet.merge_range(row, 0, row, 2, "", wrapped)
        sheet.write_string(row, 0, rule.of(language), wrapped)
        row += 1
    row += 1
    heads = (Text("标题", "heading"), Text("问的是什么", "what it asks"), Text("可以填", "what may be written"))
    for place, head in enumerate(heads):
        sheet.write_string(row, place, head.of(language), _head(book))
    for column in asked:
        row += 1
        for place, words in enumerate((column.heading, _note(column, language), _listed(column, language))):
            sheet.write_string(row, place, words, wrapped)


def _listed(column: Asked, language: str) -> str:
    most = 60
    some = Text("、", "; ").of(language).join(column.listed[:most])
    return f"{some}…" if len(column.listed) > most else some


def _choices_sheet(book: Workbook, asked: list[Asked], ranges: Mapping[str, str], language: str) -> None:
    sheet = book.add_worksheet(CHOICES.of(language))
    place = 0
    for column in asked:
        if column.heading in ranges:
            sheet.set_column(place, place, 24)
            sheet.write_string(0, place, column.heading, _head(book))
            for row, words in enumerate((*column.listed, UNKNOWN.of(language)), 1):
                sheet.write_string(row, place, words)
            place += 1


def _head(book: Workbook) -> Any:
    return book.add_format(
        {
            "bold": True,
            "font_name": FONT,
            "font_size": 10,
            "font_color": "#FFFFFF",
            "bg_color": GREEN,
            "text_wrap": True,
            "valign": "vcenter",
            "border": 1,
        }
    )


def _width(column: Asked) -> int:
    return 26 if column.several or column.fact is None else 16
