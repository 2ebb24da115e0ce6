"""The roadmap as a picture: waves as bands, rows that wait for the rows above them, steps as boxes.

Whether two steps overlap in the calendar is the firm's choice; so the picture shows order, and weeks in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from toolbox.papers.report import Box, Report, Wave
from toolbox.papers.svg import Picture, broken, number, polygon, stacked, text

WIDTH, MARGIN = 720, 0
ACROSS, NARROW = 3, 1  # boxes side by side on paper, and on a phone
GAP, BOX_HEIGHT, TITLE, ARROW = 12, 64, 34, 20
BOX_WIDTH = (WIDTH - 2 * MARGIN - (ACROSS + 1) * GAP) / ACROSS  # the same however many stand side by side
BANDS = ("#e3f1ec", "#eef3fb", "#f7f1e5", "#f3eef8")
LINES = ("#0b6e4f", "#2f5d9b", "#8a6116", "#6b4a8e")
QUIET = "#52606d"


def roadmap_picture(report: Report, across: int = ACROSS) -> Picture:
    """All waves, one below the other; a note where there is nothing to do."""
    if not report.waves:
        return Picture(_width(across), 40, report.words["roadmap"], text(GAP, 25, report.message or "—", 13))
    return stacked([wave_picture(wave, across) for wave in report.waves], GAP)


def wave_picture(wave: Wave, across: int = ACROSS) -> Picture:
    """One wave."""
    tall = _height(wave, across)
    names = "; ".join(f"{box.place} {box.name} ({box.weeks})" for row in wave.rows for box in row)
    return Picture(_width(across), int(tall), f"{wave.title}: {names}", "".join(_band(wave, 0, tall, across)))


def _width(across: int) -> int:
    return round(2 * MARGIN + GAP + across * (BOX_WIDTH + GAP))


def _height(wave: Wave, across: int) -> float:
    stacks = [-(-len(row) // across) for row in wave.rows]
    return TITLE + sum(stacks) * (BOX_HEIGHT + GAP) + ARROW * (len(stacks) - 1)


def _band(wave: Wave, top: float, tall: float, across: int) -> Iterator[str]:
    colour = (wave.number - 1) % len(BANDS)
    yield _rectangle(MARGIN, top, _width(across) - 2 * MARGIN, tall, BANDS[colour], "none")
    yield text(MARGIN + GAP, top + 23, wave.title, 15, fill=LINES[colour], font_weight="700")
    y = top + TITLE
    for place, row in enumerate(wave.rows):
        if place:
            middle = _width(across) / 2
            yield polygon([(middle - 9, y - 4), (middle + 9, y - 4), (middle, y + 8)], fill=LINES[colour])
            y += ARROW
        yield from _row(row, y, LINES[colour], across)
        y += -(-len(row) // across) * (BOX_HEIGHT + GAP)


def _row(row: Sequence[Box], top: float, line: str, across: int) -> Iterator[str]:
    for place, box in enumerate(row):
        x = MARGIN + GAP + (place % across) * (BOX_WIDTH + GAP)
        y = top + (place // across) * (BOX_HEIGHT + GAP)
        yield _rectangle(x, y, BOX_WIDTH, BOX_HEIGHT, "#ffffff", line)
        yield f'<circle cx="{number(x + 18)}" cy="{number(y + 21)}" r="11" fill="{line}"/>'
        yield text(x + 18, y + 25, str(box.place), 12, "middle", "#ffffff", font_weight="700")
        for row_number, words in enumerate(broken(box.name, (BOX_WIDTH - 44) / 13, 2)):
            yield text(x + 36, y + 20 + 16 * row_number, words, 13)
        after = "".join(f" ←{place}" for place in box.after)
        yield text(x + 36, y + 55, f"{box.weeks}{after}", 11, fill=QUIET)


def _rectangle(x: float, y: float, width: float, height: float, fill: str, line: str) -> str:
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" rx="6" '
        f'fill="{escape(fill)}" stroke="{escape(line)}"/>'
    )
