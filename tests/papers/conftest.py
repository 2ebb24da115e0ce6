"""Reports as the command composes them, and a firm whose name means something to every format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from toolbox import profile
from toolbox.advice import Advice, advise, reason
from toolbox.documents import Document
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.papers.compose import NOTHING_MORE, Extra, compose
from toolbox.papers.report import Report, Section
from toolbox.roadmap import roadmap

Made = tuple[Report, Advice]
Maker = Callable[..., Made]

# markup of typst, XML, Markdown, Jinja, and a formula, in one name; a rare character and one without a glyph
HOSTILE = "=1+1 #panic() $x$ *a* <b>&\"' {{ 7*7 }} {_{ 7 }_} {% raw %} [x](y) @SUM(A1) 喆垚芃"
PLANT = {
    "sector": "manufacturing",
    "staff": 80,
    "activities": ["makes_goods", "makes_to_order", "keeps_stock", "sells_on_credit"],
    "customers": ["firms", "distributors"],
    "pains": ["unpaid_bills", "order_errors"],
    "goals": ["cut_costs"],
    "order_taking": "chat",
    "stock_records": "paper",
    "safeguards": [],
    "in_use": ["bookkeeping"],
    "digital_strategy": True,
}
SECTION = Section("费用 costs", ("一段话",), (("项目", "元"), ("=2+2", "3,000")), ("备注",))


@pytest.fixture(scope="session")
def make(knowledge: Knowledge, inference: Inference, today: dt.date) -> Maker:
    """Composes the report of a profile."""

    def made(told: dict[str, object] | None = None, language: str = "zh", extra: Extra = NOTHING_MORE) -> Made:
        data = {key: value for key, value in (PLANT if told is None else told).items() if _known(knowledge, key)}
        firm = profile.read(Document("firm", data, {}), knowledge)
        reasoned = reason(firm, inference, knowledge, today)
        advice = advise(reasoned, knowledge, today)
        return compose(advice, roadmap(knowledge, reasoned.recommendations), knowledge, language, extra), advice

    return made


def _known(knowledge: Knowledge, key: str) -> bool:
    return profile.special(key) is not None or knowledge.vocabulary.find(key) is not None


@pytest.fixture(scope="session")
def plant(make: Maker) -> Report:
    """A plant that told a good deal, in Chinese."""
    return make({"name": "宏达纸箱厂", **PLANT})[0]


@pytest.fixture(scope="session")
def hostile(make: Maker) -> Made:
    """A firm whose name is no accident."""
    return make({"name": HOSTILE, **PLANT}, extra=Extra((SECTION,)))


@pytest.fixture(scope="session")
def silent(make: Maker) -> Report:
    """A firm that told nothing."""
    return make({})[0]
