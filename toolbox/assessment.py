"""Score a firm by an assessment model. Scores are exact ranges while answers are missing, all in integers.

Units: a dimension's score counts in 1/100 point (0 to 10,000), the total in 1/10,000 point (0 to 1,000,000).
The total leads to a stage by bands; or, with the levels of the scenes, to a level of the whole firm by a level rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from toolbox.conditions.values import Among, Facts, Members, Span, Value
from toolbox.crosswalk import Crossed, cross
from toolbox.knowledge.model import Assessment, Dimension, Indicator, Knowledge, Level, LevelRule
from toolbox.vocabulary import Fact

MODEL = "tencent-2021"
DIMENSION_UNIT = 100
TOTAL_UNIT = 10_000


class DimensionScore(NamedTuple):
    """score: in 1/100 point. answered: how many of its indicators are answered, of how many."""

    score: Span
    answered: int
    indicators: int


class Assessed(NamedTuple):
    """The outcome of one model: dimension scores, the total in 1/10,000 point, and the stages still possible.

    scenes: of a model that grades scenes, the level of each; 0 is the lowest.
    """

    model: str
    dimensions: Mapping[str, DimensionScore]
    total: Span
    stage: Among
    scenes: Mapping[str, Span] = MappingProxyType({})

    def facts(self) -> dict[str, Value]:
        """The outcome as facts that rules read: score, score_<dimension> and stage."""
        by_dimension: dict[str, Value] = {f"score_{name}": d.score for name, d in self.dimensions.items()}
        return {"score": self.total, "stage": self.stage, **by_dimension}


Shares = Mapping[str, Span]  # by fact, the percent of its weight that an indicator earns


def assess(knowledge: Knowledge, facts: Facts, model: str = MODEL, earned: Shares = MappingProxyType({})) -> Assessed:
    """Score these facts by a model of the knowledge; KeyError for a model that is not there.

    earned: shares that count instead of what the facts say, to see what other answers would come to.
    """
    crossed = cross(knowledge.assessments[model], knowledge.vocabulary, facts)
    return assess_crossed(knowledge, crossed, facts, model, earned)


def assess_crossed(
    knowledge: Knowledge, crossed: Crossed, facts: Facts, model: str, earned: Shares = MappingProxyType({})
) -> Assessed:
    """Score facts that were crossed with this model before. facts: those that were told, which count as answered."""
    assessment = knowledge.assessments[model]
    dimensions = {name: _dimension(d, crossed.facts, facts, earned) for name, d in assessment.dimensions.items()}
    weights = {name: d.weight for name, d in assessment.dimensions.items()}
    total = Span(
        sum(weights[name] * d.score.low for name, d in dimensions.items()),
        sum(weights[name] * d.score.high for name, d in dimensions.items()),
    )
    scenes = {
        name: level_of(knowledge.vocabulary[scene.fact], crossed.facts.get(scene.fact))
        for name, scene in assessment.scenes.items()
    }
    return Assessed(model, dimensions, total, stages(assessment, total, scenes), scenes)


def stages(assessment: Assessment, total: Span, scenes: Mapping[str, Span] = MappingProxyType({})) -> Among:
    """The stages, or levels of the firm, that a total in 1/10,000 point and the levels of scenes may lead to."""
    rule = assessment.levels
    if rule is None:
        names = list(assessment.bands)
        low, high = (_band(assessment, score) for score in total)
    else:
        names = list(rule.levels)
        low = _level(rule, total.low, {name: span.low for name, span in scenes.items()})
        high = _level(rule, total.high, {name: span.high for name, span in scenes.items()})
    return Among(frozenset(names[low : high + 1]))


def _level(rule: LevelRule, score: int, scenes: Mapping[str, int]) -> int:
    """The highest level of which all is there; no level takes less than the one before it."""
    reached = [number for number, level in enumerate(rule.levels.values()) if _takes(rule, level, score, scenes)]
    return reached[-1]


def _takes(rule: LevelRule, level: Level, score: int, scenes: Mapping[str, int]) -> bool:
    there = [name for name, at in scenes.items() if at >= level.scene_level]
    constrained = sum(name in rule.constrained for name in there)
    return score >= level.score * TOTAL_UNIT and len(there) >= level.scenes and constrained >= level.constrained


def level_of(fact: Fact, value: Value | None) -> Span:
    """The level of a scene as the place of its answer among the members; every level while nothing is known of it."""
    possible = value.members if isinstance(value, Among) else frozenset(fact.members)
    places = [place for place, member in enumerate(fact.members) if member in possible]
    return Span(places[0], places[-1])


def _band(assessment: Assessment, score: int) -> int:
    bounds = list(assessment.bands.values())
    return next(number for number, bound in enumerate(bounds) if score <= bound * TOTAL_UNIT)


def _dimension(dimension: Dimension, facts: Facts, told: Facts, earned: Shares) -> DimensionScore:
    shares = [earned.get(i.fact) or share_of(i, facts.get(i.fact)) for i in dimension.indicators]
    score = Span(
        sum(i.weight * s.low for i, s in zip(dimension.indicators, shares, strict=True)),
        sum(i.weight * s.high for i, s in zip(dimension.indicators, shares, strict=True)),
    )
    answered = sum(indicator.fact in told for indicator in dimension.indicators)
    return DimensionScore(score, answered, len(dimension.indicators))


def share_of(indicator: Indicator, value: Value | None) -> Span:
    """The percent of its weight that an indicator earns; 0 to 100 while it is not answered."""
    match value:
        case bool():
            return Span(100, 100) if value else Span(0, 0)
        case Span(low, high):
            return Span(_binned(indicator, low), _binned(indicator, high))
        case Among(members):
            return Span(*_ends(indicator.shares.get(member, 0) for member in members))
        case Members(has, lacks, closed):
            sure = sum(indicator.shares.get(member, 0) for member in has)
            more = sum(share for member, share in indicator.shares.items() if member not in has | lacks)
            return Span(sure, sure if closed else sure + more)
        case _:
            return Span(0, 100)


def _ends(shares: Iterable[int]) -> tuple[int, int]:
    found = sorted(shares)
    return found[0], found[-1]


def _binned(indicator: Indicator, stored: int) -> int:
    return next((share for bound, share in indicator.bins if bound is None or stored <= bound), 100)
