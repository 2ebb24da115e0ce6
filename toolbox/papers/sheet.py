"""A workbook with a firm on each row, as advisers keep them: read it, and give it back with its faults marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from toolbox.cells import from_excel, is_empty, text_of
from toolbox.errors import DataError, Fault
from toolbox.headings import ID, Column, Headings, read_headings
from toolbox.knowledge.model import Knowledge
from toolbox.profile import NAME, NOTE, Profile
from toolbox.text import folded, shown

ENDINGS = (".xlsx", ".xlsm")
LARGEST = 32 * 1024 * 1024  # bytes of the file
UNPACKED = 512 * 1024 * 1024  # bytes of what is packed in it
MOST_ROWS = 5000  # the batch command takes more
MOST_LISTED = 20
RED = "FFF4B6B6"
AUTHOR = "menkan"


class Row(NamedTuple):
    """A firm. number: as Excel counts rows. cells: in the order of the headings."""

    number: int
    name: str | None
    cells: tuple[Any, ...]


class Sheet(NamedTuple):
    """The first sheet of a workbook. name: how messages call the file. raw: the file."""

    name: str
    raw: bytes
    headings: Headings
    rows: tuple[Row, ...]

    def place(self, row: Row) -> str:
        """Where a message says that something is wrong."""
        return f"{self.name}:{row.number}"

    def profile(self, row: Row, knowledge: Knowledge) -> Profile:
        """The firm of a row. Raises DataError with every fault."""
        return self.headings.read(row.cells, self.place(row), knowledge)[1]

    def column(self, fault: Fault, row: Row) -> int | None:
        """Which column a fault of this row is about, from 1; None where it is about the row."""
        for number, column in enumerate(self.headings.columns, 1):
            if column is not None and fault.place == f"{self.place(row)}: {shown(column.heading)}":
                return number
        return None


def read_sheet(path: Path, knowledge: Knowledge) -> Sheet:
    """Read the first sheet of a workbook: headings on its first row, then a firm a row. Raises DataError."""
    name = str(path)
    raw = read_bytes(path)
    table = _table(raw, name)
    first = next(table, None)
    heads = [cell for cell, _ in first] if first else []
    while heads and is_empty(heads[-1]):
        heads.pop()
    if not heads:
        raise DataError(Fault(name, "its first sheet has no headings on the first row.", _TEMPLATE))
    headings = read_headings(heads, knowledge, f"{name}:1")
    mistyped = [stray for stray in headings.strays if stray.near]  # the others are the adviser's own: a telephone
    if mistyped:
        raise DataError(*(Fault(f"{name}:1: {shown(s.heading)}", _STRAY, s.near) for s in mistyped))
    if not any(column and column.key not in (ID, NAME, NOTE) for column in headings.columns):
        raise DataError(Fault(f"{name}:1", "none of its headings names a fact.", _TEMPLATE))
    rows = tuple(_rows(table, headings.columns))
    if not rows:
        raise DataError(Fault(name, "there is no firm below the headings.", "Fill in a row for each firm."))
    if len(rows) > MOST_ROWS:
        raise DataError(Fault(name, f"there are more than {MOST_ROWS} firms.", "Split it."))
    return Sheet(name, raw, headings, rows)


def chosen(sheet: Sheet, number: int | None, name: str | None) -> Row:
    """The row that is meant: by its number, by the firm's name, or the only one. Raises DataError with the choices."""
    rows = sheet.rows
    if number is not None:
        rows = tuple(row for row in rows if row.number == number)
    if name is not None:
        rows = tuple(row for row in rows if folded(row.name or "") == folded(name))
    if len(rows) == 1:
        return rows[0]
    there = rows or sheet.rows
    listed = ", ".join(f"{row.number} {shown(row.name or '—', 30)}" for row in there[:MOST_LISTED])
    more = f" (+{len(there) - MOST_LISTED})" if len(there) > MOST_LISTED else ""
    fault = f"{len(rows)} firms are meant." if rows else "no such firm."
    raise DataError(Fault(sheet.name, fault, f"Choose with `--row` or `--firm`: {listed}{more}."))


def marked(sheet: Sheet, notes: Mapping[tuple[int, int], Sequence[str]]) -> bytes:
    """A copy of the workbook in which cells are red and say in a comment what is wrong. notes: by row and column."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = openpyxl.load_workbook(io.BytesIO(sheet.raw))
    page = book.worksheets[0]
    for (row, column), texts in sorted(notes.items()):
        cell = page.cell(row, column)
        cell.fill = PatternFill("solid", fgColor=RED)
        comment = Comment("\n".join(texts), AUTHOR, height=40 + 40 * len(texts), width=320)
        cell.comment = comment
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_TEMPLATE = "Start from `menkan template -o firms.xlsx`."
_STRAY = "this heading names no fact."


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises DataError."""
    try:
        if path.is_dir():
            raise DataError(Fault(str(path), "this is a folder.", "Name a file."))
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise DataError(Fault(str(path), f"cannot be read ({error.strerror}).", "Check the path.")) from None
    if len(raw) > LARGEST:
        raise DataError(Fault(str(path), f"the file is larger than {LARGEST} bytes.", "Split it."))
    return raw


def _table(raw: bytes, name: str) -> Any:
    """The rows of the first sheet, each a list of (value, format of the number)."""
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    wrong = Fault(name, "this is not an Excel workbook.", "Save it as .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
                raise DataError(wrong)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        page = book.worksheets[0]
        page.reset_dimensions()  # some programs write a wrong size
    except (zipfile.BadZipFile, InvalidFileException, OSError, LookupError, ValueError, SyntaxError, TypeError):
        raise DataError(wrong) from None
    return ([(cell.value, cell.number_format or "") for cell in row] for row in page.iter_rows())


def _rows(table: Iterable[Sequence[tuple[Any, str]]], columns: Sequence[Column | None]) -> Iterable[Row]:
    named = next((place for place, column in enumerate(columns) if column and column.key == NAME), None)
    for number, row in enumerate(table, 2):
        cells = tuple(from_excel(value, form) for value, form in row[: len(columns)])
        if all(is_empty(cell) for cell in cells):
            continue
        given = cells[named] if named is not None and named < len(cells) else None
        yield Row(number, None if is_empty(given) else text_of(given), cells)
