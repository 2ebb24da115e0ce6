"""The tree of a condition, and its way into the cache and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from tests.conditions.small import trees
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within, facts_in, from_plain, leaves, to_plain
from toolbox.knowledge.model import Knowledge

TREE = All((Is("a", True), Any((Has("b", "x"), Not(Within("c", 1, None)))), OneOf("d", ("y", "z")), Is("a", True)))


@given(trees)
def test_a_condition_comes_back_from_json_as_it_was(tree: Tree) -> None:
    # by repr: as tuples, an AND and an OR of the same parts are equal
    assert repr(from_plain(json.loads(json.dumps(to_plain(tree))))) == repr(tree)


def test_the_built_in_conditions_come_back_from_json(knowledge: Knowledge) -> None:
    for rule in knowledge.rules.values():
        assert repr(from_plain(json.loads(json.dumps(to_plain(rule.when))))) == repr(rule.when)


def test_leaves_come_from_left_to_right_with_repeats() -> None:
    assert list(leaves(TREE)) == [
        Is("a", True),
        Has("b", "x"),
        Within("c", 1, None),
        OneOf("d", ("y", "z")),
        Is("a", True),
    ]


def test_the_facts_of_a_condition_are_those_of_its_leaves() -> None:
    assert facts_in(TREE) == {"a", "b", "c", "d"}
    assert facts_in(All(())) == frozenset()


@pytest.mark.parametrize("plain", [["Maybe", []], ["Is", "a"], ["Within", "a", 1], [["Is"], "a", True]])
def test_what_was_never_written_is_not_read(plain: list[object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        from_plain(plain)
