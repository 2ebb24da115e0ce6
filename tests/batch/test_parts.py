"""A folder holds one run: it is taken up where it ended, mended where it failed, and never mixed with another."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from toolbox.batch import source
from toolbox.batch.job import Options, compiled
from toolbox.batch.kernel import Kernel
from toolbox.batch.parts import RUN, Part, claim
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge


@pytest.fixture(scope="module")
def kernel(knowledge: Knowledge, today: dt.date) -> Kernel:
    return compiled(knowledge, Options(today))


def made(part: Part) -> None:
    part.out.touch()
    part.rejects.touch()


def table(path: Path, text: str = "id\n") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_that_failed_may_change_and_be_cut_otherwise(tmp_path: Path, kernel: Kernel) -> None:
    a, b, c = (table(tmp_path / f"{name}.csv") for name in "abc")
    out, options = tmp_path / "out", Options(kernel.today)
    units = [source.Unit(path) for path in (a, b, c)]
    first = claim(out, units, kernel, options)
    assert [part.out.name for part in first] == [f"part-0000{n}.parquet" for n in range(3)]
    made(first[0])
    made(first[2])
    table(b, "id\nmended\n")
    cut = [source.Unit(a), source.Unit(b, (0,)), source.Unit(b, (1,), 7), source.Unit(c)]
    second = claim(out, cut, kernel, options)
    assert [(part.number, part.unit.path.name, part.ready) for part in second] == [
        (0, "a.csv", True),
        (1, "b.csv", False),
        (2, "c.csv", True),
        (3, "b.csv", False),
    ]
    assert [part.unit.first for part in second if part.unit.path == b] == [1, 7]
    assert claim(out, cut, kernel, options) == second
    third = claim(out, units, kernel, options)
    assert [(part.number, part.ready) for part in third] == [(0, True), (1, False), (2, True)]


def test_a_file_that_is_advised_may_not_change(tmp_path: Path, kernel: Kernel) -> None:
    units, out, options = [source.Unit(table(tmp_path / "a.csv"))], tmp_path / "out", Options(kernel.today)
    (part,) = claim(out, units, kernel, options)
    made(part)
    table(tmp_path / "a.csv", "id\nanother\n")
    with pytest.raises(DataError, match="a run over other firms"):
        claim(out, units, kernel, options)


@pytest.mark.parametrize("change", ["mapped", "more", "fewer"])
def test_another_run_is_refused(change: str, tmp_path: Path, kernel: Kernel) -> None:
    units = [source.Unit(table(tmp_path / f"{name}.csv")) for name in "ab"]
    claim(tmp_path / "out", units, kernel, Options(kernel.today))
    others = {"more": [*units, source.Unit(table(tmp_path / "c.csv"))], "fewer": units[:1]}.get(change, units)
    with pytest.raises(DataError, match="a run over other firms"):
        claim(tmp_path / "out", others, kernel, Options(kernel.today, {"a": "staff"} if change == "mapped" else {}))


@pytest.mark.parametrize("text", ["", "[]", "3", "{}", '{"units": 3}', '{"units": [[1]]}', "\0"])
def test_a_record_that_is_none_is_told(text: str, tmp_path: Path, kernel: Kernel) -> None:
    units, out = [source.Unit(table(tmp_path / "a.csv"))], tmp_path / "out"
    claim(out, units, kernel, Options(kernel.today))
    table(out / RUN, text)
    with pytest.raises(DataError) as caught:
        claim(out, units, kernel, Options(kernel.today))
    assert str(out) in caught.value.faults[0].place


def test_a_run_that_was_killed_before_its_first_word_is_begun_again(tmp_path: Path, kernel: Kernel) -> None:
    units, out = [source.Unit(table(tmp_path / "a.csv"))], tmp_path / "out"
    out.mkdir()
    (out / f".{RUN}.host-1-00000000.part").touch()
    claim(out, units, kernel, Options(kernel.today))
    assert json.loads((out / RUN).read_text(encoding="utf-8"))["units"][0][0] == str(tmp_path / "a.csv")
    (tmp_path / "own").mkdir()
    table(tmp_path / "own" / "letter.txt")
    with pytest.raises(DataError, match="the folder is not empty"):
        claim(tmp_path / "own", units, kernel, Options(kernel.today))
