"""Where firms come from: CSV, Excel, Parquet (a file, a folder, a pattern) or a query, read in batches of rows.

Memory stays bounded: no more than a batch of each file is held, but for Excel, which is for the small.
"""

from __future__ import annotations

import csv
import glob
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from toolbox.cells import from_excel
from toolbox.errors import DataError, Fault

ROWS = 1 << 17  # rows of a batch: what numpy works on stays small, and Parquet is written in groups of as many
UNIT = 8 * ROWS  # rows of a part; what a run that is resumed loses at most
ENDINGS = (".parquet", ".csv", ".tsv", ".xlsx")
_ENCODINGS = ("utf-8", "gb18030")  # what Excel saves in China as plain CSV is not UTF-8
_BLOCK = 1 << 24  # bytes of CSV read at a time


class Unit(NamedTuple):
    """A piece of work: a file, or some row groups of a Parquet file. first: the number of its first row, from 1.

    query: what is asked of DuckDB, where there is no file.
    """

    path: Path
    groups: tuple[int, ...] | None = None
    first: int = 1
    query: str | None = None

    @property
    def place(self) -> str:
        """How messages call it."""
        return "--query" if self.query is not None else str(self.path)


class Rows(NamedTuple):
    """Some rows. cells: a column a heading. first: the number of the first row, from 1 below the headings.

    broken: rows that are no rows of this table, each with what is wrong.
    """

    first: int
    size: int
    cells: Sequence[pa.Array | list[Any]]
    broken: tuple[tuple[int, str], ...] = ()


def units(path: str) -> list[Unit]:
    """The pieces of work behind a file, a folder or a pattern, in order. Raises DataError."""
    found = [Path(path)]
    if Path(path).is_dir():
        found = sorted(p for p in Path(path).rglob("*") if p.suffix.lower() in ENDINGS and not p.name.startswith("."))
    elif glob.has_magic(path) and not Path(path).exists():
        found = sorted(map(Path, glob.glob(path, recursive=True)))  # noqa: PTH207 - a pattern, absolute or not
    if not found:
        raise DataError(Fault(path, "there is no table in it.", f"Name files that end with {', '.join(ENDINGS)}."))
    return [unit for each in found for unit in _units_of(each)]


def headings(unit: Unit) -> list[str]:
    """The headings of a table. Raises DataError."""
    with readable(unit):
        if unit.query is not None:
            return list(_relation(unit).columns)
        match unit.path.suffix.lower():
            case ".parquet":
                import pyarrow.parquet as pq

                return list(pq.read_schema(unit.path).names)
            case ".xlsx":
                return [str(cell if cell is not None else "") for cell in next(_excel(unit), [])]
            case _:
                return _csv_headings(unit)


def rows(unit: Unit, wanted: Sequence[int], unlike: Sequence[int] = ()) -> Iterator[Rows]:
    """The rows of a piece of work, a batch at a time. Raises DataError.

    wanted: the columns to read, by number. unlike: those of them whose cells differ from row to row, such as ids.
    """
    with readable(unit):
        if unit.query is not None:
            relation = _relation(unit)
            reader = getattr(relation, "to_arrow_reader", None) or relation.fetch_record_batch  # before DuckDB 1.5
            yield from _of_batches(unit, iter(reader(ROWS)), wanted)
            return
        match unit.path.suffix.lower():
            case ".parquet":
                yield from _of_parquet(unit, wanted, unlike)
            case ".xlsx":
                yield from _of_excel(unit, wanted)
            case _:
                yield from _of_csv(unit, wanted)


def made_up(unit: Unit) -> bool:
    """Whether a table says of itself that its firms are made up; only Parquet can. Raises DataError."""
    if unit.query is not None or unit.path.suffix.lower() != ".parquet":
        return False
    import pyarrow.parquet as pq

    from toolbox.batch.sample import SYNTHETIC

    with readable(unit):
        told = (pq.read_schema(unit.path).metadata or {}).get(b"description", b"")
    said: bytes = told
    return said.startswith(SYNTHETIC.partition(";")[0].encode())


def _units_of(path: Path) -> Iterator[Unit]:
    unit = Unit(path)
    if path.suffix.lower() not in ENDINGS:
        raise DataError(Fault(str(path), "this is no table that is read here.", f"Use one of {', '.join(ENDINGS)}."))
    if path.suffix.lower() != ".parquet":
        yield unit
        return
    import pyarrow.parquet as pq

    with readable(unit), pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(g).num_rows for g in range(file.num_row_groups)]
    groups: list[int] = []
    first = count = 0
    for group, size in enumerate(sizes):
        if groups and count + size > UNIT:
            yield Unit(path, tuple(groups), first + 1)
            first, count, groups = first + count, 0, []
        groups.append(group)
        count += size
    yield Unit(path, tuple(groups), first + 1)


class readable:  # noqa: N801 - reads like a function
    """What the system and the readers of formats say of a file, as a fault of the data."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        from zipfile import BadZipFile

        place = self._unit.place
        if isinstance(error, OSError) and error.strerror:
            raise DataError(Fault(place, f"cannot be read ({error.strerror}).", "Check the path.")) from None
        duckdb = type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb")
        if duckdb or isinstance(error, pa.ArrowException | BadZipFile | UnicodeError | OSError | KeyError):
            said = str(error).strip().splitlines()[0][:300] if str(error) else type(error).__name__
            raise DataError(Fault(place, f"it cannot be read as a table: {said}", "")) from None


# --- Parquet and queries -----------------------------------------------------------------------------------------


def _of_parquet(unit: Unit, wanted: Sequence[int], unlike: Sequence[int]) -> Iterator[Rows]:
    import pyarrow.parquet as pq

    schema = pq.read_schema(unit.path)
    names = schema.names
    texts = [names[n] for n in wanted if n not in unlike and pa.types.is_string(schema.field(n).type)]
    lists = [f"{names[n]}.list.element" for n in wanted if pa.types.is_list(schema.field(n).type)]
    with pq.ParquetFile(unit.path, read_dictionary=texts + lists) as file:
        columns = [names[n] for n in wanted]
        groups = range(file.num_row_groups) if unit.groups is None else unit.groups
        # group by group: a list of dictionary codes is not read across the border of two
        batches = (
            batch
            for group in groups
            for batch in file.iter_batches(ROWS, row_groups=[group], columns=columns, use_threads=False)
        )
        yield from _of_batches(unit, batches, wanted, chosen=True)


def _of_batches(
    unit: Unit, batches: Iterator[pa.RecordBatch], wanted: Sequence[int], *, chosen: bool = False
) -> Iterator[Rows]:
    """chosen: whether the batches hold the wanted columns only."""
    first = unit.first
    for batch in batches:
        columns = batch.columns if chosen else [batch.column(n) for n in wanted]
        yield Rows(first, batch.num_rows, columns)
        first += batch.num_rows


def _relation(unit: Unit) -> Any:
    import duckdb

    database = str(unit.path) if unit.path != Path() else ":memory:"
    found = duckdb.connect(database, read_only=database != ":memory:").sql(unit.query or "")
    if found is None:
        raise DataError(Fault(unit.place, "the query returns no rows.", "Write a SELECT."))
    return found


# --- CSV ---------------------------------------------------------------------------------------------------------


def _delimiter(unit: Unit) -> str:
    return "\t" if unit.path.suffix.lower() == ".tsv" else ","


def _encoding(unit: Unit) -> str:
    """UTF-8 where all of it is, else GB 18030."""
    for encoding in _ENCODINGS:
        try:
            with unit.path.open(encoding=encoding, newline="") as file:
                while file.read(_BLOCK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise DataError(Fault(unit.place, "this is neither UTF-8 nor GB 18030 text.", "Save it as CSV UTF-8."))


def _csv_headings(unit: Unit) -> list[str]:
    encoding = _encoding(unit)
    with unit.path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
        return next(csv.reader(file, delimiter=_delimiter(unit)), [])


def _of_csv(unit: Unit, wanted: Sequence[int]) -> Iterator[Rows]:
    from pyarrow import csv as arrow

    count = len(_csv_headings(unit))
    if not count:
        return
    broken: list[tuple[int, str]] = []

    def skip(row: Any) -> str:
        broken.append((row.number or 0, f"the row has {row.actual_columns} cells instead of {row.expected_columns}."))
        return "skip"

    names = [f"c{number}" for number in range(count)]
    reader = arrow.open_csv(
        unit.path,
        arrow.ReadOptions(
            use_threads=False, block_size=_BLOCK, column_names=names, encoding=_encoding(unit), skip_rows_after_names=1
        ),
        arrow.ParseOptions(delimiter=_delimiter(unit), newlines_in_values=True, invalid_row_handler=skip),
        arrow.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            include_columns=[names[n] for n in wanted] or names[:1],
            strings_can_be_null=True,
            null_values=[""],
        ),
    )
    first = unit.first
    for large in reader:
        for start in range(0, large.num_rows, ROWS):
            batch = large.slice(start, ROWS)
            # arrow does not say between which rows a broken one stood; it is counted where it was met
            own, broken[:] = tuple(broken), []
            yield Rows(first, batch.num_rows, batch.columns if wanted else [], own)
            first += batch.num_rows
    if broken:
        yield Rows(first, 0, [pa.array([], pa.string()) for _ in wanted], tuple(broken))


# --- Excel -------------------------------------------------------------------------------------------------------


def _excel(unit: Unit) -> Iterator[list[Any]]:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that do not matter here
        book = openpyxl.load_workbook(unit.path, read_only=True, data_only=True)
        try:
            for row in book.worksheets[0].iter_rows():
                yield [from_excel(cell.value, getattr(cell, "number_format", None) or "") for cell in row]
        finally:
            book.close()


def _of_excel(unit: Unit, wanted: Sequence[int]) -> Iterator[Rows]:
    table = _excel(unit)
    next(table, None)
    first, held = unit.first, []
    for row in table:
        held.append([row[n] if n < len(row) else None for n in wanted])
        if len(held) == ROWS:
            yield Rows(first, len(held), [list(column) for column in zip(*held, strict=True)])
            first, held = first + len(held), []
    while held and not any(cell is not None for cell in held[-1]):
        held.pop()  # rows that were only formatted
    if held:
        yield Rows(first, len(held), [list(column) for column in zip(*held, strict=True)])
