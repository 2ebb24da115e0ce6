"""A firm by its scoring models: one frozen value, which is what `assess` shows and what its `--json` prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from toolbox.advice import PeerFigure, Range, as_range, peer_figure
from toolbox.answer import Label, Origin, origin
from toolbox.assessment import DIMENSION_UNIT, TOTAL_UNIT, DimensionScore, assess_crossed, share_of
from toolbox.conditions import sentence, told
from toolbox.conditions.tree import All, Any, Has, Not
from toolbox.conditions.values import Facts, Span
from toolbox.conditions.verdict import Judged, explain
from toolbox.crosswalk import Crossed, cross
from toolbox.knowledge.model import Assessment, Dimension, Implied, Indicator, Knowledge, LevelRule
from toolbox.profile import Profile
from toolbox.vocabulary import Text, Vocabulary

FORMAT = "menkan-assessment/1"


class QuestionScored(NamedTuple):
    """One question. full: its points; points: those earned. told: what the firm told, if it did.

    shown_by: entries of the crosswalk that narrow it down. beside: dimensions of another model.
    """

    number: int
    fact: str
    label: Text
    question: Text
    full: float
    points: Range
    told: Text | None
    shown_by: tuple[str, ...]
    beside: tuple[str, ...]


class DimensionScored(NamedTuple):
    """One dimension. full: its points of the 100; points: those earned; share: the same in percent of full."""

    id: str
    name: Text
    full: int
    points: Range
    share: Range
    answered: int
    questions: tuple[QuestionScored, ...]
    peers: tuple[PeerFigure, ...]


class SceneGraded(NamedTuple):
    """One scene. low and high: the levels that are possible, 0 being below level one.

    constrained: whether the level rule takes some of these in any case.
    """

    id: str
    number: int
    fact: str
    name: Text
    question: Text
    group: Text
    constrained: bool
    low: int
    high: int
    told: Text | None
    shown_by: tuple[str, ...]
    scenario: Label
    beside: tuple[str, ...]


class LevelAsked(NamedTuple):
    """What a level of the whole firm takes, all at once."""

    id: str
    name: Text
    score: int
    scene_level: int
    scenes: int
    constrained: int


class LevelRuleSaid(NamedTuple):
    """How score and scenes lead to the level, how sure that is, and from where."""

    certainty: Literal["verified", "unverified"]
    source: str
    levels: tuple[LevelAsked, ...]
    notes: tuple[Text, ...]


class ShownBy(NamedTuple):
    """An entry of the crosswalk that applied: what the firm told that shows something of a question."""

    id: str
    because: Text
    sources: tuple[str, ...]


class ModelScored(NamedTuple):
    """The outcome of one model. stages: the stages, or levels of the firm, that are still possible."""

    model: str
    name: Text
    source: str
    total: Range
    stages: tuple[Label, ...]
    level_rule: LevelRuleSaid | None
    dimensions: tuple[DimensionScored, ...]
    scenes: tuple[SceneGraded, ...]
    crosswalk: tuple[ShownBy, ...]
    stage_peers: tuple[PeerFigure, ...]
    notes: tuple[Text, ...]


class Scorecard(NamedTuple):
    """One firm by one or more models."""

    format: str
    origin: Origin
    firm: str | None
    models: tuple[ModelScored, ...]


def scorecard(knowledge: Knowledge, profile: Profile, facts: Facts, models: Iterable[str], today: dt.date) -> Scorecard:
    """Score a firm by these models. facts: told and gathered. KeyError for a model that is not there."""
    cards = tuple(_model(knowledge, facts, model) for model in models)
    return Scorecard(FORMAT, origin(knowledge, today), profile.name, cards)


def _model(knowledge: Knowledge, facts: Facts, id_: str) -> ModelScored:
    model = knowledge.assessments[id_]
    crossed = cross(model, knowledge.vocabulary, facts)
    assessed = assess_crossed(knowledge, crossed, facts, id_)
    rule = model.levels
    names = {s: knowledge.stages[s].name for s in model.bands} if rule is None else _level_names(rule)
    applied = {entry for entries in crossed.by.values() for entry in entries}
    return ModelScored(
        id_,
        model.name,
        model.source,
        as_range(assessed.total, TOTAL_UNIT),
        tuple(Label(stage, name) for stage, name in names.items() if stage in assessed.stage.members),
        None if rule is None else _level_rule(rule),
        tuple(_dimension(knowledge, model, id_, score, crossed, facts) for id_, score in assessed.dimensions.items()),
        tuple(_scenes(knowledge, model, assessed.scenes, crossed, facts)),
        tuple(_shown_by(knowledge.vocabulary, entry, facts) for entry in model.implied if entry.id in applied),
        tuple(peer_figure(peer, None) for peer in model.stage_peers.values()),
        model.notes,
    )


def _level_names(rule: LevelRule) -> dict[str, Text]:
    return {id_: level.name for id_, level in rule.levels.items()}


def _level_rule(rule: LevelRule) -> LevelRuleSaid:
    levels = (
        LevelAsked(id_, level.name, level.score, level.scene_level, level.scenes, level.constrained)
        for id_, level in rule.levels.items()
    )
    return LevelRuleSaid(rule.certainty, rule.source, tuple(levels), rule.notes)


def _dimension(
    knowledge: Knowledge, model: Assessment, id_: str, scored: DimensionScore, crossed: Crossed, facts: Facts
) -> DimensionScored:
    dimension = model.dimensions[id_]
    questions = tuple(_question(knowledge, dimension, i, crossed, facts) for i in dimension.indicators)
    own = {i.number: facts.get(i.fact) for i in dimension.indicators}
    return DimensionScored(
        id_,
        dimension.name,
        dimension.weight,
        as_range(Span(*(dimension.weight * end for end in scored.score)), TOTAL_UNIT),
        as_range(scored.score, DIMENSION_UNIT),
        scored.answered,
        questions,
        tuple(peer_figure(p, own.get(p.indicator or 0)) for p in model.peers if p.dimension == id_),
    )


def _question(
    knowledge: Knowledge, dimension: Dimension, indicator: Indicator, crossed: Crossed, facts: Facts
) -> QuestionScored:
    fact = knowledge.vocabulary[indicator.fact]
    weight = dimension.weight * indicator.weight
    share = share_of(indicator, crossed.facts.get(indicator.fact))
    return QuestionScored(
        indicator.number,
        fact.name,
        fact.label,
        fact.question or fact.label,
        weight / DIMENSION_UNIT,
        as_range(Span(weight * share.low, weight * share.high), TOTAL_UNIT),
        _told(knowledge, fact.name, facts),
        crossed.by.get(fact.name, ()),
        indicator.beside,
    )


def _scenes(
    knowledge: Knowledge, model: Assessment, levels: Mapping[str, Span], crossed: Crossed, facts: Facts
) -> Iterator[SceneGraded]:
    constrained = model.levels.constrained if model.levels else ()
    for id_, scene in model.scenes.items():
        fact = knowledge.vocabulary[scene.fact]
        yield SceneGraded(
            id_,
            scene.number,
            scene.fact,
            scene.name,
            fact.question or fact.label,
            scene.group,
            id_ in constrained,
            levels[id_].low,
            levels[id_].high,
            _told(knowledge, scene.fact, facts),
            crossed.by.get(scene.fact, ()),
            Label(scene.scenario, knowledge.scenarios[scene.scenario].name),
            scene.beside,
        )


def _told(knowledge: Knowledge, name: str, facts: Facts) -> Text | None:
    if name not in facts:
        return None
    fact, value = knowledge.vocabulary[name], facts[name]
    return Text(told.in_words(fact, value, "zh"), told.in_words(fact, value, "en"))


# --- why the crosswalk says so


def _shown_by(vocabulary: Vocabulary, entry: Implied, facts: Facts) -> ShownBy:
    met = list(_met(explain(entry.when, facts), vocabulary, facts))
    because = Text("；".join(text.zh for text in met), "; ".join(text.en for text in met))
    return ShownBy(entry.id, because, entry.sources)


def _met(judged: Judged, vocabulary: Vocabulary, facts: Facts) -> Iterator[Text]:
    """What the firm told that makes a condition true; of alternatives the first."""
    match judged.node:
        case All():
            for part in judged.parts:
                yield from _met(part, vocabulary, facts)
        case Any():
            yield from _met(next(part for part in judged.parts if part.truth), vocabulary, facts)
        case Not() | Has():
            yield sentence.sentence(judged.node, vocabulary)
        case leaf:
            fact, value = vocabulary[leaf.fact], facts[leaf.fact]
            zh, en = (told.in_words(fact, value, language) for language in ("zh", "en"))
            yield Text(f"{fact.label.zh}：{zh}", f"{fact.label.en}: {en}")
