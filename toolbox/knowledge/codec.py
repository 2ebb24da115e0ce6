"""Knowledge as plain JSON and back, without pydantic: what the cache holds.

The annotations of the model say what stands where; they are read as text, which is quick and needs no imports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from toolbox import vocabulary
from toolbox.conditions import tree
from toolbox.knowledge import model, money, support

_MODULES = (vocabulary, model, money, support)
_CLASSES: dict[str, Any] = {
    name: value
    for module in _MODULES
    for name, value in vars(module).items()
    if hasattr(value, "_fields") and value.__module__ in {m.__name__ for m in _MODULES}
}


def to_plain(value: Any) -> Any:
    """Lists, dicts and scalars that `from_plain` turns back into the same value."""
    if isinstance(value, vocabulary.Vocabulary):
        return {"facts": {name: _packed(fact) for name, fact in value.items()}, "index": to_plain(value.index)}
    if isinstance(value, tree.All | tree.Any | tree.Not | tree.Is | tree.OneOf | tree.Has | tree.Within):
        return tree.to_plain(value)
    if isinstance(value, Mapping):
        return {key: _packed(item) if hasattr(item, "_fields") else to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value


def _packed(entry: Any) -> str:
    """An entry as text of its own, so that it is parsed only if it is asked for."""
    return json.dumps(to_plain(entry), ensure_ascii=False, separators=(",", ":"))


def from_plain(plain: Any) -> model.Knowledge:
    """The knowledge again. Raises KeyError, TypeError or ValueError on anything that `to_plain` did not write."""
    return _reader("Knowledge")(plain)  # type: ignore[no-any-return]


@cache
def _reader(annotation: str) -> Callable[[Any], Any]:
    """What makes a value of this annotation from plain data."""
    kind = annotation.removesuffix(" | None")
    if kind == "Vocabulary":
        facts, index = _reader("Mapping[str, Fact]"), _reader("Index")
        return lambda plain: vocabulary.Vocabulary(facts(plain["facts"]), index(plain["index"]))
    if kind == "Tree":
        return tree.from_plain if kind == annotation else lambda plain: plain and tree.from_plain(plain)
    if kind in _CLASSES:
        return _class_reader(_CLASSES[kind], optional=kind != annotation)
    inner = re.fullmatch(r"tuple\[(\w+), \.\.\.\]", kind)
    if inner and inner[1] in _CLASSES:
        item = _reader(inner[1])
        return lambda plain: tuple(map(item, plain))
    inner = re.fullmatch(r"Mapping\[str, (.+)\]", kind)
    if inner and (inner[1] in _CLASSES or "tuple" in inner[1]):
        item = _reader(inner[1])
        return lambda plain: _Lazy(plain, item)
    return _frozen if "tuple" in kind else lambda plain: plain


class _Lazy(Mapping[str, Any]):
    """A map whose values are made when they are first asked for: one call needs a tenth of what is known."""

    __slots__ = ("_made", "_plain", "_read")

    def __init__(self, plain: dict[str, Any], read: Callable[[Any], Any]) -> None:
        if not isinstance(plain, dict):
            raise TypeError(f"not a map: {plain!r:.50}")
        self._plain = plain
        self._read = read
        self._made: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._made:
            plain = self._plain[key]
            self._made[key] = self._read(json.loads(plain) if isinstance(plain, str) else plain)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._plain

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def _class_reader(kind: Any, *, optional: bool) -> Callable[[Any], Any]:
    annotations = kind.__annotations__.values()
    readers = tuple(_reader(str(getattr(a, "__forward_arg__", a))) for a in annotations)

    def read(plain: Any) -> Any:
        if plain is None and optional:
            return None
        return kind(*(reader(item) for reader, item in zip(readers, plain, strict=True)))

    return read


def _frozen(plain: Any) -> Any:
    return tuple(map(_frozen, plain)) if isinstance(plain, list) else plain
