"""A knowledge of a few made-up tools and rules, for tests that count by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from toolbox import graph
from toolbox.conditions.tree import Is, Tree
from toolbox.conditions.values import Facts, Members
from toolbox.facts import Gathered
from toolbox.inference import Inferred
from toolbox.knowledge.model import Cost, Effort, Knowledge, Rule, Text, Tool


def words(text: str) -> Text:
    """The same word in both languages."""
    return Text(text, text)


def tool(id_: str, **changes: Any) -> Tool:
    """A tool of middling cost: 16 points of ease (modest 6, basic 6, four weeks 4)."""
    effort, cost = Effort((1, 4), (1, 2), "basic"), Cost("modest", "estimate")
    plain = Tool(words(id_), ("management",), "application", words(id_), effort, cost, "micro", ("judgement",), id=id_)
    return plain._replace(**changes)


def rule(
    id_: str,
    *targets: str,
    kind: Literal["derive", "recommend", "hold"] = "recommend",
    strength: str = "strong",
    when: Tree | None = None,
) -> Rule:
    """A rule; fired ids are given to `inferred`, so its condition matters only to explanations."""
    condition = when or Is("leader_backs_it", answer=True)
    until = words("until") if kind == "hold" else None
    strong = strength if kind == "recommend" else None
    return Rule(id_, kind, words(id_), targets, condition, words(f"because {id_}"), ("judgement",), strong, until)


def small(knowledge: Knowledge, tools: Iterable[Tool], rules: Iterable[Rule]) -> Knowledge:
    """The built-in vocabulary and scales with these tools and rules only."""
    by_id = {each.id: each for each in tools}
    before = graph.prerequisites({id_: each.needs for id_, each in by_id.items()})
    own = {each.id: each for each in rules}
    return knowledge._replace(tools=by_id, products={}, rules=own, prerequisites=before)


def inferred(fired: Iterable[str], facts: Facts | None = None, in_use: Iterable[str] = ()) -> Inferred:
    """What the rules said, where none is left open."""
    known = {**(facts or {}), "in_use": Members(frozenset(in_use))}
    return Inferred(Gathered(known, {}), frozenset(fired), "verdict", {})
