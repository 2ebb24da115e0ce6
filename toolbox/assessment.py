"""Score a firm by an assessment model. Scores are exact ranges while answers are missing, all in integers.

Units: a dimension's score counts in 1/100 point (0 to 10,000), the total in 1/10,000 point (0 to 1,000,000).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from toolbox.conditions.values import Among, Facts, Span, Value, exactly
from toolbox.knowledge.model import Assessment, Dimension, Indicator, Knowledge

MODEL = "tencent-2021"
DIMENSION_UNIT = 100
TOTAL_UNIT = 10_000


class DimensionScore(NamedTuple):
    """score: in 1/100 point. answered: how many of its indicators are answered, of how many."""

    score: Span
    answered: int
    indicators: int


class Assessed(NamedTuple):
    """The outcome of one model: dimension scores, the total in 1/10,000 point, and the stages still possible."""

    model: str
    dimensions: Mapping[str, DimensionScore]
    total: Span
    stage: Among

    def at(self, end: Literal["low", "high"]) -> Assessed:
        """The outcome if every score came out at this end of its range."""

        def pinned(span: Span) -> Span:
            return exactly(getattr(span, end))

        dimensions = {name: d._replace(score=pinned(d.score)) for name, d in self.dimensions.items()}
        return self._replace(dimensions=dimensions, total=pinned(self.total))

    def facts(self) -> dict[str, Value]:
        """The outcome as facts that rules read: score, score_<dimension> and stage."""
        by_dimension: dict[str, Value] = {f"score_{name}": d.score for name, d in self.dimensions.items()}
        return {"score": self.total, "stage": self.stage, **by_dimension}


def assess(knowledge: Knowledge, facts: Facts, model: str = MODEL) -> Assessed:
    """Score these facts by a model of the knowledge; KeyError for a model that is not there."""
    assessment = knowledge.assessments[model]
    dimensions = {name: _dimension(d, facts) for name, d in assessment.dimensions.items()}
    weights = {name: d.weight for name, d in assessment.dimensions.items()}
    total = Span(
        sum(weights[name] * d.score.low for name, d in dimensions.items()),
        sum(weights[name] * d.score.high for name, d in dimensions.items()),
    )
    return Assessed(model, dimensions, total, stages(assessment, total))


def stages(assessment: Assessment, total: Span) -> Among:
    """The stages that a total in 1/10,000 point may lead to."""
    low, high = (_band(assessment, score) for score in total)
    names = list(assessment.bands)
    return Among(frozenset(names[low : high + 1]))


def _band(assessment: Assessment, score: int) -> int:
    bounds = list(assessment.bands.values())
    return next(number for number, bound in enumerate(bounds) if score <= bound * TOTAL_UNIT)


def _dimension(dimension: Dimension, facts: Facts) -> DimensionScore:
    shares = [share_of(indicator, facts.get(indicator.fact)) for indicator in dimension.indicators]
    score = Span(
        sum(i.weight * s.low for i, s in zip(dimension.indicators, shares, strict=True)),
        sum(i.weight * s.high for i, s in zip(dimension.indicators, shares, strict=True)),
    )
    answered = sum(indicator.fact in facts for indicator in dimension.indicators)
    return DimensionScore(score, answered, len(dimension.indicators))


def share_of(indicator: Indicator, value: Value | None) -> Span:
    """The percent of its weight that an indicator earns; 0 to 100 while it is not answered."""
    match value:
        case bool():
            return Span(100, 100) if value else Span(0, 0)
        case Span(low, high):
            return Span(_binned(indicator, low), _binned(indicator, high))
        case _:
            return Span(0, 100)


def _binned(indicator: Indicator, stored: int) -> int:
    return next((share for bound, share in indicator.bins if bound is None or stored <= bound), 100)
