"""Check that what a file says has the shape that the model asks for, with pydantic."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, TypeVar

import pydantic

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


def shaped(kind: type[T], raw: Any, document: Document, keys: Keys, faults: list[Fault]) -> T | None:
    """`raw`, which stands under `keys` in the document, as a value of this kind; or None, with the faults added."""
    try:
        # JSON mode is strict about scalars and yet takes lists for tuples and maps for dataclasses
        value: T = _adapter(kind).validate_json(json.dumps(raw, ensure_ascii=False))
        return value
    except pydantic.ValidationError as error:
        faults.extend(_faults(kind, error, document, keys))
        return None


def schema(kind: type) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    return _adapter(kind).json_schema()


@cache
def _adapter(kind: type) -> pydantic.TypeAdapter[Any]:
    for part in _dataclasses(kind):
        part.__pydantic_config__ = _CONFIG  # type: ignore[attr-defined]
    return pydantic.TypeAdapter(kind)


def _dataclasses(kind: type) -> list[type]:
    """Every dataclass of the kind's module: nested ones need the configuration too."""
    import sys

    module = sys.modules[kind.__module__]
    return [
        value for value in vars(module).values() if isinstance(value, type) and hasattr(value, "__dataclass_fields__")
    ]


def _faults(kind: type, error: pydantic.ValidationError, document: Document, keys: Keys) -> list[Fault]:
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


def _said(kind: type, item: Any, key: str) -> tuple[str, str]:
    match item["type"]:
        case "missing" | "missing_argument":
            return f"'{key}' is missing.", ""
        case "extra_forbidden" | "unexpected_keyword_argument":
            names = [name.replace("_", " ") for part in _dataclasses(kind) for name in part.__dataclass_fields__]  # type: ignore[attr-defined]
            return f"no key called '{key}' here.", did_you_mean(key, dict.fromkeys(names))
        case "string_too_short":
            return f"'{key}' is empty.", ""
        case "literal_error":
            return f"'{key}' cannot be '{shown(item['input'])}'.", f"It takes {item['ctx']['expected']}."
        case _:
            return f"'{key}': {item['msg'][0].lower()}{item['msg'][1:]}; found {shown(item['input'])}.", ""
