"""menkan roadmap FIRM"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolbox.commands.common import (
    Case,
    cannot_write,
    case_argument,
    read_document,
    tell_trials,
    trial_option,
)
from toolbox.commands.means import Asked, make_plan, means_options
from toolbox.commands.words import language, say
from toolbox.errors import DataError

if TYPE_CHECKING:
    from toolbox.reports.gantt import Chart
    from toolbox.trials import Trial

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    name="roadmap",
    help=say(
        "路线图：分几波、哪些可以同时做、每步解锁什么、最长的一条链。也能画成甘特图、图片或日历："
        "给了钱、人、时间就按计划画，没给就按波次画。",
        "The roadmap: waves, what may run side by side, what each step unlocks, the longest chain. Also as a Gantt "
        "chart, a picture or a calendar: of the plan where means are given, else of the waves.",
    ),
)
@case_argument
@trial_option
@means_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "mermaid", "dot"]),
    default="text",
    help=say("写成文字、JSON、Mermaid 图或 Graphviz 图", "as text, JSON, a Mermaid or a Graphviz graph"),
)
@click.option("--json", "as_json", is_flag=True, help=say("等于 --format json", "the same as --format json"))
@click.option("--gantt", is_flag=True, help=say("画成文字甘特图", "as a Gantt chart in text"))
@click.option(
    "--svg", type=FILE, metavar="FILE", help=say("甘特图写成 SVG 图片", "write the Gantt chart as an SVG picture")
)
@click.option("--ics", type=FILE, metavar="FILE", help=say("写成 iCalendar 日历", "write it as an iCalendar file"))
@click.option(
    "--plan",
    "saved",
    metavar="FILE",
    help=say("读 menkan plan --json 存下的计划来画", "draw a plan that menkan plan --json printed"),
)
def command(
    case: Case,
    asked: Asked,
    form: str,
    as_json: bool,
    gantt: bool,
    svg: Path | None,
    ics: Path | None,
    saved: str | None,
) -> None:
    from toolbox.reports import roadmap_text
    from toolbox.roadmap import roadmap

    drawn = gantt or svg is not None or ics is not None
    if drawn or saved or asked.anything:
        if as_json or form != "text":
            raise click.UsageError(
                say("计划的 JSON 用 menkan plan --json。", "For the JSON of a plan use menkan plan --json.")
            )
        _draw(_chart(case, asked, saved), svg, ics, shown=gantt or not drawn, trials=case.trials)
        return
    plan = roadmap(case.knowledge, case.reasoned.recommendations)
    form = "json" if as_json else form
    if form == "text":
        tell_trials(case.trials)
    write = roadmap_text.FORMATS[form]
    click.echo(write(plan, case.knowledge, language()))


def _chart(case: Case, asked: Asked, saved: str | None) -> Chart:
    from toolbox.reports.gantt import chart_of_plan, chart_of_roadmap
    from toolbox.roadmap import roadmap

    if saved is not None:
        from toolbox.planning.read import read_plan

        return chart_of_plan(read_plan(read_document(saved)))
    if asked.anything:
        return chart_of_plan(make_plan(asked, case))
    plan = roadmap(case.knowledge, case.reasoned.recommendations)
    return chart_of_roadmap(plan, case.knowledge, case.name, case.today)


def _draw(chart: Chart, svg: Path | None, ics: Path | None, *, shown: bool, trials: tuple[Trial, ...]) -> None:
    from toolbox.reports.calendar import as_calendar
    from toolbox.reports.gantt import as_text
    from toolbox.reports.gantt_svg import as_svg

    if shown:
        tell_trials(trials)
        click.echo(as_text(chart, language()))
    for path, write in ((svg, as_svg), (ics, as_calendar)):
        if path is not None:
            _write(path, write(chart, language()))


def _write(path: Path, text: str) -> None:
    """Write a file as it is, line ends included, and say so."""
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise DataError(cannot_write(path, error)) from None
    click.echo(say(f"写好了 {path}", f"wrote {path}"))
