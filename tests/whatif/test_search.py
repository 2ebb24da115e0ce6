"""What-if against brute force: on small worlds both find the same smallest sets of changes, all of them."""

from __future__ import annotations

from itertools import product

import pytest

from tests.firms import TODAY
from tests.whatif.worlds import Atom, World, brute, worlds
from toolbox.conditions.values import Among, Span, only
from toolbox.knowledge.model import Knowledge
from toolbox.whatif.changes import Change
from toolbox.whatif.search import search


def _one_by_one(world: World, change: Change) -> list[Atom]:
    """The single values that a change stands for, of those that brute force tries."""
    fact, value = change.told[0]
    if isinstance(value, Span):
        numbers = (a for a in world.atoms if a.fact == fact and isinstance(a.value, Span))
        return [each for each in numbers if isinstance(each.value, Span) and value.low <= each.value.low <= value.high]
    if isinstance(value, Among):
        return [Atom(fact, only(member)) for member in value.members]
    return [Atom(fact, value)]


@pytest.mark.parametrize("seed", range(5))
def test_the_search_finds_every_smallest_set_and_no_other(knowledge: Knowledge, seed: int) -> None:
    for world in worlds(knowledge, seed, 5):
        found = search(world.knowledge, world.profile, TODAY, world.tool, most_changes=3, most_tried=100_000)
        assert found.complete == 3
        singly = {
            frozenset(atoms) for each in found.sets for atoms in product(*(_one_by_one(world, one) for one in each))
        }
        assert singly == brute(world)


def test_a_search_that_is_cut_short_says_up_to_how_many_changes_it_misses_none(knowledge: Knowledge) -> None:
    cut = 0
    for world in worlds(knowledge, 5, 40):
        whole = search(world.knowledge, world.profile, TODAY, world.tool, most_changes=3, most_tried=100_000)
        part = search(world.knowledge, world.profile, TODAY, world.tool, most_changes=3, most_tried=whole.tried // 2)
        cut += part.complete < 3
        upto = {frozenset(each) for each in whole.sets if len(each) <= part.complete}
        assert upto == {frozenset(each) for each in part.sets if len(each) <= part.complete}
        assert part.tried <= whole.tried // 2
    assert cut > 5
