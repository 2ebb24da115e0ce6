"""Runs of `menkan batch` on an engine as processes of their own, and what kills them or their workers in the middle."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from tests.commands.running import DAY, ROOT, Ran, environment

SECONDS = 300
_OWNER = re.compile(r"\.(part-\d+)\.parquet\.\w+-(\d+)-[0-9a-f]{8}\.part")


class Call(NamedTuple):
    """A call of `menkan batch`. mark: stands in the environment of all the processes that come of it."""

    arguments: tuple[str, ...]
    mark: str

    @contextlib.contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """The process, in whose wake nothing is left."""
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,  # a short path: sockets stand in it
            subprocess.Popen(
                [sys.executable, str(ROOT / "cli.py"), *self.arguments],
                env=environment({"MENKAN_LANG": "en", "MENKAN_TEST": self.mark, "TMPDIR": scratch}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as process,
        ):
            try:
                yield process
            finally:
                for left in [process.pid, *self.left()]:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(left, signal.SIGKILL)

    def run(self, meanwhile: Callable[[subprocess.Popen[bytes]], None] = lambda _: None) -> Ran:
        """Run to the end, and see that nothing is left. meanwhile: called while it runs."""
        with self.running() as process:
            meanwhile(process)
            out, err = process.communicate(timeout=SECONDS)
            self.wait_for_the_others()
        return Ran(process.returncode, out.decode(), err.decode())

    def wait_for_the_others(self) -> None:
        """Fail where processes that came of this call outlive it for long."""
        until = time.monotonic() + 30
        while self.left():
            assert time.monotonic() < until, "a process was left behind"
            time.sleep(0.05)

    def left(self) -> list[int]:
        """The processes that came of this call and run still."""
        found = []
        for folder in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                own = folder.name.isdigit() and int(folder.name) != os.getpid()
                if own and f"MENKAN_TEST={self.mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return found


def call(*arguments: str | Path) -> Call:
    """Menkan batch with these arguments, on the day of the tests."""
    return Call(("batch", *map(str, arguments), *DAY), uuid4().hex)


def wait_until(happened: Callable[[], object], process: subprocess.Popen[bytes], every: float = 0.002) -> None:
    """Look again and again until it has happened, or the process has ended."""
    until = time.monotonic() + SECONDS
    while process.poll() is None and not happened():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(every)


def kill_in_the_middle(out: Path) -> Callable[[], str | None]:
    """Called again and again, kills one worker that is inside a job; then tells the part that it was making.

    A worker is stopped first, and killed only if the temporary file is there still: so it was in the middle.
    """
    killed: list[str] = []

    def look() -> str | None:
        with contextlib.suppress(OSError):
            for name in os.listdir(out) if not killed else ():
                found = _OWNER.fullmatch(name)
                if not found:
                    continue
                os.kill(int(found[2]), signal.SIGSTOP)
                time.sleep(0.02)
                if (out / name).exists():
                    os.kill(int(found[2]), signal.SIGKILL)
                    killed.append(found[1])
                    break
                os.kill(int(found[2]), signal.SIGCONT)
        return killed[0] if killed else None

    return look
