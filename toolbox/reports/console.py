"""The terminal, as every text report uses it: paragraphs broken where the language allows, tables that stand straight.

Nothing is padded, so no line ends in blanks; styles show only on a terminal that wants them, which click decides.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import click
from rich.cells import cell_len

from toolbox.text import number as number  # every report writes them so
from toolbox.text import span as span

PIPED_WIDTH = 100
NARROWEST, WIDEST = 40, 120
GAP = 2  # cells between columns
MARKS = {"yes": "✓", "no": "✗", "ask": "?"}
MARK_STYLES = {"yes": "green", "no": "red", "ask": "yellow"}

_STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "bold": {"bold": True},
    "dim": {"dim": True},
    "heading": {"bold": True, "fg": "cyan"},
    "step": {"bold": True, "fg": "green"},
    **{colour: {"fg": colour} for colour in MARK_STYLES.values()},
}
# A piece that stays whole is a run of narrow characters or one wide one, with the marks that open or close it.
_WIDE = "\u2e80-\ud7a3\uf900-\ufaff\ufe30-\uffef\U0001f000-\U0003ffff"
_PIECES = re.compile(rf"[（“‘《【「(\[]*(?:[^\s“”‘’…{_WIDE}]+|[{_WIDE}])?[，。；：！？、）”’》】」…%]*")


def width() -> int:
    """How many cells a line may take; a fixed number where nobody looks on."""
    if sys.stdout is None or not sys.stdout.isatty():
        return PIPED_WIDTH
    return max(NARROWEST, min(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, WIDEST))


def line(text: str = "", style: str = "", indent: int = 0) -> None:
    """Print one paragraph, indented as a whole; without text, an empty line."""
    for part in wrapped(text, width() - indent) or [""]:
        click.echo(f"{' ' * indent}{click.style(part, **_STYLES[style])}" if part else "")


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` cells, unless one word alone is longer."""
    lines: list[str] = []
    current = ""
    for piece, gap in _pieces(text):
        longer = f"{current}{gap}{piece}"
        if current and cell_len(longer) > room:
            lines.append(current)
            current = piece
        else:
            current = longer if current else piece
    return [*lines, current] if current else lines


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a text, each with the blank before it, if there is one."""
    end = 0
    for found in _PIECES.finditer(text):
        if found[0]:
            yield found[0], " " if text[end : found.start()].isspace() else ""
            end = found.end()


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; wide characters count as two cells, and long cells go on below."""
    widths = _widths([heads, *rows])
    for place, row in enumerate((heads, *rows)):
        cells = [wrapped(cell, room) for cell, room in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            drawn = "".join(
                f"{part}{' ' * (room - cell_len(part) + GAP)}" for part, room in zip(parts, widths, strict=True)
            )
            click.echo(click.style(drawn.rstrip(), **_STYLES["" if place else "bold"]))


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """What each column takes; where that is too much, the widest give way, but never below their longest word."""
    columns = list(zip(*rows, strict=True))
    widths = [max(cell_len(cell) for cell in column) for column in columns]
    floors = [max((cell_len(piece) for cell in column for piece, _ in _pieces(cell)), default=0) for column in columns]
    while sum(widths) + GAP * (len(widths) - 1) > width():
        spare, widest = max(
            (room - floor, place) for place, (room, floor) in enumerate(zip(widths, floors, strict=True))
        )
        if spare == 0:
            break
        widths[widest] -= 1
    return widths
