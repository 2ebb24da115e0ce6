"""The firms of `tests.generated`, by the million: each fact has a pool of ready values, a firm is a place in each pool.

What a place stands for is written down twice from the same pools, by whoever reads it: as columns of ours here, as a
frame in `tests.polars_reader`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tests.generated import Firms
from toolbox.conditions.columns import Coded, Column, Sets, Spans, column_of
from toolbox.conditions.normal import normalised
from toolbox.conditions.tree import Tree
from toolbox.conditions.values import Span, Value, is_exact
from toolbox.vocabulary import Fact

WAYS = 3  # ways into each condition
LED = 4  # at most so many conditions that a firm is led to
SHARES = (0.0, 0.1, 0.4, 0.8, 1.0)  # of facts that a firm tells

Places = npt.NDArray[np.int32]


class Drawn(NamedTuple):
    """places: for each fact and firm, a place in the fact's pool. pools: ready values; the last, None, is unknown."""

    rows: int
    places: Mapping[str, Places]
    pools: Mapping[str, Sequence[Value | None]]


class Turning:
    """Draws firms where the conditions of some rules are about to turn.

    exact: only firms that told everything, exactly and within the bounds of the facts.
    """

    def __init__(
        self, vocabulary: Mapping[str, Fact], conditions: Sequence[Tree], seed: int, *, exact: bool = False
    ) -> None:
        self._seed, self._exact = seed, exact
        firms = Firms(vocabulary, conditions, seed)
        pools = {name: dict.fromkeys(values) for name, values in firms.pools.items()}
        draw = random.Random(seed)
        ways = [firms.leading_to(normalised(condition)) for condition in conditions for _ in range(WAYS)]
        for way in ways:
            for name, value in way.items():
                pools[name].setdefault(value)
        if exact:
            pools = {
                name: {v: None for v in values if _tellable(vocabulary[name], v)} for name, values in pools.items()
            }
            ways = [{name: v for name, v in way.items() if _tellable(vocabulary[name], v)} for way in ways]
        self.pools: dict[str, tuple[Value | None, ...]] = {name: (*values, None) for name, values in pools.items()}
        assert all(len(pool) > 1 for pool in self.pools.values()), "a fact has no value that is known"
        places = {name: {value: place for place, value in enumerate(pool)} for name, pool in self.pools.items()}
        self._ways = [{name: places[name][value] for name, value in way.items()} for way in ways]
        draw.shuffle(self._ways)

    def draw(self, rows: int, part: int = 0) -> Drawn:
        """So many firms; another part of the same seed holds others."""
        draw = np.random.default_rng((self._seed, part))
        share = np.ones(rows) if self._exact else draw.choice(SHARES, rows)
        places: dict[str, Places] = {}
        for name, pool in self.pools.items():
            unknown = len(pool) - 1
            told = draw.integers(0, unknown, rows, dtype=np.int32)
            places[name] = np.where(draw.random(rows) < share, told, np.int32(unknown))
        if self._ways:
            led = np.arange(1, rows, 2)  # every other firm, as the firms drawn one by one
            for _ in range(LED):
                self._lead(places, led[draw.random(len(led)) < 0.7], draw)
        return Drawn(rows, places, self.pools)

    def _lead(self, places: Mapping[str, Places], firms: npt.NDArray[np.intp], draw: np.random.Generator) -> None:
        to = draw.integers(0, len(self._ways), len(firms))
        order = np.argsort(to, kind="stable")
        ends = np.searchsorted(to[order], np.arange(len(self._ways) + 1))
        for number, way in enumerate(self._ways):
            own = firms[order[ends[number] : ends[number + 1]]]
            for name, place in way.items():
                places[name][own] = place


def columns_of(drawn: Drawn, vocabulary: Mapping[str, Fact]) -> dict[str, Column]:
    """These firms as our columns."""
    return {
        name: _taken(column_of(drawn.pools[name], vocabulary[name].type, vocabulary[name].members), places)
        for name, places in drawn.places.items()
    }


def truths_of(bits: npt.NDArray[np.uint64], rows: int) -> npt.NDArray[np.bool_]:
    """Rows of bits as rows of truths."""
    found = np.unpackbits(bits.view(np.uint8).reshape(len(bits), -1), axis=1, count=rows, bitorder="little")
    return found.view(np.bool_)


def firm_at(drawn: Drawn, row: int) -> dict[str, Value]:
    """One of these firms, as the scalar readers take it."""
    told = {name: drawn.pools[name][int(places[row])] for name, places in drawn.places.items()}
    return {name: value for name, value in told.items() if value is not None}


def _tellable(fact: Fact, value: Value) -> bool:
    if not isinstance(value, Span) or fact.low is None or fact.high is None:
        return is_exact(value)
    return value.exact and fact.low * fact.scale <= value.low <= fact.high * fact.scale


def _taken(column: Column, places: Places) -> Column:
    match column:
        case Coded(codes, table):
            return Coded(codes[places], table)
        case Spans(low, high):
            return Spans(low[places], high[places])
        case Sets(has, lacks, closed, known, bits):
            words = (np.ascontiguousarray(each[:, places]) for each in (has, lacks))
            return Sets(*words, closed[places], known[places], bits)
