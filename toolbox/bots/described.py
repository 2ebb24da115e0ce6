"""The shapes of all answers as JSON Schemas that share their parts: what MCP tools and OpenAPI documents refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from toolbox.advice import Advice
from toolbox.bots.brief import (
    AdviceBrief,
    AssessmentBrief,
    ExplanationBrief,
    RoadmapBrief,
    TurnBrief,
    UnderstoodBrief,
)
from toolbox.bots.failures import Failure
from toolbox.explain import ToolExplained
from toolbox.interview.answer import Answer
from toolbox.knowledge import shapes
from toolbox.operations import RuleShown, ToolShown
from toolbox.roadmap import Roadmap
from toolbox.scorecard import Scorecard
from toolbox.search import Hit
from toolbox.understand import Answer as Understood

Schema = dict[str, Any]
LOCAL, COMPONENTS = "#/$defs/", "#/components/schemas/"


class Found(NamedTuple):
    """The tools that were found, the best first; none where nothing fits."""

    hits: tuple[Hit, ...]


KINDS: Mapping[str, Any] = {
    "Turn": Answer,
    "Advice": Advice,
    "Explanation": ToolExplained,
    "Roadmap": Roadmap,
    "Assessment": Scorecard,
    "Found": Found,
    "Understood": Understood,
    "ToolShown": ToolShown,
    "RuleShown": RuleShown,
    "TurnBrief": TurnBrief,
    "AdviceBrief": AdviceBrief,
    "ExplanationBrief": ExplanationBrief,
    "RoadmapBrief": RoadmapBrief,
    "AssessmentBrief": AssessmentBrief,
    "UnderstoodBrief": UnderstoodBrief,
    "Failure": Failure,
}


def definitions(names: Iterable[str], prefix: str = LOCAL) -> dict[str, Schema]:
    """The schemas of these kinds and of their parts, by name; they refer to each other by prefix and name."""
    made: dict[str, Schema] = {}
    for name in names:
        whole = shapes.schema(KINDS[name], printed=True)
        parts = whole.pop("$defs", {})
        for part, schema in {**parts, name: whole}.items():
            if made.setdefault(part, schema) != schema:
                raise ValueError(f"two shapes are called {part}")
    return {name: _referring(schema, prefix) for name, schema in sorted(made.items())}


def mapped(schema: Any, change: Callable[[Schema], Schema]) -> Any:
    """The schema with every map in it changed, from the inside to the outside."""
    if isinstance(schema, list):
        return [mapped(part, change) for part in schema]
    if isinstance(schema, Mapping):
        return change({key: mapped(part, change) for key, part in schema.items()})
    return schema


def _referring(schema: Schema, prefix: str) -> Schema:
    def moved(part: Schema) -> Schema:
        reference = part.get("$ref")
        return part if reference is None else {**part, "$ref": reference.replace(LOCAL, prefix)}

    changed: Schema = mapped(schema, moved)
    return changed
