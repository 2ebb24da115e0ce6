"""Pictures: the radar in proportion, the roadmap within its frame, words in their boxes, real glyphs."""

from __future__ import annotations

import math
import re
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toolbox.papers.png import ZOOM, png
from toolbox.papers.radar import PAPER, radar
from toolbox.papers.report import Box, Report, Wave
from toolbox.papers.roadmap_picture import roadmap_picture, wave_picture
from toolbox.papers.svg import Picture, broken, document, ems, number, stacked, text


def test_the_band_lies_between_the_lowest_and_the_highest_score(plant: Report) -> None:
    paths = re.findall(r'<path d="M([^Z]*)Z" fill="#58b09c"', radar(plant).body)
    outer, inner = ([tuple(map(float, p.split())) for p in path.split("L")] for path in paths[:2])
    for points, ends in ((outer, [a.high for a in plant.scores.axes]), (inner, [a.low for a in plant.scores.axes])):
        reached = [math.dist(point, PAPER.centre) / PAPER.radius * 100 for point in points]
        assert reached == pytest.approx(ends, abs=0.2)


def test_no_band_is_drawn_where_nothing_is_answered(silent: Report) -> None:
    assert 'fill="#58b09c"' not in radar(silent).body


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.text(max_size=60), min_size=1, max_size=7), max_size=4))
def test_every_box_lies_within_the_picture_and_no_two_overlap(rows: list[list[str]]) -> None:
    boxes = tuple(tuple(Box(p, name, "1–4 周", ()) for p, name in enumerate(row)) for row in rows)
    picture = wave_picture(Wave(1, "第 1 波", boxes))
    root = etree.fromstring(document(picture).encode())
    found = [
        tuple(float(r.get(k)) for k in ("x", "y", "width", "height"))
        for r in root.iter("{*}rect")
        if r.get("fill") == "#ffffff"
    ]
    assert len(found) == sum(map(len, rows))
    for place, (x, y, width, height) in enumerate(found):
        assert x >= 0
        assert y >= 0
        assert x + width <= picture.width
        assert y + height <= picture.height
        for other in found[:place]:
            assert abs(other[0] - x) >= width or abs(other[1] - y) >= height


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.integers(3, 20), st.integers(1, 3))
def test_broken_words_fit_and_lose_nothing_but_what_is_marked(words: str, room: int, most: int) -> None:
    lines = broken(words, room, most)
    assert len(lines) <= most
    joined = "".join("".join(lines).split())
    if not joined.endswith("…"):
        assert joined == "".join(words.split())
    assert all(ems(line.rstrip("，。；：！？、）”’》】」…%")) <= room + 1 for line in lines)


def test_words_are_never_markup() -> None:
    assert etree.fromstring(text(0, 0, "<b>&\"'\x00\x1b")).text.startswith("<b>&\"'")


@pytest.mark.parametrize(
    ("value", "said"), [(1.0, "1"), (-0.04, "0"), (0.05, "0.1"), (-3.25, "-3.2"), (12.345, "12.3")]
)
def test_a_coordinate_has_one_decimal_at_most(value: float, said: str) -> None:
    assert number(value) == said


def test_pictures_stand_below_each_other(plant: Report) -> None:
    both = stacked([radar(plant), roadmap_picture(plant)], 10)
    assert both.height == radar(plant).height + roadmap_picture(plant).height + 10


def _pixels(made: bytes) -> tuple[int, int, bytes]:
    """Width, height and the raw lines of a PNG; enough to compare two of them."""
    width, height = struct.unpack(">II", made[16:24])
    at, data = 8, b""
    while at < len(made):
        length, kind = struct.unpack(">I4s", made[at : at + 8])
        data += made[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return width, height, zlib.decompress(data)


def test_chinese_glyphs_are_real_and_not_boxes() -> None:
    """Two characters of the same width look different; two without a glyph would look the same."""
    one, two = (png(Picture(40, 40, "", text(5, 30, c, 30))) for c in "喆垚")
    empty = png(Picture(40, 40, "", ""))
    assert _pixels(one)[:2] == (40 * ZOOM, 40 * ZOOM)
    assert len({_pixels(made)[2] for made in (one, two, empty)}) == 3
    marks = {_pixels(png(Picture(40, 40, "", text(5, 30, c, 30))))[2] for c in "\U00020000😀〓"}
    assert len(marks) == 1  # what the font lacks is marked, and always alike
