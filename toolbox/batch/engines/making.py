"""The parts of a folder that are missing are made by an engine, seen to be there, and told together with the others."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from toolbox.batch.engines.work import Result, Starting, Work, given_up, told
from toolbox.batch.job import Progress
from toolbox.batch.parts import tidy
from toolbox.errors import DataError, Fault

_PATIENCE = 5.0  # seconds in which a shared file system shows here what was written elsewhere
_AGAIN = "Mend what is named above and run the same call again."


class Made(NamedTuple):
    """results: of every part, in order. kept: how many of them were there before."""

    results: tuple[Result, ...]
    kept: int


def make(
    works: Sequence[Work],
    out: Path,
    starting: Starting,
    progress: Progress | None = None,
    *,
    tells: bool = False,
) -> Made:
    """Make what is missing in the folder. Raises DataError with the faults of every part that could not be made.

    progress: told the rows of each part; of new ones not where the engine tells by itself. A part that fails stops no
    other.
    """
    results: dict[int, Result] = {}
    missing = [work for work in works if not work.part.ready]
    for work in works:
        if work.part.ready:
            results[work.part.number] = told(work.part)
            _tell(progress, results[work.part.number])
    if missing:
        with starting() as engine:
            for result in engine(missing):
                results[result.number] = result
                _tell(None if tells else progress, result)
        tidy(out)
    by_part = [results.get(work.part.number) or given_up(work.part) for work in works]
    _raise_faults(works, by_part, out)
    return Made(tuple(by_part), len(works) - len(missing))


def _tell(progress: Progress | None, result: Result) -> None:
    if progress:
        progress(result.counted.read)


def _raise_faults(works: Sequence[Work], results: Sequence[Result], out: Path) -> None:
    crashes = [result.crash for result in results if result.crash]
    if crashes:
        raise RuntimeError("; ".join(crashes))
    faults = list(dict.fromkeys(fault for result in results for fault in result.faults))
    faults += _unseen([work for work, result in zip(works, results, strict=True) if result.made])
    lacking = sum(not work.part.ready for work in works)
    if faults:
        faults.append(Fault(str(out), f"{lacking} of {len(works)} parts are missing; the others are ready.", _AGAIN))
        raise DataError(*faults)


def _unseen(works: Sequence[Work]) -> list[Fault]:
    """Parts that a worker says it has written, and that are not there."""
    until = time.monotonic() + _PATIENCE
    while True:
        unseen = [work for work in works if not work.part.ready]
        if not unseen or time.monotonic() > until:
            break
        for folder in {path.parent for work in unseen for path in (work.part.out, work.part.rejects)}:
            list(folder.iterdir())  # makes a network file system look again
        time.sleep(0.2)
    fault, remedy = "a worker has written it, and it is not seen here.", "Name a folder that all workers share."
    return [Fault(str(work.part.out), fault, remedy) for work in unseen]
