"""Ordinary firms: the examples, mixed with one another, so that no two are the same."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from toolbox import profile
from toolbox.assessment import assess
from toolbox.documents import read_file
from toolbox.facts import Gathered, gather
from toolbox.knowledge import Knowledge
from toolbox.profile import Profile

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def examples(knowledge: Knowledge) -> list[Profile]:
    return [profile.read(read_file(path), knowledge) for path in sorted(EXAMPLES.glob("*.yaml"))]


def mixed(knowledge: Knowledge, today: dt.date, seed: int) -> Iterator[Gathered]:
    """Firms without end: most facts of one example, some of another, with what follows and what the scores are."""
    draw = random.Random(seed)
    known = examples(knowledge)
    while True:
        one, other = draw.sample(known, 2)
        told = {name: value for name, value in one.told.items() if draw.random() < 0.8}
        told |= {name: value for name, value in other.told.items() if draw.random() < 0.4}
        gathered = gather(Profile(told=told), knowledge, today)
        yield gathered.having(assess(knowledge, gathered.values).facts(), {})
