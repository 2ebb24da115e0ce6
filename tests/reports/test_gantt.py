"""The Gantt chart: from a plan by months, from waves by weeks, in text whose columns stand straight."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from rich.cells import cell_len

from tests.reports.charts import planned
from tests.reports.printed import example
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.planning.plan import Plan
from toolbox.reports.gantt import MOST_CELLS, as_text, chart_of_plan, chart_of_roadmap
from toolbox.roadmap import roadmap


@pytest.fixture(scope="module")
def plan(knowledge: Knowledge, inference: Inference) -> Plan:
    return planned(knowledge, inference)


def test_a_bar_lasts_from_the_month_it_begins_to_the_month_of_daily_use(plan: Plan) -> None:
    chart = chart_of_plan(plan)
    assert [(bar.id, bar.end - bar.begin) for bar in chart.bars] == [(s.tool, s.months) for s in plan.steps]
    for bar, step in zip(chart.bars, plan.steps, strict=True):
        assert chart.ticks[bar.begin] == step.begins
        assert chart.edges[bar.end].isoformat()[:7] == step.in_use


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bars_begin_in_one_column_whatever_the_width_of_the_names(plan: Plan, language: str) -> None:
    lines = as_text(chart_of_plan(plan), language).splitlines()
    axis = next(line for line in lines if "D123" in line)
    left = cell_len(axis[: axis.index("D123")])
    drawn = [re.search(r"[.=#]{12}", line) for line in lines]
    starts = {cell_len(line[: found.start()]) for line, found in zip(lines, drawn, strict=True) if found}
    assert starts == {left}
    assert sum(found is not None for found in drawn) == len(plan.steps)


def test_waves_follow_one_another_and_long_charts_are_scaled(knowledge: Knowledge, inference: Inference) -> None:
    waves = roadmap(knowledge, example("umbrella-maker-dongshi", knowledge, inference).recommendations)
    chart = chart_of_roadmap(waves, knowledge, None, dt.date(2026, 11, 21))
    assert chart.edges[0] == dt.date(2026, 11, 23)
    bars = {bar.id: bar for bar in chart.bars}
    for before, after in zip(waves.waves, waves.waves[1:], strict=False):
        assert max(bars[t].end for t in before.tools) <= min(bars[t].begin for t in after.tools)
    assert len(chart.ticks) > MOST_CELLS
    for line in as_text(chart, "en").splitlines():
        found = re.search(r"[.=#]{5,}", line)
        assert found is None or len(found[0]) <= MOST_CELLS


def test_nothing_to_do_is_said(plan: Plan) -> None:
    empty = chart_of_plan(plan._replace(steps=(), aids=()))
    assert as_text(empty, "zh").endswith("没有要做的步骤。")
