"""What many firms told, fact by fact, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolbox.conditions.bits import Codes
from toolbox.conditions.columns import Coded, Column, Sets, Spans, column_of, value_at
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile


class Industries(NamedTuple):
    """The codes of GB/T 4754-2017 that firms told. codes: for each firm, a place in `table`; None where none is."""

    codes: Codes
    table: tuple[str | None, ...]


class Firms(NamedTuple):
    """facts: a column for each fact that any of these firms told."""

    rows: int
    facts: Mapping[str, Column]
    industries: Industries | None = None


def of_profiles(profiles: Sequence[Profile], knowledge: Knowledge) -> Firms:
    """Columns of profiles."""
    told = [profile.told for profile in profiles]
    columns = {
        name: column_of([facts.get(name) for facts in told], fact.type, fact.members)
        for name, fact in knowledge.vocabulary.items()
        if any(name in facts for facts in told)
    }
    return Firms(len(profiles), columns, _industries([profile.industry for profile in profiles]))


def profile_of(firms: Firms, row: int) -> Profile:
    """One firm again, as a profile without what it said it does not know."""
    values = {name: value_at(column, row) for name, column in firms.facts.items()}
    industry = firms.industries.table[int(firms.industries.codes[row])] if firms.industries else None
    return Profile(told={name: value for name, value in values.items() if value is not None}, industry=industry)


def taken(firms: Firms, rows: npt.NDArray[np.intp]) -> Firms:
    """Only these firms."""
    facts = {name: _taken(column, rows) for name, column in firms.facts.items()}
    known = firms.industries
    return Firms(len(rows), facts, Industries(known.codes[rows], known.table) if known else None)


def _taken(column: Column, rows: npt.NDArray[np.intp]) -> Column:
    match column:
        case Coded(codes, table):
            return Coded(codes[rows], table)
        case Spans(low, high):
            return Spans(low[rows], high[rows])
        case Sets(has, lacks, closed, known, places):
            return Sets(has[:, rows], lacks[:, rows], closed[rows], known[rows], places)


def _industries(told: Sequence[str | None]) -> Industries | None:
    table: dict[str | None, int] = {}
    codes = [table.setdefault(code, len(table)) for code in told]
    return Industries(np.array(codes, np.uint32), tuple(table)) if any(table) else None
