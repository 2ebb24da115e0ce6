"""menkan roadmap FIRM"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolbox.commands.common import firm_argument, read_case, tell_trials, trial_option
from toolbox.commands.words import language, say

if TYPE_CHECKING:
    from toolbox.trials import Trial


@click.command(
    name="roadmap",
    help=say(
        "路线图：分几波、哪些可以同时做、每步解锁什么、最长的一条链。",
        "The roadmap: waves, what may run side by side, what each step unlocks, the longest chain.",
    ),
)
@firm_argument
@trial_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "mermaid", "dot"]),
    default="text",
    help=say("写成文字、JSON、Mermaid 图或 Graphviz 图", "as text, JSON, a Mermaid or a Graphviz graph"),
)
@click.option("--json", "as_json", is_flag=True, help=say("等于 --format json", "the same as --format json"))
def command(
    firm: str,
    overlays: tuple[Path, ...],
    today: dt.datetime | None,
    trials: tuple[Trial, ...],
    form: str,
    as_json: bool,
) -> None:
    from toolbox.reports import roadmap_text
    from toolbox.roadmap import roadmap

    case = read_case(firm, overlays, today, trials)
    plan = roadmap(case.knowledge, case.reasoned.recommendations)
    form = "json" if as_json else form
    if form == "text":
        tell_trials(trials)
    write = roadmap_text.FORMATS[form]
    click.echo(write(plan, case.knowledge, language()))
