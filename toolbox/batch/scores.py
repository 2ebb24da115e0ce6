"""The scores of many firms by the scoring model, as `toolbox.assessment` has them for one: exact ranges in integers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolbox.assessment import MODEL, TOTAL_UNIT, share_of
from toolbox.batch.loops import loops_for
from toolbox.conditions.columns import Coded, Column, Sets, Spans, among
from toolbox.knowledge.model import Indicator, Knowledge

Ints = npt.NDArray[np.int32]


class Beyond(ValueError):
    """A scoring model is of a kind that columns do not hold; the message says why."""


class Scores(NamedTuple):
    """low, high: a row a dimension, in 1/100 point. total: in 1/10,000 point. stage: first and last possible, by place.

    answered: how many indicators were told.
    """

    low: Ints
    high: Ints
    total_low: Ints
    total_high: Ints
    stage_low: npt.NDArray[np.uint8]
    stage_high: npt.NDArray[np.uint8]
    answered: npt.NDArray[np.uint8]


class Scoring:
    """The model of a knowledge, ready to score columns."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises Beyond for a model that ends in levels, takes what other answers imply, or overflows."""
        self._model = model = knowledge.assessments[MODEL]
        if model.levels is not None or model.implied:
            raise Beyond(f"the model {MODEL} is graded by levels, or takes what other answers imply")
        most = sum(d.weight * sum(abs(i.weight) for i in d.indicators) * 100 for d in model.dimensions.values())
        if most >= 1 << 31:
            raise Beyond(f"a total of {most} does not fit into 32 bits")
        self.dimensions = tuple(model.dimensions)
        self.stages = tuple(model.bands)
        self._bounds = np.array([bound * TOTAL_UNIT for bound in model.bands.values()], np.int64)

    def scores(self, columns: Mapping[str, Column], rows: int) -> Scores:
        """The scores that these columns lead to."""
        low, high = (np.zeros((len(self.dimensions), rows), np.int32) for _ in range(2))
        answered, loops = np.zeros(rows, np.uint8), loops_for(rows)
        for number, dimension in enumerate(self._model.dimensions.values()):
            for indicator in dimension.indicators:
                column = columns.get(indicator.fact)
                if column is None:
                    high[number] += 100 * indicator.weight
                    continue
                if isinstance(column, Coded):
                    loops.add_shares(column.codes, _by_code(indicator, column), low[number], high[number], answered)
                    continue
                least, most, known = _shares(indicator, column)
                low[number] += least
                high[number] += most
                answered += known
        weights = [dimension.weight for dimension in self._model.dimensions.values()]
        total_low, total_high = (_weighed(weights, ends) for ends in (low, high))
        first, last = (below(self._bounds, total) for total in (total_low, total_high))
        return Scores(low, high, total_low, total_high, first, last, answered)

    def facts(self, scores: Scores) -> dict[str, Column]:
        """The scores as columns that rules read."""
        count = len(self.stages)
        ranges = [among(self.stages[first : last + 1]) for first in range(count) for last in range(count)]
        codes = scores.stage_low * np.uint8(count) + scores.stage_high
        found: dict[str, Column] = {
            f"score_{name}": Spans(scores.low[n].astype(np.int64), scores.high[n].astype(np.int64))
            for n, name in enumerate(self.dimensions)
        }
        total = Spans(scores.total_low.astype(np.int64), scores.total_high.astype(np.int64))
        return {"score": total, "stage": Coded(codes, tuple(ranges)), **found}


def below(bounds: npt.NDArray[np.int64], numbers: npt.NDArray[np.integer]) -> npt.NDArray[np.uint8]:
    """How many of these bounds are below each number; there are few of them."""
    count = np.zeros(len(numbers), np.uint8)
    for bound in bounds.tolist():
        count += numbers > bound
    return count


def _weighed(weights: list[int], ends: Ints) -> Ints:
    total = np.zeros(ends.shape[1], np.int32)
    for weight, end in zip(weights, ends, strict=True):
        total += weight * end
    return total


def _by_code(indicator: Indicator, column: Coded) -> Ints:
    """What an indicator earns at least and at most, in 1/100 point, and 1 where it is told: a row each, by code."""
    ends = [share_of(indicator, value) for value in column.table]
    told = [value is not None for value in column.table]
    return np.array([[indicator.weight * s[0] for s in ends], [indicator.weight * s[1] for s in ends], told], np.int32)


def _shares(indicator: Indicator, column: Spans | Sets) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """What an indicator earns at least and at most, in 1/100 point of its dimension, and of which firms it is told."""
    match column:
        case Spans():
            return _binned(indicator, column)
        case Sets():
            return _summed(indicator, column)


def _binned(indicator: Indicator, column: Spans) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """The first bin whose bound is not exceeded; a missing bound takes all the rest; nothing fits: all of it."""
    bounds, shares = [], []
    for bound, share in indicator.bins:
        shares.append(share)
        if bound is None:
            break
        bounds.append(bound)
    else:
        shares.append(100)
    rising = np.maximum.accumulate(np.array(bounds or [0], np.int64))[: len(bounds)]
    earned = np.array(shares, np.int32) * indicator.weight
    low, high = (earned[below(rising, end)] for end in (column.low, column.high))
    known = column.known
    if not known.all():
        low, high = np.where(known, low, 0), np.where(known, high, 100 * indicator.weight)
    return low.astype(np.int32), high.astype(np.int32), known


def _summed(indicator: Indicator, column: Sets) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    rows = len(column.known)
    low, high = np.zeros(rows, np.int32), np.zeros(rows, np.int32)
    for member, share in indicator.shares.items():
        holds, misses = column.holds(member), column.misses(member)
        low += holds * np.int32(share * indicator.weight)
        high += ~misses * np.int32(share * indicator.weight)
    return np.where(column.known, low, 0), np.where(column.known, high, 100 * indicator.weight), column.known
