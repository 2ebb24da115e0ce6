"""The tree of a condition. Leaves test one fact; branches combine them. Nothing here reads values.

A leaf over a number holds bounds in stored units (see `Fact`), both included and either missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any as Json
from typing import NamedTuple


class Is(NamedTuple):
    """A yes/no fact has this answer."""

    fact: str
    answer: bool


class OneOf(NamedTuple):
    """A choice is one of these members."""

    fact: str
    members: tuple[str, ...]


class Has(NamedTuple):
    """A set includes this member."""

    fact: str
    member: str


class Within(NamedTuple):
    """A number lies between these bounds."""

    fact: str
    low: int | None
    high: int | None


class All(NamedTuple):
    """Every part holds."""

    parts: tuple[Tree, ...]

    def __eq__(self, other: object) -> bool:  # as bare tuples, an AND would equal an OR
        return type(self) is type(other) and tuple.__eq__(self, other)

    def __hash__(self) -> int:
        return hash((type(self), self.parts))


class Any(NamedTuple):
    """At least one part holds."""

    parts: tuple[Tree, ...]

    def __eq__(self, other: object) -> bool:  # as bare tuples, an AND would equal an OR
        return type(self) is type(other) and tuple.__eq__(self, other)

    def __hash__(self) -> int:
        return hash((type(self), self.parts))


class Not(NamedTuple):
    """The part does not hold."""

    part: Tree


Leaf = Is | OneOf | Has | Within
Tree = Is | OneOf | Has | Within | All | Any | Not

_KINDS = {kind.__name__: kind for kind in (Is, OneOf, Has, Within, All, Any, Not)}


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Every leaf, from left to right; the same leaf may come more than once."""
    match tree:
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield tree


def facts_in(tree: Tree) -> frozenset[str]:
    """The names of the facts that a condition reads."""
    return frozenset(leaf.fact for leaf in leaves(tree))


def to_plain(tree: Tree) -> list[Json]:
    """The tree as lists and scalars, for a cache in JSON."""
    match tree:
        case All(parts) | Any(parts):
            return [type(tree).__name__, [to_plain(part) for part in parts]]
        case Not(part):
            return ["Not", to_plain(part)]
        case _:
            return [type(tree).__name__, *tree]


def from_plain(plain: list[Json]) -> Tree:
    """The tree again. Raises KeyError or TypeError on anything that `to_plain` did not write."""
    kind, *rest = plain
    match kind:
        case "All" | "Any":
            return All(tuple(map(from_plain, rest[0]))) if kind == "All" else Any(tuple(map(from_plain, rest[0])))
        case "Not":
            return Not(from_plain(rest[0]))
        case "OneOf":
            return OneOf(rest[0], tuple(rest[1]))
        case _:
            return _KINDS[kind](*rest)
