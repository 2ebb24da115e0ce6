"""The specification of what a condition means: yes, no or ask, as Kleene combines them.

Truth is True, False, or None for "ask".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, Within
from toolbox.conditions.values import Among, Facts, Members, Span

Truth = bool | None


def judge(tree: Tree, facts: Facts) -> Truth:
    """Whether the condition holds for these facts."""
    match tree:
        case All(parts):
            return _settled((judge(part, facts) for part in parts), by=False)
        case Any(parts):
            return _settled((judge(part, facts) for part in parts), by=True)
        case Not(part):
            return _not(judge(part, facts))
        case _:
            return judge_leaf(tree, facts)


def judge_leaf(leaf: Leaf, facts: Facts) -> Truth:
    """Whether one test holds. A value of the wrong kind for the leaf is a bug of the caller: TypeError."""
    value = facts.get(leaf.fact)
    if value is None:
        return None
    match leaf, value:
        case Is(_, answer), bool():
            return value is answer
        case OneOf(_, members), Among(possible):
            within = possible.intersection(members)
            return True if len(within) == len(possible) else None if within else False
        case Has(_, member), Members():
            return value.holds(member)
        case Within(_, low, high), Span():
            return _within(value, low, high)
    raise TypeError(f"{leaf!r} cannot read {value!r}")


class Judged(NamedTuple):
    """A node with its verdict, for explanations."""

    node: Tree
    truth: Truth
    parts: tuple[Judged, ...] = ()


def explain(tree: Tree, facts: Facts) -> Judged:
    """The condition with the verdict of every node in it."""
    match tree:
        case All(parts) | Any(parts):
            judged = tuple(explain(part, facts) for part in parts)
            return Judged(tree, _settled((part.truth for part in judged), by=isinstance(tree, Any)), judged)
        case Not(part):
            inner = explain(part, facts)
            return Judged(tree, _not(inner.truth), (inner,))
        case _:
            return Judged(tree, judge_leaf(tree, facts))


def asks(judged: Judged) -> Iterator[str]:
    """The facts that keep an open verdict open, in the order of the condition; none where the verdict is known."""
    if judged.truth is not None:
        return
    if not judged.parts:
        yield judged.node.fact  # type: ignore[union-attr]
    seen: set[str] = set()
    for part in judged.parts:
        for fact in asks(part):
            if fact not in seen:
                seen.add(fact)
                yield fact


def _settled(truths: Iterable[Truth], *, by: bool) -> Truth:
    """Kleene's AND, settled by one no, and OR, settled by one yes; left open by any part that asks."""
    result: Truth = not by
    for truth in truths:
        if truth is by:
            return by
        if truth is None:
            result = None
    return result


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _within(value: Span, low: int | None, high: int | None) -> Truth:
    above = True if low is None else _at_least(value, low)
    below = True if high is None else _not(_at_least(value, high + 1))
    return _settled((above, below), by=False)


def _at_least(value: Span, bound: int) -> Truth:
    if value.low >= bound:
        return True
    return None if value.high >= bound else False
