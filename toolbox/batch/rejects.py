"""Rows that could not be read, each with its place and every reason, as a table for whoever mends them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from toolbox.errors import Fault

HEADINGS = ("file", "row", "id", "column", "fault", "remedy")


class Reject(NamedTuple):
    """row: from 1, below the headings. fault.place: the heading of the column."""

    file: str
    row: int
    id: str | None
    faults: Sequence[Fault]


def write(path: Path, rejects: Iterable[Reject]) -> None:
    """Write a CSV that Excel opens, a line a reason."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        for reject in rejects:
            for fault in reject.faults:
                out.writerow((reject.file, reject.row, reject.id or "", fault.place, fault.fault, fault.remedy))


def join(paths: Iterable[Path], into: Path) -> None:
    """Write the rejects of several parts as one table."""
    with into.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        for path in paths:
            with path.open(encoding="utf-8-sig", newline="") as part:
                lines = csv.reader(part)
                next(lines, None)
                out.writerows(lines)
