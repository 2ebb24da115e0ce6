"""Fire the rules for one firm: derived facts first, then recommendations and holds.

durable_rules fires; the verdict reader says the same in plain Python and takes over where the engine is missing or
fails. Both see the same conditions, and differential tests hold them equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

from toolbox.conditions import durable
from toolbox.conditions.normal import negated
from toolbox.conditions.tree import Any, Tree
from toolbox.conditions.values import Facts, Value
from toolbox.conditions.verdict import asks, explain, judge
from toolbox.facts import Derivation, Gathered
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Text

Engine = Literal["durable", "verdict"]


class Reader(Protocol):
    """Whatever can tell which of its rules fire."""

    def fired(self, facts: Facts) -> frozenset[str]:
        """The ids of its rules that fire for these facts."""
        ...


@dataclass(frozen=True)
class Inferred:
    """What the rules say of one firm.

    facts: told, followed and derived. fired: ids of recommend and hold rules. engine: which reader fired. rules: the
    conditions of all recommend and hold rules. offered: ids of the rules of eligibility and help that fired.
    """

    facts: Gathered
    fired: frozenset[str]
    engine: Engine
    rules: Mapping[str, Tree] = field(repr=False)
    offered: frozenset[str] = frozenset()

    @cached_property
    def open(self) -> Mapping[str, tuple[str, ...]]:
        """Rules that ask, with the facts that keep them open. Worked out on demand: it takes as long as firing."""
        facts = self.facts.values
        waiting = (id_ for id_ in self.rules if id_ not in self.fired)
        return {
            id_: tuple(asks(explain(self.rules[id_], facts)))
            for id_ in waiting
            if judge(self.rules[id_], facts) is None
        }


class Inference:
    """The rules of a knowledge, ready to be fired again and again."""

    def __init__(self, knowledge: Knowledge, engine: Engine | None = None) -> None:
        """engine: which reader to use; the best there is by default."""
        self._conclusions = {id_: rule.targets[0] for id_, rule in knowledge.rules.items() if rule.kind == "derive"}
        self._derive = _with_opposites({id_: knowledge.rules[id_].when for id_ in self._conclusions}, self._conclusions)
        self._advise = {id_: rule.when for id_, rule in knowledge.rules.items() if rule.kind != "derive"}
        self._offer = {id_: rule.when for id_, rule in knowledge.offers.items()}
        self._knowledge = knowledge
        self.engine: Engine = engine or ("durable" if durable.available() else "verdict")
        self._readers = self._made()

    def infer(self, gathered: Gathered) -> Inferred:
        """What the rules say of these facts, the assessment's among them."""
        try:
            return self._inferred(gathered)
        except durable.EngineFailed:
            self.engine = "verdict"
            self._readers = self._made()
            return self._inferred(gathered)

    def _made(self) -> tuple[Reader, Reader]:
        kind = durable.Rules if self.engine == "durable" else VerdictRules
        return kind(self._derive), kind(self._advise | self._offer)

    def _inferred(self, gathered: Gathered) -> Inferred:
        derive, advise = self._readers
        concluded = derive.fired(gathered.values)
        facts = gathered.having(*self._derived(concluded))
        fired = advise.fired(facts.values)
        offered = fired & self._offer.keys()
        return Inferred(facts, fired - offered, self.engine, self._advise, offered)

    def _derived(self, concluded: frozenset[str]) -> tuple[dict[str, Value], dict[str, Derivation]]:
        values: dict[str, Value] = {}
        derived: dict[str, Derivation] = {}
        for fact in dict.fromkeys(self._conclusions.values()):
            rules = tuple(id_ for id_, target in self._conclusions.items() if target == fact)
            fired = tuple(id_ for id_ in rules if id_ in concluded)
            if fired:
                values[fact] = True
                derived[fact] = Derivation(self._knowledge.rules[fired[0]].because, fired)
            elif _opposite(fact) in concluded:
                values[fact] = False
                derived[fact] = Derivation(Text("各条规则都不成立", "none of its rules holds"), rules)
        return values, derived


class VerdictRules:
    """The rules read by the specification itself."""

    def __init__(self, rules: Mapping[str, Tree]) -> None:
        self._rules = rules

    def fired(self, facts: Facts) -> frozenset[str]:
        """The ids of the rules whose verdict is yes."""
        return frozenset(id_ for id_, tree in self._rules.items() if judge(tree, facts) is True)


def _with_opposites(rules: dict[str, Tree], conclusions: Mapping[str, str]) -> dict[str, Tree]:
    """The derive rules, and for each fact one that concludes no: only then is it known that none of its rules holds."""
    by_fact: dict[str, list[Tree]] = {}
    for id_, fact in conclusions.items():
        by_fact.setdefault(fact, []).append(rules[id_])
    return rules | {_opposite(fact): negated(Any(tuple(trees))) for fact, trees in by_fact.items()}


def _opposite(fact: str) -> str:
    return f"not {fact}"
