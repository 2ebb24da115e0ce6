"""Of each sentence all is understood that it tells, and nothing more."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from toolbox import profile
from toolbox.documents import Document, read_file
from toolbox.knowledge.model import Knowledge
from toolbox.understand import Reader

SENTENCES = read_file(Path(__file__).parent / "sentences.yaml").data
FEWEST = 150


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """One reader for all sentences."""
    return Reader(knowledge)


def test_there_are_many_sentences_and_none_twice() -> None:
    assert len({sentence["text"] for sentence in SENTENCES}) == len(SENTENCES) >= FEWEST


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"])
def test_a_sentence_is_understood(
    sentence: dict[str, Any], reader: Reader, knowledge: Knowledge, today: dt.date
) -> None:
    wanted = profile.read(Document("tells", sentence["tells"], {}), knowledge)
    understood = reader.understand(sentence["text"], today)
    assert understood.values == wanted.told
    assert understood.industry == wanted.industry
