"""Pages as tests read them: fenced blocks, tables, links."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (\S+\.yaml)\n")


class Block(NamedTuple):
    """A fenced block. file: the file that its first line names, if it does."""

    language: str
    text: str
    file: str | None


def page(name: str) -> str:
    """The text of a page, by its path from the top of the checkout."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[Block]:
    """The fenced blocks of a page."""
    found = []
    for language, text in _BLOCK.findall(page(name)):
        named = _FILE.match(text) if language == "yaml" else None
        found.append(Block(language, text[named.end() :] if named else text, named[1] if named else None))
    return found


def rows(name: str, heading: str) -> Iterator[list[str]]:
    """The rows of the first table whose heading row begins with this cell."""
    lines = iter(page(name).splitlines())
    for line in lines:
        if line.startswith(f"| {heading} |"):
            break
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def code(cell: str) -> str:
    """What stands between the first backticks of a cell."""
    found = re.search(r"`([^`]+)`", cell)
    assert found, cell
    return found[1]


def write_files(name: str, folder: Path) -> list[str]:
    """Write the files that a page shows into a folder, but for those that are copies of files of the checkout."""
    written = []
    for block in blocks(name):
        if block.file and not block.file.startswith(("catalog/", "rules/")):
            place = folder / block.file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(block.text, encoding="utf-8")
            written.append(block.file)
    return written


def run(command: str, folder: Path, language: str, told: str = "") -> str:
    """Run a command that a page shows, in a folder; what it prints. It must end well."""
    words = command.split()
    assert words[0] == "menkan"
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *words[1:]],
        cwd=folder,
        env={**os.environ, "MENKAN_LANG": language, "MENKAN_CACHE": str(folder.parent / "cache"), "PYTHONUTF8": "1"},
        input=told,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands(name: str) -> list[str]:
    """The lines of the shell blocks of a page."""
    return [line for block in blocks(name) if block.language == "sh" for line in block.text.splitlines()]
