"""Polars: an expression a rule over a frame of plain columns, a truth for each member of a set."""

from __future__ import annotations

from functools import reduce

import numpy as np
import numpy.typing as npt
import polars as pl

from bench.peers.material import Material, truth_of
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within


def made(material: Material, firms: int) -> _Polars:
    return _Polars(material, firms)


class _Polars:
    version = pl.__version__

    def __init__(self, material: Material, firms: int) -> None:
        self.said = tuple(material.rules)
        self._frame = frame(material, firms)
        self._expressions = [
            _expression(tree).alias(f"rule {number}") for number, tree in enumerate(material.rules.values())
        ]
        self._names = [f"rule {number}" for number in range(len(self.said))]

    def fire(self) -> pl.DataFrame:
        return self._frame.lazy().with_columns(self._expressions).select(self._names).collect()

    def answers(self, fired: pl.DataFrame) -> npt.NDArray[np.bool_]:
        return np.array([fired.get_column(name).to_numpy() for name in self._names])


def frame(material: Material, firms: int) -> pl.DataFrame:
    """The firms; choices as enumerations."""
    columns = []
    for name, values in material.columns.items():
        kind = material.facts.get(name)
        if kind is not None and kind.type == "choice":
            words = pl.Series(kind.members).gather(values[:firms])
            columns.append(words.cast(pl.Enum(kind.members)).alias(name))
        else:
            columns.append(pl.Series(name, values[:firms]))
    return pl.DataFrame(columns)


def _expression(tree: Tree) -> pl.Expr:
    match tree:
        case All(parts):
            return reduce(lambda a, b: a & b, map(_expression, parts), pl.lit(value=True))
        case Any(parts):
            return reduce(lambda a, b: a | b, map(_expression, parts), pl.lit(value=False))
        case Not(part):
            return ~_expression(part)
        case Is(fact, answer):
            return pl.col(fact) if answer else ~pl.col(fact)
        case OneOf(fact, members):
            return pl.col(fact).is_in(list(members))
        case Has(fact, member):
            return pl.col(truth_of(fact, member))
        case Within(fact, low, high):
            tests = [pl.col(fact) >= low] if low is not None else []
            tests += [pl.col(fact) <= high] if high is not None else []
            return reduce(lambda a, b: a & b, tests, pl.lit(value=True))
    raise TypeError(tree)
