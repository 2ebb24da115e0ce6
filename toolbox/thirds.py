"""The Python packages that this menkan runs on, as the installation tells it."""

from __future__ import annotations

import re
from importlib import metadata
from typing import Any, NamedTuple

NAME = "menkan"
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 40  # characters; some packages put the whole text of their licence there


class Third(NamedTuple):
    """A third-party thing. licence: as its makers name it."""

    name: str
    version: str
    licence: str


class About(NamedTuple):
    """What this menkan is, and whose work is in it. bundled: files that come with it; packages: what it runs on."""

    format: str
    menkan: str
    licence: str
    bundled: tuple[Third, ...]
    packages: tuple[Third, ...]


def packages() -> tuple[Third, ...]:
    """The packages that are installed of those that menkan asks for, and what they ask for in turn, by name."""
    found: dict[str, Third] = {}
    open_ = [NAME]
    seen = set()
    while open_:
        name = open_.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        own = "" if name == NAME else "extra =="
        open_ += [_named(ask) for ask in package.requires or () if not (own and own in ask) and "'dev'" not in ask]
        if name != NAME:
            found[name] = Third(package.metadata["Name"], package.version, _licence(package))
    return tuple(found[name] for name in sorted(found))


def _named(requirement: str) -> str:
    """`XlsxWriter>=3.2; extra == 'paper'` is about xlsxwriter."""
    name = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", name[0]).lower() if name else ""


def _licence(package: metadata.Distribution) -> str:
    about: Any = package.metadata  # a message, whatever its type says
    said = about.get("License-Expression") or ""
    if not said:
        names = [
            line.removeprefix(_CLASSIFIER) for line in about.get_all("Classifier", []) if line.startswith(_CLASSIFIER)
        ]
        said = " / ".join(names)
    if not said:
        first = (about.get("License") or "").strip().splitlines()
        said = first[0] if first else ""
    if not said:
        said = _first_line(package)
    return said if 0 < len(said) <= _LONGEST else said[: _LONGEST - 1] + "…" if said else "?"


def _first_line(package: metadata.Distribution) -> str:
    """The first line of the licence that lies beside the package, where its description names none."""
    for file in package.files or ():
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")) and "dist-info" in str(file):
            lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
            return next(filter(None, lines), "")
    return ""
