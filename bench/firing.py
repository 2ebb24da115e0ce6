"""Firms a second through both readers, at three numbers of rules."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator, Mapping
from itertools import islice

from bench.firms import mixed
from toolbox.conditions.durable import Rules
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within
from toolbox.conditions.values import Facts
from toolbox.inference import Inference, Reader, VerdictRules
from toolbox.knowledge import Knowledge
from toolbox.vocabulary import Fact

SIZES = (100, 300, 1000)
FIRMS = 400
ROUNDS = 4  # the best of them counts


def measure(knowledge: Knowledge, today: dt.date) -> list[dict[str, float]]:
    inference = Inference(knowledge)
    firms = [inference.infer(firm).facts.values for firm in islice(mixed(knowledge, today, seed=1), FIRMS)]
    rows = []
    for size in SIZES:
        rules = dict(islice(_rules(knowledge), size))
        durable, verdict = Rules(rules), VerdictRules(rules)
        differences = sum(durable.fired(firm) != verdict.fired(firm) for firm in firms)  # and a warm-up for both
        rounds = [(_seconds(durable, firms), _seconds(verdict, firms)) for _ in range(ROUNDS)]
        rows.append(
            {
                "rules": size,
                "firms": FIRMS,
                "durable, firms a second": FIRMS / min(seconds for seconds, _ in rounds),
                "verdict, firms a second": FIRMS / min(seconds for _, seconds in rounds),
                "differences": differences,
            }
        )
    return rows


def _seconds(reader: Reader, firms: list[Facts]) -> float:
    began = time.process_time()
    for firm in firms:
        reader.fired(firm)
    return time.process_time() - began


def _rules(knowledge: Knowledge) -> Iterator[tuple[str, Tree]]:
    """The built-in conditions in a random order; beyond them copies with other constants."""
    draw = random.Random(2)
    ids = draw.sample(list(knowledge.rules), len(knowledge.rules))
    yield from ((id_, knowledge.rules[id_].when) for id_ in ids)
    copy = 1
    while True:
        yield from ((f"{id_} {copy}", _varied(knowledge.rules[id_].when, knowledge.vocabulary, draw)) for id_ in ids)
        copy += 1


def _varied(tree: Tree, facts: Mapping[str, Fact], draw: random.Random) -> Tree:
    match tree:
        case All(parts):
            return All(tuple(_varied(part, facts, draw) for part in parts))
        case Any(parts):
            return Any(tuple(_varied(part, facts, draw) for part in parts))
        case Not(part):
            return Not(_varied(part, facts, draw))
        case Within(fact, low, high):
            by = draw.randint(-3, 3)
            return Within(fact, None if low is None else low + by, None if high is None else high + by)
        case Has(fact, _):
            return Has(fact, draw.choice(list(facts[fact].members)))
        case OneOf(fact, members):
            return OneOf(fact, tuple(draw.sample(list(facts[fact].members), len(members))))
        case Is(fact, answer):
            return Is(fact, answer if draw.random() < 0.7 else not answer)
