"""Negation normal form keeps the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given

from tests.conditions.small import facts, trees
from toolbox.conditions.normal import negated, normalised
from toolbox.conditions.tree import All, Any, Has, Not, OneOf, Tree, Within
from toolbox.conditions.values import Facts
from toolbox.conditions.verdict import judge


def _nodes(tree: Tree) -> Iterator[Tree]:
    yield tree
    match tree:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _nodes(part)
        case Not(part):
            yield from _nodes(part)


@given(trees)
def test_only_tests_of_members_stay_negated(tree: Tree) -> None:
    for condition in (normalised(tree), negated(tree)):
        assert all(isinstance(node.part, Has | OneOf) for node in _nodes(condition) if isinstance(node, Not))


@given(trees)
def test_no_and_stands_in_an_and_and_no_or_in_an_or(tree: Tree) -> None:
    for node in _nodes(normalised(tree)):
        if isinstance(node, All | Any):
            assert not any(type(part) is type(node) for part in node.parts)
            assert len(node.parts) != 1


@given(trees, facts)
def test_the_normal_form_has_the_same_verdict(tree: Tree, known: Facts) -> None:
    assert judge(normalised(tree), known) is judge(tree, known)


@given(trees, facts)
def test_the_opposite_is_yes_where_the_condition_is_no_and_asks_where_it_asks(tree: Tree, known: Facts) -> None:
    assert judge(negated(tree), known) is judge(Not(tree), known)


@given(trees)
def test_a_normal_form_is_its_own(tree: Tree) -> None:
    assert repr(normalised(normalised(tree))) == repr(normalised(tree))


def test_outside_of_a_range_is_below_or_above_it() -> None:
    assert negated(Within("n", 20, 50)) == Any((Within("n", None, 19), Within("n", 51, None)))
