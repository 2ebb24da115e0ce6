"""Whole runs are read again from what their files tell of themselves; what is none is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toolbox.batch import source
from toolbox.batch.job import Options
from toolbox.batch.run import Done, run, write_cube
from toolbox.batch.sample import write
from toolbox.batch.whole import read
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge

FIRMS = 90


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    path = tmp_path_factory.mktemp("firms") / "firms.parquet"
    write(knowledge, FIRMS, 2, path)
    return path


@pytest.fixture(scope="module")
def done(made_up: Path, knowledge: Knowledge, today: dt.date) -> Done:
    """A run into a folder, beside which stand a file of the same advice and its cube."""
    units, options = source.units(str(made_up)), Options(today)
    write_cube(run(units, None, knowledge, options), units, knowledge, options, made_up.parent / "cube.parquet")
    run(units, made_up.parent / "advice.parquet", knowledge, options)
    return run(units, made_up.parent / "out", knowledge, options)


@pytest.mark.parametrize("name", ["out", "advice.parquet", "cube.parquet"])
def test_a_folder_a_file_and_a_cube_of_a_run_say_the_same(
    name: str, done: Done, made_up: Path, knowledge: Knowledge
) -> None:
    whole = read([made_up.parent / name], knowledge)
    assert whole.cube.table().equals(done.cube.table())
    assert (whole.counted, whole.today, whole.parts) == (done.counted, "2026-11-21", 1)
    assert whole.made_up == 1


def test_several_runs_add_up_and_real_firms_are_not_called_made_up(
    done: Done, made_up: Path, tmp_path: Path, knowledge: Knowledge, today: dt.date
) -> None:
    (tmp_path / "real.csv").write_text("id,sector\na,retail\nb,wholesale\n", encoding="utf-8")
    run(source.units(str(tmp_path / "real.csv")), tmp_path / "real.parquet", knowledge, Options(today))
    whole = read([tmp_path / "real.parquet", made_up.parent / "out"], knowledge)
    assert (whole.counted.advised, whole.parts, whole.made_up) == (FIRMS + 2, 2, 1)
    assert whole.cube.total("firms") == FIRMS + 2


def test_what_is_no_advice_or_does_not_go_together_is_refused(
    done: Done, made_up: Path, tmp_path: Path, knowledge: Knowledge, today: dt.date
) -> None:
    here = made_up.parent
    (tmp_path / "empty").mkdir()
    (tmp_path / "torn.parquet").write_bytes((here / "advice.parquet").read_bytes()[:300])
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "other.parquet")
    bare = pq.read_table(here / "cube.parquet")
    pq.write_table(bare.replace_schema_metadata(None), tmp_path / "bare.parquet")
    pq.write_table(bare.drop(["value"]), tmp_path / "short.parquet")
    later = Options(today + dt.timedelta(1))
    run(source.units(str(made_up)), tmp_path / "later.parquet", knowledge, later)
    refused = [
        ([tmp_path / "empty"], "there is no advice in Parquet"),
        ([tmp_path / "nowhere.parquet"], "there is no advice in Parquet"),
        ([here / "firms.csv"], "there is no advice in Parquet"),
        ([tmp_path / "torn.parquet"], "torn.parquet"),
        ([here / "firms.parquet"], "does not tell what its firms add up to"),
        ([tmp_path / "other.parquet"], "does not tell what its firms add up to"),
        ([tmp_path / "bare.parquet"], "does not tell what its firms add up to"),
        ([tmp_path / "short.parquet"], "cannot be read as a table"),
        ([here / "out", tmp_path / "later.parquet"], "it is of 2026-11-22"),
        ([here / "out", here / "out"], "named twice"),
    ]
    for outs, fault in refused:
        with pytest.raises(DataError, match=fault):
            read(outs, knowledge)
    with pytest.raises(DataError, match="other knowledge"):
        read([here / "out"], knowledge._replace(digest="another"))
