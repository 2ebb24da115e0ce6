"""The same answers in a few words, for a bot that pays for every word it reads. Nothing is said that is not in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any, Literal, NamedTuple

from toolbox.advice import Advice, Range, StepAdvice
from toolbox.answer import Label
from toolbox.explain import Question, RuleSaid, ToolExplained
from toolbox.interview.answer import Answer, Asked
from toolbox.knowledge.model import Knowledge, Text
from toolbox.roadmap import Roadmap
from toolbox.scorecard import ModelScored, Scorecard
from toolbox.understand import Answer as Understood

MOST_REASONS = 2
HALF = 50  # percent of the points of a dimension


class QuestionBrief(NamedTuple):
    """Something that the firm did not tell."""

    fact: str
    question: Text


class StepBrief(NamedTuple):
    """One step of the plan. because: the strongest reasons; needed_by: the steps it is there for, if it has none."""

    place: int
    tool: str
    name: Text
    because: tuple[Text, ...]
    needed_by: tuple[str, ...]
    after: tuple[str, ...]
    cost: Text
    weeks: Range
    free_way: Text | None


class HeldBrief(NamedTuple):
    """Not now, and until when."""

    tool: str
    name: Text
    until: tuple[Text, ...]


class AdviceBrief(NamedTuple):
    """The six first steps, the names of the later ones, and what to ask next."""

    format: Literal["menkan-advice-brief/1"]
    message: Text | None
    first: tuple[StepBrief, ...]
    later: tuple[Label, ...]
    held: tuple[HeldBrief, ...]
    questions: tuple[QuestionBrief, ...]


class TurnBrief(NamedTuple):
    """One turn. Add the answer to state.facts under question.fact and send the state again.

    undecided: how many tools may still come in or go. advice: once there is no further question.
    """

    format: Literal["menkan-turn-brief/1"]
    state: Mapping[str, Any]
    question: Asked | None
    settled: bool
    message: Text
    first: tuple[Label, ...]
    undecided: int
    left: int
    advice: AdviceBrief | None


class RuleBrief(NamedTuple):
    """What one rule said. asks: the facts that would settle it."""

    rule: str
    kind: Literal["recommend", "hold"]
    mark: Literal["yes", "no", "ask"]
    because: Text
    asks: tuple[str, ...]


class ExplanationBrief(NamedTuple):
    """Why a tool is advised or not."""

    tool: str
    name: Text
    status: Literal["step", "held", "set aside", "in use", "open", "not recommended"]
    place: int | None
    detail: tuple[str, ...]
    rules: tuple[RuleBrief, ...]
    questions: tuple[QuestionBrief, ...]


class RoadmapBrief(NamedTuple):
    """The waves in order, and the chain that takes longest with its weeks, low and high."""

    waves: tuple[tuple[Label, ...], ...]
    critical: tuple[Label, ...]
    weeks: tuple[int, int]


class ScoreBrief(NamedTuple):
    """The outcome of one scoring model. weak: dimensions that surely score less than half."""

    model: str
    name: Text
    total: Range
    stages: tuple[Label, ...]
    weak: tuple[Label, ...]


class AssessmentBrief(NamedTuple):
    """The scores, and where the firm may be weak."""

    format: Literal["menkan-assessment-brief/1"]
    models: tuple[ScoreBrief, ...]


class UnderstoodBrief(NamedTuple):
    """The profile that a text tells, and the parts of it that led to nothing or were set aside."""

    profile: Mapping[str, Any]
    aside: tuple[str, ...]
    unread: tuple[str, ...]


Brief = TurnBrief | AdviceBrief | ExplanationBrief | RoadmapBrief | AssessmentBrief | UnderstoodBrief


@singledispatch
def brief(answer: Any, knowledge: Knowledge) -> Brief:
    """The answer in a few words. TypeError for what has no shorter form."""
    raise TypeError(type(answer).__name__)


@brief.register
def _(turn: Answer, knowledge: Knowledge) -> TurnBrief:
    return TurnBrief(
        "menkan-turn-brief/1",
        turn.state,
        turn.question,
        turn.settled,
        turn.message,
        turn.first,
        len(turn.undecided),
        turn.left,
        None if turn.advice is None else _advice(turn.advice),
    )


@brief.register
def _(advice: Advice, knowledge: Knowledge) -> AdviceBrief:
    return _advice(advice)


@brief.register
def _(explained: ToolExplained, knowledge: Knowledge) -> ExplanationBrief:
    return ExplanationBrief(
        explained.tool,
        explained.name,
        explained.status,
        explained.place,
        explained.detail,
        tuple(map(_rule, explained.rules)),
        _questions(explained.questions),
    )


@brief.register
def _(plan: Roadmap, knowledge: Knowledge) -> RoadmapBrief:
    def named(tools: Iterable[str]) -> tuple[Label, ...]:
        return tuple(Label(tool, knowledge.tools[tool].name) for tool in tools)

    return RoadmapBrief(tuple(named(wave.tools) for wave in plan.waves), named(plan.critical), plan.weeks)


@brief.register
def _(scores: Scorecard, knowledge: Knowledge) -> AssessmentBrief:
    return AssessmentBrief("menkan-assessment-brief/1", tuple(map(_score, scores.models)))


@brief.register
def _(understood: Understood, knowledge: Knowledge) -> UnderstoodBrief:
    aside = dict.fromkeys(words.text for held in understood.aside for words in held.words)
    return UnderstoodBrief(understood.profile, tuple(aside), tuple(words.text for words in understood.unread))


def _advice(advice: Advice) -> AdviceBrief:
    return AdviceBrief(
        "menkan-advice-brief/1",
        advice.message,
        tuple(map(_step, advice.first)),
        tuple(Label(step.tool, step.name) for wave in advice.later for step in wave),
        tuple(HeldBrief(held.tool, held.name, held.until) for held in advice.held),
        _questions(advice.questions),
    )


def _score(scored: ModelScored) -> ScoreBrief:
    weak = tuple(Label(part.id, part.name) for part in scored.dimensions if part.share.high < HALF)
    return ScoreBrief(scored.model, scored.name, scored.total, scored.stages, weak)


def _step(step: StepAdvice) -> StepBrief:
    return StepBrief(
        step.place,
        step.tool,
        step.name,
        tuple(why.said.because for why in step.why[:MOST_REASONS]),
        tuple(tool.id for tool in step.needed_by),
        tuple(tool.id for tool in step.after),
        step.cost.name,
        step.effort.weeks,
        step.free_way,
    )


def _rule(said: RuleSaid) -> RuleBrief:
    return RuleBrief(said.rule, said.kind, said.mark, said.because, said.asks)


def _questions(questions: Iterable[Question]) -> tuple[QuestionBrief, ...]:
    return tuple(QuestionBrief(question.fact, question.question) for question in questions)
