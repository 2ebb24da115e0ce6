"""Check that what a file says has the shape that the model asks for, with pydantic."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pydantic
from pydantic.json_schema import GenerateJsonSchema

from toolbox.documents import Document, Keys
from toolbox.errors import Fault
from toolbox.text import did_you_mean, shown

T = TypeVar("T")

_GIVEN = "id"  # a field that no file writes
_KEY = "[key]"  # pydantic's word for the key of a map, where it means not the value
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
    except pydantic.ValidationError as error:
        faults.extend(_faults(kind, error, document, keys))
        return None
    wrong = [
        Fault(
            document.place((*keys, *path)),
            f"{_called(path)} takes {_described(type(part))}, not a list.",
            "Write `key: value`.",
        )
        for path, part in _lists_for_maps(value, raw, ())
    ]
    if isinstance(raw, Mapping) and _GIVEN in raw and hasattr(kind, "_fields"):
        fault = f"no key called '{_GIVEN}' here; the name of the file is the {_GIVEN}."
        wrong.append(Fault(document.place((*keys, _GIVEN)), fault, "Remove it."))
    faults.extend(wrong)
    return None if wrong else value


def schema(kind: Any, *, printed: bool = False) -> dict[str, Any]:
    """The JSON Schema of a kind of file, or of something that menkan prints."""
    if printed:
        return pydantic.TypeAdapter(kind).json_schema(schema_generator=_Objects, mode="serialization")
    return _adapter(kind).json_schema(schema_generator=_Objects)


class _Objects(GenerateJsonSchema):
    """Named tuples are written as maps, so that is what their schema says."""

    def named_tuple_schema(self, schema: Any) -> dict[str, Any]:
        """The schema of a named tuple: a map of its fields and of nothing else; what is printed has all of them."""
        optional = () if self.mode == "serialization" else ("default",)
        fields = {field.get("validation_alias", field["name"]): field["schema"] for field in schema["fields"]}
        return {
            "type": "object",
            "properties": {name: self.generate_inner(inner) for name, inner in fields.items()},
            "required": [name for name, inner in fields.items() if inner["type"] not in optional],
            "additionalProperties": False,
        }


@cache
def _adapter(kind: Any) -> pydantic.TypeAdapter[Any]:
    return pydantic.TypeAdapter(kind, config=_CONFIG)


def _lists_for_maps(value: Any, raw: Any, path: Keys) -> Iterator[tuple[Keys, Any]]:
    """Named tuples that were written as lists: pydantic reads them, people would not."""
    if hasattr(value, "_fields"):
        if isinstance(raw, list):
            yield path, value
            return
        inner = [(key, getattr(value, key.replace(" ", "_"))) for key in raw]
    elif isinstance(value, tuple):
        inner = list(enumerate(value))
    else:
        inner = list(value.items()) if isinstance(value, dict) else []
    for key, part in inner:
        if isinstance(part, tuple | dict):
            yield from _lists_for_maps(part, raw[key], (*path, key))


def _faults(kind: Any, error: pydantic.ValidationError, document: Document, keys: Keys) -> list[Fault]:
    raw = _at(document.data, keys)
    found: dict[Keys, tuple[str, str]] = {}
    for item in error.errors(include_url=False):
        path, fault, remedy = _said(kind, raw, item)
        found.setdefault(path, (fault, remedy))
    meant = {(*path[:-1], _mistyped(remedy)) for path, (_, remedy) in found.items()}
    return [
        Fault(document.place((*keys, *path)), *said)
        for path, said in found.items()
        if path not in meant or "missing" not in said[0]  # the mistyped key says it already
    ]


def _mistyped(remedy: str) -> str:
    return remedy.removeprefix("Did you mean '").removesuffix("'?")


def _said(kind: Any, raw: Any, item: Any) -> tuple[Keys, str, str]:
    """What is wrong in plain words: the path of keys to it, the fault and the remedy."""
    if item["loc"][-1:] == (_KEY,):
        path, _ = _followed(kind, raw, item["loc"][:-2])
        return path, f"a key of {_called(path)} is empty.", "Write one, or remove the line."
    path, wanted = _followed(kind, raw, item["loc"])
    last = item["loc"][-1] if item["loc"] else ""
    complete = len(path) == len(item["loc"])
    inside = _called(path[:-1]) if path[:-1] else ""
    match item["type"]:
        case "missing" | "missing_argument" if complete and isinstance(last, str):
            return path, f"'{last}' is missing{f' in {inside}' if inside else ''}.", f"It takes {_described(wanted)}."
        case "extra_forbidden" | "unexpected_keyword_argument" if complete:
            _, holder = _followed(kind, raw, item["loc"][:-1])
            known = _keys(_bare(holder))
            hint = did_you_mean(str(last), known) or f"Known are: {', '.join(known)}."
            return path, f"no key called '{shown(last)}' here.", hint
        case "string_too_short":
            return path, f"{_called(path)} is empty.", "Write something, or remove it."
    value = _at(raw, path)
    if get_origin(wanted) is Literal:
        return path, f"{_called(path)} cannot be '{shown(value)}'.", f"It takes {_described(wanted)}."
    return path, f"{_called(path)} takes {_described(wanted)}, not '{shown(value)}'.", _remedy(wanted, value)


def _followed(kind: Any, raw: Any, loc: tuple[Any, ...]) -> tuple[Keys, Any]:
    """As far as a location leads through maps and lists of the right kind, and the kind that belongs there.

    Pydantic goes on behind that: into the branches of a union, and into a list that stands for a map.
    """
    path: Keys = ()
    here, value = _bare(kind), raw
    for part in loc:
        inner = _inner(here, value, part)
        if inner is None:
            break
        path, here = (*path, part), _bare(inner)
        value = _at(value, (part,))
    return path, here


def _inner(kind: Any, value: Any, part: Any) -> Any:
    """The kind of a part of a value, or None where the value cannot have that part."""
    if hasattr(kind, "_fields"):
        return (
            get_type_hints(kind).get(str(part).replace("_", "-").replace(" ", "_"), object)
            if isinstance(value, Mapping)
            else None
        )
    inner = get_args(kind)
    if get_origin(kind) is tuple and isinstance(value, list) and isinstance(part, int) and part < len(value):
        return inner[0] if inner[-1] is Ellipsis else inner[part] if part < len(inner) else None
    if get_origin(kind) is Mapping and isinstance(value, Mapping) and part in value:
        return inner[1]
    return None


def _bare(kind: Any) -> Any:
    """The kind without its `| None`."""
    rest = [k for k in get_args(kind) if k is not NoneType] if get_origin(kind) in (Union, UnionType) else []
    return rest[0] if len(rest) == 1 else kind


def _at(value: Any, keys: Keys) -> Any:
    for key in keys:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _called(path: Keys) -> str:
    """`'weeks'`, `value 2 of 'weeks'`; a file or entry as a whole is `this`."""
    if path and isinstance(path[-1], int):
        return f"value {path[-1] + 1} of {_called(path[:-1])}"
    return f"'{shown(path[-1])}'" if path else "this"


_PLAIN = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
_SEVERAL = {str: "texts", int: "numbers", float: "numbers"}


def _keys(kind: Any) -> list[str]:
    """The keys that a file may write."""
    return [name.replace("_", " ") for name in kind._fields if name != _GIVEN]


def _described(kind: Any) -> str:
    """A kind of value, in words."""
    parts = get_args(kind)
    if hasattr(kind, "_fields"):
        needed = [name for name in _keys(kind) if name.replace(" ", "_") not in kind._field_defaults]
        return f"a map of {', '.join(needed)}{'' if needed == _keys(kind) else ' and so on'}"
    if get_origin(kind) is Literal:
        return f"one of: {', '.join(parts)}"
    if get_origin(kind) is tuple:
        return f"a list of {_SEVERAL.get(parts[0], 'maps')}" if parts[-1] is Ellipsis else f"a list of {len(parts)}"
    if get_origin(kind) in (Union, UnionType):
        return " or ".join(_described(part) for part in parts if part is not NoneType)
    if get_origin(kind) is Mapping and get_origin(parts[1]) is tuple:
        return "a map of lists"
    return _PLAIN.get(kind, "a map")


def _remedy(kind: Any, value: Any) -> str:
    if value is None:
        return "Write it, or remove the line."
    if kind is str and isinstance(value, bool | int | float):
        return "Quote it."
    if get_origin(kind) is tuple and not isinstance(value, list):
        return "Put it in [ ]."
    return ""
