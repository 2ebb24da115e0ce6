"""What is fixed of each tool before any firm is looked at: its rules, voices, ease, needs and rivals, by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from toolbox.assessment import MODEL
from toolbox.knowledge.model import Knowledge, Rule
from toolbox.recommend import POINT, ease_of, exclude


class TooMany(ValueError):
    """Ranks or tools do not fit into the integers that they are packed in; the message says which."""


class Voice(NamedTuple):
    """Something of a firm's own words that speaks for a tool where one of these rules fires. place: within the tool."""

    fact: str
    member: str
    rules: tuple[int, ...]


class ToolPlan(NamedTuple):
    """What is fixed of one tool. rules: those that recommend it, with their points in 1/100. holds: those that hold it.

    before: what it needs, each after what that needs, repeats and all, with the tools on the way to it: it is missing
    where none of them and it is not in use. rivals: tools that exclude it.
    """

    rules: tuple[tuple[int, int], ...]
    holds: tuple[int, ...]
    voices: tuple[Voice, ...]
    scenarios: tuple[int, ...]
    ease: int
    before: tuple[tuple[int, tuple[int, ...]], ...]
    rivals: tuple[int, ...]


def plans(
    knowledge: Knowledge, ids: Sequence[str], fired: Sequence[str], scenarios: Sequence[str]
) -> Iterator[ToolPlan]:
    """A plan a tool. ids, fired, scenarios: tools, rules and scenarios in the order of their numbers."""
    tools = {tool: place for place, tool in enumerate(ids)}
    number = {rule: place for place, rule in enumerate(fired)}
    rules = [knowledge.rules[id_] for id_ in fired]
    for id_ in ids:
        tool = knowledge.tools[id_]
        own = [rule for rule in rules if rule.kind == "recommend" and id_ in rule.targets]
        yield ToolPlan(
            tuple((number[rule.id], _points(knowledge, rule)) for rule in own),
            tuple(number[rule.id] for rule in rules if rule.kind == "hold" and id_ in rule.targets),
            tuple(_voices(own, number)),
            tuple(scenarios.index(scenario) for scenario in tool.scenarios),
            ease_of(knowledge, tool),
            tuple(_before(knowledge, id_, tools, ())),
            tuple(tools[other] for other in ids if other != id_ and exclude(knowledge, id_, other)),
        )


def weights(
    knowledge: Knowledge, scenarios: Sequence[str], dimensions: Sequence[str]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each scenario its dimensions by number, each with its weight."""
    model = knowledge.assessments[MODEL]
    return tuple(
        tuple((dimensions.index(name), model.dimensions[name].weight) for name in knowledge.scenarios[s].dimensions)
        for s in scenarios
    )


def _points(knowledge: Knowledge, rule: Rule) -> int:
    return knowledge.strengths[rule.strength].points * POINT if rule.strength else 0


def _voices(rules: Sequence[Rule], number: Mapping[str, int]) -> Iterator[Voice]:
    by_word: dict[str, list[int]] = {}
    for rule in rules:
        for word in rule.voices:
            by_word.setdefault(word, []).append(number[rule.id])
    for word, speaking in sorted(by_word.items()):
        fact, member = word.split("/")
        yield Voice(fact, member, tuple(speaking))


def _before(
    knowledge: Knowledge, tool: str, tools: Mapping[str, int], way: tuple[int, ...]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """What a tool needs, each after what that needs, with the tools between."""
    for need in knowledge.tools[tool].needs:
        place = tools[need]
        yield from _before(knowledge, need, tools, (*way, place))
        yield place, way
