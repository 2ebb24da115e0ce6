"""What some tests read, through all that follows from it: the facts and members whose change may turn them.

Ways of working that one question bounds together (`narrows`) are read one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolbox.assessment import MODEL
from toolbox.conditions.tree import Has, Is, Leaf, OneOf, Within, leaves
from toolbox.facts import GROWTH_PERCENT, STARTUP_YEARS
from toolbox.knowledge.model import Indicator, Knowledge


class Read(NamedTuple):
    """What the tests can tell apart in one fact.

    tests: of a choice. cuts: numbers at which a test turns. members: of a set. finely: every member by itself.
    """

    tests: set[OneOf]
    cuts: set[int]
    members: set[str]
    finely: bool = False


class Reading:
    """What some tests read, through all that follows from it."""

    def __init__(self, knowledge: Knowledge, today: dt.date) -> None:
        self.knowledge = knowledge
        self.today = today
        self.facts: dict[str, Read] = {}
        self.shown = _shown(knowledge)
        self.covering = _covering(knowledge)

    def behind(self, test: Leaf) -> frozenset[str]:
        """The facts, and members as `in_use/crm`, whose change may turn a test; all are read from now on."""
        return frozenset(self._read(test))

    def _read(self, test: Leaf) -> Iterator[str]:
        name = test.fact
        if name == "size":
            yield from self._size()
        elif name == "age":
            assert isinstance(test, Within)
            yield from self._founded(test)
        elif name == "stage" or name.startswith("score"):
            for indicator in self.indicators(name):
                yield from self.score(indicator)
            for entry in self.knowledge.assessments[MODEL].implied:
                for leaf in leaves(entry.when):
                    yield from self._read(leaf)
        elif name not in self.knowledge.vocabulary or self.knowledge.vocabulary[name].worked_out is not None:
            return  # nothing that a firm tells leads here
        else:
            yield from self._told(test)

    def _told(self, test: Leaf) -> Iterator[str]:
        name = test.fact
        match test:
            case Has(_, member):
                yield from self._tool(member) if name == "in_use" else self._member(name, member)
            case Within(_, low, high):
                yield from self._cut(name, low, None if high is None else high + 1)
            case OneOf():
                self._of(name).tests.add(test)
                yield name
                if name == "lifecycle":
                    year = self.today.year - STARTUP_YEARS + 1
                    yield from self._cut("founded", year)
                    yield from self._cut("revenue_growth", GROWTH_PERCENT * 10)
            case Is():
                self._of(name)
                yield name
                for tool in self.knowledge.vocabulary[name].shown_by:
                    yield from self._tool(tool)

    def indicators(self, name: str) -> Iterator[Indicator]:
        """The indicators that a score, or the stage, is made of."""
        for dimension, each in self.knowledge.assessments[MODEL].dimensions.items():
            if name in ("stage", "score", f"score_{dimension}"):
                yield from (indicator for indicator in each.indicators if indicator.weight)

    def score(self, indicator: Indicator) -> Iterator[str]:
        """The facts and members behind an indicator of the scoring model."""
        fact = self.knowledge.vocabulary[indicator.fact]
        match fact.type:
            case "yes/no":
                yield from self._told(Is(fact.name, answer=True))
            case "choice":
                self.facts[fact.name] = self._of(fact.name)._replace(finely=True)
                yield fact.name
            case "set":
                for member in indicator.shares:
                    yield from self._member(fact.name, member)
            case _:
                yield from self._cut(fact.name, *(bound + 1 for bound, _ in indicator.bins if bound is not None))

    def _of(self, fact: str) -> Read:
        return self.facts.setdefault(fact, Read(set(), set(), set()))

    def _cut(self, fact: str, *cuts: int | None) -> Iterator[str]:
        self._of(fact).cuts.update(cut for cut in cuts if cut is not None)
        yield fact

    def _member(self, fact: str, member: str) -> Iterator[str]:
        self._of(fact).members.add(member)
        yield f"{fact}/{member}"

    def _tool(self, tool: str) -> Iterator[str]:
        """Whether a tool is in use: told, covered by another, or shown by a way of working."""
        for covering in sorted(self.covering.get(tool, {tool})):
            yield from self._member("in_use", covering)
            for fact, member in self.shown.get(covering, ()):
                if self.knowledge.vocabulary[fact].type == "set":
                    yield from self._member(fact, member)
                else:
                    self._of(fact).tests.add(OneOf(fact, (member,)))
                    yield fact

    def _founded(self, test: Within) -> Iterator[str]:
        first = None if test.high is None else self.today.year - test.high
        last = None if test.low is None or test.low <= 0 else self.today.year - test.low
        yield from self._cut("founded", first, None if last is None else last + 1)

    def _size(self) -> Iterator[str]:
        vocabulary = self.knowledge.vocabulary
        for group in self.knowledge.size_groups.values():
            for measure, limits in group.limits.items():
                yield from self._cut(measure, *(limit * vocabulary[measure].scale for limit in limits.values()))
        for name in ("sector", "division"):
            self.facts[name] = self._of(name)._replace(finely=True)
            yield name


def _shown(knowledge: Knowledge) -> dict[str, list[tuple[str, str]]]:
    """For each tool the answers that show its use."""
    shown: dict[str, list[tuple[str, str]]] = {}
    for name, fact in knowledge.vocabulary.items():
        for member, meant in fact.members.items() if name != "in_use" else ():
            for tool in meant.shows:
                shown.setdefault(tool, []).append((name, member))
    return shown


def _covering(knowledge: Knowledge) -> dict[str, set[str]]:
    """For each tool those whose use covers it, itself among them."""
    covering: dict[str, set[str]] = {tool: {tool} for tool in knowledge.tools}
    for tool in knowledge.tools:
        for covered in covered_by(knowledge, [tool]):
            covering.setdefault(covered, {covered}).add(tool)
    return covering


def covered_by(knowledge: Knowledge, tools: Iterable[str]) -> frozenset[str]:
    """These tools and all that they replace."""
    found = set(tools)
    waiting = list(found)
    while waiting:
        tool = knowledge.tools.get(waiting.pop())
        more = [other for other in (tool.replaces if tool else ()) if other not in found]
        found.update(more)
        waiting.extend(more)
    return frozenset(found)
