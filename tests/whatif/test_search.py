"""What-if against brute force: on small worlds both find the same smallest sets of changes, all of them."""

from __future__ import annotations

from itertools import product

import pytest

from tests.firms import TODAY
from tests.whatif.worlds import Atom, World, brute, worlds
from toolbox.conditions.values import Among, Members, Span, only
from toolbox.knowledge.model import Knowledge
from toolbox.whatif.changes import Change
from toolbox.whatif.search import search


def _one_by_one(world: World, change: Change) -> list[Atom]:
    """The single values that a change stands for, of those that brute force tries."""
    fact, value = change.told[0]
    match value:
        case Span(low, high):
            return [a for a in world.atoms if a.fact == fact and isinstance(a.value, Span) and low <= a.value.low <= high]
        case Among(members):
            return [Atom(fact, only(member)) for member in members]
        case Members() | bool():
            return [Atom(fact, value)]


@pytest.mark.parametrize("seed", range(6))
def test_the_search_finds_every_smallest_set_and_no_other(knowledge: Knowledge, seed: int) -> None:
    for world in worlds(knowledge, seed, 6):
        found = search(world.knowledge, world.profile, TODAY, world.tool, most_changes=3, most_tried=100_000)
        assert found.complete == 3
        singly = {
            frozenset(atoms) for each in found.sets for atoms in product(*(_one_by_one(world, one) for one in each))
        }
        assert singly == brute(world)
