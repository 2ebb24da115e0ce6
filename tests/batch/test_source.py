"""Tables of every kind are read, whole and in order, in batches."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toolbox.batch import source
from toolbox.batch.run import cells_at
from toolbox.errors import DataError


def all_rows(unit: source.Unit) -> list[tuple]:
    width = len(source.headings(unit))
    found: list[tuple] = []
    for rows in source.rows(unit, range(width)):
        assert rows.first == len(found) + unit.first
        columns = [c if isinstance(c, list) else c.to_pylist() for c in rows.cells]
        found += zip(*columns, strict=True)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_that_excel_saves(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text('编号,员工人数\r\n甲,12\r\n"乙,丙\n丁",\r\n', encoding=encoding, newline="")
    (unit,) = source.units(str(path))
    assert source.headings(unit) == ["编号", "员工人数"]
    assert all_rows(unit) == [("甲", "12"), ("乙,丙\n丁", None)]


def test_rows_with_too_few_cells_are_told_and_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("id,staff\na,1\nb\nc,3\n", encoding="utf-8")
    read = list(source.rows(source.Unit(path), [0, 1]))
    assert sum(rows.size + len(rows.broken) for rows in read) == 3
    assert [said for rows in read for _, said in rows.broken] == ["the row has 1 cells instead of 2."]


def test_a_large_file_is_cut_into_parts_that_hold_each_row_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "UNIT", 250)
    path = tmp_path / "firms.parquet"
    pq.write_table(pa.table({"id": list(map(str, range(1000))), "goals": [["x"]] * 1000}), path, row_group_size=100)
    units = source.units(str(path))
    assert [unit.first for unit in units] == [1, 201, 401, 601, 801]
    numbers = [int(cells[0].as_py()) + 1 for unit in units for r in source.rows(unit, [0]) for cells in zip(r.cells[0])]
    assert numbers == list(range(1, 1001))
    assert cells_at(source.Unit(path), 777)[1] == ["776", ["x"]]


def test_a_folder_a_pattern_and_a_query_are_read(tmp_path: Path) -> None:
    for name in ("b", "a"):
        pq.write_table(pa.table({"id": [name], "staff": [3]}), tmp_path / f"{name}.parquet")
    (tmp_path / "readme.txt").write_text("nothing", encoding="utf-8")
    for where in (str(tmp_path), str(tmp_path / "*.parquet")):
        assert [unit.path.name for unit in source.units(where)] == ["a.parquet", "b.parquet"]
    query = source.Unit(Path(), query=f"select id, staff * 2 as staff from '{tmp_path}/*.parquet' order by id")
    assert all_rows(query) == [("a", 6), ("b", 6)]


def test_what_is_no_table_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("x", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"no zip")
    (tmp_path / "folder").mkdir()
    for name in ("text.txt", "broken.xlsx", "nowhere.csv", "folder", "nowhere.parquet"):
        with pytest.raises(DataError) as caught:
            [source.headings(unit) for unit in source.units(str(tmp_path / name))]
        assert name in str(caught.value)
    assert source.headings(source.Unit(tmp_path / "empty.csv")) == []
    with pytest.raises(DataError, match="--query"):
        source.headings(source.Unit(Path(), query="selekt 1"))
