"""Checks of what the members of a set leave of other facts (`narrows` in `catalog/facts/`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolbox.errors import Fault
from toolbox.knowledge import model
from toolbox.text import one_of, shown
from toolbox.vocabulary import Fact

if TYPE_CHECKING:
    from toolbox.knowledge.loader import Loaded


def faults(loaded: Loaded, knowledge: model.Knowledge) -> Iterator[Fault]:
    """Every fault of a `narrows`."""
    for name, fact in knowledge.vocabulary.items():
        for id_, member in fact.members.items():
            for other, named in member.narrows.items():
                place = loaded.place("facts", name, "choices", id_, "narrows", other)
                yield from _one(place, fact, knowledge.vocabulary.get(other), other, named, knowledge)


def _one(
    place: str,
    fact: Fact,
    narrowed: Fact | None,
    other: str,
    named: tuple[str | float, ...],
    knowledge: model.Knowledge,
) -> Iterator[Fault]:
    if narrowed is None:
        yield Fault(place, f"there is no fact '{shown(other)}'.", knowledge.vocabulary.hint(other))
    elif fact.type != "set":
        yield Fault(place, f"'{fact.name}' is not a set.", "Only members of a set narrow other facts.")
    elif narrowed.worked_out is not None or not (narrowed.is_number or narrowed.type == "choice"):
        yield Fault(place, f"'{other}' cannot be narrowed.", "Name a choice or a number that a firm is asked for.")
    elif narrowed.is_number:
        yield from _range(place, narrowed, named)
    else:
        for member in named:
            if member not in narrowed.members:
                fault = f"'{other}' has no member '{shown(str(member))}'."
                yield Fault(place, fault, one_of(str(member), narrowed.members))
        if not named or narrowed.members.keys() <= set(map(str, named)):
            yield Fault(place, f"it leaves all of '{other}' or nothing.", "Name some of its members.")


def _range(place: str, narrowed: Fact, named: tuple[str | float, ...]) -> Iterator[Fault]:
    least, most = narrowed.low or 0, narrowed.high or 0
    bounds = [bound for bound in named if isinstance(bound, int | float)]
    if len(bounds) != 2 or len(named) != 2 or not least <= bounds[0] <= bounds[1] <= most:
        yield Fault(
            place, f"'{narrowed.name}' is narrowed by the least and the most.", "Write two numbers: [0.1, 100]."
        )
    elif (bounds[0] == least) == (bounds[1] == most):
        fault = f"what is left of '{narrowed.name}' otherwise is not one range."
        yield Fault(place, fault, "Begin at its lowest or end at its highest number.")
