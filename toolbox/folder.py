"""A folder with a document for each firm of a sheet: what the files are called, and the index over them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from toolbox.errors import BothWays

FORMAT = "menkan-index/1"
LONGEST = 60  # characters of a name; with an ending it fits every file system in use
INDEX = "index"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)(\..*)?", re.IGNORECASE)  # Windows has its own; so have we


class Listed(NamedTuple):
    """A row of the sheet. file: its document, null where the row is wrong. row: as Excel counts, from 1."""

    row: int
    name: str | None
    status: Literal["done", "wrong"]
    file: str | None
    faults: tuple[BothWays, ...]


class Index(NamedTuple):
    """What a folder of documents holds. sheet: the file that the firms come from, without its folder."""

    format: str
    sheet: str
    menkan: str
    knowledge: str
    today: str
    done: int
    wrong: int
    rows: tuple[Listed, ...]


def file_names(firms: Iterable[tuple[int, str | None]], ending: str) -> dict[int, str]:
    """A file name for each row: safe everywhere, from the firm's name, unlike every other even where case is lost."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for row, name in firms:
        stem = _stem(name) or f"row-{row}"
        wanted, number = stem, 2
        while wanted.casefold() in taken:
            wanted, number = f"{stem}-{number}", number + 1
        taken.add(wanted.casefold())
        names[row] = f"{wanted}.{ending}"
    return names


def _stem(name: str | None) -> str:
    text = unicodedata.normalize("NFC", name or "")
    text = "".join(c if c.isprintable() else " " for c in _UNSAFE.sub(" ", text))
    text = re.sub(r"\s+", " ", text).strip(" .-")[:LONGEST].rstrip(" .-")
    return f"{text}_" if _RESERVED.fullmatch(text) else text
