"""Negation normal form: `Not` stands only above single leaves.

A reader that takes an unknown leaf for false then fires exactly the rules whose verdict is yes.
"""

from __future__ import annotations

from toolbox.conditions.tree import All, Any, Is, Not, Tree, Within


def normalised(tree: Tree) -> Tree:
    """The same condition with every negation pushed down to a leaf, nested ANDs and ORs flattened."""
    return _push(tree, positive=True)


def negated(tree: Tree) -> Tree:
    """The opposite condition in normal form: yes exactly where the tree is no."""
    return _push(tree, positive=False)


def _push(tree: Tree, *, positive: bool) -> Tree:
    match tree:
        case Not(part):
            return _push(part, positive=not positive)
        case All(parts) | Any(parts):
            conjunction = isinstance(tree, All) is positive
            return _joined(tuple(_push(part, positive=positive) for part in parts), conjunction=conjunction)
        case Is(fact, answer):
            return Is(fact, answer is positive)
        case Within(fact, low, high) if not positive:
            outside: list[Tree] = []
            if low is not None:
                outside.append(Within(fact, None, low - 1))
            if high is not None:
                outside.append(Within(fact, high + 1, None))
            return _joined(tuple(outside), conjunction=False)
        case _:
            return tree if positive else Not(tree)


def _joined(parts: tuple[Tree, ...], *, conjunction: bool) -> Tree:
    kind = All if conjunction else Any
    flat: list[Tree] = []
    for part in parts:
        inner = part.parts if isinstance(part, kind) else (part,)
        flat.extend(p for p in inner if p not in flat)
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
