"""The verdict: Kleene's three values over facts that are exact, ranges, known in part, or unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conditions.small import told_of, trees, worlds
from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, Within
from toolbox.conditions.values import Among, Facts, Members, Span, Value, exactly, only
from toolbox.conditions.verdict import Truth, asks, explain, judge

YES, NO, ASK = Is("known", True), Is("known", False), Is("unknown", True)
FACTS: Facts = {"known": True}


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, True, True),
        (YES, ASK, None, True),
        (YES, NO, False, True),
        (ASK, ASK, None, None),
        (ASK, NO, False, None),
        (NO, NO, False, False),
    ],
)
def test_and_and_or_follow_kleene_either_way_round(one: Tree, other: Tree, both: Truth, either: Truth) -> None:
    for parts in ((one, other), (other, one)):
        assert judge(All(parts), FACTS) is both
        assert judge(Any(parts), FACTS) is either


def test_not_turns_yes_and_no_and_leaves_ask() -> None:
    assert [judge(Not(tree), FACTS) for tree in (YES, ASK, NO)] == [False, None, True]


def test_an_empty_and_holds_and_an_empty_or_does_not() -> None:
    assert judge(All(()), {}) is True
    assert judge(Any(()), {}) is False


NUMBERS: list[tuple[Span, tuple[Truth, Truth, Truth]]] = [
    # value, then: at least 20, at most 50, between 20 and 50
    (exactly(19), (False, True, False)),
    (exactly(20), (True, True, True)),
    (exactly(50), (True, True, True)),
    (exactly(51), (True, False, False)),
    (Span(20, 50), (True, True, True)),
    (Span(19, 50), (None, True, None)),
    (Span(20, 51), (True, None, None)),
    (Span(19, 51), (None, None, None)),
    (Span(1, 19), (False, True, False)),
    (Span(51, 99), (True, False, False)),
    (Span(-(2**60), 2**60), (None, None, None)),
]


@pytest.mark.parametrize(("value", "truths"), NUMBERS)
def test_a_number_known_as_a_range_settles_only_what_it_settles(value: Span, truths: tuple[Truth, ...]) -> None:
    tests = (Within("n", 20, None), Within("n", None, 50), Within("n", 20, 50))
    assert tuple(judge(test, {"n": value}) for test in tests) == truths


@pytest.mark.parametrize(
    ("leaf", "value", "truth"),
    [
        (OneOf("c", ("a", "b")), only("a"), True),
        (OneOf("c", ("a", "b")), only("c"), False),
        (OneOf("c", ("a", "b")), Among(frozenset("ab")), True),
        (OneOf("c", ("a", "b")), Among(frozenset("bc")), None),
        (OneOf("c", ("a", "b")), Among(frozenset("cd")), False),
        (Has("c", "a"), Members(frozenset("ab")), True),
        (Has("c", "a"), Members(frozenset("b")), False),
        (Has("c", "a"), Members(frozenset()), False),
        (Has("c", "a"), Members(frozenset("b"), closed=False), None),
        (Has("c", "a"), Members(frozenset("a"), closed=False), True),
        (Has("c", "a"), Members(frozenset("b"), frozenset("a"), closed=False), False),
        (Is("c", False), False, True),
        (Is("c", False), True, False),
    ],
)
def test_choices_sets_and_answers_known_in_part(leaf: Leaf, value: Value, truth: Truth) -> None:
    assert judge(leaf, {"c": value}) is truth
    assert judge(leaf, {}) is None


@pytest.mark.parametrize("leaf", [Is("x", True), OneOf("x", ("a",)), Has("x", "a")])
def test_a_value_of_the_wrong_kind_is_a_bug_and_no_verdict(leaf: Leaf) -> None:
    with pytest.raises(TypeError, match="cannot read"):
        judge(leaf, {"x": exactly(1)})


@given(trees, worlds, st.data())
def test_knowing_more_never_turns_a_yes_or_a_no(tree: Tree, world: Facts, data: st.DataObject) -> None:
    told = data.draw(told_of(world))
    assert judge(tree, world) is not None
    assert judge(tree, told) in (None, judge(tree, world))


@given(trees, worlds, st.data())
def test_an_explanation_gives_every_node_its_verdict(tree: Tree, world: Facts, data: st.DataObject) -> None:
    told = data.draw(told_of(world))
    waiting = [explain(tree, told)]
    while waiting:
        judged = waiting.pop()
        assert judged.truth is judge(judged.node, told)
        waiting += judged.parts


@given(trees, worlds, st.data())
def test_only_an_open_verdict_asks_and_only_for_what_is_not_exactly_known(
    tree: Tree, world: Facts, data: st.DataObject
) -> None:
    told = data.draw(told_of(world))
    asked = list(asks(explain(tree, told)))
    assert bool(asked) is (judge(tree, told) is None)
    assert len(asked) == len(set(asked))
    assert all(told.get(fact) != world[fact] for fact in asked)


def test_a_settled_part_of_an_open_verdict_asks_nothing() -> None:
    tree = All((Any((YES, Is("settled", True))), Is("first", True), Is("second", True)))
    assert list(asks(explain(tree, FACTS))) == ["first", "second"]
