"""The parts of a run one after another in this process: the default, which needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from toolbox.batch.engines.work import Engine, Result, Work, performed
from toolbox.batch.job import Progress
from toolbox.batch.kernel import Kernel


@contextmanager
def started(kernel: Kernel, progress: Progress | None = None) -> Iterator[Engine]:
    """Do the work with a kernel that is compiled already; progress is told batch by batch."""

    def each(works: Sequence[Work]) -> Iterator[Result]:
        return (performed(work.part, work.options, kernel, progress) for work in works)

    yield each
