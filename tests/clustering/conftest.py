"""Made-up firms and the advice for them, once for all tests of this folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from toolbox.batch.job import Options, compiled, job
from toolbox.batch.sample import write
from toolbox.knowledge.model import Knowledge

TODAY = dt.date(2026, 11, 21)


class County(NamedTuple):
    """The advice for the same firms in each format, and in parts."""

    parquet: Path
    csv: Path
    xlsx: Path
    folder: Path


@pytest.fixture(scope="session")
def county(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> County:
    place = tmp_path_factory.mktemp("county")
    firms = place / "firms.parquet"
    write(knowledge, 400, 7, firms)
    kernel = compiled(knowledge, Options(TODAY))
    made = County(place / "out.parquet", place / "out.csv", place / "out.xlsx", place / "parts")
    made.folder.mkdir()
    for out in (
        made.parquet,
        made.csv,
        made.xlsx,
        made.folder / "part-00000.parquet",
        made.folder / "part-00001.parquet",
    ):
        job(firms, out, knowledge, Options(TODAY), kernel=kernel)
    return made
