"""Do the same work in several processes that share what was opened before; one that ends unasked is replaced."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from toolbox.errors import DataError, Fault

SOON = 1.0  # seconds; whoever ends sooner has hardly begun
MOST_SOON = 5  # one after another, before it is given up


class GivenUp(RuntimeError):
    """Processes end as soon as they begin; their own messages say why."""


class _Told(BaseException):
    """The system asked for the end."""


def together(count: int, work: Callable[[], None]) -> NoReturn:
    """Do the work in so many processes until interrupted; none outlives this one.

    Raises KeyboardInterrupt when interrupted, GivenUp, and DataError where this system has no fork.
    """
    if not hasattr(os, "fork"):
        raise DataError(Fault("--workers", "this system runs one process only.", "Leave it out."))
    before = signal.signal(signal.SIGTERM, _tell)
    crew: dict[int, float] = {}  # since when each is there
    soon = 0
    try:
        while True:
            while len(crew) < count:
                crew[_begun(work)] = time.monotonic()
            process, _ = os.wait()
            lived = time.monotonic() - crew.pop(process, 0)
            soon = soon + 1 if lived < SOON else 0
            if soon == MOST_SOON:
                raise GivenUp(f"{MOST_SOON} processes ended as soon as they began")
    except _Told:
        signal.signal(signal.SIGTERM, before)
        _end(crew)
        os.kill(os.getpid(), signal.SIGTERM)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
        _end(crew)


def _tell(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise _Told


def _begun(work: Callable[[], None]) -> int:
    parent = os.getpid()
    process = os.fork()
    if process:
        return process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    code = 1
    try:
        work()
        code = 0
    except KeyboardInterrupt:
        code = 0
    finally:
        os._exit(code)


def _watch(parent: int) -> None:
    """End with the first process, however that ends."""
    while os.getppid() == parent:
        time.sleep(SOON)
    os.kill(os.getpid(), signal.SIGTERM)


def _end(crew: dict[int, float]) -> None:
    for process in crew:
        os.kill(process, signal.SIGTERM)
    while crew:
        os.waitpid(next(iter(crew)), 0)
        crew.pop(next(iter(crew)))
