"""What is missing is made, what fails stops no other, and what is not seen here is not believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from toolbox.batch import source
from toolbox.batch.engines import making
from toolbox.batch.engines.work import Engine, Known, Result, Starting, Work, performed, result_of, worked
from toolbox.batch.job import Options, compiled
from toolbox.batch.parts import claim
from toolbox.batch.run import run
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge

HEADINGS = "id,员工人数,sector\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "firms"
    place.mkdir()
    for number in range(4):
        (place / f"{number}.csv").write_text(f"{HEADINGS}a{number},{number + 3},retail\n", encoding="utf-8")
    return place


def backwards() -> Starting:
    """An engine that works from the last to the first, and tells each result twice."""

    @contextmanager
    def started() -> Iterator[Engine]:
        yield lambda works: (result_of(worked(work.text())) for work in reversed(works) for _ in "ab")

    return started


@pytest.mark.parametrize("engine", [None, backwards()])
def test_a_poisoned_file_fails_alone_and_is_made_when_it_is_mended(
    engine: Starting | None, folder: Path, tmp_path: Path, knowledge: Knowledge, options: Options
) -> None:
    bad, out = folder / "1.csv", tmp_path / "advice"
    sound = bad.read_text(encoding="utf-8")
    bad.write_bytes(b"\xff\xff\xff\x80")
    told: list[int] = []
    units = source.units(str(folder))
    with pytest.raises(DataError) as caught:
        run(units, out, knowledge, options, engine=engine)
    assert [fault.place for fault in caught.value.faults] == [str(bad), str(out)]
    assert caught.value.faults[-1].fault == "1 of 4 parts are missing; the others are ready."
    bad.write_text(sound + "b,9,retail\n", encoding="utf-8")
    done = run(source.units(str(folder)), out, knowledge, options, engine=engine, progress=told.append)
    assert (done.kept, done.parts, done.counted) == (3, 4, (5, 5, 0))
    assert sum(told) >= 5
    assert done.cube.total("firms") == 5


def test_an_engine_is_not_started_for_nothing(
    folder: Path, tmp_path: Path, knowledge: Knowledge, options: Options
) -> None:
    out, units = tmp_path / "advice", source.units(str(folder))
    done = run(units, out, knowledge, options)

    def never() -> None:
        raise AssertionError

    again = run(units, out, knowledge, options, engine=never)  # type: ignore[arg-type]
    assert again == done._replace(kept=4) or again.counted == done.counted


def test_parts_that_are_not_seen_here_are_not_counted(
    folder: Path, tmp_path: Path, knowledge: Knowledge, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_PATIENCE", 0.0)
    kernel, elsewhere = compiled(knowledge, options), tmp_path / "elsewhere"
    elsewhere.mkdir()

    def each(works: Sequence[Work]) -> Iterator[Result]:
        for work in works:  # as a worker does whose folder of this name is not ours
            other = work.part._replace(out=elsewhere / work.part.out.name, rejects=elsewhere / work.part.rejects.name)
            yield performed(other if work.part.number else work.part, options, kernel)

    @contextmanager
    def started() -> Iterator[Engine]:
        yield each

    with pytest.raises(DataError) as caught:
        run(source.units(str(folder)), tmp_path / "advice", knowledge, options, engine=started)
    faults = caught.value.faults
    assert [Path(fault.place).name for fault in faults[:-1]] == [f"part-0000{n}.parquet" for n in (1, 2, 3)]
    assert "3 of 4 parts are missing" in faults[-1].fault


def test_what_an_engine_never_tells_is_missing_and_our_faults_are_ours(
    folder: Path, tmp_path: Path, knowledge: Knowledge, options: Options
) -> None:
    kernel, out = compiled(knowledge, options), tmp_path / "advice"
    works = [
        Work(part, options, Known((), knowledge.digest))
        for part in claim(out, source.units(str(folder)), kernel, options)
    ]

    @contextmanager
    def mute() -> Iterator[Engine]:
        yield lambda works: iter(performed(work.part, options, kernel) for work in works[:1])

    with pytest.raises(DataError, match=r"each worker that began it has died"):
        making.make(works, out, mute)

    @contextmanager
    def wrong() -> Iterator[Engine]:
        yield lambda works: iter(Result(work.part.number, crash=f"{work.part.unit.path.name}: oh") for work in works)

    with pytest.raises(RuntimeError, match=r"1\.csv: oh; 2\.csv: oh; 3\.csv: oh"):
        making.make(works, out, wrong)
