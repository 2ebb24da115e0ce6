"""The radar of the ten dimensions: the firm's own range as a band, and the survey's firms beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolbox.papers.report import Axis, Report
from toolbox.papers.svg import Picture, broken, polygon, text

RINGS = (20, 40, 60, 80, 100)
OWN, OWN_FILL, PEER, GRID = "#0b6e4f", "#58b09c", "#b3541e", "#cbd2d9"
QUIET = "#52606d"


class Frame(NamedTuple):
    """How large the picture is. name: pixels of an axis's name; room: how many ems of it stand on a line.

    legend: whether it says what the band and the marks are; a page may say it beside the picture.
    """

    width: int
    height: int
    centre: tuple[float, float]
    radius: float
    name: int
    room: float
    legend: bool


PAPER = Frame(640, 505, (320.0, 220.0), 150.0, 13, 10, legend=True)
PHONE = Frame(400, 390, (200.0, 196.0), 104.0, 15, 5.5, legend=False)


def radar(report: Report, frame: Frame = PAPER) -> Picture:
    """The picture. An axis without an answer shows its whole range; without any answer no band is drawn."""
    axes = report.scores.axes
    parts = [*_grid(axes, frame)]
    if report.scores.known:
        outer, inner = ([_at(axes, place, end, frame) for place, end in enumerate(ends)] for ends in _ends(axes))
        ring = polygon(outer, fill=OWN_FILL, fill_opacity="0.3", stroke=OWN, stroke_width="1.5")
        core = polygon(inner, fill=OWN_FILL, fill_opacity="0.55", stroke=OWN, stroke_width="1.5")
        parts += [ring, core]
    parts += _peers(axes, frame)
    parts += _names(axes, frame)
    parts += _legend(report, frame) if frame.legend else ()
    title = f"{report.words['scores']}: " + "; ".join(f"{axis.name} {axis.words}" for axis in axes)
    return Picture(frame.width, frame.height, title, "".join(parts))


def _ends(axes: Sequence[Axis]) -> tuple[list[float], list[float]]:
    return [axis.high for axis in axes], [axis.low for axis in axes]


def _at(axes: Sequence[Axis], place: int, value: float, frame: Frame, beyond: float = 0) -> tuple[float, float]:
    """The point at so many of 100 on an axis, the first one upright, clockwise."""
    angle = 2 * math.pi * place / len(axes) - math.pi / 2
    reach = frame.radius * value / 100 + beyond
    return frame.centre[0] + reach * math.cos(angle), frame.centre[1] + reach * math.sin(angle)


def _grid(axes: Sequence[Axis], frame: Frame) -> Iterator[str]:
    for ring in RINGS:
        yield polygon([_at(axes, place, ring, frame) for place in range(len(axes))], fill="none", stroke=GRID)
    for place in range(len(axes)):
        yield polygon([frame.centre, _at(axes, place, 100, frame)], stroke=GRID)
    for ring in RINGS:
        x, y = _at(axes, 0, ring, frame)
        yield text(x + 4, y + 11, str(ring), 9, fill=QUIET)


def _peers(axes: Sequence[Axis], frame: Frame) -> Iterator[str]:
    for place, axis in enumerate(axes):
        if axis.peer is not None:
            x, y = _at(axes, place, axis.peer, frame)
            diamond = [(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)]
            yield polygon(diamond, fill=PEER, stroke="#ffffff")


def _names(axes: Sequence[Axis], frame: Frame) -> Iterator[str]:
    for place, axis in enumerate(axes):
        x, y = _at(axes, place, 100, frame, 16)
        anchor = "middle" if abs(x - frame.centre[0]) < 30 else "start" if x > frame.centre[0] else "end"
        rows = broken(axis.name, frame.room, 2)
        step = frame.name + 1
        above, below = y < frame.centre[1] - frame.radius, y > frame.centre[1] + frame.radius
        top = y - (8 + step * (len(rows) - 1) if above else -4 if below else 4)
        for number, row in enumerate(rows):
            yield text(x, top + step * number, row, frame.name, anchor, font_weight="700")
        yield text(x, top + step * len(rows), axis.words, frame.name - 2, anchor, QUIET)


def _legend(report: Report, frame: Frame) -> Iterator[str]:
    top = frame.height - 54
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
