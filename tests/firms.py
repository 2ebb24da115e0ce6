"""Firms for tests: from plain words, or made up from a seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from toolbox.advice import Advice, Reasoned, advise, reason
from toolbox.conditions import told
from toolbox.conditions.values import Facts, Members, Value
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile

TODAY = dt.date(2026, 11, 21)


def values(knowledge: Knowledge, firm: Mapping[str, Any]) -> dict[str, Value]:
    """The facts that a firm in plain words tells; worked-out facts may be told too."""
    found = {name: told.read_value(knowledge.vocabulary[name], raw) for name, raw in firm.items()}
    return {name: value for name, value in found.items() if value is not None}


def reasoned(knowledge: Knowledge, inference: Inference, firm: Mapping[str, Any]) -> Reasoned:
    """Everything from the facts to the recommendations."""
    return reason(Profile(told=values(knowledge, firm)), inference, knowledge, TODAY)


def advice(knowledge: Knowledge, inference: Inference, firm: Mapping[str, Any]) -> Advice:
    """The advice for a firm in plain words."""
    return advise(reasoned(knowledge, inference, firm), knowledge, TODAY)


def all_in_use(facts: Facts) -> frozenset[str]:
    """The tools in use, as far as they are told."""
    in_use = facts.get("in_use")
    return in_use.has if isinstance(in_use, Members) else frozenset()


def made_up(knowledge: Knowledge, seed: int, **fixed: Any) -> dict[str, Any]:
    """A firm of any trade that tells about half of what it may be asked. fixed: what it is to say in any case."""
    rng = random.Random(seed)
    firm: dict[str, Any] = {}
    for name, fact in knowledge.vocabulary.items():
        if fact.worked_out is not None or name in ("province", "city", "division"):
            continue
        if name != "sector" and rng.random() < 0.4:
            continue
        members = list(fact.members)
        match fact.type:
            case "yes/no":
                firm[name] = rng.random() < 0.4
            case "choice":
                firm[name] = rng.choice(members)
            case "set":
                firm[name] = rng.sample(members, rng.randint(0, min(7, len(members))))
            case _:
                firm[name] = _number(name, rng)
    return firm | fixed


def _number(name: str, rng: random.Random) -> int:
    amounts = {"staff": (1, 400), "revenue": (10, 50_000), "assets": (10, 50_000), "founded": (1990, 2026)}
    more = {"sites": (1, 6), "digital_budget": (0, 400_000), "it_staff": (0, 4), "revenue_growth": (-20, 80)}
    return rng.randint(*(amounts | more).get(name, (0, 100)))
