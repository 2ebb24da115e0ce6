"""Which characters the bundled font can draw, read from its own table (`cmap`), and a mark in place of the others.

A PDF for all readers (PDF/UA) may not hold a character without a glyph; a name with one must not cost the document.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

from toolbox import assets

MISSING = "〓"  # what Chinese type-setters put where a character cannot be had
_SEGMENTS, _GROUPS = 4, 12  # the two formats of a table of characters in use
_UNSEEN = "\n\r\t"

Ranges = tuple[tuple[int, int], ...]


def drawable(words: str) -> str:
    """The words with a mark for each character that the font has no glyph for."""
    known = coverage(assets.fonts()[0])
    absent = {ord(c): MISSING for c in set(words) if not covers(known, c) and c not in _UNSEEN}
    return words.translate(absent) if absent else words


def covers(known: Ranges, character: str) -> bool:
    """Whether a character is in the ranges."""
    place = bisect_right(known, (ord(character), 0x110000)) - 1
    return place >= 0 and known[place][1] >= ord(character)


@cache
def coverage(font: Path) -> Ranges:
    """The ranges of characters that a TrueType font has glyphs for, in order, both ends included.

    Source: OpenType specification, table cmap, formats 4 and 12.
    """
    with font.open("rb") as file:
        raw = file.read(12)
        tables = struct.unpack(">H", raw[4:6])[0]
        directory = file.read(16 * tables)
        entries = [directory[at : at + 16] for at in range(0, len(directory), 16)]
        offset, length = next(struct.unpack(">II", entry[8:]) for entry in entries if entry[:4] == b"cmap")
        file.seek(offset)
        cmap = file.read(length)
    count = struct.unpack(">H", cmap[2:4])[0]
    starts = {struct.unpack(">HHI", cmap[4 + 8 * n : 12 + 8 * n])[2] for n in range(count)}
    by_format = {struct.unpack(">H", cmap[start : start + 2])[0]: start for start in starts}
    if _GROUPS in by_format:
        return _groups(cmap[by_format[_GROUPS] :])
    return _segments(cmap[by_format[_SEGMENTS] :])


def _groups(table: bytes) -> Ranges:
    count = struct.unpack(">I", table[12:16])[0]
    found = (struct.unpack(">III", table[16 + 12 * n : 28 + 12 * n]) for n in range(count))
    return tuple(sorted((first, last) for first, last, glyph in found if glyph or last > first))


def _segments(table: bytes) -> Ranges:
    count = struct.unpack(">H", table[6:8])[0] // 2
    lasts = struct.unpack(f">{count}H", table[14 : 14 + 2 * count])
    firsts = struct.unpack(f">{count}H", table[16 + 2 * count : 16 + 4 * count])
    return tuple(sorted((first, last) for first, last in zip(firsts, lasts, strict=True) if first != 0xFFFF))
