"""The radar of the ten dimensions: the firm's own range as a band, and the survey's firms beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from toolbox.papers.report import Axis, Report
from toolbox.papers.svg import Picture, broken, polygon, text

WIDTH, HEIGHT = 640, 505
CENTRE = (320.0, 220.0)
RADIUS = 150.0
RINGS = (20, 40, 60, 80, 100)
OWN, OWN_FILL, PEER, GRID = "#0b6e4f", "#58b09c", "#b3541e", "#cbd2d9"
QUIET = "#52606d"


def radar(report: Report) -> Picture:
    """The picture. An axis without an answer shows its whole range; without any answer no band is drawn."""
    axes = report.scores.axes
    parts = [*_grid(axes)]
    if report.scores.known:
        outer, inner = ([_at(axes, place, end) for place, end in enumerate(ends)] for ends in _ends(axes))
        ring = polygon(outer, fill=OWN_FILL, fill_opacity="0.3", stroke=OWN, stroke_width="1.5")
        core = polygon(inner, fill=OWN_FILL, fill_opacity="0.55", stroke=OWN, stroke_width="1.5")
        parts += [ring, core]
    parts += _peers(axes)
    parts += _names(axes)
    parts += _legend(report)
    title = f"{report.words['scores']}: " + "; ".join(f"{axis.name} {axis.words}" for axis in axes)
    return Picture(WIDTH, HEIGHT, title, "".join(parts))


def _ends(axes: Sequence[Axis]) -> tuple[list[float], list[float]]:
    return [axis.high for axis in axes], [axis.low for axis in axes]


def _at(axes: Sequence[Axis], place: int, value: float, beyond: float = 0) -> tuple[float, float]:
    """The point at so many of 100 on an axis, the first one upright, clockwise."""
    angle = 2 * math.pi * place / len(axes) - math.pi / 2
    reach = RADIUS * value / 100 + beyond
    return CENTRE[0] + reach * math.cos(angle), CENTRE[1] + reach * math.sin(angle)


def _grid(axes: Sequence[Axis]) -> Iterator[str]:
    for ring in RINGS:
        yield polygon([_at(axes, place, ring) for place in range(len(axes))], fill="none", stroke=GRID)
    for place in range(len(axes)):
        yield polygon([CENTRE, _at(axes, place, 100)], stroke=GRID)
    for ring in RINGS:
        x, y = _at(axes, 0, ring)
        yield text(x + 4, y + 11, str(ring), 9, fill=QUIET)


def _peers(axes: Sequence[Axis]) -> Iterator[str]:
    for place, axis in enumerate(axes):
        if axis.peer is not None:
            x, y = _at(axes, place, axis.peer)
            diamond = [(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)]
            yield polygon(diamond, fill=PEER, stroke="#ffffff")


def _names(axes: Sequence[Axis]) -> Iterator[str]:
    for place, axis in enumerate(axes):
        x, y = _at(axes, place, 100, 16)
        anchor = "middle" if abs(x - CENTRE[0]) < 30 else "start" if x > CENTRE[0] else "end"
        rows = broken(axis.name, 10, 2)
        top = y - (8 + 14 * (len(rows) - 1) if y < CENTRE[1] - RADIUS else -4 if y > CENTRE[1] + RADIUS else 4)
        for number, row in enumerate(rows):
            yield text(x, top + 14 * number, row, 13, anchor, font_weight="700")
        yield text(x, top + 14 * len(rows), axis.words, 11, anchor, QUIET)


def _legend(report: Report) -> Iterator[str]:
    top = HEIGHT - 54
    if report.scores.known:
        box = [(60, top - 10), (74, top - 10), (74, top), (60, top)]
        yield polygon(box, fill=OWN_FILL, fill_opacity="0.5", stroke=OWN)
        yield text(82, top, report.words["own_band"], 12)
    else:
        yield text(60, top, report.scores.said, 12)
    if report.scores.peer_note:
        middle = top + 20
        yield polygon([(67, middle - 10), (72, middle - 5), (67, middle), (62, middle - 5)], fill=PEER)
        for number, row in enumerate(broken(report.scores.peer_note, 44, 3)):
            yield text(82, middle + 15 * number, row, 12)
