"""Generated firms, as nasty as facts can be, and generated rules about them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from toolbox.conditions.normal import normalised
from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, Within, leaves
from toolbox.conditions.values import Among, Members, Span, Value, exactly, only
from toolbox.vocabulary import Fact, Member, Text

POOL = 160  # ready values a fact; a firm picks one of them for each fact
NAMES = (
    "id",
    "sid",
    "guard_",
    "$s",
    "t0",
    "t1low",
    "m",
    "a.b",
    "staff",
    "staff__low",
    "员工人数",
    "x'y",
    'q"r',
    "back\\slash",
)
MEMBERS = ("a", "b", "c", "true", "0", "None", "纸", "两 字", 'quo"te', "back\\", "{}")


class Firms:
    """Firms over a vocabulary, drawn where the conditions of some rules are about to turn."""

    def __init__(self, vocabulary: Mapping[str, Fact], conditions: Sequence[Tree], seed: int) -> None:
        self._random = random.Random(seed)
        self._conditions = [normalised(condition) for condition in conditions]
        tests: dict[str, list[Leaf]] = {name: [] for name in vocabulary}
        for condition in self._conditions:
            for leaf in leaves(condition):
                tests[leaf.fact].append(leaf)
        self._vocabulary = vocabulary
        self._tests = tests
        self.pools = {name: [self._value(fact, tests[name]) for _ in range(POOL)] for name, fact in vocabulary.items()}

    def draw(self, count: int) -> Iterator[dict[str, Value]]:
        """So many firms: of none, some or all facts, every other one led towards a few rules."""
        draw = self._random
        for number in range(count):
            share = draw.choice((0, 0.1, 0.4, 0.8, 1))
            firm = {name: draw.choice(pool) for name, pool in self.pools.items() if draw.random() < share}
            if number % 2 and self._conditions:
                for condition in draw.choices(self._conditions, k=draw.randint(1, 6)):
                    self._lead(firm, condition)
            yield firm

    def leading_to(self, condition: Tree) -> dict[str, Value]:
        """What a firm would tell to come near a condition, or into it; the condition in normal form."""
        firm: dict[str, Value] = {}
        self._lead(firm, condition)
        return firm

    # --- values

    def _value(self, fact: Fact, tests: Sequence[Leaf]) -> Value:
        match fact.type:
            case "yes/no":
                return self._random.random() < 0.5
            case "choice":
                return self._choice(fact, tests)
            case "set":
                return self._set(fact, tests)
            case _:
                return self._number(fact, tests)

    def _choice(self, fact: Fact, tests: Sequence[Leaf]) -> Among:
        draw, all_members = self._random, list(fact.members)
        tested = [m for t in tests if isinstance(t, OneOf) for m in t.members] or all_members
        near = draw.choice(tests).members if tests and draw.random() < 0.3 else ()  # type: ignore[union-attr]
        kind = draw.random()
        if kind < 0.5:
            return only(draw.choice(tested if draw.random() < 0.7 else all_members))
        if kind < 0.6:
            return Among(frozenset(all_members))
        return Among(frozenset((*near, draw.choice(tested), *draw.choices(all_members, k=draw.randint(0, 3)))))

    def _set(self, fact: Fact, tests: Sequence[Leaf]) -> Members:
        draw = self._random
        tested = [t.member for t in tests if isinstance(t, Has)] or list(fact.members)
        some = frozenset(draw.choices(tested, k=draw.choice((0, 1, 1, 2, 3, 6))))
        some |= frozenset(draw.choices(list(fact.members), k=draw.choice((0, 0, 1, 4))))
        kind = draw.random()
        if kind < 0.1:
            return Members(frozenset(), closed=draw.random() < 0.5)
        if kind < 0.55:
            return Members(some)
        if kind < 0.65:
            return Members(frozenset(fact.members))
        return Members(some, frozenset(draw.choices(tested, k=draw.randint(0, 4))) - some, closed=False)

    def _number(self, fact: Fact, tests: Sequence[Leaf]) -> Span:
        draw = self._random
        low, high = int((fact.low or 0) * fact.scale), int((fact.high or 0) * fact.scale)
        edges = [low, low + 1, high - 1, high, 0, -1, 1, 2**31, -(2**31), 2**52, 2**53, -(2**53), 2**60, -(2**60)]
        for test in tests:
            for bound in (test.low, test.high) if isinstance(test, Within) else ():
                edges += [bound + by for by in (-1, 0, 1) for _ in range(3)] if bound is not None else []
        kind = draw.random()
        if kind < 0.55:
            return exactly(draw.choice(edges))
        if kind < 0.65:
            return exactly(draw.randint(low, high))
        return Span(*sorted((draw.choice(edges), draw.choice(edges))))

    # --- leading a firm to where a condition holds

    def _lead(self, firm: dict[str, Value], tree: Tree) -> None:
        match tree:
            case All(parts):
                for part in parts:
                    self._lead(firm, part)
            case Any(parts):
                if parts:
                    self._lead(firm, self._random.choice(parts))
            case Is(fact, answer):
                firm[fact] = answer
            case OneOf(fact, members):
                firm[fact] = only(self._random.choice(members))
            case Not(OneOf(fact, members)):
                others = frozenset(self._vocabulary[fact].members) - frozenset(members)
                if others:
                    firm[fact] = Among(others)
            case Within(fact, low, high):
                at = [bound for bound in (low, high) if bound is not None]
                firm[fact] = exactly(self._random.choice(at))
            case Has(fact, member):
                before = _members(firm, fact)
                firm[fact] = Members(before.has | {member}, before.lacks - {member}, before.closed)
            case Not(Has(fact, member)):
                before = _members(firm, fact)
                firm[fact] = Members(
                    before.has - {member}, frozenset() if before.closed else before.lacks | {member}, before.closed
                )


def _members(firm: dict[str, Value], fact: str) -> Members:
    value = firm.get(fact)
    return value if isinstance(value, Members) else Members(frozenset(), closed=False)


# --- rules


def vocabulary(draw: random.Random) -> dict[str, Fact]:
    """Facts of every type, under names that an engine might stumble over."""
    made: dict[str, Fact] = {}
    for name in draw.sample(NAMES, draw.randint(3, len(NAMES))):
        label = Text(name, name)
        members = {m: Member(label) for m in draw.sample(MEMBERS, draw.randint(1, len(MEMBERS)))}
        kind = draw.choice(("yes/no", "choice", "set", "number"))
        match kind:
            case "number":
                made[name] = Fact(name, "number", label, low=-100, high=10**6, decimals=draw.choice((0, 1, 4)))
            case "yes/no":
                made[name] = Fact(name, "yes/no", label)
            case _:
                made[name] = Fact(name, "set" if kind == "set" else "choice", label, members=members)
    return made


def condition(draw: random.Random, facts: Mapping[str, Fact], depth: int = 3) -> Tree:
    """A random condition over these facts: nested, negated, repeated, or plain."""
    kind = draw.random()
    if depth == 0 or kind < 0.25:
        return _test(draw, draw.choice(list(facts.values())))
    if kind < 0.35:
        return Not(condition(draw, facts, depth - 1))
    parts = tuple(condition(draw, facts, depth - 1) for _ in range(draw.randint(1, 5)))
    return All(parts) if kind < 0.7 else Any(parts)


def _test(draw: random.Random, fact: Fact) -> Leaf:
    match fact.type:
        case "yes/no":
            return Is(fact.name, draw.random() < 0.5)
        case "choice":
            return OneOf(fact.name, tuple(draw.sample(list(fact.members), draw.randint(1, len(fact.members)))))
        case "set":
            return Has(fact.name, draw.choice(list(fact.members)))
        case _:
            low, high = sorted(draw.choice((-100, -1, 0, 1, 2, 20, 21, 10**6, 2**53 - 2)) for _ in range(2))
            return Within(fact.name, *draw.choice(((low, None), (None, high), (low, high), (low, low))))
