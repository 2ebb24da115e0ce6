"""The OpenAPI documents: 3.1 with every shape, and a flat 3.0 that simple bot platforms can import."""

from __future__ import annotations

from collections.abc import Callable

from toolbox import schemas
from toolbox.bots.described import COMPONENTS, KINDS, Schema, definitions, mapped
from toolbox.knowledge.model import Knowledge
from toolbox.operations import LONGEST_TEXT

NULL = {"type": "null"}

_FACTS = "Facts by name. `next-question` gives the names and choices one by one; Chinese labels are read too."
_FIRM = "A profile, or the state of an interview."
_TEXT = "What somebody said of a firm, in their own words."
_NOT_IN_3_0 = ("const", "prefixItems")


def refer(name: str) -> Schema:
    """A reference to a component."""
    return {"$ref": f"{COMPONENTS}{name}"}


def inputs(knowledge: Knowledge) -> dict[str, Schema]:
    """What callers send."""
    profile, state = (schemas.schema(kind, knowledge) for kind in ("firm", "state"))
    text = {
        "type": "object",
        "properties": {"text": {"type": "string", "maxLength": LONGEST_TEXT, "description": _TEXT}},
        "required": ["text"],
        "additionalProperties": False,
    }
    return {
        "Profile": {"description": _FACTS, **{key: profile[key] for key in ("type", "properties")}},
        "State": {
            "description": "The state of an interview; {} is the beginning. Send back what the last turn gave.",
            **{key: state[key] for key in ("type", "additionalProperties")},
            "properties": {**state["properties"], "facts": refer("Profile")},
        },
        "Firm": {"description": _FIRM, "anyOf": [refer("State"), refer("Profile")]},
        "Story": text,
    }


def complete(document: Schema, knowledge: Knowledge) -> Schema:
    """The document with the shapes of all that is sent and answered."""
    return {**document, "components": {"schemas": {**inputs(knowledge), **definitions(KINDS, COMPONENTS)}}}


def flat(document: Schema) -> Schema:
    """The same document in OpenAPI 3.0.3: no alternatives, no null type; what may be null is `nullable`.

    Facts are a free map, because their many forms need alternatives; wrong ones come back with place and remedy.
    """
    components = dict(document["components"]["schemas"])
    components["Profile"] = components["Firm"] = {"type": "object", "additionalProperties": True, "description": _FACTS}

    def lowered(part: Schema) -> Schema:
        part = _one_type(_without_null(part, written_out))
        if "prefixItems" in part:
            part = {**part, "items": part["prefixItems"][0]}  # pairs of one type, all of them
        if "const" in part:
            part = {**part, "enum": [part["const"]]}
        return {key: value for key, value in part.items() if key not in _NOT_IN_3_0}

    def written_out(name: str) -> Schema:
        schema: Schema = mapped(components[name], lowered)
        return schema

    lower: Schema = mapped({**document, "components": {"schemas": components}}, lowered)
    return {**lower, "openapi": "3.0.3"}


def _without_null(part: Schema, written_out: Callable[[str], Schema]) -> Schema:
    """`X or null` as X that is nullable; a reference is written out, since nothing may stand beside one in 3.0."""
    alternatives = part.get("anyOf")
    if not isinstance(alternatives, list):
        return part
    rest = [schema for schema in alternatives if schema != NULL]
    if len(rest) != 1:
        raise ValueError("the flat document has no alternatives")
    schema = written_out(rest[0]["$ref"].removeprefix(COMPONENTS)) if "$ref" in rest[0] else rest[0]
    nullable = {"nullable": True} if len(alternatives) > 1 else {}
    return {**{key: value for key, value in part.items() if key != "anyOf"}, **schema, **nullable}


def _one_type(part: Schema) -> Schema:
    types = part.get("type")
    if not isinstance(types, list):
        return part
    known = [kind for kind in types if kind != "null"]
    if len(known) != 1:
        raise ValueError("the flat document has no alternatives")
    return {**part, "type": known[0], **({"nullable": True} if "null" in types else {})}
