"""Fire rules with durable_rules. The only module that imports it.

Used naively the engine hangs, crashes or silently mismatches; docs/decisions/0004-durable-rules.md tells how each limit
below was found. The pattern: facts, never events; rules in shards behind a guard field, a shard at a time; one fixed
session a ruleset under a lock, deleted after every firm; a sentinel that always fires, because deleting a session in
which nothing ran frees uninitialised memory; the C module itself, because its Python wrapper starts threads that read
freed sessions and swallows errors.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any as Json

from toolbox.conditions.normal import normalised
from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, Within, leaves
from toolbox.conditions.values import Among, Facts, Members, Span, Value

MOST_LEAVES_A_RULE = 32
MOST_GROUPS_A_RULE = 14  # over 15 and/or groups are an error
MOST_FIRINGS_A_RULE = 64  # an OR fires once for each true branch, and branches multiply
MOST_LEAVES_A_SHARD = 48  # over 63 tests true at once overflow the match stack (error 303)
MOST_RULES_A_SHARD = 12
MOST_RULES_A_RULESET = 96
MOST_FIELDS = 250
LARGEST_NUMBER = 2**53

_GUARD, _SENTINEL, _SESSION = "guard_", -1, "s"

try:
    import durable_rules_engine as _engine
except ImportError:  # no C compiler where it was installed, or a Python it cannot be built for
    _engine = None


class TooWide(ValueError):
    """A condition is beyond what the engine holds safely; the message says which bound."""


class EngineFailed(RuntimeError):
    """The engine returned an error; the caller falls back to the verdict."""


def available() -> bool:
    """Whether durable_rules can be used here."""
    return _engine is not None


def check(tree: Tree) -> None:
    """Raise TooWide if the engine cannot hold this condition."""
    condition = normalised(tree)
    for count, most, what in (
        (sum(1 for _ in leaves(condition)), MOST_LEAVES_A_RULE, "tests"),
        (_groups(condition), MOST_GROUPS_A_RULE, "nested groups"),
        (_firings(condition), MOST_FIRINGS_A_RULE, "ways to come true"),
    ):
        if count > most:
            raise TooWide(f"the condition has {count} {what}; {most} is the most that one rule may have")


@dataclass(frozen=True, slots=True)
class Shard:
    """Rules that are tried together, and the tests whose fields they read."""

    guard: int
    tests: tuple[Leaf, ...]


@dataclass(slots=True)
class Ruleset:
    """A ruleset of the engine, made when it is first used."""

    name: str
    rules: dict[str, Json]
    shards: tuple[Shard, ...]
    lock: threading.Lock = field(default_factory=threading.Lock)
    handle: int | None = None


class Rules:
    """Rules ready to be fired. Safe for threads; a ruleset serves one firm at a time."""

    def __init__(self, rules: Mapping[str, Tree]) -> None:
        """rules: conditions by id, each within the bounds of `check`."""
        self._ids = list(rules)
        shards = _sharded(list(rules.values()))
        self._rulesets = [
            _ruleset(f"menkan{number}", part) for number, part in enumerate(_batched_shards(shards))
        ]

    def fired(self, facts: Facts) -> frozenset[str]:
        """The ids of the rules that fire for these facts. Raises EngineFailed."""
        return frozenset(self._ids[number] for ruleset in self._rulesets for number in _run(ruleset, facts))


# --- compiling ---------------------------------------------------------------------------------------------------


def _sharded(trees: Sequence[Tree]) -> list[list[tuple[int, Tree]]]:
    shards: list[list[tuple[int, Tree]]] = []
    room = 0
    for number, tree in enumerate(trees):
        condition = normalised(tree)
        width = sum(1 for _ in leaves(condition))
        if not shards or width > room or len(shards[-1]) == MOST_RULES_A_SHARD:
            shards.append([])
            room = MOST_LEAVES_A_SHARD
        shards[-1].append((number, condition))
        room -= width
    return shards


def _batched_shards(shards: list[list[tuple[int, Tree]]]) -> Iterator[list[list[tuple[int, Tree]]]]:
    batch: list[list[tuple[int, Tree]]] = []
    for shard in shards:
        if sum(map(len, batch)) + len(shard) > MOST_RULES_A_RULESET:
            yield batch
            batch = []
        batch.append(shard)
    if batch:
        yield batch


def _ruleset(name: str, shards: list[list[tuple[int, Tree]]]) -> Ruleset:
    rules: dict[str, Json] = {"sentinel": {"all": [{"m": {_GUARD: _SENTINEL}}]}}
    made: list[Shard] = []
    for guard, shard in enumerate(shards):
        for number, condition in shard:
            # a guard first: the tests behind it are tried for this shard's facts only
            rules[str(number)] = {"all": [{"m": {"$and": [{_GUARD: guard}, _expression(condition)]}}]}
        tests = tuple(dict.fromkeys(leaf for _, condition in shard for leaf in leaves(condition)))
        made.append(Shard(guard, tests))
    _refuse_colliding_fields(made)
    return Ruleset(name, rules, tuple(made))


def _expression(tree: Tree) -> dict[str, Json]:
    match tree:
        case All(parts):
            return {"$and": [_expression(part) for part in parts]} if parts else {"$gte": {_GUARD: 0}}
        case Any(parts):
            return {"$or": [_expression(part) for part in parts]} if parts else {_GUARD: _SENTINEL - 1}
        case Is(fact, answer):
            return {fact: answer}
        case Has(fact, member):
            return {f"{fact}__{member}": True}
        case Not(Has(fact, member)):
            return {f"{fact}__{member}": False}
        case OneOf(fact, (member,)):
            return {fact: member}
        case OneOf():  # the engine has no membership test, and an OR would fire more than once
            return {_membership(tree): True}
        case Not(OneOf() as leaf):
            return {_membership(leaf): False}
        case Within(fact, low, high):
            bounds: list[Json] = []
            if low is not None:
                bounds.append({"$gte": {f"{fact}__low": low}})
            if high is not None:
                bounds.append({"$lte": {f"{fact}__high": high}})
            return bounds[0] if len(bounds) == 1 else {"$and": bounds}
    raise AssertionError(f"not in normal form: {tree!r}")


def _membership(leaf: OneOf) -> str:
    return f"{leaf.fact}__in__{'__'.join(leaf.members)}"


# --- firing ------------------------------------------------------------------------------------------------------


def _run(ruleset: Ruleset, facts: Facts) -> Iterator[int]:
    with ruleset.lock:
        if ruleset.handle is None:
            ruleset.handle = _created(ruleset)
        messages = [{_GUARD: _SENTINEL}]
        messages += [{**_fields(shard.tests, facts), _GUARD: shard.guard} for shard in ruleset.shards]
        try:
            names = [name for number, m in enumerate(messages) for name in _post(ruleset.handle, m, number)]
        finally:
            _engine.delete_state(ruleset.handle, _SESSION)
    yield from {int(name) for name in names if name != "sentinel"}


def _created(ruleset: Ruleset) -> int:
    try:
        return int(_engine.create_ruleset(ruleset.name, json.dumps(ruleset.rules)))
    except Exception as error:
        raise EngineFailed(str(error)) from error


def _post(handle: int, message: dict[str, Json], number: int) -> list[str]:
    """Assert one fact and run every action that it causes; the names of the rules, repeats and all."""
    names: list[str] = []
    try:
        code, state = _engine.assert_fact(handle, json.dumps({**message, "id": number + 1, "sid": _SESSION}))
        if code == 0:
            result = _engine.start_action_for_state(handle, state)
            action = result[1] if result else None
            while action:
                names.extend(json.loads(action))
                action = _engine.complete_and_start_action(handle, state)
    except Exception as error:
        raise EngineFailed(str(error)) from error
    return names


def _fields(tests: Sequence[Leaf], facts: Facts) -> dict[str, Json]:
    """The fields that these tests read. What is unknown has no field, so that no test on it can hold."""
    fields: dict[str, Json] = {}
    for test in tests:
        value = facts.get(test.fact)
        if value is not None:
            fields.update(_encoded(test, value))
    return fields


def _encoded(leaf: Leaf, value: Value) -> Iterator[tuple[str, Json]]:
    match leaf, value:
        case Is(fact, _), bool():
            yield fact, value
        case Has(fact, member), Members():
            truth = value.holds(member)
            if truth is not None:
                yield f"{fact}__{member}", truth
        case OneOf(fact, members), Among(possible):
            if value.exact:
                yield fact, next(iter(possible))
            inside = len(possible.intersection(members))
            if inside in (0, len(possible)):
                yield _membership(leaf), inside > 0
        case Within(fact, _, _), Span(low, high):
            yield f"{fact}__low", max(low, -LARGEST_NUMBER)
            yield f"{fact}__high", min(high, LARGEST_NUMBER)
        case _:
            raise TypeError(f"{leaf!r} cannot read {value!r}")


# --- limits ------------------------------------------------------------------------------------------------------


def _groups(tree: Tree) -> int:
    parts = tree.parts if isinstance(tree, All | Any) else ()
    return (1 if parts else 0) + sum(map(_groups, parts))


def _firings(tree: Tree) -> int:
    match tree:
        case All(parts):
            product = 1
            for part in parts:
                product *= _firings(part)
            return product
        case Any(parts):
            return sum(map(_firings, parts))
        case _:
            return 1


def _refuse_colliding_fields(shards: Sequence[Shard]) -> None:
    names = {_GUARD}
    for shard in shards:
        own = {name for test in shard.tests for name in _names(test)}
        if len(own) > MOST_FIELDS:
            raise TooWide(f"one shard reads {len(own)} fields; {MOST_FIELDS} is the most")
        names |= own
    by_hash: dict[int, str] = {}
    for name in sorted(names):
        other = by_hash.setdefault(_fnv(name), name)
        if other != name:  # the engine knows fields by a hash of 32 bits only
            raise TooWide(f"the fields {other!r} and {name!r} look the same to the engine; rename one")


def _names(test: Leaf) -> Iterator[str]:
    match test:
        case Is(fact, _):
            yield fact
        case Has(fact, member):
            yield f"{fact}__{member}"
        case OneOf(fact, _):
            yield fact
            yield _membership(test)
        case Within(fact, _, _):
            yield f"{fact}__low"
            yield f"{fact}__high"


def _fnv(name: str) -> int:
    value = 2166136261
    for byte in name.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value
