"""JSON Schemas of what menkan reads and prints, for editors and for programs."""

from __future__ import annotations

from typing import Any

from toolbox.advice import Advice
from toolbox.batch.told import Checked, Summary
from toolbox.clustering.answer import Cluster
from toolbox.diff import Diff
from toolbox.eligibility import Policies
from toolbox.errors import BothWays
from toolbox.explain import ToolExplained
from toolbox.folder import Index
from toolbox.interview import answer, state
from toolbox.knowledge import shapes
from toolbox.knowledge.model import Knowledge, RuleEntry, Tool
from toolbox.knowledge.support import Policy
from toolbox.money.statement import Statement
from toolbox.money.why import Why
from toolbox.partners import Partners
from toolbox.planning.plan import Plan
from toolbox.portfolio.told import Picture
from toolbox.profile import SPECIAL
from toolbox.readiness import Readiness
from toolbox.roadmap import Roadmap
from toolbox.scorecard import Scorecard
from toolbox.thirds import About
from toolbox.understand import Answer
from toolbox.vocabulary import Fact

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str, knowledge: Knowledge) -> dict[str, Any]:
    """The schema of a kind of file or output, as `menkan schema` lists them. KeyError for another kind."""
    made = {
        "firm": lambda: _firm(knowledge),
        "state": lambda: _state(knowledge),
        "turn": _turn,
        "advice": lambda: shapes.schema(Advice, printed=True),
        "explanation": lambda: shapes.schema(ToolExplained, printed=True),
        "diff": lambda: shapes.schema(Diff, printed=True),
        "roadmap": lambda: shapes.schema(Roadmap, printed=True),
        "plan": lambda: shapes.schema(Plan, printed=True),
        "assessment": lambda: shapes.schema(Scorecard, printed=True),
        "cluster": lambda: shapes.schema(Cluster, printed=True),
        "batch": lambda: shapes.schema(Summary, printed=True),
        "batch-check": lambda: shapes.schema(Checked, printed=True),
        "portfolio": lambda: shapes.schema(Picture, printed=True),
        "costs": lambda: shapes.schema(Statement, printed=True),
        "cell": lambda: shapes.schema(Why, printed=True),
        "understood": lambda: shapes.schema(Answer, printed=True),
        "index": lambda: shapes.schema(Index, printed=True),
        "about": lambda: shapes.schema(About, printed=True),
        "policies": lambda: shapes.schema(Policies, printed=True),
        "partners": lambda: shapes.schema(Partners, printed=True),
        "finance": lambda: shapes.schema(Readiness, printed=True),
        "programme": lambda: shapes.schema(Policy),
        "tool": lambda: shapes.schema(Tool),
        "rule": lambda: shapes.schema(RuleEntry),
        "error": _error,
    }[kind]()
    return {"$schema": DRAFT, "title": f"menkan {kind}", **made}


def _firm(knowledge: Knowledge) -> dict[str, Any]:
    asked = {name: fact for name, fact in knowledge.vocabulary.items() if fact.worked_out is None}
    special = {key: {"type": ["string", "integer", "null"]} for key in SPECIAL}
    properties = special | {name: _value(fact) for name, fact in asked.items()}
    # other words for the same facts, Chinese labels among them, are read too; they are not listed one by one
    return {"type": "object", "properties": properties, "additionalProperties": True}


def _state(knowledge: Knowledge) -> dict[str, Any]:
    """What a caller may send; every key may be left out."""
    name = {"type": ["string", "null"]}
    properties = {"format": {"const": state.FORMAT}, "name": name, "facts": _firm(knowledge)}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _turn() -> dict[str, Any]:
    """What a turn gives back; its state has every key."""
    made = shapes.schema(answer.Answer, printed=True)
    sent_back = {"format": {"const": state.FORMAT}, "name": {"type": ["string", "null"]}, "facts": {"type": "object"}}
    whole = {"type": "object", "properties": sent_back, "required": list(sent_back), "additionalProperties": False}
    properties = {**made["properties"], "format": {"const": answer.FORMAT}, "state": whole}
    return {**made, "properties": properties}


def _value(fact: Fact) -> dict[str, Any]:
    description = f"{fact.label.zh} / {fact.label.en}"
    unknown: dict[str, Any] = {"enum": [None, "unknown"]}
    members: dict[str, Any] = {"enum": sorted(fact.members)}
    words: dict[str, Any] = {"type": "string"}
    match fact.type:
        case "yes/no":
            known: list[dict[str, Any]] = [{"type": "boolean"}, {"enum": ["yes", "no"]}]
        case "choice":
            known = [members, words]
        case "set":
            part = {"type": "array", "items": {"anyOf": [members, words]}}
            in_part = {"type": "object", "properties": {"has": part, "lacks": part}, "additionalProperties": False}
            known = [part, words, in_part]
        case _:
            bounds = {"minimum": fact.low, "maximum": fact.high}
            known = [{"type": "integer" if fact.decimals == 0 else "number", **bounds}, words]
    return {"description": description, "anyOf": [*known, unknown]}


def _error() -> dict[str, Any]:
    fault = shapes.schema(BothWays, printed=True)
    return {
        "$defs": fault.pop("$defs"),  # references start from the top
        "type": "object",
        "properties": {
            "format": {"const": "menkan-error/1"},
            "exit_code": {"enum": [1, 2, 3]},
            "faults": {"type": "array", "items": fault},
        },
        "required": ["format", "exit_code", "faults"],
        "additionalProperties": False,
    }
