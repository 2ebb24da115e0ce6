"""Which tool begins in which month, and which months make a quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from toolbox.knowledge.model import Knowledge

Schedule = Mapping[str, int]  # the month in which a tool begins, by its id; 1 is the first month
WEEKS, MONTHS = 52, 12  # of a year


class Calendar(NamedTuple):
    """The months of a statement. first: the first of them, as (year, month); months: how many there are."""

    first: tuple[int, int]
    months: int

    def month(self, number: int) -> str:
        """A month by its number from 1, as 2026-12."""
        year, month = self._of(number)
        return f"{year}-{month:02d}"

    def quarter(self, number: int) -> str:
        """The quarter of a month, as 2027Q1."""
        year, month = self._of(number)
        return f"{year}Q{(month + 2) // 3}"

    def quarters(self) -> dict[str, list[int]]:
        """Every quarter with the numbers of its months; the first and the last may be short."""
        found: dict[str, list[int]] = {}
        for number in range(1, self.months + 1):
            found.setdefault(self.quarter(number), []).append(number)
        return found

    def _of(self, number: int) -> tuple[int, int]:
        year, month = self.first
        years, months = divmod(month - 1 + number - 1, MONTHS)
        return year + years, months + 1


def calendar(today: dt.date, months: int) -> Calendar:
    """So many months, beginning with the month after today's."""
    years, month = divmod(today.month, MONTHS)
    return Calendar((today.year + years, month + 1), months)


def months_of(weeks: int) -> int:
    """How many months so many weeks reach into."""
    return -(-weeks * MONTHS // WEEKS)


def one_after_another(knowledge: Knowledge, tools: Iterable[str]) -> dict[str, int]:
    """A schedule without a plan: each tool begins when the one before is in use, at its highest number of weeks."""
    found: dict[str, int] = {}
    weeks = 0
    for tool in tools:
        found[tool] = 1 + weeks * MONTHS // WEEKS
        weeks += knowledge.tools[tool].effort.weeks[1]
    return found
