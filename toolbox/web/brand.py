"""A centre's own name and colours: read from a small file, and refused where they could not be read on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from toolbox import documents
from toolbox.errors import DataError, Fault
from toolbox.text import one_of, shown
from toolbox.vocabulary import Text
from toolbox.web.words import NAME

KEYS = ("name", "colours", "logo")
COLOURS = {"light": "#ffffff", "dark": "#13171f"}  # the ground that each stands on
LEAST = 4.5  # contrast of text on its ground, WCAG 2.2 AA
LONGEST_NAME = 60  # characters
LARGEST_LOGO = 256 * 1024  # bytes
_LOGOS = {b"\x89PNG\r\n\x1a\n": "logo.png", b"\xff\xd8\xff": "logo.jpg"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Brand(NamedTuple):
    """css: rules that set the colours. logo_name: what the logo is called on the page."""

    name: Text = NAME
    css: str = ""
    logo: bytes | None = None
    logo_name: str = ""


OURS = Brand()


def read_brand(path: Path) -> Brand:
    """The brand in a file. Raises DataError with every fault.

    name: {zh: 某某数字化转型促进中心, en: Digitization Centre}
    colours: {light: "#0b5cad", dark: "#7db8f5"}
    logo: logo.png
    """
    document = documents.read_file(path)
    data = document.data
    if not isinstance(data, Mapping):
        raise DataError(Fault(document.place(), "a brand is a map.", "Write lines like `name: {zh: …, en: …}`."))
    faults = [
        Fault(document.place((key,)), f"no key called '{shown(key)}' in a brand.", one_of(key, KEYS))
        for key in data
        if key not in KEYS
    ]
    name = _name(document, data.get("name"), faults)
    css = _css(document, data.get("colours", {}), faults)
    logo, logo_name = _logo(path, document, data.get("logo"), faults)
    if faults:
        raise DataError(*faults)
    return Brand(name, css, logo, logo_name)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 reckons it, from 1 to 21."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    """The relative luminance of #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _name(document: documents.Document, raw: Any, faults: list[Fault]) -> Text:
    if raw is None:
        return NAME
    fine = isinstance(raw, Mapping) and set(raw) == {"zh", "en"}
    if not fine or not all(isinstance(w, str) and 0 < len(w.strip()) <= LONGEST_NAME for w in raw.values()):
        fault = f"a name stands in zh and en, each of at most {LONGEST_NAME} characters."
        faults.append(Fault(document.place(("name",)), fault, "Write `name: {zh: …, en: …}`."))
        return NAME
    return Text(raw["zh"].strip(), raw["en"].strip())


def _css(document: documents.Document, raw: Any, faults: list[Fault]) -> str:
    place = document.place(("colours",))
    if not isinstance(raw, Mapping) or not set(raw) <= set(COLOURS):
        faults.append(Fault(place, "colours are called light and dark.", 'Write `colours: {light: "#0b5cad"}`.'))
        return ""
    found = {}
    for name, colour in raw.items():
        place = document.place(("colours", name))
        if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            fault = f"'{shown(colour)}' is no colour."
            faults.append(Fault(place, fault, 'Write six digits in quotes, as "#0b5cad".'))
            continue
        seen = contrast(colour, COLOURS[name])
        if seen < LEAST:
            remedy = "Take a darker one." if name == "light" else "Take a lighter one."
            fault = f"'{colour}' on {COLOURS[name]} has a contrast of {seen:.2f}; {LEAST} is the least."
            faults.append(Fault(place, fault, remedy))
            continue
        found[name] = colour
    return "".join(_RULES[name].replace("COLOUR", colour) for name, colour in sorted(found.items(), reverse=True))


_RULES = {
    "light": ":root{--brand:COLOUR;--on-brand:#ffffff}\n",
    "dark": "@media (prefers-color-scheme:dark){:root{--brand:COLOUR;--on-brand:#13171f}}\n",
}


def _logo(path: Path, document: documents.Document, raw: Any, faults: list[Fault]) -> tuple[bytes | None, str]:
    if raw is None:
        return None, ""
    place = document.place(("logo",))
    if not isinstance(raw, str):
        faults.append(Fault(place, "a logo is the name of a file.", "Write `logo: logo.png`."))
        return None, ""
    try:
        with (path.parent / raw).open("rb") as file:
            content = file.read(LARGEST_LOGO + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "Invalid argument"
        faults.append(Fault(place, f"cannot be read ({why}).", "Name a PNG or JPEG beside this file."))
        return None, ""
    named = next((name for start, name in _LOGOS.items() if content.startswith(start)), None)
    if named is None or len(content) > LARGEST_LOGO:
        fault = f"a logo is PNG or JPEG of at most {LARGEST_LOGO} bytes."
        faults.append(Fault(place, fault, "Save it as one, smaller."))
        return None, ""
    return content, named
