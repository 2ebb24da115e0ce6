"""Read one YAML or JSON document and remember on which line each value stands.

YAML is trimmed on purpose: no anchors, no aliases, no tags, no duplicate keys; `yes` and `no` stay words, `010` stays
text. What is left reads the same to a person and to the program.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from toolbox.errors import DataError, Fault
from toolbox.text import normal, shown

LARGEST = 2 * 1024 * 1024  # bytes
DEEPEST = 40

Keys = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_DIGITS = 18
# control characters but for tab and line ends, halves of pairs, marks that are no characters
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Document(NamedTuple):
    """What a file says. lines: the line on which the value behind each path of keys stands; empty for JSON."""

    name: str
    data: Any
    lines: dict[Keys, int]

    def place(self, keys: Keys = ()) -> str:
        """`file:line` of the nearest enclosing value that is known, or `file: key` where there are no lines."""
        if not self.lines:
            return f"{self.name}: {'.'.join(map(shown, keys))}" if keys else self.name
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return f"{self.name}:{self.lines.get(keys, 1)}"


def read_file(path: Path, name: str | None = None) -> Document:
    """Read a file. name: how messages call it. Raises DataError."""
    called = name or str(path)
    return read_text(_bytes(path, called), called)


def read_lines(path: Path, name: str) -> list[str]:
    """The lines of a text file in UTF-8. Raises DataError."""
    return _text(_bytes(path, name), name, "Write a line for each.").splitlines()


def _bytes(path: Path, called: str) -> bytes:
    try:
        if path.is_dir():
            raise DataError(Fault(called, "this is a folder.", "Name a file."))
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)  # a pipe or a device does not tell its size
    except OSError as error:
        raise DataError(Fault(called, f"cannot be read ({error.strerror}).", "Check the path.")) from None
    if len(raw) > LARGEST:
        raise DataError(Fault(called, f"the file is larger than {LARGEST} bytes.", "Split it."))
    return raw


def read_text(raw: bytes, name: str) -> Document:
    """Read a document from bytes in UTF-8: JSON where it begins like an object of JSON, else YAML. Raises DataError."""
    if len(raw) > LARGEST:
        raise DataError(Fault(name, f"there are more than {LARGEST} bytes.", "Split it."))
    text = _text(raw, name)
    return _from_json(text, name) if _looks_like_json(text) else _from_yaml(text, name)


def read_json(raw: bytes, name: str) -> Document:
    """Read a document from bytes in UTF-8 that a program sent: JSON and nothing else. Raises DataError."""
    if len(raw) > LARGEST:
        raise DataError(Fault(name, f"there are more than {LARGEST} bytes.", "Send less."))
    return _from_json(_text(raw, name, "Send a JSON object."), name)


def fit(text: str) -> str:
    """A text that somebody typed, with a space for each character that cannot be part of a text."""
    return _UNFIT.sub(" ", text)


_NOTHING = "there is nothing in it."
_WANTED = "Write lines like `key: value`."


def _text(raw: bytes, name: str, wanted: str = _WANTED) -> str:
    """The text in these bytes. wanted: the remedy where there is none."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(Fault(f"{name}:{line}", "this is not UTF-8 text.", "Save the file as UTF-8.")) from None
    if not text.strip():
        raise DataError(Fault(name, _NOTHING, wanted))
    unfit = _UNFIT.search(text)
    if unfit:
        raise DataError(Fault(f"{name}:{text.count(chr(10), 0, unfit.start()) + 1}", *_unfit(unfit[0])))
    return text


def _unfit(character: str) -> tuple[str, str]:
    return f"the character U+{ord(character):04X} cannot be part of a text.", "Remove it."


def _looks_like_json(text: str) -> bool:
    return re.match(r'\s*(\{\s*("|\})|\[\s*[\[{"\]])', text) is not None


_TOO_DEEP = (f"values are nested more than {DEEPEST} deep.", "Write it flatter.")


# --- JSON --------------------------------------------------------------------------------------------------------


def _from_json(text: str, name: str) -> Document:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in items:
            word = normal(key)
            if word in made:
                raise DataError(Fault(name, f"'{shown(word)}' is written twice.", "Keep one of them."))
            made[word] = value
        return made

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_int=_json_integer)
    except json.JSONDecodeError as error:
        remedy = "Put keys and texts in double quotes, a comma after every value but the last, one document a file."
        what = error.msg.lower().removesuffix(" at")
        raise DataError(Fault(f"{name}:{error.lineno}", f"this is not JSON: {what}.", remedy)) from None
    except RecursionError:
        raise DataError(Fault(name, *_TOO_DEEP)) from None
    document = Document(name, data, {})
    return Document(name, _sound(document, data, ()), {})


def _json_integer(digits: str) -> float:
    return int(digits) if len(digits.lstrip("-")) <= _DIGITS else math.inf


def _sound(document: Document, data: Any, keys: Keys) -> Any:
    """The data with every text in normal form; refuses numbers, characters and depths that YAML could not hold here."""
    if len(keys) > DEEPEST:
        raise DataError(Fault(document.name, *_TOO_DEEP))
    match data:
        case str():
            return _fit(document, data, keys)
        case float() if not math.isfinite(data):
            fault = f"this is not a finite number of at most {_DIGITS} digits."
            raise DataError(Fault(document.place(keys), fault, "Leave out what is not known."))
        case list():
            return [_sound(document, item, (*keys, number)) for number, item in enumerate(data)]
        case dict():
            return {_fit(document, key, keys): _sound(document, item, (*keys, key)) for key, item in data.items()}
        case _:
            return data


def _fit(document: Document, text: str, keys: Keys) -> str:
    unfit = _UNFIT.search(text)
    if unfit:
        raise DataError(Fault(document.place(keys), *_unfit(unfit[0])))
    return normal(text)


# --- YAML --------------------------------------------------------------------------------------------------------


def _from_yaml(text: str, name: str) -> Document:
    import yaml  # 10 ms that a caller with JSON need not spend

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        builder = _Builder(name, yaml.events, _events(yaml.parse(text, Loader=loader)))
        return Document(name, builder.document(), builder.lines)
    except yaml.MarkedYAMLError as error:
        raise DataError(_not_yaml(error, text, name)) from None
    except yaml.YAMLError as error:
        raise DataError(Fault(name, f"this is not YAML: {shown(error)}.", _QUOTE)) from None


_QUOTE = "Quote text that holds : # , { } [ ] & * ! | > ' \" % @ or `."
_CLOSE = "Close it, put commas between its values, and quote text that holds , or a bracket."
_LEVEL = "Indent keys of one level alike, and quote text as a whole."
# what the parser says -> what it means and the remedy; the first that is part of its words counts
_MEANINGS = (
    ("mapping values", "a second `: ` in one line, a line indented too far, or one above without `: `", _QUOTE),
    ("could not find expected ':'", "a line without `: ` after its key", "Write `key: value`."),
    ("unexpected end of stream", "a quote that is opened and not closed", "Close it on the same line."),
    ("flow sequence", "a list in [ ] that is not closed, or lacks a comma", _CLOSE),
    ("flow mapping", "a map in { } that is not closed, or lacks a comma", _CLOSE),
    ("flow node", "a bracket that is not closed", _CLOSE),
    ("block node", "a bracket or comma that nothing opened", _QUOTE),
    ("cannot start any token", "a value that begins with a sign", _QUOTE),
    ("expected alphabetic", "a value that begins with a sign", _QUOTE),
    ("incompatible YAML", "a %YAML line of another version", "Remove that line."),
    ("escape c", "a backslash in double quotes", "Use single quotes."),
    ("block scalar", "something after | or >", "Begin the text on the next line."),
    ("block", "a line indented differently, or text after a closing quote or bracket", _LEVEL),
    ("document start", "text after a closing quote or bracket", _LEVEL),
)


def _not_yaml(error: Any, text: str, name: str) -> Fault:
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    meaning, remedy = next((m[1:] for m in _MEANINGS if m[0] in said), (said, _QUOTE))
    unclosed = "unexpected end of stream" in said  # where it was opened helps more than where the file ends
    mark = (error.context_mark if unclosed else error.problem_mark) or error.problem_mark or error.context_mark
    written = text.rstrip().splitlines()
    number = min(mark.line + 1 if mark else 1, len(written))
    line = written[number - 1]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        meaning, remedy = "a line indented with a tab", "Indent with spaces."
    return Fault(f"{name}:{number}", f"this is not YAML: {meaning}.", remedy)


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
        if isinstance(next(self.events), self.kinds.StreamEndEvent):  # comments only
            raise DataError(Fault(self.name, _NOTHING, _WANTED))
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
            self._refuse(event, *_TOO_DEEP)
        self.lines[keys] = event.start_mark.line + 1
        if isinstance(event, self.kinds.ScalarEvent):
            return self._text(event) if event.style else _plain(event.value)
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
                self._refuse(event, "a key must be plain text.", "Quote it.")
            key = self._text(event)
            if key in result:
                self._refuse(event, f"'{shown(key)}' is written twice.", "Keep one of them.")
            line = event.start_mark.line + 1
            result[key] = self._value(next(self.events), (*keys, key))
            self.lines[(*keys, key)] = line
        return result

    def _text(self, event: Any) -> str:
        unfit = _UNFIT.search(event.value)
        if unfit:
            self._refuse(event, *_unfit(unfit[0]))
        return normal(event.value)

    def _refuse(self, event: Any, fault: str, remedy: str) -> None:
        raise DataError(Fault(f"{self.name}:{event.start_mark.line + 1}", fault, remedy))


def _plain(text: str) -> Any:
    """What unquoted text stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return normal(text)
