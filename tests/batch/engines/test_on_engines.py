"""Each engine makes the parts that this process would make, whoever is killed on the way, and whichever file is bad."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.batch.engines.living import Call, call, kill_in_the_middle, wait_until
from toolbox.batch import source
from toolbox.batch.cube import Cube
from toolbox.batch.engines.chosen import NAMES
from toolbox.batch.job import Options
from toolbox.batch.run import run
from toolbox.batch.sample import Sampler
from toolbox.knowledge.model import Knowledge

FILES, FIRMS = 8, 150
POISONED = "county-5.parquet"


@pytest.fixture
def firms(tmp_path: Path, knowledge: Knowledge) -> Path:
    """Eight tables of made-up firms."""
    place = tmp_path / "firms"
    place.mkdir()
    (batch,) = Sampler(knowledge, 36).chunks(FILES * FIRMS)
    for number in range(FILES):
        table = pa.Table.from_batches([batch.slice(number * FIRMS, FIRMS)])
        pq.write_table(table, place / f"county-{number}.parquet")
    return place


@pytest.mark.parametrize("engine", NAMES)
def test_an_engine_loses_and_doubles_nothing(engine: str, firms: Path, knowledge: Knowledge, options: Options) -> None:
    if engine == "spark":
        assert shutil.which("java"), "Spark needs Java: install openjdk-17-jre-headless, as .ci/run does"
    out = firms.parent / "advice"
    again = (firms, "-o", out, "--engine", engine, "--workers", "2", "--json")

    # whoever asked is killed when the first part is there
    _kill_the_driver(call(*again), out)
    ready = _parts(out)
    assert 0 < len(ready) < FILES - 1, "it was killed too late or too early to show anything"
    before = {part: part.stat().st_mtime_ns for part in ready}

    # a file is poisoned, and a worker is killed in the middle of another
    bad = next(path for path in (firms / POISONED, *sorted(firms.iterdir())) if not _made_of(path, out))
    sound = bad.read_bytes()
    bad.write_bytes(sound[:-100] + b"\0" * 100)
    look = kill_in_the_middle(out)
    ran = call(*again).run(lambda process: wait_until(look, process))
    assert look(), "no worker was met in the middle of a job"
    assert ran.code == 1, ran.err
    assert [str(bad) in fault["place"] for fault in ran.error["faults"]] == [True, False], ran.err
    assert ran.error["faults"][1]["fault"] == f"1 of {FILES} parts are missing; the others are ready."
    assert len(_parts(out)) == FILES - 1
    assert not [path for path in out.rglob(".*") if path.name.endswith(".part")], "a temporary file was left behind"

    # it is mended, and this process makes what is missing
    bad.write_bytes(sound)
    done = run(source.units(str(firms)), out, knowledge, options)
    assert (done.kept, done.parts) == (FILES - 1, FILES)
    assert all(part.stat().st_mtime_ns == at for part, at in before.items()), "a part that was ready was made again"
    _same_as_here(out, done.cube, firms, knowledge, options)


def _kill_the_driver(asked: Call, out: Path) -> None:
    with asked.running() as process:
        wait_until(lambda: _parts(out), process)
        process.kill()
        process.wait()
        asked.wait_for_the_others()


def _parts(out: Path) -> list[Path]:
    return sorted(out.glob("part-*.parquet"))


def _made_of(path: Path, out: Path) -> bool:
    return (out / f"part-{int(path.stem[-1]):05}.parquet").exists()


def _same_as_here(out: Path, cube: Cube, firms: Path, knowledge: Knowledge, options: Options) -> None:
    here = firms.parent / "here"
    done = run(source.units(str(firms)), here, knowledge, options)
    assert cube.table().equals(done.cube.table())
    assert [part.name for part in _parts(out)] == [part.name for part in _parts(here)]
    for part in _parts(here):
        assert (out / part.name).read_bytes() == part.read_bytes(), part.name
    ids = pq.ParquetDataset(_parts(out)).read(["id"]).column("id").to_pylist()
    assert len(ids) == len(set(ids)) == FILES * FIRMS
