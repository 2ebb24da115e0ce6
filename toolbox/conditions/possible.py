"""Whether a condition that is not yet yes can still become yes, given which facts may still be told.

Sound, not exact: parts are judged one by one, so a condition whose parts exclude each other counts as possible.
"""

from __future__ import annotations

from collections.abc import Callable

from toolbox.conditions.tree import All, Any, Leaf, Not, Tree
from toolbox.conditions.values import Facts
from toolbox.conditions.verdict import judge_leaf

# Whether a test that is open now can still come out as asked for (True: that it holds, False: that it does not).
CanBecome = Callable[[Leaf, bool], bool]


def can_hold(condition: Tree, facts: Facts, can_become: CanBecome) -> bool:
    """Whether a condition in normal form is yes, or may become so."""
    match condition:
        case All(parts):
            return all(can_hold(part, facts, can_become) for part in parts)
        case Any(parts):
            return any(can_hold(part, facts, can_become) for part in parts)
        case Not(part):
            assert not isinstance(part, All | Any | Not), "not in normal form"
            truth = judge_leaf(part, facts)
            return truth is False or (truth is None and can_become(part, False))
        case _:
            truth = judge_leaf(condition, facts)
            return truth is True or (truth is None and can_become(condition, True))
