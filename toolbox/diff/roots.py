"""What a fact rests on: the questions whose answers may change it, through all that follows or is derived."""

from __future__ import annotations

from collections.abc import Iterable

from toolbox.assessment import MODEL
from toolbox.conditions.tree import facts_in
from toolbox.knowledge.model import Knowledge

_SIZED_BY = ("sector", "division", "staff", "revenue", "assets")


class Roots:
    """Looks up the knowledge, once for each fact."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._showing = {
            name
            for name, fact in knowledge.vocabulary.items()
            if name != "in_use" and any(member.shows for member in fact.members.values())
        }
        self._found: dict[str, frozenset[str]] = {}

    def of_rule(self, id_: str) -> frozenset[str]:
        """The questions behind a rule; none for a rule that is not known."""
        rule = self._knowledge.rules.get(id_)
        return self.of(facts_in(rule.when)) if rule else frozenset()

    def of(self, facts: Iterable[str]) -> frozenset[str]:
        """The questions behind these facts, themselves among them where they are asked."""
        return frozenset().union(*map(self._behind, facts))

    def needs(self, scenario: str) -> frozenset[str]:
        """The questions behind the need of a scenario."""
        known = self._knowledge.scenarios.get(scenario)
        return self.of([f"score_{name}" for name in known.dimensions] if known else ["score"])

    def _behind(self, name: str) -> frozenset[str]:
        if name not in self._found:
            self._found[name] = frozenset((name,))  # a circle ends here
            self._found[name] = frozenset((name,)).union(*(self._behind(each) for each in self._next(name)))
        return self._found[name]

    def _next(self, name: str) -> Iterable[str]:
        known = self._knowledge
        if name == "size":
            return _SIZED_BY
        if name == "age":
            return ("founded",)
        if name == "lifecycle":
            return ("founded", "revenue_growth")
        if name == "in_use":
            return sorted(self._showing)
        if name == "stage" or name.startswith("score"):
            model = known.assessments[MODEL]
            wanted = [d for id_, d in model.dimensions.items() if name in ("stage", "score", f"score_{id_}")]
            shown = [fact for entry in model.implied for fact in sorted(facts_in(entry.when))]
            return [*(indicator.fact for each in wanted for indicator in each.indicators if indicator.weight), *shown]
        fact = known.vocabulary.get(name)
        derived = [rule.when for rule in known.rules.values() if rule.kind == "derive" and name in rule.targets]
        return [*sorted(frozenset().union(*map(facts_in, derived))), *(("in_use",) if fact and fact.shown_by else ())]
