"""What the tests of engines share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from toolbox import knowledge as known
from toolbox.batch.job import Options


@pytest.fixture(scope="session")
def options(today: dt.date) -> Options:
    return Options(today)


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder for compiled knowledge that holds it, as on a worker that has worked before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENKAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        known.load()
        yield
