"""A run reads every row once, writes whole parts or none, adds up, and can be taken up again and explained."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.commands.running import ROOT
from toolbox.advice import advise, reason
from toolbox.batch import source
from toolbox.batch.cube import EMPTY, from_table
from toolbox.batch.explaining import explained
from toolbox.batch.job import Options, cube_of, job
from toolbox.batch.run import find, run
from toolbox.batch.sample import Sampler, write
from toolbox.batch.target import fired_rules
from toolbox.errors import DataError
from toolbox.headings import read_headings
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge

FIRMS = 700


@pytest.fixture(scope="module")
def options(today: dt.date) -> Options:
    return Options(today)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """Three tables of made-up firms."""
    place = tmp_path_factory.mktemp("firms")
    (batch,) = Sampler(knowledge, 5).chunks(FIRMS)
    table = pa.Table.from_batches([batch])
    for number, start in enumerate(range(0, FIRMS, 300)):
        pq.write_table(table.slice(start, 300), place / f"county-{number}.parquet")
    return place


@pytest.fixture(scope="module")
def advice(folder: Path, knowledge: Knowledge, options: Options) -> Path:
    """Their advice, in parts."""
    out = folder.parent / "advice"
    run(source.units(str(folder)), out, knowledge, options)
    return out


def _poisoned(path: Path) -> Path:
    rows = [
        ("编号", "员工人数", "sector", "pains", "行业代码"),
        ("good", "12", "retail", "late_delivery", ""),
        ("words", "many", "retail", "", ""),
        ("member", "12", "retial", "late_delivery、no such pain", ""),
        ("contradicts", "12", "retail", "", "C13"),
        ("beyond", "-5", "", "", ""),
        ("empty", "", "", "", ""),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with path.open("a", encoding="utf-8") as file:
        file.write("short,1\n")
    return path


# --- counts


def test_every_row_is_advised_or_rejected_with_its_reasons(
    tmp_path: Path, knowledge: Knowledge, options: Options
) -> None:
    bad = tmp_path / "bad.csv"
    out = tmp_path / "advice.parquet"
    count, cube = job(_poisoned(tmp_path / "firms.csv"), out, knowledge, options, rejected=bad)
    assert (count.read, count.advised, count.rejected) == (7, 2, 5)
    assert cube.total("firms") == count.advised == pq.read_table(out).num_rows
    with bad.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"] for row in rows} == {"words", "member", "contradicts", "beyond", ""}
    told = {(row["id"], row["column"]): row["fault"] for row in rows}
    assert "Did you mean 'retail'?" in " ".join(row["remedy"] for row in rows if row["id"] == "member")
    assert told["contradicts", "sector"] == "'sector' contradicts '行业代码'." or "contradicts" in str(told)
    assert [row["row"] for row in rows if row["id"] == "words"] == ["2"]


@pytest.mark.parametrize("threads", [1, 3])
def test_counts_of_all_parts_add_up(
    threads: int, folder: Path, tmp_path: Path, knowledge: Knowledge, options: Options
) -> None:
    done = run(source.units(str(folder)), tmp_path / "out", knowledge, options._replace(threads=threads))
    assert done.counted == (FIRMS, FIRMS, 0)
    summary = done.summary()
    assert summary.planned + summary.held_only + summary.nothing == summary.advised == done.cube.total("firms")
    assert done.cube.total("firms") == sum(pq.read_metadata(p).num_rows for p in (tmp_path / "out").glob("*.parquet"))


def test_the_same_firms_make_the_same_bytes(
    folder: Path, tmp_path: Path, knowledge: Knowledge, options: Options
) -> None:
    (unit,) = source.units(str(folder / "county-0.parquet"))
    for name, threads in (("a", 1), ("b", 1), ("c", 4)):
        job(unit, tmp_path / f"{name}.parquet", knowledge, options._replace(threads=threads))
    assert len({(tmp_path / f"{name}.parquet").read_bytes() for name in "abc"}) == 1


def test_threads_write_many_batches_and_their_rejects_in_the_order_of_the_table(
    tmp_path: Path, knowledge: Knowledge, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(knowledge, 400, 6, tmp_path / "firms.csv")
    lines = (tmp_path / "firms.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    staff = lines[0].replace('"', "").strip().split(",").index("staff")
    for row in range(3, 400, 40):
        cells = next(csv.reader([lines[row]]))
        cells[staff] = "many"
        lines[row] = ",".join(f'"{cell}"' for cell in cells) + "\n"
    (tmp_path / "firms.csv").write_text("".join(lines), encoding="utf-8")
    monkeypatch.setattr(source, "ROWS", 48)
    made = []
    for threads in (1, 3):
        out, bad = tmp_path / f"{threads}.parquet", tmp_path / f"{threads}.csv"
        count, cube = job(tmp_path / "firms.csv", out, knowledge, options._replace(threads=threads), rejected=bad)
        made.append((count, out.read_bytes(), bad.read_bytes()))
        assert cube.total("firms") == count.advised == 390
    assert made[0] == made[1]
    with (tmp_path / "3.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [int(row["row"]) for row in csv.DictReader(file)] == list(range(3, 400, 40))


def test_csv_excel_and_parquet_of_the_same_firms_are_advised_alike(
    tmp_path: Path, knowledge: Knowledge, options: Options
) -> None:
    tables = []
    for ending in (".parquet", ".csv", ".xlsx"):
        write(knowledge, 60, 4, tmp_path / f"firms{ending}")
        job(tmp_path / f"firms{ending}", tmp_path / f"advice{ending}.parquet", knowledge, options)
        tables.append(pq.read_table(tmp_path / f"advice{ending}.parquet").to_pylist())
    assert tables[0] == tables[1] == tables[2]


# --- parts


def test_a_run_is_taken_up_where_it_ended(folder: Path, tmp_path: Path, knowledge: Knowledge, options: Options) -> None:
    units, out = source.units(str(folder)), tmp_path / "out"
    whole = run(units, out, knowledge, options)
    lost = out / "part-00001.parquet"
    before = {part.name: part.stat().st_mtime_ns for part in out.glob("*.parquet")}
    content = lost.read_bytes()
    lost.unlink()
    again = run(units, out, knowledge, options)
    assert (again.kept, again.parts) == (2, 3)
    assert again.counted == whole.counted
    assert again.cube.table().equals(whole.cube.table())
    assert lost.read_bytes() == content
    assert all((out / n).stat().st_mtime_ns == t for n, t in before.items() if n != lost.name)


def test_a_folder_of_another_run_is_left_alone(advice: Path, folder: Path, knowledge: Knowledge) -> None:
    with pytest.raises(DataError, match="a run over other firms, knowledge"):
        run(source.units(str(folder)), advice, knowledge, Options(dt.date(2020, 1, 1)))


def test_a_killed_run_leaves_no_half_part_and_loses_nothing(tmp_path: Path, knowledge: Knowledge) -> None:
    for number in range(6):
        write(knowledge, 4_000, number, tmp_path / f"firms-{number}.parquet")
    out = tmp_path / "out"
    call = [sys.executable, str(ROOT / "cli.py"), "batch", str(tmp_path / "firms-*.parquet"), "-o", str(out), "--json"]
    call += ["--today", "2026-11-21"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        until = time.monotonic() + 60
        while not list(out.glob("part-*.parquet")) and running.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        running.kill()
    ready = sorted(path.name for path in out.glob("part-*.parquet"))
    assert ready, "it was killed before it had begun"
    assert all(pq.read_metadata(out / name).num_rows == 4_000 for name in ready)
    done = subprocess.run(call, capture_output=True, timeout=60, check=True)
    assert b'"read":24000,"advised":24000,"rejected":0' in done.stdout
    ids = pq.ParquetDataset(sorted(out.glob("part-*.parquet"))).read(["id"]).column("id").to_pylist()
    assert len(ids) == len(set(ids)) == 24_000


def test_a_poisoned_file_fails_with_its_name(
    folder: Path, tmp_path: Path, knowledge: Knowledge, options: Options
) -> None:
    bad = tmp_path / "bad.parquet"
    bad.write_bytes(b"PAR1 is not enough")
    with pytest.raises(DataError) as caught:
        job(bad, tmp_path / "advice.parquet", knowledge, options)
    assert str(bad) in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.parquet"]


# --- the cube


def test_cubes_of_parts_add_up_to_the_cube_of_the_whole(
    advice: Path, folder: Path, knowledge: Knowledge, options: Options
) -> None:
    parts = [cube_of(pq.read_metadata(path).metadata) for path in sorted(advice.glob("part-*.parquet"))]
    total = parts[0] + parts[1] + parts[2]
    assert total.table().equals((parts[2] + parts[0] + (EMPTY + parts[1])).table())
    assert from_table(total.table()).table().equals(total.table())
    assert total.total("firms") == FIRMS


def test_the_cube_counts_what_the_rows_say(advice: Path) -> None:
    rows = pq.read_table(sorted(advice.glob("part-*.parquet"))[0]).to_pylist()
    cube = cube_of(pq.read_metadata(sorted(advice.glob("part-*.parquet"))[0]).metadata)
    for tool in {row["step_1"] for row in rows}:
        told = sum(tool in [row[f"step_{n}"] for n in range(1, 7)] for row in rows)
        assert cube.total("first", tool) == told
    for tool in {tool for row in rows for tool in row["held"]}:
        assert cube.total("held", tool) == sum(tool in row["held"] for row in rows)
    assert cube.total("cost_low") == sum(row["cost_low"] for row in rows)
    assert cube.total("low", "total") == round(sum(row["score_low"] for row in rows) * 10_000)
    sizes = {row["size"] for row in rows if row["size"] and "|" not in row["size"]}
    for size in sizes:
        firms = sum(int(n) for cell, n in zip(cube.cells, cube.sums["firms", ""], strict=True) if cell[2] == size)
        assert firms == sum(row["size"] == size for row in rows)


# --- explaining


def test_a_row_becomes_the_whole_advice_of_its_firm_again(
    advice: Path, folder: Path, knowledge: Knowledge, inference: Inference, today: dt.date
) -> None:
    table = pq.read_table(folder / "county-2.parquet").to_pylist()
    firm = table[7]
    headings = read_headings(list(firm), knowledge, "t")
    id_, profile = headings.read(firm.values(), "t", knowledge)
    assert id_ is not None
    alone = reason(profile, inference, knowledge, today)
    said = explained(advice, id_, knowledge)
    assert said == advise(alone, knowledge, today)
    row = find(advice, id_)
    assert fired_rules(row.row["fired"], row.about["rules"]) == alone.inferred.fired
    assert [row.row[f"step_{n + 1}"] for n in range(6)] == [s.tool for s in said.first]
    assert row.row["points_1"] == max(s.rank.total for w in (said.first, *said.later) for s in w if s.why)


def test_a_firm_that_has_changed_since_is_not_explained(tmp_path: Path, knowledge: Knowledge, options: Options) -> None:
    firms, out = tmp_path / "firms.csv", tmp_path / "advice.parquet"
    firms.write_text("id,staff,sector\na,3,retail\nb,40,manufacturing\n", encoding="utf-8")
    job(firms, out, knowledge, options)
    assert explained(out, "b", knowledge).firm.told
    firms.write_text("id,staff,sector\na,3,retail\nb,3,retail\n", encoding="utf-8")
    for firm, fault in (("b", "no longer what it was"), ("c", "there is no firm 'c'")):
        with pytest.raises(DataError, match=fault):
            explained(out, firm, knowledge)
    with pytest.raises(DataError, match="other knowledge"):
        explained(out, "a", knowledge._replace(digest="another"))
