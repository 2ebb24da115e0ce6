"""A linear programme in whole numbers as plain data, so that any solver can be given the same one."""

from __future__ import annotations

from typing import Literal, NamedTuple

Terms = tuple[tuple[int, int], ...]  # pairs of column and coefficient


class Column(NamedTuple):
    """A variable that takes whole numbers from low to high."""

    low: int
    high: int


class Row(NamedTuple):
    """A sum of columns between two bounds; None is no bound."""

    low: int | None
    high: int | None
    terms: Terms


class Linear(NamedTuple):
    """Maximise the sum of `goal` under the rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    goal: Terms


class Solved(NamedTuple):
    """What a solver found. values: of the columns, or None. value and bound: of the goal; bound is never too small.

    limit: the limit that ended the search, where it ended before a proof.
    """

    status: Literal["proven", "found", "infeasible", "unknown"]
    values: tuple[int, ...] | None = None
    value: int | None = None
    bound: int | None = None
    limit: Literal["nodes", "seconds"] | None = None


def total(terms: Terms, values: tuple[int, ...]) -> int:
    """What the terms sum to."""
    return sum(values[column] * factor for column, factor in terms)


def keeps(linear: Linear, values: tuple[int, ...]) -> bool:
    """Whether these whole values keep every bound and every row; a solver's own tolerances do not count here."""
    if any(not column.low <= value <= column.high for column, value in zip(linear.columns, values, strict=True)):
        return False
    for row in linear.rows:
        found = total(row.terms, values)
        if (row.low is not None and found < row.low) or (row.high is not None and found > row.high):
            return False
    return True


def judged(linear: Linear, values: tuple[int, ...] | None, bound: float, limit: str | None) -> Solved:
    """The outcome by our own judgement: proven only where the bound leaves no room for one unit more.

    A solver may call a plan optimal although a limit ended its search; its word is not taken.
    """
    import math

    if values is None or not keeps(linear, values):
        return Solved("unknown", limit="seconds" if limit == "seconds" else "nodes")
    value = total(linear.goal, values)
    slack = 1e-6 + 1e-9 * abs(bound) if math.isfinite(bound) else 0.0
    most = max(value, math.floor(bound + slack)) if math.isfinite(bound) else None
    if most == value:
        return Solved("proven", values, value, value)
    return Solved("found", values, value, most, "seconds" if limit == "seconds" else "nodes")
