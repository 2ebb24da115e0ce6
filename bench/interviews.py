"""How many questions until the stop: by look-ahead, in a fixed order, and all of them."""

from __future__ import annotations

import datetime as dt
import random
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.firms import made_up
from toolbox import documents, profile
from toolbox.conditions import told
from toolbox.conditions.values import Among, Members, Value
from toolbox.interview import Rulebook, Standing, next_turn
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile

DAY = dt.date(2026, 11, 21)


def measure(knowledge: Knowledge, firms: int = 500) -> dict[str, Any]:
    """Medians and 90th percentiles over the examples and so many generated firms; what is not told is not known."""
    book = Rulebook(knowledge)
    counts: dict[str, list[int]] = {"look-ahead": [], "fixed order": []}
    for answers in _firms(knowledge, firms):
        counts["look-ahead"].append(_asked(book, answers, ahead=True))
        counts["fixed order"].append(_asked(book, answers, ahead=False))
    rows = {name: _row(values) for name, values in counts.items()}
    return {"firms": len(counts["look-ahead"]), "questions in all": len(book.scope), "until the stop": rows}


def _asked(book: Rulebook, answers: dict[str, Value], *, ahead: bool) -> int:
    standing, asked = Standing(book, Profile(), DAY), 0
    order = iter(book.knowledge.vocabulary)
    while not standing.settled:
        question = next_turn(standing).question if ahead else next((n for n in order if n in standing.open), None)
        if question is None:
            break
        standing, asked = standing.after(question, answers.get(question)), asked + 1
    return asked


def _by_hand(knowledge: Knowledge, answers: dict[str, Value]) -> dict[str, Value]:
    """The same with the answer to the screening question that agrees with the ways of working that were told.

    What was not told is not ticked.
    """
    more = dict(answers)
    for name, fact in knowledge.vocabulary.items():
        has: set[str] = set()
        narrowing = False
        for id_, member in fact.members.items():
            ways = [answers.get(way) for way in member.narrows]
            narrowing |= any(ways)
            has.update(
                id_
                for way, named in zip(ways, member.narrows.values(), strict=True)
                if isinstance(way, Among) and way.members.issubset(named)
            )
        if narrowing and name not in more:
            more[name] = Members(frozenset(has))
    return more


def _firms(knowledge: Knowledge, count: int) -> Iterator[dict[str, Value]]:
    for path in sorted(Path("examples").glob("*.yaml")):
        yield _by_hand(knowledge, dict(profile.read(documents.read_file(path), knowledge).told))
    draw = random.Random(0)
    for _ in range(count):
        firm = made_up(knowledge, draw.randrange(2**32))
        read = {name: told.read_value(knowledge.vocabulary[name], raw) for name, raw in firm.items()}
        firm_told = {name: value for name, value in read.items() if value is not None and name != "by_hand"}
        yield _by_hand(knowledge, firm_told)


def _row(values: list[int]) -> dict[str, float]:
    return {"median": statistics.median(values), "90th percentile": statistics.quantiles(values, n=10)[-1]}
