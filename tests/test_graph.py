"""What comes before what, on graphs made up at random and on a few that a person can check."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolbox.graph import circle, generations, longest_chain, prerequisites, unlocked_by

NAMES = "abcdefg"


@st.composite
def acyclic(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """A graph without a circle: each name only after names that stand earlier in some order."""
    order = draw(st.permutations(NAMES))
    before = {n: tuple(draw(st.sets(st.sampled_from(order[:i])))) if i else () for i, n in enumerate(order)}
    return {name: before[name] for name in draw(st.permutations(NAMES))}


graphs = st.dictionaries(st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES)).map(tuple), max_size=7)


def _all_before(before: dict[str, tuple[str, ...]], name: str) -> set[str]:
    found = set(before[name])
    for other in before[name]:
        found |= _all_before(before, other)
    return found


@given(graphs)
def test_a_circle_is_a_real_one_and_is_found_if_there_is_any(before: dict[str, tuple[str, ...]]) -> None:
    found = circle(before)
    if found:
        assert all(first in before[second] for first, second in pairwise([*found, found[0]]))
    else:
        placed: set[str] = set()
        for row in generations(before):
            assert all(set(before[name]) & before.keys() <= placed for name in row)
            placed |= set(row)
        assert placed == before.keys()


@given(acyclic())
def test_prerequisites_are_all_that_comes_before_in_an_order_that_respects_itself(
    before: dict[str, tuple[str, ...]],
) -> None:
    found = prerequisites(before)
    for name, needs in found.items():
        assert set(needs) == _all_before(before, name)
        assert all(needs.index(other) < needs.index(need) for need in needs for other in before[need])


@given(acyclic())
def test_what_is_unlocked_is_the_other_way_round(before: dict[str, tuple[str, ...]]) -> None:
    after = unlocked_by(before)
    assert {(a, b) for a in after for b in after[a]} == {(a, b) for b in before for a in _all_before(before, b)}


@given(acyclic(), st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_no_chain_is_longer_than_the_longest(before: dict[str, tuple[str, ...]], weeks: list[int]) -> None:
    lengths = dict(zip(NAMES, weeks, strict=True))

    def longest_to(name: str) -> int:
        return lengths[name] + max(map(longest_to, before[name]), default=0)

    found = longest_chain(before, lengths)
    assert all(first in before[second] for first, second in pairwise(found))
    assert sum(lengths[name] for name in found) == max(map(longest_to, NAMES))


@given(acyclic(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_does_not_count(before: dict[str, tuple[str, ...]], chance: object) -> None:
    names = sorted(before, reverse=True)
    turned = {name: tuple(reversed(before[name])) for name in names}
    lengths = dict.fromkeys(NAMES, 1)
    assert prerequisites(turned) == prerequisites(before)
    assert generations(turned) == generations(before)
    assert longest_chain(turned, lengths) == longest_chain(before, lengths)


def test_names_that_are_not_in_the_map_do_not_count() -> None:
    before = {"b": ("a", "gone"), "a": ()}
    assert prerequisites(before) == {"b": ("a",), "a": ()}
    assert generations(before) == [["a"], ["b"]]
    assert longest_chain(before, {"a": 2, "b": 1}) == ["a", "b"]


def test_names_in_a_circle_have_no_prerequisites() -> None:
    assert prerequisites({"a": ("b",), "b": ("a",)}) == {"a": (), "b": ()}
