"""An independent third reader of conditions: Polars, by its own three-valued logic, over a frame of plain columns.

It shares the trees and their normal form with the readers of the program, and no line that evaluates them. Polars
knows yes, no and null, and combines them as Kleene does; a rule fires where its expression is yes.

A fact of a name becomes plain columns: a yes/no fact one nullable truth; a number its two ends; a choice the members
that it may still be, 64 to a word; a set the members that are in it, those that are not, and whether the rest are out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any as Any_
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from tests.turning import Drawn
from toolbox.conditions.normal import normalised
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within
from toolbox.conditions.values import Among, Members, Span, Value
from toolbox.vocabulary import Fact

_A_WORD = 64
_OPEN = pl.lit(None, pl.Boolean)


class PolarsRules:
    """Rules ready to be fired over a frame."""

    def __init__(self, rules: Mapping[str, Tree], vocabulary: Mapping[str, Fact]) -> None:
        self.ids = tuple(rules)
        self._said = [
            _expression(normalised(tree), vocabulary).fill_null(value=False).alias(f"rule {number}")
            for number, tree in enumerate(rules.values())
        ]

    def fired(self, frame: pl.DataFrame) -> npt.NDArray[np.bool_]:
        """A row a rule, a column a firm: which rules fire."""
        made = frame.lazy().with_columns(self._said).select(f"rule {n}" for n in range(len(self._said))).collect()
        truths = [made.get_column(name).to_numpy() for name in made.columns]
        return np.array(truths, np.bool_).reshape(len(truths), frame.height)


# --- conditions --------------------------------------------------------------------------------------------------


def _expression(tree: Tree, facts: Mapping[str, Fact]) -> pl.Expr:
    match tree:
        case All(parts):
            return reduce(lambda a, b: a & b, (_expression(part, facts) for part in parts), pl.lit(value=True))
        case Any(parts):
            return reduce(lambda a, b: a | b, (_expression(part, facts) for part in parts), pl.lit(value=False))
        case Not(part):
            return ~_expression(part, facts)
        case Is(fact, answer):
            return pl.col(fact) if answer else ~pl.col(fact)
        case OneOf(fact, members):
            return _one_of(fact, members, list(facts[fact].members))
        case Has(fact, member):
            return _has(fact, list(facts[fact].members).index(member))
        case Within(fact, low, high):
            return _within(pl.col(f"{fact} low"), pl.col(f"{fact} high"), low, high)
    raise TypeError(tree)


def _one_of(fact: str, members: Sequence[str], order: Sequence[str]) -> pl.Expr:
    """Yes where nothing else is possible, no where none of them is, open between."""
    words = [pl.col(f"{fact} may {number}") for number in range(_words(order))]
    wanted = _bits(members, order)
    none = pl.lit(0, pl.UInt64)
    outside = [word & pl.lit(~bits & 2**_A_WORD - 1, pl.UInt64) for word, bits in zip(words, wanted, strict=True)]
    inside = [word & pl.lit(bits, pl.UInt64) for word, bits in zip(words, wanted, strict=True)]
    surely = reduce(lambda a, b: a & b, (word == none for word in outside))
    never = reduce(lambda a, b: a & b, (word == none for word in inside))
    return surely | (~never & _OPEN)


def _has(fact: str, place: int) -> pl.Expr:
    number, bit = divmod(place, _A_WORD)
    bits = pl.lit(1 << bit, pl.UInt64)
    inside, outside = (pl.col(f"{fact} {kind} {number}") & bits == bits for kind in ("has", "lacks"))
    return inside | (~(pl.col(f"{fact} closed") | outside) & _OPEN)


def _within(least: pl.Expr, most: pl.Expr, low: int | None, high: int | None) -> pl.Expr:
    """Open where the two ends lie on both sides of a bound. Without bounds it asks whether anything is known."""
    known = least == least  # null where nothing is known
    above = known if low is None else (least >= low) | ((most >= low) & _OPEN)
    below = known if high is None else (most <= high) | ((least <= high) & _OPEN)
    return above & below


# --- frames ------------------------------------------------------------------------------------------------------


def frame_of(
    values: Mapping[str, Sequence[Value | None]],
    vocabulary: Mapping[str, Fact],
    places: Mapping[str, np.ndarray] | None,
) -> pl.DataFrame:
    """A frame of some values of each fact. places: which of the values each firm has; without it a firm a value."""
    columns: list[pl.Series] = []
    for name, told in values.items():
        own = _plain(name, told, vocabulary[name])
        columns += own if places is None else [series.gather(places[name]) for series in own]
    return pl.DataFrame(columns)


class Cells(NamedTuple):
    """told: a table as firms would send it, NaN and all. frame: what Polars makes of that very table."""

    told: pl.DataFrame
    frame: pl.DataFrame


def cells_of(drawn: Drawn, vocabulary: Mapping[str, Fact], seed: int) -> Cells:
    """A table of exact answers: truths, words, lists of words, floats; empty in places, and some floats no numbers."""
    draw = np.random.default_rng(seed)
    cells: dict[str, pl.Series] = {}
    read: list[pl.Expr] = []
    for name, pool in drawn.pools.items():
        fact = vocabulary[name]
        if fact.worked_out is not None or fact.only_for is not None or name in ("division", "city"):
            continue  # what firms do not tell; and a division or a city may contradict the sector or the province
        column = pl.Series(name, [_cell(fact, value) for value in pool], _CELLS[fact.type])
        column = column.gather(drawn.places[name])
        dull = draw.random(drawn.rows)
        column = pl.select(pl.when(pl.lit(dull) < 0.15).then(None).otherwise(column).alias(name)).to_series()
        if fact.is_number:
            column = pl.select(pl.when(pl.lit(dull) > 0.8).then(float("nan")).otherwise(column).alias(name)).to_series()
        cells[name] = column
        read += _read(fact)
    told = pl.DataFrame(cells)
    unknown = [
        series.new_from_index(0, drawn.rows)
        for name in drawn.pools
        if name not in cells
        for series in _plain(name, [None], vocabulary[name])
    ]
    return Cells(told, told.select(read).hstack(unknown))


_CELLS = {
    "yes/no": pl.Boolean(),
    "choice": pl.String(),
    "set": pl.List(pl.String()),
    "number": pl.Float64(),
    "whole number": pl.Float64(),
}


def _cell(fact: Fact, value: Value | None) -> Any_:
    match value:
        case Among(members):
            return next(iter(members))
        case Members(has):
            return sorted(has)
        case Span(low):
            within = fact.low is None or fact.high is None or fact.low * fact.scale <= low <= fact.high * fact.scale
            return low / fact.scale if within else None
        case _:
            return value


def _read(fact: Fact) -> list[pl.Expr]:
    """What each fact's own columns are made of: of words bits, of floats whole numbers in stored units."""
    name, order = fact.name, list(fact.members)
    words = [
        {member: 1 << place % _A_WORD if place // _A_WORD == number else 0 for place, member in enumerate(order)}
        for number in range(_words(order))
    ]
    match fact.type:
        case "yes/no":
            return [pl.col(name)]
        case "choice":
            return [
                pl.col(name).replace_strict(bits, return_dtype=pl.UInt64).alias(f"{name} may {number}")
                for number, bits in enumerate(words)
            ]
        case "set":
            none = pl.when(pl.col(name).is_not_null()).then(pl.lit(0, pl.UInt64))
            has = [
                pl.col(name).list.eval(pl.element().replace_strict(bits, return_dtype=pl.UInt64)).list.sum()
                for bits in words
            ]
            return [
                *(bits.alias(f"{name} has {number}") for number, bits in enumerate(has)),
                *(none.alias(f"{name} lacks {number}") for number in range(len(words))),
                pl.when(pl.col(name).is_not_null()).then(pl.lit(value=True)).alias(f"{name} closed"),
            ]
        case _:
            stored = (pl.col(name).fill_nan(None) * fact.scale).round().cast(pl.Int64)
            return [stored.alias(f"{name} low"), stored.alias(f"{name} high")]


def _plain(name: str, values: Sequence[Value | None], fact: Fact) -> list[pl.Series]:
    match fact.type:
        case "yes/no":
            return [pl.Series(name, values, pl.Boolean)]
        case "choice":
            return _masks(f"{name} may", values, lambda value: value.members if isinstance(value, Among) else (), fact)
        case "set":
            closed = [value.closed if isinstance(value, Members) else None for value in values]
            return [
                *_masks(f"{name} has", values, lambda value: value.has if isinstance(value, Members) else (), fact),
                *_masks(f"{name} lacks", values, lambda value: value.lacks if isinstance(value, Members) else (), fact),
                pl.Series(f"{name} closed", closed, pl.Boolean),
            ]
        case _:
            spans = [value if isinstance(value, Span) else None for value in values]
            return [
                pl.Series(f"{name} low", [None if span is None else span.low for span in spans], pl.Int64),
                pl.Series(f"{name} high", [None if span is None else span.high for span in spans], pl.Int64),
            ]


def _masks(
    name: str, values: Sequence[Value | None], chosen: Callable[[Value], Sequence[str] | frozenset[str]], fact: Fact
) -> list[pl.Series]:
    order = list(fact.members)
    rows = [None if value is None else _bits(chosen(value), order) for value in values]
    return [
        pl.Series(f"{name} {number}", [None if row is None else row[number] for row in rows], pl.UInt64)
        for number in range(_words(order))
    ]


def _words(order: Sequence[str]) -> int:
    return max(1, -(-len(order) // _A_WORD))


def _bits(members: Sequence[str] | frozenset[str], order: Sequence[str]) -> list[int]:
    bits = sum(1 << order.index(member) for member in set(members))
    return [bits >> _A_WORD * number & 2**_A_WORD - 1 for number in range(_words(order))]
