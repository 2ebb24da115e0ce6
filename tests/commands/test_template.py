"""menkan template: a sheet that reads back, and the Word template."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.commands.running import HAN, SHOP, menkan
from toolbox.headings import read_headings
from toolbox.knowledge.model import Knowledge
from toolbox.papers.intake import CHOICES, EXAMPLE, EXAMPLE_FIRM, ROWS, columns, intake


@pytest.fixture(scope="module", params=["zh", "en"])
def book(request: pytest.FixtureRequest, knowledge: Knowledge) -> tuple[str, openpyxl.Workbook]:
    return request.param, openpyxl.load_workbook(io.BytesIO(intake(knowledge, request.param, full=True)))


def _headings(book: openpyxl.Workbook, sheet: int = 0) -> list[str]:
    return [cell.value for cell in book.worksheets[sheet][1]]


def test_every_heading_reads_back_and_every_question_has_one(
    book: tuple[str, openpyxl.Workbook], knowledge: Knowledge
) -> None:
    read = read_headings(_headings(book[1]), knowledge, "sheet")
    assert read.strays == ()
    keys = {column.key for column in read.columns if column}
    asked = {f.name for f in knowledge.vocabulary.values() if f.worked_out is None}
    assert asked - keys == {"province", "city", "division"}
    assert all(column and column.factor == 1 for column in read.columns)


def test_every_choice_that_is_offered_reads_back(book: tuple[str, openpyxl.Workbook], knowledge: Knowledge) -> None:
    language, workbook = book
    page = workbook[CHOICES.of(language)]
    for cells in page.iter_cols():
        heading, *choices = (cell.value for cell in cells if cell.value is not None)
        column = read_headings([heading], knowledge, "sheet")
        for choice in choices:
            assert column.read([choice], "sheet:2", knowledge)[1].told or choice in ("不知道", "unknown"), choice


def test_drop_downs_cover_the_rows_and_point_at_the_choices(book: tuple[str, openpyxl.Workbook]) -> None:
    page = book[1].worksheets[0]
    lists = [v for v in page.data_validations.dataValidation if v.type == "list"]
    assert len(lists) > 20
    for validation in lists:
        assert [area.max_row for area in validation.sqref.ranges] == [ROWS + 1]
        assert CHOICES.of(book[0]) in validation.formula1
    assert page["E2"].number_format == "@"  # or Excel would make a date of 5-10
    assert all(cell.comment for cell in page[1])


def test_the_example_reads_back_and_is_no_firm_of_the_sheet(
    book: tuple[str, openpyxl.Workbook], knowledge: Knowledge
) -> None:
    language, workbook = book
    page = workbook[EXAMPLE.of(language)]
    read = read_headings([cell.value for cell in page[1]], knowledge, "sheet")
    firm = read.read([cell.value for cell in page[2]], "sheet:2", knowledge)[1]
    assert set(firm.told) == set(EXAMPLE_FIRM)
    assert all(cell.value is None for row in workbook.worksheets[0].iter_rows(min_row=2) for cell in row)


def test_the_same_knowledge_gives_the_same_sheet(knowledge: Knowledge) -> None:
    assert intake(knowledge, "zh") == intake(knowledge, "zh")


def test_the_listing_names_every_column(knowledge: Knowledge) -> None:
    out = menkan("template", "--full").out
    assert all(asked.heading in out for asked in columns(knowledge, "zh", full=True))
    assert not HAN.search(menkan("template", lang="en").out)


def test_the_word_template_is_what_report_uses(tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    assert menkan("template", "-o", str(letter)).code == 0
    own, with_it = tmp_path / "own.docx", tmp_path / "with.docx"
    day = ("--today", "2026-11-21")
    assert menkan("report", SHOP, "-o", str(own), *day).code == 0
    assert menkan("report", SHOP, "-o", str(with_it), "--template", str(letter), *day).code == 0
    assert own.read_bytes() == with_it.read_bytes()


def test_what_is_there_is_left_alone_and_other_endings_are_refused(tmp_path: Path) -> None:
    there = tmp_path / "firms.xlsx"
    there.write_bytes(b"mine")
    assert menkan("template", "-o", str(there)).code == 1
    assert there.read_bytes() == b"mine"
    assert menkan("template", "-o", str(tmp_path / "firms.ods")).code == 2
