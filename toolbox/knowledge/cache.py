"""Keep compiled knowledge, so that a call needs no YAML. Stale or damaged copies are rebuilt, never served.

A copy in the user's cache folder is found by the identity of every source file (path, inode, size and times in
nanoseconds; the time of change cannot be set back), of the code that compiles them, and by the versions of menkan and
Python. A wheel brings a compiled copy along; it counts only if the digest of the files beside it is the one it was
made from.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolbox import __version__
from toolbox.knowledge import codec
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import PARTS, Root

FORMAT = 4
SHIPPED = "compiled.json"
MOST_KEPT = 12
_MAKER = f"menkan {__version__} format {FORMAT}"
_PACKAGE = Path(__file__).resolve().parent.parent
_COMPILERS = (_PACKAGE, _PACKAGE / "knowledge", _PACKAGE / "conditions")


def folder() -> Path | None:
    """Where compiled knowledge is kept: MENKAN_CACHE, or the user's cache folder; None where MENKAN_CACHE is empty."""
    named = os.environ.get("MENKAN_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "menkan"


def place_of(roots: Sequence[Root]) -> Path | None:
    """Where the compiled copy of these files, as they are now, is kept; None where nothing is.

    Asked before the files are read: an edit while they are compiled leads elsewhere.
    """
    where = folder()
    return where / f"{_identity(roots)}.json" if where else None


def find(place: Path | None) -> Knowledge | None:
    """The compiled copy that is kept there, if it is sound."""
    return _read(place) if place else None


def shipped(roots: Sequence[Root], digest: str) -> Knowledge | None:
    """The copy that a wheel brings along, if it was made from exactly these files."""
    if len(roots) != 1:
        return None
    knowledge = _read(roots[0].path / SHIPPED)
    return knowledge if knowledge and knowledge.digest == digest else None


def keep(place: Path | None, knowledge: Knowledge) -> None:
    """Keep a compiled copy; a folder that cannot be written is no error."""
    if place is None:
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write(place, knowledge)
        _forget_old(place.parent)
    except OSError:
        return


def write(place: Path, knowledge: Knowledge) -> None:
    """Write a compiled copy in one step, so that a reader never meets half of it. Raises OSError."""
    payload = json.dumps(codec.to_plain(knowledge), ensure_ascii=False, separators=(",", ":")).encode()
    head = f"{_MAKER} {len(payload)} {zlib.crc32(payload)}\n".encode()
    draft = place.with_name(f"{place.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        draft.write_bytes(head + payload)
        os.replace(draft, place)
    finally:
        draft.unlink(missing_ok=True)


def _read(place: Path) -> Knowledge | None:
    try:
        head, _, payload = place.read_bytes().partition(b"\n")
        if head != f"{_MAKER} {len(payload)} {zlib.crc32(payload)}".encode():
            return None
        return codec.from_plain(json.loads(payload))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _identity(roots: Sequence[Root]) -> str:
    """A name for the exact state of all source files. Entries are taken as the folders give them, then sorted."""
    marks: list[str] = [f"{_MAKER} python {sys.version_info.major}.{sys.version_info.minor}"]
    code = (entry for compiler in _COMPILERS for entry in os.scandir(compiler) if entry.name.endswith(".py"))
    marks += sorted(_mark(entry.path, entry.stat()) for entry in code)
    for root in roots:
        found: list[str] = []
        stack = [str(root.path / part) for part in PARTS]
        while stack:
            try:
                entries = list(os.scandir(stack.pop()))
            except OSError:
                continue
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    stack.append(entry.path)
                else:
                    found.append(_mark(entry.path, entry.stat(follow_symlinks=entry.is_file())))
        off = root.path / "off.yaml"
        if off.is_file():
            found.append(_mark(str(off), off.stat()))
        marks += sorted(found)
    return _hashed("\n".join(marks).encode())


def _mark(path: str, stat: os.stat_result) -> str:
    return f"{path} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"


def _hashed(text: bytes) -> str:
    from _blake2 import blake2b  # hashlib would load OpenSSL, 3 ms, for the same function

    hashed: Any = blake2b(text, digest_size=16)
    return str(hashed.hexdigest())


def _forget_old(where: Path) -> None:
    kept = sorted(where.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[MOST_KEPT:]:
        path.unlink(missing_ok=True)
