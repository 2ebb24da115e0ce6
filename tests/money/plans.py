"""Plans for tests of money: real firms made up from a seed, and small claims of our own."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from tests.firms import values
from toolbox.conditions.values import Facts, only
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.money import Evidence
from toolbox.money import Options, Reckoned, reckon
from toolbox.vocabulary import Text

TODAY = dt.date(2026, 11, 21)
FIGURES: dict[str, Any] = {
    "sector": "manufacturing",
    "revenue": 600,
    "gross_margin": 20,
    "receivables": 90,
    "order_labour_cost": 24,
    "order_error_cost": 3,
    "day_rate": 300,
    "money_rate": 6,
}


def claim(*tools: str, **more: Any) -> Evidence:
    """A claim that something brings a tenth to a fifth of yearly sales at the gross margin."""
    text = Text("甲", "a claim")
    plain = Evidence(text, text, tools, (10, 20), text, text, 2025, "B", "judgement", "revenue", "at margin")
    return plain._replace(**more)


def with_claims(knowledge: Knowledge, **claims: Evidence) -> Knowledge:
    """The knowledge with no claims but these."""
    return knowledge._replace(evidence=claims)


def facts_of(knowledge: Knowledge, **more: Any) -> dict[str, Any]:
    """A firm that told every figure, and what else is said; a fact that is None is not told."""
    told = {name: value for name, value in (FIGURES | more).items() if value is not None}
    return values(knowledge, told) | {"size": only("small")}


def drawn(knowledge: Knowledge, seed: int) -> Reckoned:
    """A firm that tells some of its figures, with a plan of up to nine tools in any months, over any time."""
    rng = random.Random(seed)
    claimed = ["order-portal", "receivables", "supply-chain-collaboration"]
    tools = [*rng.sample(claimed, 2), *rng.sample(sorted(knowledge.tools), 7)]
    months = rng.randint(1, 40)
    schedule = {tool: rng.randint(1, months + 3) for tool in dict.fromkeys(tools)}
    told: Facts = facts_of(knowledge, **{name: None for name in FIGURES if name != "sector" and rng.random() < 0.3})
    rate = rng.choice([None, Decimal("4.5")])
    return reckon(knowledge, told, schedule, TODAY, Options(months, {"D": rng.randint(0, 100)}, rate, seed))
