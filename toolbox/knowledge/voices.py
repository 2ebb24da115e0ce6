"""Which of the firm's own words speak for a rule: the pains and goals that its condition looks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolbox.conditions.normal import normalised
from toolbox.conditions.tree import All, Any, Has, Is, Tree
from toolbox.knowledge.model import Rule

WORDS = ("pains", "goals")


def voices(rule: Rule, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Members of pains and goals, as `pains/late_delivery`, that help the rule to come true; sorted."""
    concluding: dict[str, list[Tree]] = {}
    for other in rules.values():
        if other.kind == "derive":
            concluding.setdefault(other.targets[0], []).append(normalised(other.when))
    return tuple(sorted(set(_spoken(normalised(rule.when), concluding))))


def _spoken(tree: Tree, concluding: Mapping[str, list[Tree]]) -> Iterator[str]:
    match tree:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _spoken(part, concluding)
        case Has(fact, member) if fact in WORDS:
            yield f"{fact}/{member}"
        case Is(fact, True):
            for condition in concluding.get(fact, ()):
                yield from _spoken(condition, concluding)
