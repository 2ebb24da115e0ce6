"""Run menkan as its users do: in this process where that is enough, as a process of its own, or in a terminal."""

from __future__ import annotations

import gettext
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import toolbox.commands
from toolbox.commands import words

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SHOP = str(ROOT / "examples" / "corner-shop-offline.yaml")
PLANT = str(ROOT / "examples" / "corrugated-board-plant-pujiang.yaml")
DAY = ("--today", "2026-11-21")
SECONDS = 60
HAN = re.compile("[\u2e80-\u9fff\uff00-\uffef]")

_OURS = ("LANG", "LANGUAGE", "LC_", "MENKAN_", "NO_COLOR", "PYTHONUTF8", "COLUMNS", "_MENKAN", "COMP_")


class Ran(NamedTuple):
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """Standard error as JSON."""
        return json.loads(self.err)


def menkan(*arguments: str, lang: str = "zh", stdin: str = "") -> Ran:
    """Run in this process. Help texts keep the language of the process; all else speaks `lang`."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENKAN_LANG", lang)
        patch.setenv("LANGUAGE", lang)
        patch.setattr(sys, "argv", ["menkan", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        gettext.textdomain("messages")
        words.language.cache_clear()
        with pytest.raises(SystemExit) as done:
            toolbox.commands.main()
    words.language.cache_clear()
    assert isinstance(done.value.code, int)
    return Ran(done.value.code, *(stream.detach().getvalue().decode() for stream in (out, err)))


def environment(changes: Mapping[str, str]) -> dict[str, str]:
    """The environment without anything that menkan looks at, but for the cache, and with these changes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "MENKAN_CACHE": os.environ["MENKAN_CACHE"], "PYTHONUTF8": "1", **changes}


def process(*arguments: str | bytes, stdin: str = "", env: Mapping[str, str] | None = None) -> Ran:
    """Run `python cli.py` as a process of its own."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        input=stdin.encode(),
        env=environment(env or {}),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def shell(line: str, env: Mapping[str, str] | None = None) -> Ran:
    """Run a line of bash in which `menkan` is the command."""
    command = f'menkan() {{ "{sys.executable}" "{ROOT / "cli.py"}" "$@"; }}; {line}'
    done = subprocess.run(
        ["bash", "-c", command], env=environment(env or {}), capture_output=True, timeout=SECONDS, check=False
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def terminal(*arguments: str, answers: Sequence[str] = (), env: Mapping[str, str] | None = None) -> Ran:
    """Run in a pseudo-terminal and type an answer at each prompt; at a prompt too many, type end of file."""
    ours, theirs = pty.openpty()
    call = [sys.executable, str(ROOT / "cli.py"), *arguments]
    changes = {"TERM": "xterm", "MENKAN_LANG": "zh", **(env or {})}
    with subprocess.Popen(call, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(changes)) as running:
        os.close(theirs)
        said, left = b"", iter(answers)
        while chunk := _chunk(ours):
            said += chunk
            if said.endswith(b"\n> "):
                typed = next(left, None)
                os.write(ours, b"\x04" if typed is None else f"{typed}\n".encode())
    os.close(ours)
    return Ran(running.returncode, said.decode().replace("\r\n", "\n"), "")


def _chunk(ours: int) -> bytes:
    if not select.select([ours], [], [], SECONDS)[0]:
        raise TimeoutError("the program neither speaks nor ends")
    try:
        return os.read(ours, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""
