"""Why a rule fires or not: each of its tests with the value that it met, and the questions that would settle it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from toolbox.assessment import MODEL
from toolbox.conditions import sentence, told
from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, Within
from toolbox.conditions.values import Facts, Members, Value
from toolbox.conditions.verdict import Judged, Truth, asks, explain
from toolbox.inference import Inferred
from toolbox.knowledge.model import Knowledge, Rule
from toolbox.recommend import Recommendations
from toolbox.vocabulary import Fact, Text

Mark = Literal["yes", "no", "ask"]
_MARKS: dict[Truth, Mark] = {True: "yes", False: "no", None: "ask"}


class Test(NamedTuple):
    """One line of a condition. depth: how far it is nested. value: what was met; None for a block's heading."""

    fact: str | None
    test: Text
    mark: Mark
    depth: int
    value: Text | None = None


class RuleSaid(NamedTuple):
    """What one rule said of a firm."""

    rule: str
    kind: Literal["recommend", "hold"]
    title: Text
    because: Text
    mark: Mark
    tests: tuple[Test, ...]
    asks: tuple[str, ...]
    sources: tuple[str, ...]
    origin: str


class Question(NamedTuple):
    """Something that the firm did not tell. tools: whose rules wait for it."""

    fact: str
    label: Text
    question: Text
    tools: tuple[str, ...]


Status = Literal["step", "held", "set aside", "in use", "open", "not recommended"]


class Change(NamedTuple):
    """One change of what a firm told.

    kind: an answer that was not given yet, a figure, a practice, or a tool brought in. effort: what a change of that
    kind is reckoned to take. now, to: how it is, and how it would be. trials: the same as `--set` takes it.
    """

    fact: str
    label: Text
    kind: Literal["answer", "figure", "practice", "tool"]
    effort: int
    now: Text
    to: Text
    trials: tuple[str, ...]


class ChangeSet(NamedTuple):
    """Changes that do it together, none of which can be spared. status, place: what becomes of the tool."""

    changes: tuple[Change, ...]
    effort: int
    status: Status
    place: int | None


class WhatIf(NamedTuple):
    """The fewest changes that would make a tool a step of the plan, or take it out.

    wanted: what was looked for; None for a tool in use, which is neither. sets: fewest changes first, then least
    effort. more: sets that were found and are not listed. complete: up to so many changes at once nothing was missed.
    most: so many changes at once were looked at. tried: sets that were tried.
    """

    wanted: Literal["step", "no step"] | None
    sets: tuple[ChangeSet, ...]
    more: int
    complete: int
    most: int
    tried: int


class ToolExplained(NamedTuple):
    """Why a tool is advised or not. status: what became of it; detail: for held and set aside, by what.

    what_if: what would turn it, where that was asked for.
    """

    tool: str
    name: Text
    status: Status
    place: int | None
    detail: tuple[str, ...]
    rules: tuple[RuleSaid, ...]
    questions: tuple[Question, ...]
    what_if: WhatIf | None = None


def explain_tool(
    knowledge: Knowledge, inferred: Inferred, recommendations: Recommendations, tool: str
) -> ToolExplained:
    """Why, or why not. KeyError for a tool that is not known."""
    said = tuple(rule_said(knowledge, rule, inferred.facts.values) for rule in knowledge.rules_for(tool))
    status, place, detail = _status(inferred, recommendations, tool, said)
    waiting = {s.rule for s in said if s.mark == "ask"}
    questions = tuple(q for q in questions_open(knowledge, inferred, waiting) if tool in q.tools)
    return ToolExplained(tool, knowledge.tools[tool].name, status, place, detail, said, questions)


def rule_said(knowledge: Knowledge, rule: Rule, facts: Facts) -> RuleSaid:
    """Every test of a rule with its value."""
    judged = explain(rule.when, facts)
    kind: Literal["recommend", "hold"] = "hold" if rule.kind == "hold" else "recommend"
    return RuleSaid(
        rule.id,
        kind,
        rule.title,
        rule.because,
        _MARKS[judged.truth],
        tuple(tests(judged, knowledge, facts)),
        tuple(asks(judged)),
        rule.sources,
        rule.origin,
    )


def tests(judged: Judged, knowledge: Knowledge, facts: Facts, depth: int = 0) -> Iterator[Test]:
    """The lines of a judged condition, from top to bottom."""
    match judged.node:
        case All() | Any():
            if not (depth == 0 and isinstance(judged.node, All)):
                yield Test(None, _heading(judged.node), _MARKS[judged.truth], depth)
                depth += 1
            for part in judged.parts:
                yield from tests(part, knowledge, facts, depth)
        case Not(Is() | OneOf() | Has() | Within() as leaf):
            yield _line(leaf, knowledge, facts, judged.truth, depth, positive=False)
        case Not(part):
            yield Test(None, _heading(Not(part)), _MARKS[judged.truth], depth)
            inner = judged.parts[0]
            for deeper in inner.parts or (inner,):
                yield from tests(deeper, knowledge, facts, depth + 1)
        case _:
            yield _line(judged.node, knowledge, facts, judged.truth, depth, positive=True)


def questions_open(knowledge: Knowledge, inferred: Inferred, rules: set[str] | None = None) -> list[Question]:
    """What the firm did not tell and open rules wait for, the question that most points wait for first.

    rules: count only these; all open recommend rules by default.
    """
    points: dict[str, int] = {}
    tools: dict[str, dict[str, None]] = {}
    in_use = inferred.facts.values.get("in_use")
    has = in_use.has if isinstance(in_use, Members) else frozenset()
    for id_, missing in inferred.open.items():
        rule = knowledge.rules[id_]
        targets = [tool for tool in rule.targets if tool not in has]
        if not targets or (rule.kind != "recommend" if rules is None else id_ not in rules):
            continue
        worth = knowledge.strengths[rule.strength].points if rule.strength else 1
        for fact in dict.fromkeys(a for m in missing for a in askable(knowledge, inferred.facts.values, m)):
            points[fact] = points.get(fact, 0) + worth
            tools.setdefault(fact, {}).update(dict.fromkeys(targets))
    ranked = sorted(points, key=lambda fact: (-points[fact], fact))
    return [_question(knowledge.vocabulary[fact], tuple(tools[fact])) for fact in ranked]


def askable(knowledge: Knowledge, facts: Facts, name: str) -> Iterator[str]:
    """The questions behind a fact: itself if it is asked, else what it is worked out from and is not yet known."""
    fact = knowledge.vocabulary[name]
    if fact.worked_out is None:
        yield name
    elif name == "size":
        yield from (m for m in ("sector", "staff", "revenue") if m not in facts)
    elif name == "age":
        yield "founded"
    elif name == "stage" or name.startswith("score"):
        yield from _unanswered(knowledge, facts, name)
    else:
        for rule in knowledge.rules.values():
            if rule.kind == "derive" and name in rule.targets:
                for missing in asks(explain(rule.when, facts)):
                    yield from askable(knowledge, facts, missing)


def _unanswered(knowledge: Knowledge, facts: Facts, name: str) -> Iterator[str]:
    for id_, dimension in knowledge.assessments[MODEL].dimensions.items():
        if name in ("stage", "score", f"score_{id_}"):
            yield from (i.fact for i in dimension.indicators if i.weight and i.fact not in facts)


def _question(fact: Fact, tools: tuple[str, ...]) -> Question:
    return Question(fact.name, fact.label, fact.question or fact.label, tools)


def _status(
    inferred: Inferred, recommendations: Recommendations, tool: str, said: tuple[RuleSaid, ...]
) -> tuple[Status, int | None, tuple[str, ...]]:
    in_use = inferred.facts.values.get("in_use")
    if isinstance(in_use, Members) and tool in in_use.has:
        return "in use", None, ()
    for place, step in enumerate(recommendations.steps, 1):
        if step.tool == tool:
            return "step", place, step.needed_by if not step.rules else ()
    for held in recommendations.held:
        if held.tool == tool:
            return "held", None, (*held.held_by, *held.waits_for)
    for aside in recommendations.set_aside:
        if aside.tool == tool:
            return "set aside", None, (aside.instead,)
    waiting = any(s.kind == "recommend" and s.mark == "ask" for s in said)
    return ("open" if waiting else "not recommended"), None, ()


def _heading(node: Tree) -> Text:
    match node:
        case All():
            return Text("全部满足：", "all of:")
        case Any():
            return Text("任一满足：", "any of:")
        case _:
            return Text("都不满足：", "none of:")


def _line(leaf: Leaf, knowledge: Knowledge, facts: Facts, truth: Truth, depth: int, *, positive: bool) -> Test:
    fact = knowledge.vocabulary[leaf.fact]
    value = facts.get(leaf.fact)
    shown = Text(_met(leaf, fact, value, "zh"), _met(leaf, fact, value, "en"))
    return Test(leaf.fact, sentence.test(leaf, knowledge.vocabulary, positive=positive), _MARKS[truth], depth, shown)


def _met(leaf: Leaf, fact: Fact, value: Value | None, language: str) -> str:
    """The value that a test met; of a set only the member that was asked for."""
    if isinstance(leaf, Has) and isinstance(value, Members):
        name = told.label_of(fact, leaf.member, language)
        holds = value.holds(leaf.member)
        zh = {True: f"有“{name}”", False: f"没有“{name}”", None: "不知道"}
        en = {True: f"has “{name}”", False: f"lacks “{name}”", None: "unknown"}
        return (en if language == "en" else zh)[holds]
    return told.in_words(fact, value, language)
