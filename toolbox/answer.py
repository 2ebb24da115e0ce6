"""What every answer is made of: labels, and the origin that makes it reproducible."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from toolbox import __version__
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Text


class Label(NamedTuple):
    """Something that has an id and a name."""

    id: str
    name: Text


class Origin(NamedTuple):
    """What made an answer: program, knowledge and day. The same of all three and the same firm make the same bytes."""

    menkan: str
    knowledge: str
    overlays: int
    today: str


def origin(knowledge: Knowledge, today: dt.date) -> Origin:
    """What makes an answer now."""
    return Origin(__version__, knowledge.digest, len(knowledge.overridden), today.isoformat())
