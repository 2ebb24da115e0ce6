"""A Gantt chart as a value, from a plan or from a roadmap without means; and as text whose columns stand straight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from rich.cells import cell_len

from toolbox.knowledge.model import Knowledge
from toolbox.planning.plan import Plan, month_named, months_between
from toolbox.roadmap import Roadmap
from toolbox.vocabulary import Text

WIDEST_NAME = 32  # cells
MOST_CELLS = 60  # cells for the time axis, however long it is
_WEEK = dt.timedelta(weeks=1)


class Bar(NamedTuple):
    """A step: under way from `begin` to before `end`, counted in the chart's units. said: what else is known of it."""

    id: str
    name: Text
    begin: int
    end: int
    critical: bool
    said: Text


class Mark(NamedTuple):
    """Something that falls on a day."""

    id: str
    name: Text
    day: dt.date


class Chart(NamedTuple):
    """bars in order. unit: month or week. edges: the day on which each unit begins, and the day after the last."""

    title: Text
    unit: Text
    ticks: tuple[str, ...]
    edges: tuple[dt.date, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    firm: str | None
    today: str


def chart_of_plan(plan: Plan) -> Chart:
    """The chart of a plan, by months."""
    named = Text(f"“{plan.firm}”", plan.firm) if plan.firm else Text("您企业", "your firm")
    longest = max((months_between(plan.start, step.in_use) for step in plan.steps), default=0)
    months = max(plan.means.months, longest, 1)
    names = tuple(month_named(plan.start, number) for number in range(months + 1))
    bars = []
    for step in plan.steps:
        once, monthly = step.once.yuan, step.monthly.yuan
        begin, end = (months_between(plan.start, month) for month in (step.begins, step.in_use))
        said = Text(
            f"一次性 {once:,} 元，每月 {monthly:,} 元（{step.how.zh}）",
            f"{once:,} yuan once, {monthly:,} a month ({step.how.en})",
        )
        bars.append(Bar(step.tool, step.name, begin, end, step.critical, said))
    marks = tuple(
        Mark(
            aid.programme.id,
            Text(f"申请“{aid.programme.name.zh}”", f"apply for “{aid.programme.name.en}”"),
            _first_day(aid.apply_by),
        )
        for aid in plan.aids
    )
    title = Text(f"给{named.zh}的计划", f"A plan for {named.en}")
    edges = tuple(map(_first_day, names))
    return Chart(title, Text("月", "month"), names[:-1], edges, tuple(bars), marks, plan.firm, plan.origin.today)


def chart_of_roadmap(plan: Roadmap, knowledge: Knowledge, firm: str | None, today: dt.date) -> Chart:
    """The chart of a roadmap, by weeks: one row of a wave after the other, each as long as its longest step."""
    bars, week = [], 0
    for wave in plan.waves:
        for row in wave.rows:
            weeks = {tool: max(1, knowledge.tools[tool].effort.weeks[1]) for tool in row}
            bars += [_waved(knowledge, plan, tool, week, weeks[tool], wave.number) for tool in row]
            week += max(weeks.values())
    monday = today + dt.timedelta(days=7 - today.weekday())
    edges = tuple(monday + number * _WEEK for number in range(max(week, 1) + 1))
    named = Text(f"“{firm}”", firm) if firm else Text("您企业", "your firm")
    title = Text(
        f"给{named.zh}的路线图（周数为估计，取高端）", f"Roadmap for {named.en} (weeks are estimates, high end)"
    )
    ticks = tuple(str(number) for number in range(1, len(edges)))
    return Chart(title, Text("周", "week"), ticks, edges, tuple(bars), (), firm, today.isoformat())


def _waved(knowledge: Knowledge, plan: Roadmap, tool: str, week: int, weeks: int, wave: int) -> Bar:
    said = Text(f"第 {wave} 波；{weeks} 周之内（估计）", f"wave {wave}; within {weeks} weeks (estimate)")
    return Bar(tool, knowledge.tools[tool].name, week, week + weeks, tool in plan.critical, said)


def _first_day(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


def as_text(chart: Chart, language: str) -> str:
    """The chart in plain characters: `=` under way, `#` under way on the longest chain, `.` not."""
    title = chart.title.of(language)
    if not chart.bars:
        return f"{title}\n{Text('没有要做的步骤。', 'There is nothing to do.').of(language)}"
    length = len(chart.ticks)
    per_cell = -(-length // MOST_CELLS)
    cells = -(-length // per_cell)
    names = [_cut(bar.name.of(language)) for bar in chart.bars]
    room = max(map(cell_len, [*names, chart.unit.of(language)])) + 2
    lines = [title, f"{_padded(chart.unit.of(language), room)}{_axis(chart, per_cell, cells)}"]
    for bar, name in zip(chart.bars, names, strict=True):
        first, last = bar.begin // per_cell, (bar.end - 1) // per_cell
        drawn = "".join(("#" if bar.critical else "=") if first <= n <= last else "." for n in range(cells))
        lines.append(f"{_padded(name, room)}{drawn}  {_when(chart, bar)}")
    lines += [f"{mark.day:%Y-%m}  {mark.name.of(language)}" for mark in chart.marks]
    scale = Text(f"一格 {per_cell} {chart.unit.zh}；", f"one cell is {per_cell} {chart.unit.en}{_s(per_cell)}; ")
    key = Text("= 推进中，# 推进中且在最长的链上", "= under way, # under way on the longest chain")
    return "\n".join([*lines, f"{scale.of(language)}{key.of(language)}"])


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _when(chart: Chart, bar: Bar) -> str:
    if chart.unit.en == "month":
        return f"{chart.ticks[bar.begin]}…{chart.ticks[bar.end - 1]}"
    return f"{bar.begin + 1}-{bar.end}"


def _axis(chart: Chart, per_cell: int, cells: int) -> str:
    """The months as the digits of their number, the first of each year as `|`; weeks by tens."""
    if chart.unit.en == "month":
        digits: Mapping[str, str] = {"10": "0", "11": "N", "12": "D"}
        numbers = [tick[5:].lstrip("0") if tick[5:] < "10" else digits[tick[5:]] for tick in chart.ticks]
        return "".join(numbers[::per_cell])
    return "".join("|" if n * per_cell % 10 < per_cell else " " for n in range(cells)).rstrip() or "|"


def _cut(name: str) -> str:
    if cell_len(name) <= WIDEST_NAME:
        return name
    kept = ""
    for character in name:
        if cell_len(kept + character) > WIDEST_NAME - 2:
            break
        kept += character
    return f"{kept}.."


def _padded(text: str, room: int) -> str:
    return text + " " * (room - cell_len(text))
