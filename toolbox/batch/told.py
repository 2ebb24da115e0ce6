"""What a run and a dry run tell a program: light shapes, so that a schema of them loads nothing heavy."""

from __future__ import annotations

from typing import NamedTuple

from toolbox.headings import Stray

FORMAT = "menkan-batch/1"
CHECK_FORMAT = "menkan-batch-check/1"
CUBE_FORMAT = "menkan-cube/1"


class Count(NamedTuple):
    """Rows. read is always advised and rejected together."""

    read: int = 0
    advised: int = 0
    rejected: int = 0

    def plus(self, other: Count) -> Count:
        """The rows of both."""
        return Count(self.read + other.read, self.advised + other.advised, self.rejected + other.rejected)


class Summary(NamedTuple):
    """What a run came to. planned, held_only, nothing: advised firms with a step, with held tools only, with neither.

    parts: how many there are; kept: how many of them an earlier run had left ready.
    """

    format: str
    read: int
    advised: int
    rejected: int
    planned: int
    held_only: int
    nothing: int
    parts: int
    kept: int


class ColumnChecked(NamedTuple):
    """A column that is read. told: the share of rows that tell something, in percent."""

    heading: str
    fact: str
    told: float


class FaultsCounted(NamedTuple):
    """A fault, in how many rows it stands, and the first of them."""

    column: str
    fault: str
    remedy: str
    rows: int
    first: int


class Checked(NamedTuple):
    """rows: read, and how many of them would be rejected. strays: columns that name no fact."""

    format: str
    rows: int
    rejected: int
    columns: tuple[ColumnChecked, ...]
    strays: tuple[Stray, ...]
    faults: tuple[FaultsCounted, ...]
