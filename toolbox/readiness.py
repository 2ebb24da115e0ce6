"""Readiness for finance: which papers a lender asks for, which are there, and what would yield those that are missing.

It says nothing about whether a loan will be granted: a lender decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from toolbox.answer import Label
from toolbox.conditions.tree import Tree
from toolbox.conditions.values import Members
from toolbox.conditions.verdict import asks, explain
from toolbox.eligibility import LIVE, Asked, Programme, programmes
from toolbox.explain import Mark, askable
from toolbox.inference import Inferred
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.support import Paper
from toolbox.partners import Referral, partners
from toolbox.recommend import Recommendations
from toolbox.vocabulary import Text

FORMAT = "menkan-finance/1"
MOST_WAYS = 3
MONEY_KINDS = ("loan_interest", "credit", "guarantee")
LENDERS = "finance"
NOTE = Text(
    "这里只说材料齐不齐；贷不贷、贷多少、利率多少，由放款的机构定。",
    "This says which papers are there; whether, how much and at what rate to lend is the lender's decision.",
)
_MARKS: dict[bool | None, Mark] = {True: "yes", False: "no", None: "ask"}

Status = Literal["there", "missing", "unknown"]


class Way(NamedTuple):
    """A tool that would yield the paper. place: its place in the advice, from 1; None where it is not advised now."""

    tool: str
    name: Text
    place: int | None


class PaperStanding(NamedTuple):
    """One paper. asked: whether a lender asks it of this firm, as far as that is known.

    kept_by: tools in use that yield it. ways: tools that would, those advised first. by_hand: how to have it without
    a tool. questions: what would tell whether it is asked for and whether it is there.
    """

    id: str
    name: Text
    shows: Text
    asked: Mark
    status: Status
    records: tuple[Label, ...]
    kept_by: tuple[Label, ...]
    ways: tuple[Way, ...]
    by_hand: Text
    questions: tuple[Asked, ...]
    sources: tuple[str, ...]


class Readiness(NamedTuple):
    """What a lender would ask and what is there of it. programmes and partners: for borrowers, yes and ask only.

    there, missing and unknown: counts of the papers that are asked for.
    """

    format: str
    knowledge: str
    today: str
    firm: str | None
    note: Text
    there: int
    missing: int
    unknown: int
    papers: tuple[PaperStanding, ...]
    programmes: tuple[Programme, ...]
    partners: tuple[Referral, ...]


def readiness(
    knowledge: Knowledge, inferred: Inferred, recommendations: Recommendations, today: dt.date, firm: str | None = None
) -> Readiness:
    """What a lender would ask of this firm and how far it is. firm: its name, as far as told."""
    papers = tuple(_papers(knowledge, inferred, recommendations))
    counted = [paper.status for paper in papers if paper.asked == "yes"]
    money = programmes(knowledge, inferred, today)
    return Readiness(
        FORMAT,
        knowledge.digest,
        today.isoformat(),
        firm,
        NOTE,
        counted.count("there"),
        counted.count("missing"),
        counted.count("unknown"),
        papers,
        tuple(p for p in money if p.kind.id in MONEY_KINDS and p.state in LIVE and p.verdict in ("yes", "ask")),
        tuple(p for p in partners(knowledge, inferred) if p.kind.id == LENDERS and p.verdict != "no"),
    )


def _papers(knowledge: Knowledge, inferred: Inferred, recommendations: Recommendations) -> Iterator[PaperStanding]:
    """The papers that are asked for, or may be; those of other trades are left out."""
    places = {step.tool: place for place, step in enumerate(recommendations.steps, 1)}
    for id_, paper in knowledge.papers.items():
        asked, open_facts = _judged(paper.when, inferred, otherwise=True)
        if asked is False:
            continue
        status, kept_by, more = _status(knowledge, inferred, paper)
        yield PaperStanding(
            id_,
            paper.name,
            paper.shows,
            _MARKS[asked],
            status,
            tuple(Label(record, knowledge.records[record].name) for record in paper.records),
            tuple(Label(tool, knowledge.tools[tool].name) for tool in kept_by),
            _ways(knowledge, paper, kept_by, places) if status != "there" else (),
            paper.by_hand,
            _questions(knowledge, inferred, (*open_facts, *more)),
            paper.sources,
        )


def _status(knowledge: Knowledge, inferred: Inferred, paper: Paper) -> tuple[Status, tuple[str, ...], tuple[str, ...]]:
    """Whether a paper is there, the tools in use that yield it, and the facts that would tell."""
    value = inferred.facts.values.get("in_use")
    in_use = value if isinstance(value, Members) else Members(frozenset(), closed=False)
    yielding = [id_ for id_, tool in knowledge.tools.items() if set(tool.yields) & set(paper.records)]
    kept_by = tuple(id_ for id_ in yielding if in_use.holds(id_))
    told, open_facts = _judged(paper.there_when, inferred, otherwise=False)
    if kept_by or told:
        return "there", kept_by, ()
    if any(in_use.holds(id_) is None for id_ in yielding):
        open_facts = (*open_facts, "in_use")
    return ("unknown" if open_facts else "missing"), (), open_facts


def _judged(tree: Tree | None, inferred: Inferred, *, otherwise: bool) -> tuple[bool | None, tuple[str, ...]]:
    if tree is None:
        return otherwise, ()
    judged = explain(tree, inferred.facts.values)
    return judged.truth, tuple(asks(judged)) if judged.truth is None else ()


def _ways(knowledge: Knowledge, paper: Paper, kept_by: tuple[str, ...], places: dict[str, int]) -> tuple[Way, ...]:
    """The tools that yield a paper: those advised, in their order, then those that suit most firms."""
    yielding = {id_ for id_, tool in knowledge.tools.items() if set(tool.yields) & set(paper.records)}
    advised = sorted(yielding & places.keys(), key=places.__getitem__)
    found = dict.fromkeys(tool for tool in (*advised, *paper.tools) if tool not in kept_by)
    return tuple(Way(id_, knowledge.tools[id_].name, places.get(id_)) for id_ in islice(found, MOST_WAYS))


def _questions(knowledge: Knowledge, inferred: Inferred, names: tuple[str, ...]) -> tuple[Asked, ...]:
    facts = inferred.facts.values
    asked = dict.fromkeys(q for name in names for q in askable(knowledge, facts, name))
    found = (knowledge.vocabulary[name] for name in asked)
    return tuple(Asked(fact.name, fact.label, fact.question or fact.label) for fact in found)
