"""A whole run of made-up firms, and its picture."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from toolbox.batch import source
from toolbox.batch.job import Options
from toolbox.batch.run import run
from toolbox.batch.sample import write
from toolbox.batch.whole import Whole, read
from toolbox.knowledge.model import Knowledge
from toolbox.portfolio.picture import picture
from toolbox.portfolio.told import Picture

FIRMS = 1_200


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge, today: dt.date) -> Path:
    place = tmp_path_factory.mktemp("county")
    write(knowledge, FIRMS, 3, place / "firms.parquet")
    run(source.units(str(place / "firms.parquet")), place / "out", knowledge, Options(today))
    return place / "out"


@pytest.fixture(scope="session")
def whole(out: Path, knowledge: Knowledge) -> Whole:
    return read([out], knowledge)


@pytest.fixture(scope="session")
def made(whole: Whole, knowledge: Knowledge) -> Picture:
    return picture(whole, knowledge)
