"""The rules of a knowledge as an interview needs them: by tool, with what may be asked behind each fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from toolbox.assessment import MODEL
from toolbox.conditions.normal import negated, normalised
from toolbox.conditions.tree import Any, Tree, facts_in
from toolbox.knowledge.model import Knowledge, Rule

# what each worked-out fact that no rule concludes follows from
FOLLOWS_FROM: Mapping[str, tuple[str, ...]] = {
    "age": ("founded",),
    "lifecycle": ("founded", "revenue_growth"),
    "size": ("sector", "division", "staff", "revenue", "assets"),
}


class Rulebook:
    """Prepared once, used for every state of every interview over the same knowledge.

    recommend and hold: rules by tool. conditions: of these rules, in normal form. concludes and excludes: for each fact
    that rules derive, when it is yes and when it is no. shows: for each question, the tools whose use its answers show.
    narrowed_by: for each question, those whose answers bound its own.
    scope: the questions that this interview may ask.
    """

    def __init__(self, knowledge: Knowledge, *, full: bool = False) -> None:
        """full: the indicators may be asked, and the stage is to be settled too."""
        self.knowledge = knowledge
        self.full = full
        self.recommend: dict[str, list[Rule]] = {}
        self.hold: dict[str, list[Rule]] = {}
        self.conditions: dict[str, Tree] = {}
        derive: dict[str, list[Tree]] = {}
        for rule in knowledge.rules.values():
            if rule.kind == "derive":
                derive.setdefault(rule.targets[0], []).append(rule.when)
            else:
                self.conditions[rule.id] = normalised(rule.when)
                for tool in rule.targets:
                    (self.recommend if rule.kind == "recommend" else self.hold).setdefault(tool, []).append(rule)
        self.concludes = {fact: normalised(Any(tuple(trees))) for fact, trees in derive.items()}
        self.excludes = {fact: negated(Any(tuple(trees))) for fact, trees in derive.items()}
        words = knowledge.vocabulary
        self.shows = {name: frozenset(t for s in shown.values() for t in s) for name, shown in words.showing.items()}
        self.narrowed_by: dict[str, set[str]] = {}
        for name, members in words.narrowing.items():
            for other in {other for narrows in members.values() for other in narrows}:
                self.narrowed_by.setdefault(other, set()).add(name)
        for way in self.shows:  # what is not in use rules out the ways that would show it
            self.narrowed_by.setdefault(way, set()).add("in_use")
        self.indicators = tuple(
            dict.fromkeys(i.fact for d in knowledge.assessments[MODEL].dimensions.values() for i in d.indicators)
        )
        self.asked_for = cache(self._asked_for)
        self.questions_behind = cache(self._questions_behind)
        self.read_by = cache(self._read_by)
        self.scope = frozenset(self._scope())

    def _scope(self) -> Iterator[str]:
        """The questions that some rule reads, directly or behind what it reads; all scored ones in a full check."""
        names = set().union(*(self.questions_behind(f) for tree in self.conditions.values() for f in facts_in(tree)))
        names |= {q for indicator in self.indicators for q in self.asked_for(indicator)} if self.full else set()
        for name in sorted(names):
            fact = self.knowledge.vocabulary[name]
            if fact.worked_out is None and (self.full or fact.indicator is None):
                yield name

    def _asked_for(self, name: str) -> frozenset[str]:
        """The questions whose answers change a fact that no rule concludes."""
        if name == "in_use":
            return frozenset(("in_use", *self.shows, *(n for q in self.shows for n in self.narrowed_by.get(q, ()))))
        if name == "stage" or name.startswith("score"):
            return frozenset(q for indicator in self.indicators for q in self.asked_for(indicator))
        shown_by = set(self.knowledge.vocabulary[name].shown_by)
        narrowing = self.narrowed_by.get(name, ())
        showing = {q for q, tools in self.shows.items() if tools & shown_by} | {"in_use"} if shown_by else set()
        return frozenset((name, *FOLLOWS_FROM.get(name, ()), *showing, *narrowing))

    def _questions_behind(self, fact: str) -> frozenset[str]:
        """The questions whose answers change a fact, through derive rules too."""
        if fact not in self.concludes:
            return self.asked_for(fact)
        return frozenset(q for inner in facts_in(self.concludes[fact]) for q in self.questions_behind(inner))

    def _read_by(self, question: str) -> frozenset[str]:
        """The rules whose verdict an answer may change."""
        return frozenset(rule for rule, tree in self.conditions.items() if self._any_behind(question, facts_in(tree)))

    def _any_behind(self, question: str, facts: Iterable[str]) -> bool:
        return any(question in self.questions_behind(fact) for fact in facts)
