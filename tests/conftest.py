"""Fixtures shared by all tests."""

from __future__ import annotations

import datetime as dt

import pytest

from toolbox.inference import Inference
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


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date(2026, 11, 21)
