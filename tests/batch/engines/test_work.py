"""A piece of work goes to a worker as text and comes back as text, and is done once, with the right knowledge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolbox import __version__
from toolbox import knowledge as known_things
from toolbox.batch import parts, source
from toolbox.batch.cube import EMPTY
from toolbox.batch.engines.work import Known, Result, Work, given_up, result_of, work_of, worked
from toolbox.batch.job import Options, compiled
from toolbox.errors import Fault
from toolbox.knowledge.model import Knowledge


@pytest.fixture
def work(tmp_path: Path, knowledge: Knowledge, options: Options) -> Work:
    (tmp_path / "firms.csv").write_text("id,员工人数,sector\na,3,retail\nb,many,retail\n", encoding="utf-8")
    units = source.units(str(tmp_path / "firms.csv"))
    (part,) = parts.claim(tmp_path / "advice", units, compiled(knowledge, options), options)
    return Work(part, options, Known((), knowledge.digest))


def test_work_and_results_are_text_and_come_back_as_they_were(work: Work) -> None:
    unit = source.Unit(Path("/a folder/企业.parquet"), (2, 3), 1001)
    other = work._replace(
        part=work.part._replace(unit=unit),
        options=work.options._replace(mapped={"从业": "员工人数（人）"}, threads=3),
        known=Known(("/overlays/a",), "digest"),
    )
    for each in (work, other):
        assert work_of(each.text()) == each
        assert "\n" not in each.text()
        json.loads(each.text())
    for result in (
        Result(3, cube="abc"),
        Result(4, faults=(Fault("a", "b", "c"), Fault("d", "e"))),
        Result(5, crash="x"),
    ):
        assert result_of(result.text()) == result


def test_a_worker_makes_the_part_and_tells_its_sums(work: Work) -> None:
    result = result_of(worked(work.text()))
    assert result.made
    assert result.counted == (2, 1, 1)
    assert result.sums().total("firms") == 1
    assert work.part.ready


def test_what_is_done_twice_is_written_once_and_told_twice(work: Work) -> None:
    first = worked(work.text())
    before = work.part.out.stat().st_mtime_ns
    work.part.unit.path.write_text("no table any more", encoding="utf-8")
    assert worked(work.text()) == first
    assert work.part.out.stat().st_mtime_ns == before


def test_a_worker_with_other_knowledge_or_another_version_does_nothing(work: Work) -> None:
    for known, fault in (
        (work.known._replace(digest="another"), "its knowledge is not the one of this run."),
        (work.known._replace(version="0.0.0"), f"it has menkan {__version__}, not 0.0.0."),
    ):
        result = result_of(worked(work._replace(known=known).text()))
        assert [told.fault for told in result.faults] == [fault]
    assert not work.part.ready


def test_a_worker_reads_overlays_as_whoever_asked(work: Work, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "catalog").mkdir(parents=True)
    (own / "off.yaml").write_text("rules: [backup-first]\n", encoding="utf-8")
    overlaid = known_things.load((own,))
    known = Known((str(own),), overlaid.digest)
    assert result_of(worked(work._replace(known=known).text())).made
    assert json.loads(parts.metadata(work.part.out)[b"menkan"])["knowledge"] == overlaid.digest


def test_a_worker_that_does_not_see_the_files_says_so(work: Work, tmp_path: Path) -> None:
    for part, path in (
        (work.part._replace(unit=source.Unit(tmp_path / "elsewhere.csv")), tmp_path / "elsewhere.csv"),
        (work.part._replace(out=tmp_path / "unshared" / "part-00000.parquet"), tmp_path / "unshared"),
    ):
        (fault,) = result_of(worked(work._replace(part=part).text())).faults
        assert fault.place == str(path)
        assert "does not see it" in fault.fault


def test_a_poisoned_table_is_told_with_its_name_and_a_fault_of_ours_too(work: Work) -> None:
    sound = work.part.unit.path.read_bytes()
    work.part.unit.path.write_bytes(b"\xff\xff\xff\x80")
    (fault,) = result_of(worked(work.text())).faults
    assert (fault.place, work.part.ready) == (str(work.part.unit.path), False)
    work.part.unit.path.write_bytes(sound)
    wrong = work._replace(options=work.options._replace(threads="many"))  # type: ignore[arg-type]
    crashed = result_of(worked(wrong.text()))
    assert crashed.crash.startswith(f"{work.part.unit.path}: TypeError")
    assert (crashed.sums(), given_up(work.part).made) == (EMPTY, False)
