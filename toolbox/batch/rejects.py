"""Rows that could not be read, each with its place and every reason, as a table for whoever mends them."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
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


@contextlib.contextmanager
def writing(path: Path | None) -> Iterator[Callable[[Iterable[Reject]], None]]:
    """What writes rejects below those before, a line a reason, into a CSV that Excel opens; or nowhere."""
    if path is None:
        yield lambda _: None
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)

        def refuse(rejects: Iterable[Reject]) -> None:
            for reject in rejects:
                for fault in reject.faults:
                    out.writerow((reject.file, reject.row, reject.id or "", fault.place, fault.fault, fault.remedy))

        yield refuse


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
