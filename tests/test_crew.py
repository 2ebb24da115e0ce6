"""Several processes that do the same work: how they are replaced, and how they end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from toolbox.crew import MOST_SOON, GivenUp, together

SECONDS = 30
ANSWERS = """
import os, socket
from toolbox.crew import together
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
def work():
    while True:
        caller, _ = listening.accept()
        with caller:
            caller.send(str(os.getpid()).encode())
together(2, work)
"""


@contextmanager
def _crew() -> Iterator[tuple[subprocess.Popen[str], int]]:
    with subprocess.Popen([sys.executable, "-c", ANSWERS], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


def _who(port: int) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as asked:
        return int(asked.recv(20))


def _there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _all_gone(processes: set[int]) -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and any(map(_there, processes)):
        time.sleep(0.05)
    return not any(map(_there, processes))


def _everybody(port: int) -> set[int]:
    """Both processes, each asked until it has answered."""
    found: set[int] = set()
    until = time.monotonic() + SECONDS
    while len(found) < 2 and time.monotonic() < until:
        found.add(_who(port))
    return found


def test_one_that_is_killed_is_replaced() -> None:
    with _crew() as (process, port):
        first = _everybody(port)
        assert len(first) == 2
        killed = next(iter(first))
        os.kill(killed, signal.SIGKILL)
        after = {_who(port) for _ in range(20)} | _everybody(port)
        assert killed not in after
        assert after - first
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == -signal.SIGTERM
        assert _all_gone(first | after)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_none_outlives_the_first_however_it_ends(number: signal.Signals) -> None:
    with _crew() as (process, port):
        workers = _everybody(port)
        process.send_signal(number)
        process.wait(SECONDS)
        assert _all_gone(workers)


def test_work_that_ends_as_soon_as_it_begins_is_given_up() -> None:
    with pytest.raises(GivenUp, match=str(MOST_SOON)):
        together(2, lambda: None)
