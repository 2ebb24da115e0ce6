"""Fixtures shared by all tests."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator

import pytest

from toolbox.documents import read_file
from toolbox.inference import Inference
from toolbox.knowledge import entries
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import roots


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """The built-in knowledge, read from its files with entries, places and examples."""
    return Loaded(roots())


@pytest.fixture(scope="session")
def knowledge(loaded: Loaded) -> Knowledge:
    """The built-in knowledge."""
    return loaded.knowledge


@pytest.fixture(scope="session")
def inference(knowledge: Knowledge) -> Inference:
    """The built-in rules, fired by the best reader there is."""
    return Inference(knowledge)


@pytest.fixture(scope="module")
def built_in_files_read_once() -> Iterator[None]:
    """The built-in files are the same under every overlay: remember them, reading is most of the time of loading."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries, "read_file", functools.cache(read_file))
        yield


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date(2026, 11, 21)
