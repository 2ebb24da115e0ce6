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
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any as Json
from typing import NamedTuple

from toolbox.conditions.normal import normalised
from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, Within, leaves
from toolbox.conditions.values import Among, Facts, Members, Span

MOST_LEAVES_A_RULE = 32
MOST_GROUPS_A_RULE = 14  # over 15 and/or groups are an error (113), and the guard makes one
MOST_FIRINGS_A_RULE = 64  # an OR fires once for each true branch, and branches multiply
MOST_LEAVES_A_SHARD = 48  # over 63 tests true at once overflow the match stack (error 303)
MOST_RULES_A_SHARD = 12
MOST_RULES_A_RULESET = 96
MOST_TESTS = 20_000  # the engine knows fields by a hash of 32 bits; up to here no two of ours collide
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
    for leaf in leaves(condition):
        if isinstance(leaf, Within) and any(b is not None and abs(b) >= LARGEST_NUMBER for b in (leaf.low, leaf.high)):
            raise TooWide(f"a bound of '{leaf.fact}' is beyond 2**53, where the engine's numbers are no longer exact")


class Shard(NamedTuple):
    """Rules that are tried together, and the numbers of the tests that they read."""

    guard: int
    tests: tuple[int, ...]


class Ruleset:
    """A ruleset of the engine, made when it is first used."""

    def __init__(self, name: str, rules: dict[str, Json], shards: tuple[Shard, ...]) -> None:
        self.name = name
        self.rules = rules
        self.shards = shards
        self.lock = threading.Lock()
        self.handle: int | None = None


class Compiled(NamedTuple):
    """A rule as the engine reads it. tests: the numbers of its tests, from left to right, repeats and all."""

    number: int
    tests: tuple[int, ...]
    expression: dict[str, Json]


class Rules:
    """Rules ready to be fired. Safe for threads; a ruleset serves one firm at a time."""

    def __init__(self, rules: Mapping[str, Tree]) -> None:
        """rules: conditions by id, each within the bounds of `check`."""
        self._ids = list(rules)
        numbers: dict[Leaf, int] = {}
        compiled = [_compiled(number, tree, numbers) for number, tree in enumerate(rules.values())]
        if len(numbers) > MOST_TESTS:
            raise TooWide(f"the rules have {len(numbers)} different tests; {MOST_TESTS} is the most")
        self._tests = list(numbers)
        self._rulesets = [_ruleset(f"menkan{number}", part) for number, part in enumerate(_batched(_sharded(compiled)))]

    def fired(self, facts: Facts) -> frozenset[str]:
        """The ids of the rules that fire for these facts. Raises EngineFailed."""
        fields = [_fields(number, test, facts) for number, test in enumerate(self._tests)]
        return frozenset(self._ids[number] for ruleset in self._rulesets for number in _run(ruleset, fields))


# --- compiling ---------------------------------------------------------------------------------------------------


def _compiled(number: int, tree: Tree, numbers: dict[Leaf, int]) -> Compiled:
    """numbers: of all tests so far; those of this rule are added."""
    condition = normalised(tree)
    tests = tuple(numbers.setdefault(_read(leaf), len(numbers)) for leaf in leaves(condition))
    return Compiled(number, tests, _expression(condition, iter(tests)))


def _sharded(rules: Sequence[Compiled]) -> list[list[Compiled]]:
    shards: list[list[Compiled]] = []
    room = 0
    for rule in rules:
        if not shards or len(rule.tests) > room or len(shards[-1]) == MOST_RULES_A_SHARD:
            shards.append([])
            room = MOST_LEAVES_A_SHARD
        shards[-1].append(rule)
        room -= len(rule.tests)
    return shards


def _batched(shards: Sequence[list[Compiled]]) -> Iterator[list[list[Compiled]]]:
    batch: list[list[Compiled]] = []
    for shard in shards:
        if sum(map(len, batch)) + len(shard) > MOST_RULES_A_RULESET:
            yield batch
            batch = []
        batch.append(shard)
    if batch:
        yield batch


def _ruleset(name: str, shards: Sequence[list[Compiled]]) -> Ruleset:
    rules: dict[str, Json] = {"sentinel": {"all": [{"m": {_GUARD: _SENTINEL}}]}}
    made: list[Shard] = []
    for guard, shard in enumerate(shards):
        for rule in shard:
            # a guard first: the tests behind it are tried for this shard's facts only
            rules[str(rule.number)] = {"all": [{"m": {"$and": [{_GUARD: guard}, rule.expression]}}]}
        made.append(Shard(guard, tuple(dict.fromkeys(test for rule in shard for test in rule.tests))))
    return Ruleset(name, rules, tuple(made))


def _expression(tree: Tree, tests: Iterator[int]) -> dict[str, Json]:
    """tests: the number of each leaf, from left to right."""
    match tree:
        case All(parts):
            return {"$and": [_expression(part, tests) for part in parts]} if parts else {"$gte": {_GUARD: 0}}
        case Any(parts):
            return {"$or": [_expression(part, tests) for part in parts]} if parts else {_GUARD: _SENTINEL - 1}
        case Is(_, answer):
            return {_truth(next(tests)): answer}
        case Has() | OneOf():  # the engine has no membership test, and an OR would fire more than once
            return {_truth(next(tests)): True}
        case Not(Has() | OneOf()):
            return {_truth(next(tests)): False}
        case Within(_, low, high):
            test = next(tests)
            bounds: list[Json] = []
            if low is not None:
                bounds.append({"$gte": {_low(test): low}})
            if high is not None:
                bounds.append({"$lte": {_high(test): high}})
            return bounds[0] if len(bounds) == 1 else {"$and": bounds}
    raise AssertionError(f"not in normal form: {tree!r}")


def _read(leaf: Leaf) -> Leaf:
    """What a test reads, without what it compares with: tests that read the same share their fields."""
    match leaf:
        case Is(fact, _):
            return Is(fact, True)
        case Within(fact, _, _):
            return Within(fact, None, None)
        case _:
            return leaf


# Fields go by the number of the test: short, in ASCII, never `id` or `sid`.


def _truth(number: int) -> str:
    return f"t{number}"


def _low(number: int) -> str:
    return f"t{number}low"


def _high(number: int) -> str:
    return f"t{number}high"


# --- firing ------------------------------------------------------------------------------------------------------


def _run(ruleset: Ruleset, fields: Sequence[str]) -> set[int]:
    """fields: what each test reads, ready to be sent."""
    with ruleset.lock, _failures():
        if ruleset.handle is None:
            ruleset.handle = _created(ruleset)
        sent = [f'"{_GUARD}":{_SENTINEL}']
        for shard in ruleset.shards:
            known = [fields[test] for test in shard.tests if fields[test]]
            sent.append(",".join((*known, f'"{_GUARD}":{shard.guard}')))
        try:
            names = {
                name
                for number, content in enumerate(sent, 1)
                for name in _post(ruleset.handle, f'{{"id":{number},"sid":"{_SESSION}",{content}}}')
            }
        finally:
            _engine.delete_state(ruleset.handle, _SESSION)
    return {int(name) for name in names if name != "sentinel"}


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise EngineFailed(str(error)) from error


def _created(ruleset: Ruleset) -> int:
    handle = int(_engine.create_ruleset(ruleset.name, json.dumps(ruleset.rules)))
    weakref.finalize(ruleset, _engine.delete_ruleset, handle).atexit = False  # the engine never frees it by itself
    return handle


def _post(handle: int, message: str) -> Iterator[str]:
    """Assert one fact and run every action that it causes; the names of the rules, repeats and all."""
    code, state = _engine.assert_fact(handle, message)
    if code == 0:
        result = _engine.start_action_for_state(handle, state)
        action = result[1] if result else None
        while action:
            yield action.split('"', 2)[1]  # {"name": …}, and the rest repeats the fact
            action = _engine.complete_and_start_action(handle, state)


def _fields(number: int, test: Leaf, facts: Facts) -> str:
    """The fields that a test reads, as JSON. What is unknown has no field, so that no test on it can hold."""
    value = facts.get(test.fact)
    truth: bool | None = None
    match test, value:
        case _, None:
            return ""
        case Within(), Span(low, high):
            return f'"{_low(number)}":{_bounded(low)},"{_high(number)}":{_bounded(high)}'
        case Is(), bool():
            truth = value
        case Has(_, member), Members():
            truth = value.holds(member)
        case OneOf(_, members), Among(possible):
            inside = len(possible.intersection(members))
            truth = inside > 0 if inside in (0, len(possible)) else None
        case _:
            raise TypeError(f"{test!r} cannot read {value!r}")
    return "" if truth is None else f'"{_truth(number)}":{"true" if truth else "false"}'


def _bounded(number: int) -> int:
    return max(-LARGEST_NUMBER, min(number, LARGEST_NUMBER))


# --- limits ------------------------------------------------------------------------------------------------------


def _groups(tree: Tree) -> int:
    match tree:
        case All(parts) | Any(parts):
            return 1 + sum(map(_groups, parts))
        case Within(_, low, high):
            return 1 if low is not None and high is not None else 0  # two tests and an AND
        case _:
            return 0


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
