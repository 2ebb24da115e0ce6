"""Check that what a file says has the shape that the model asks for, with pydantic."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import pydantic
from pydantic.json_schema import GenerateJsonSchema

from toolbox.documents import Document, Keys
from toolbox.errors import Fault
from toolbox.text import did_you_mean, shown

T = TypeVar("T")

_CONFIG = pydantic.ConfigDict(
    extra="forbid",
    strict=True,
    alias_generator=lambda name: name.replace("_", " "),
    str_min_length=1,
    allow_inf_nan=False,
)


def shaped(kind: Callable[..., T], raw: Any, document: Document, keys: Keys, faults: list[Fault]) -> T | None:
    """`raw`, which stands under `keys` in the document, as a value of this kind; or None, with the faults added."""
    try:
        # JSON mode is strict about scalars and yet takes lists for tuples and maps for named tuples
        value: T = _adapter(kind).validate_json(json.dumps(raw, ensure_ascii=False))
        return value
    except pydantic.ValidationError as error:
        faults.extend(_faults(kind, error, document, keys))
        return None


def schema(kind: Any, *, printed: bool = False) -> dict[str, Any]:
    """The JSON Schema of a kind of file, or of something that menkan prints."""
    if printed:
        return pydantic.TypeAdapter(kind).json_schema(schema_generator=_Objects)
    return _adapter(kind).json_schema(schema_generator=_Objects)


class _Objects(GenerateJsonSchema):
    """Named tuples are written as maps, so that is what their schema says."""

    def named_tuple_schema(self, schema: Any) -> dict[str, Any]:
        """The schema of a named tuple: a map of its fields and of nothing else."""
        fields = {field.get("validation_alias", field["name"]): field["schema"] for field in schema["fields"]}
        return {
            "type": "object",
            "properties": {name: self.generate_inner(inner) for name, inner in fields.items()},
            "required": [name for name, inner in fields.items() if inner["type"] != "default"],
            "additionalProperties": False,
        }


@cache
def _adapter(kind: Any) -> pydantic.TypeAdapter[Any]:
    return pydantic.TypeAdapter(kind, config=_CONFIG)


def _names(kind: Any) -> list[str]:
    """Every key that files of the kind's module may hold."""
    shapes = (value for value in vars(sys.modules[kind.__module__]).values() if hasattr(value, "_fields"))
    return [name.replace("_", " ") for shape in shapes for name in shape._fields]


def _faults(kind: Any, error: pydantic.ValidationError, document: Document, keys: Keys) -> list[Fault]:
    faults = []
    for item in error.errors(include_url=False):
        where = tuple(
            part for part in item["loc"] if isinstance(part, int) or part in _written(document, keys, item["loc"])
        )
        place = document.place((*keys, *where))
        key = shown(item["loc"][-1]) if item["loc"] else "it"
        faults.append(Fault(place, *_said(kind, item, key)))
    return faults


def _written(document: Document, keys: Keys, loc: tuple[Any, ...]) -> set[Any]:
    """The parts of a location that are keys of the file; the names of union branches are not."""
    value: Any = document.data
    for key in keys:
        value = value[key]
    found: set[Any] = set()
    for part in loc:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            continue
        found.add(part)
    return found


def _said(kind: Any, item: Any, key: str) -> tuple[str, str]:
    match item["type"]:
        case "missing" | "missing_argument":
            return f"'{key}' is missing.", ""
        case "extra_forbidden" | "unexpected_keyword_argument":
            return f"no key called '{key}' here.", did_you_mean(key, dict.fromkeys(_names(kind)))
        case "string_too_short":
            return f"'{key}' is empty.", ""
        case "literal_error":
            return f"'{key}' cannot be '{shown(item['input'])}'.", f"It takes {item['ctx']['expected']}."
        case _:
            return f"'{key}': {item['msg'][0].lower()}{item['msg'][1:]}; found {shown(item['input'])}.", ""
