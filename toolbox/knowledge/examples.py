"""Run the examples that stand in the rules: a small firm, and what the rule must say of it."""

from __future__ import annotations

from collections.abc import Iterator

from toolbox.conditions import told
from toolbox.conditions.values import Value
from toolbox.conditions.verdict import asks, explain
from toolbox.errors import Fault
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Example

_SAID = {True: "yes", False: "no", None: "ask"}


def failures(loaded: Loaded) -> Iterator[Fault]:
    """Every example whose rule says something else than it expects."""
    rules = loaded.knowledge.every_rule()
    for id_, entry in loaded.shaped["rules"].items():
        for number, example in enumerate(entry.examples):
            judged = explain(rules[id_].when, facts_of(loaded, example))
            missing = list(asks(judged))
            said = _SAID[judged.truth]
            kind, _, fact = example.expect.partition(" ")
            if said != kind or (fact and fact not in missing):
                found = f"{said} {', '.join(missing)}".strip()
                place = loaded.place("rules", id_, "examples", number)
                yield Fault(
                    place,
                    f"example '{example.name}' expects '{example.expect}'; the rule says '{found}'.",
                    "Mend the one that is wrong.",
                )


def facts_of(loaded: Loaded, example: Example) -> dict[str, Value]:
    """The facts of an example's firm; what it tells as unknown is left out."""
    facts: dict[str, Value] = {}
    for word, raw in example.firm.items():
        fact = loaded.vocabulary.find(word)
        value = told.read_value(fact, raw) if fact is not None else None
        if fact is not None and value is not None:
            facts[fact.name] = value
    return facts
