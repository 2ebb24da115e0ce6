"""Small pieces of SVG: text that is escaped and broken into lines, shapes as strings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

FAMILY = "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
_PIECES = re.compile(r"[\x21-\x7e\u00a1-\u024f]+ ?|.", re.DOTALL)
_CLOSES = "，。；：！？、）”’》】」…%"


class Picture(NamedTuple):
    """A drawing with its size in pixels. title: what it shows, for those who cannot see it."""

    width: int
    height: int
    title: str
    body: str


def document(picture: Picture) -> str:
    """The picture as a file of its own, or to stand in a page."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width} {picture.height}" '
        f'width="{picture.width}" height="{picture.height}" role="img" font-family="{FAMILY}">'
        f"<title>{safe(picture.title)}</title>{picture.body}</svg>\n"
    )


def stacked(pictures: Sequence[Picture], gap: int = 24) -> Picture:
    """Pictures one below the other."""
    width = max(picture.width for picture in pictures)
    parts, top = [], 0
    for picture in pictures:
        parts.append(f'<g transform="translate({(width - picture.width) // 2} {top})">{picture.body}</g>')
        top += picture.height + gap
    return Picture(width, top - gap, " · ".join(picture.title for picture in pictures), "".join(parts))


def text(
    x: float, y: float, words: str, size: int = 13, anchor: str = "start", fill: str = "#1f2933", **more: str
) -> str:
    """One line of text; y is its base line."""
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{attributes}>'
        f"{safe(words)}</text>"
    )


def polygon(points: Iterable[tuple[float, float]], **attributes: str) -> str:
    """A closed line."""
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"
    return f'<path d="{path}"' + "".join(f' {n.replace("_", "-")}="{v}"' for n, v in attributes.items()) + "/>"


def number(value: float) -> str:
    """A coordinate in tenths of a pixel: the same everywhere."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "-0" if value <= -0.05 else "0")


def safe(words: str) -> str:
    """Words as XML may hold them."""
    return escape("".join(c if c.isprintable() else " " for c in words), quote=True)


def ems(words: str) -> float:
    """How wide words are, in widths of a Chinese character, roughly."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" or c in "“”‘’…—" else 0.58 for c in words)


def broken(words: str, room: float, most: int) -> list[str]:
    """Words in at most so many lines of so many ems; the last ends in … where there are more."""
    lines, current = [], ""
    for piece in (part for found in _PIECES.findall(words) for part in _cut(found, room)):
        if current and ems(current + piece.rstrip()) > room and piece not in _CLOSES:
            lines.append(current.rstrip())
            current = piece.lstrip()
        else:
            current += piece
    lines = [*lines, current.rstrip()] if current.strip() else lines
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def _cut(piece: str, room: float) -> Iterable[str]:
    """A word that is longer than a line, in parts."""
    step = max(1, int(room / 0.58))
    return (piece[start : start + step] for start in range(0, len(piece), step)) if ems(piece) > room else (piece,)
