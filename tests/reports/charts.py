"""A plan to draw, made at once, with an aid that is made up."""

from __future__ import annotations

import datetime as dt

from tests.reports.printed import example
from toolbox.answer import origin
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.planning.candidates import posed
from toolbox.planning.make import planned_at_once
from toolbox.planning.plan import Plan
from toolbox.planning.problem import Aid, Means
from toolbox.planning.tell import Told

DAY = dt.date(2026, 11, 21)


def planned(knowledge: Knowledge, inference: Inference, firm: str | None = "试, 验; <厂> & \\") -> Plan:
    """The plan of the umbrella maker under means."""
    case = example("umbrella-maker-dongshi", knowledge, inference)
    aid = Aid("hangzhou-grant", 50, tuple(knowledge.tools), 5_000, first=1, lead=1)
    means = Means(50_000, 3_000, 60, 12, 3)
    problem = posed(case, knowledge, DAY, means, aids=(aid,))
    return planned_at_once(Told(problem, knowledge, origin(knowledge, DAY), firm, "2026-12", None))
