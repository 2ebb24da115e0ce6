"""The third-party files that a build put beside the code: fonts, and what a page needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from toolbox.errors import DataError, Fault

FOLDER = Path(__file__).resolve().parent / "_assets"
FONT = "Noto Sans SC"
FONTS = ("fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf")


class Asset(NamedTuple):
    """A third-party thing that is bundled. files, texts: it and its licence, below FOLDER."""

    name: str
    version: str
    package: str
    licence: str
    files: tuple[str, ...]
    texts: tuple[str, ...]


def bundled() -> tuple[Asset, ...]:
    """What is bundled here, by name; nothing in a checkout in which no assets were made."""
    try:
        listed = json.loads((FOLDER / "assets.json").read_text(encoding="utf-8"))
    except OSError:
        return ()
    return tuple(
        Asset(a["name"], a["version"], a["package"], a["licence"], tuple(a["files"]), tuple(a["texts"])) for a in listed
    )


def path(name: str) -> Path:
    """Where an asset stands. Raises DataError where it was not made."""
    found = FOLDER / name
    if not found.is_file():
        raise DataError(
            Fault(f"toolbox/_assets/{name}", "this file is not there.", "Run `make assets` in the checkout.")
        )
    return found


def fonts() -> tuple[Path, ...]:
    """The two weights of the font that every document uses. Raises DataError where they were not made."""
    return tuple(path(name) for name in FONTS)
