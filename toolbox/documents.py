"""Read one YAML or JSON document and remember on which line each value stands.

YAML is trimmed on purpose: no anchors, no aliases, no tags, no duplicate keys; `yes` and `no` stay words, `010` stays
text. What is left reads the same to a person and to the program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolbox.errors import DataError, Fault
from toolbox.text import normal, shown

LARGEST = 2 * 1024 * 1024  # bytes
DEEPEST = 40

Keys = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. lines: the line on which the value behind each path of keys stands; empty for JSON."""

    name: str
    data: Any
    lines: dict[Keys, int]

    def place(self, keys: Keys = ()) -> str:
        """`file:line` of the nearest enclosing value that is known, or `file: key` where there are no lines."""
        if not self.lines:
            return f"{self.name}: {'.'.join(map(str, keys))}" if keys else self.name
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return f"{self.name}:{self.lines.get(keys, 1)}"


def read_file(path: Path, name: str | None = None) -> Document:
    """Read a file. name: how messages call it. Raises DataError."""
    called = name or str(path)
    try:
        if path.is_dir():
            raise DataError(Fault(called, "this is a folder.", "Name a file."))
        if path.stat().st_size > LARGEST:
            raise DataError(Fault(called, f"the file is larger than {LARGEST} bytes."))
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(Fault(called, f"cannot be read ({error.strerror}).", "Check the path.")) from None
    return read_text(raw, called)


def read_text(raw: bytes, name: str) -> Document:
    """Read a document from bytes in UTF-8: JSON where it begins like an object of JSON, else YAML. Raises DataError."""
    if len(raw) > LARGEST:
        raise DataError(Fault(name, f"there are more than {LARGEST} bytes."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(Fault(f"{name}:{line}", "this is not UTF-8 text.", "Save the file as UTF-8.")) from None
    if not text.strip():
        raise DataError(Fault(name, "there is nothing in it."))
    return _from_json(text, name) if _looks_like_json(text) else _from_yaml(text, name)


def _looks_like_json(text: str) -> bool:
    return re.match(r'\s*(\{\s*("|\})|\[\s*[\[{"\]])', text) is not None


# --- JSON --------------------------------------------------------------------------------------------------------


def _from_json(text: str, name: str) -> Document:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in items]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise DataError(Fault(name, f"'{shown(twice)}' is written twice.", "Keep one of them."))
        return dict(items)

    def constant(word: str) -> Any:
        raise DataError(Fault(name, f"{word} is not a number.", "Leave unknown values out."))

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise DataError(Fault(f"{name}:{error.lineno}", f"this is not JSON: {error.msg}.")) from None
    except (RecursionError, ValueError):
        raise DataError(Fault(name, "this JSON is nested too deeply or holds too large a number.")) from None
    return Document(name, _normalised(data), {})


def _normalised(data: Any) -> Any:
    match data:
        case str():
            return normal(data)
        case list():
            return [_normalised(item) for item in data]
        case dict():
            return {normal(key): _normalised(value) for key, value in data.items()}
        case _:
            return data


# --- YAML --------------------------------------------------------------------------------------------------------


def _from_yaml(text: str, name: str) -> Document:
    import yaml  # 10 ms that a caller with JSON need not spend

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        builder = _Builder(name, yaml.events, _events(yaml.parse(text, Loader=loader)))
        return Document(name, builder.document(), builder.lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        remedy = "Indent with spaces." if "\\t" in what else "Quote text that holds : # , { } [ ] & * ! | > ' \" % @ or `."
        raise DataError(Fault(f"{name}:{line}", f"this is not YAML: {what}.", remedy)) from None
    except yaml.YAMLError as error:
        raise DataError(Fault(name, f"this is not YAML: {shown(error)}.")) from None


def _events(events: Iterator[Any]) -> Iterator[Any]:
    yield from events


class _Builder:
    """Builds plain values from parser events, one pass, no recursion into the parser's own stack."""

    def __init__(self, name: str, kinds: Any, events: Iterator[Any]) -> None:
        self.name = name
        self.kinds = kinds
        self.events = events
        self.lines: dict[Keys, int] = {}

    def document(self) -> Any:
        self._next(self.kinds.StreamStartEvent)
        self._next(self.kinds.DocumentStartEvent)
        data = self._value(next(self.events), ())
        self._next(self.kinds.DocumentEndEvent)
        event = next(self.events)
        if not isinstance(event, self.kinds.StreamEndEvent):
            self._refuse(event, "there is a second document (`---`) in the file.", "Keep one document a file.")
        return data

    def _next(self, kind: type) -> None:
        event = next(self.events)
        if not isinstance(event, kind):
            self._refuse(event, "something unexpected stands here.", "")

    def _value(self, event: Any, keys: Keys) -> Any:
        if isinstance(event, self.kinds.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "anchors and aliases (& and *) are not read here.", "Write the value out, or quote it.")
        if getattr(event, "tag", None) not in (None, "!"):
            self._refuse(event, f"the tag '{shown(event.tag)}' is not read here.", "Remove it, or quote the text.")
        if len(keys) > DEEPEST:
            self._refuse(event, f"values are nested more than {DEEPEST} deep.", "")
        self.lines[keys] = event.start_mark.line + 1
        if isinstance(event, self.kinds.ScalarEvent):
            return _scalar(event)
        if isinstance(event, self.kinds.SequenceStartEvent):
            return self._list(keys)
        return self._map(keys)

    def _list(self, keys: Keys) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), self.kinds.SequenceEndEvent):
            items.append(self._value(event, (*keys, len(items))))
        return items

    def _map(self, keys: Keys) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), self.kinds.MappingEndEvent):
            if not isinstance(event, self.kinds.ScalarEvent) or event.tag or event.anchor:
                self._refuse(event, "a key must be plain text.", "")
            key = normal(event.value)
            if key in result:
                self._refuse(event, f"'{shown(key)}' is written twice.", "Keep one of them.")
            line = event.start_mark.line + 1
            result[key] = self._value(next(self.events), (*keys, key))
            self.lines[(*keys, key)] = line
        return result

    def _refuse(self, event: Any, fault: str, remedy: str) -> None:
        raise DataError(Fault(f"{self.name}:{event.start_mark.line + 1}", fault, remedy))


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style:  # quoted or block text is text
        return normal(text)
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return normal(text)
