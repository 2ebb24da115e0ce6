"""Which question to ask next, by a look-ahead over its possible answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolbox.conditions.tree import Within, leaves
from toolbox.conditions.values import Among, Members, Value, exactly, only
from toolbox.interview.standing import Standing
from toolbox.vocabulary import Fact

# What an adviser would ask any firm; asked first while an answer can matter. The quick check asks nothing else.
OPENING = ("sector", "staff", "activities", "customers", "pains", "goals", "by_hand", "safeguards", "in_use")
SHORTLIST = 6  # questions that are looked ahead over; the rest settle less
MOST_ANSWERS = 5  # that are tried of one question


class Turn(NamedTuple):
    """What happens next.

    question: the fact to ask for; None when nothing that may still be told changes the first six steps (and the stage,
    in a full check), or when nothing is left to ask. settled: which of the two it is. left: open questions that may
    still matter, an upper bound of what remains to be asked.
    """

    question: str | None
    settled: bool
    decided: tuple[str, ...]
    undecided: tuple[str, ...]
    left: int


def next_turn(standing: Standing, *, quick: bool = False) -> Turn:
    """The next best question of this standing, or the stop. quick: the opening questions only."""
    settled = standing.settled
    question = None if settled else _opening(standing) or (None if quick else _best(standing))
    decided = tuple(tool for tool in standing.first if tool in standing.decided)
    return Turn(question, settled, decided, standing.undecided, 0 if settled else len(standing.relevant))


def _opening(standing: Standing) -> str | None:
    return next((name for name in OPENING if name in standing.relevant), None)


def _best(standing: Standing) -> str | None:
    """The question after whose answer the fewest tools are undecided on average; ties by name."""
    relevant = standing.relevant
    shortlist = sorted(relevant, key=lambda name: (-relevant[name], name))[:SHORTLIST]
    return min(shortlist, key=lambda name: (_expected(standing, name), name), default=None)


def _expected(standing: Standing, name: str) -> float:
    """The mean of undecided tools over the answers that are tried, each counted once."""
    after = [len(standing.after(name, value).undecided) for value in answers(standing, name)]
    return sum(after) / len(after) if after else float("inf")


def answers(standing: Standing, name: str) -> Iterator[Value]:
    """Answers that tell apart what rules ask of a fact, a handful at most."""
    fact = standing.knowledge.vocabulary[name]
    match fact.type:
        case "yes/no":
            yield from (True, False)
        case "choice":
            known = standing.now.values.get(name)
            left = [m for m in fact.members if not isinstance(known, Among) or m in known.members]
            yield from map(only, left[:MOST_ANSWERS])
        case "set":
            yield Members(frozenset())
            yield from (Members(frozenset((member,))) for member in list(fact.members)[: MOST_ANSWERS - 1])
        case _:
            yield from map(exactly, _on_both_sides(standing, fact)[:MOST_ANSWERS])


def _on_both_sides(standing: Standing, fact: Fact) -> list[int]:
    """A number on either side of each bound that a rule compares the fact with."""
    trees = (*standing.book.conditions.values(), *standing.book.concludes.values())
    tests = [leaf for tree in trees for leaf in leaves(tree) if isinstance(leaf, Within) and leaf.fact == fact.name]
    bounds = {bound for test in tests for bound in (test.low, None if test.high is None else test.high + 1)}
    numbers = sorted(bound for bound in bounds if bound is not None)
    low = int((fact.low or 0) * fact.scale)
    return [low, *numbers]
