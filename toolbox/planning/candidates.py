"""From the advice for a firm to the problem of its plan.

Candidates are all steps of the advice, the first and the later ones, with what they need; and what the firm wishes for
beyond that. Each range is planned on at its high end: yuan, days and weeks. Where the high end is not known, the low
one counts and the sum is "at least".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from toolbox.advice import Reasoned
from toolbox.conditions.values import Among
from toolbox.costing import Amount, ToolCost, cost_of
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.planning.problem import DAY, Aid, Candidate, Means, Problem, Wish
from toolbox.recommend import exclude, missing_before
from toolbox.text import did_you_mean
from toolbox.vocabulary import find_member, words

# how many steps a firm can bear at once, by size class: a judgement (docs/plan.md)
AT_ONCE = {"micro": 2, "small": 3, "medium": 4, "large": 6}
AT_ONCE_UNKNOWN = 3


class Posed(NamedTuple):
    """The problem with the costs that it was made of, by tool."""

    problem: Problem
    costs: dict[str, ToolCost]


def posed(
    reasoned: Reasoned,
    knowledge: Knowledge,
    today: dt.date,
    means: Means,
    wishes: Sequence[Wish] = (),
    aids: Sequence[Aid] = (),
) -> Posed:
    """The problem of planning what is advised. wishes: by ids, as `wished` finds them. Raises DataError."""
    steps = reasoned.recommendations.steps
    worth = {step.tool: step.rank.total if step.rules else 0 for step in steps}
    in_use = in_use_of(reasoned)
    for wish in wishes:
        if wish.kind != "without" and wish.name in knowledge.tools:
            if wish.name in in_use:
                raise DataError(Fault(wish.name, "this tool is in use already.", "Leave the wish out."))
            wanted = (*missing_before(knowledge, wish.name, in_use), wish.name)
            worth |= {tool: 0 for tool in wanted if tool not in worth}
    costs = {tool: cost_of(knowledge, tool, reasoned.inferred.facts.values, today) for tool in worth}
    candidates = tuple(_candidate(knowledge, costs[tool], points, worth) for tool, points in worth.items())
    names = list(worth)
    rivals = tuple(
        (one, other)
        for number, one in enumerate(names)
        for other in names[number + 1 :]
        if exclude(knowledge, one, other)
    )
    return Posed(Problem(candidates, means, tuple(wishes), tuple(aids), rivals), costs)


def in_use_of(reasoned: Reasoned) -> frozenset[str]:
    """The tools that the firm uses."""
    found = reasoned.inferred.facts.values.get("in_use")
    return frozenset(getattr(found, "has", frozenset()))


def at_once_for(reasoned: Reasoned) -> int:
    """How many steps a firm of this size can bear at once; of several possible sizes, the smallest counts."""
    size = reasoned.inferred.facts.values.get("size")
    possible = size.members if isinstance(size, Among) else frozenset[str]()
    return min((AT_ONCE.get(name, AT_ONCE_UNKNOWN) for name in possible), default=AT_ONCE_UNKNOWN)


def wished(knowledge: Knowledge, kind: str, word: str, month: int | None = None, aids: Iterable[str] = ()) -> Wish:
    """A wish in words as one by id. month: for a deadline. aids: programmes that may be named. Raises DataError."""
    programmes = list(aids)
    if kind == "deadline" and word in programmes:
        return Wish("deadline", word, month)
    vocabulary = knowledge.vocabulary["in_use"]
    found = find_member(vocabulary, word)
    if found is None or found not in knowledge.tools:
        known = [w for id_, m in vocabulary.members.items() for w in (id_, *words(m.label, m.also))]
        near = did_you_mean(word, [*known, *programmes])
        what = "there is no such tool or programme." if kind == "deadline" else "there is no such tool."
        raise DataError(Fault(word, what, near or "Look for it with `menkan catalog search`."))
    if kind == "without":
        return Wish("without", found)
    return Wish("must" if kind == "must" else "deadline", found, month)


def _candidate(knowledge: Knowledge, cost: ToolCost, worth: int, known: Iterable[str]) -> Candidate:
    needs = tuple(need for need in knowledge.tools[cost.tool].needs if need in known)
    days = int((cost.days[1] * DAY).quantize(Decimal(1), ROUND_CEILING))
    return Candidate(
        cost.tool,
        worth,
        yuan(cost.once),
        yuan(cost.monthly),
        days,
        cost.weeks[1],
        needs,
        cost.once.high is None,
        cost.monthly.high is None or cost.on_top is not None,  # a share of what is sold runs on
    )


def yuan(amount: Amount) -> int:
    """The end of a range that a plan goes by, in whole yuan, upward: the high one, or the low one where that is all."""
    end = amount.low if amount.high is None else amount.high
    return int(end.quantize(Decimal(1), ROUND_CEILING))
