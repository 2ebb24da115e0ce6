"""The Gantt chart as a picture: well-formed, told in words, the same bytes, nothing from elsewhere."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.reports.charts import planned
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.reports.gantt import Chart, chart_of_plan
from toolbox.reports.gantt_svg import as_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def chart(knowledge: Knowledge, inference: Inference) -> Chart:
    return chart_of_plan(planned(knowledge, inference))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_an_image_that_says_what_it_shows(chart: Chart, language: str) -> None:
    root = ElementTree.fromstring(as_svg(chart, language))
    assert root.get("role") == "img"
    title, described = (root.findtext(f"{SVG}{name}") or "" for name in ("title", "desc"))
    assert title == chart.title.of(language)
    for bar in chart.bars:
        assert bar.name.of(language) in described
        assert chart.ticks[bar.begin] in described


def test_a_bar_for_every_step_inside_the_picture(chart: Chart) -> None:
    root = ElementTree.fromstring(as_svg(chart, "zh"))
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    assert len(bars) == len(chart.bars)
    for rect in bars:
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= float(root.get("width", 0))
        assert float(rect.get("width", 0)) > 0


def test_the_same_bytes_and_nothing_from_elsewhere(chart: Chart) -> None:
    assert as_svg(chart, "en") == as_svg(chart, "en")
    assert re.findall(r"https?://[^\"' ]+", as_svg(chart, "en")) == ["http://www.w3.org/2000/svg"]
    assert "prefers-color-scheme: dark" in as_svg(chart, "en")


def test_an_empty_chart_is_a_picture_too(chart: Chart) -> None:
    assert ElementTree.fromstring(as_svg(chart._replace(bars=()), "zh")).findtext(f"{SVG}desc") == "没有要做的步骤。"
