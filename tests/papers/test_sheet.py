"""A workbook of firms: read as it was meant, refused where it cannot be trusted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge
from toolbox.papers.sheet import read_sheet


def _book(path: Path, *rows: list[Any], percent: bool = False) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if percent:
        book.active["B2"].number_format = "0%"
    book.save(path)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "firms.xlsx"


def test_empty_rows_are_passed_over_and_numbers_are_those_of_excel(file: Path, knowledge: Knowledge) -> None:
    sheet = read_sheet(_book(file, ["企业名称", "staff"], ["甲", 3], [], ["  ", None], ["乙", 4.0]), knowledge)
    assert [(row.number, row.name) for row in sheet.rows] == [(2, "甲"), (5, "乙")]
    assert sheet.profile(sheet.rows[1], knowledge).told["staff"] == (4, 4)


def test_a_percentage_is_read_as_excel_shows_it(file: Path, knowledge: Knowledge) -> None:
    sheet = read_sheet(_book(file, ["name", "出口占比（%）"], ["甲", 0.12], percent=True), knowledge)
    (value,) = sheet.profile(sheet.rows[0], knowledge).told.values()
    assert value[0] == value[1]
    assert "12" in str(value[0])


def test_a_column_of_ones_own_is_kept_apart_and_a_mistyped_one_refused(file: Path, knowledge: Knowledge) -> None:
    sheet = read_sheet(_book(file, ["企业名称", "zzzzzzzz", "行业"], ["甲", "139", "餐饮"]), knowledge)
    assert [stray.heading for stray in sheet.headings.strays] == ["zzzzzzzz"]
    with pytest.raises(DataError, match="Did you mean"):
        read_sheet(_book(file, ["企业名称", "员工人树"], ["甲", 3]), knowledge)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no headings"),
        ([["企业名称", "行业"]], "no firm below"),
        ([["联系电话", "联系人甲"], ["1", "2"]], "none of its headings"),
        ([["staff", "员工人数"], [1, 2]], "so does"),
    ],
)
def test_a_sheet_that_says_nothing_is_refused(
    rows: list[list[Any]], said: str, file: Path, knowledge: Knowledge
) -> None:
    with pytest.raises(DataError, match=said):
        read_sheet(_book(file, *rows), knowledge)


def test_what_is_no_workbook_is_refused(file: Path, knowledge: Knowledge, tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"<x/>")
        packed.writestr("xl/workbook.xml", b"x")
    for content in (b"", b"name: x", b"PK\x03\x04 nothing", bomb.getvalue()):
        file.write_bytes(content)
        with pytest.raises(DataError, match="not an Excel workbook"):
            read_sheet(file, knowledge)
    for path, said in ((tmp_path / "nowhere.xlsx", "cannot be read"), (tmp_path, "this is a folder")):
        with pytest.raises(DataError, match=said):
            read_sheet(path, knowledge)
