"""menkan recommend FIRM"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolbox.commands.common import firm_argument, json_option, read_case, tell_trials, trial_option
from toolbox.commands.words import language, say

if TYPE_CHECKING:
    from toolbox.trials import Trial


@click.command(
    name="recommend",
    help=say(
        "读一家企业的档案（YAML 或 JSON；- 为标准输入），给出先做的六步和理由。",
        "Read a firm's profile (YAML or JSON; - for standard input) and print the six first steps with reasons.",
    ),
)
@firm_argument
@trial_option
@json_option
@click.option("--all", "everything", is_flag=True, help=say("后面几波也写详细", "later waves in full too"))
@click.option(
    "--explain", "explained", is_flag=True, help=say("写出每条规则的条件和取值", "each rule's conditions with values")
)
def command(
    firm: str,
    overlays: tuple[Path, ...],
    today: dt.datetime | None,
    trials: tuple[Trial, ...],
    as_json: bool,
    everything: bool,
    explained: bool,
) -> None:
    advice = read_case(firm, overlays, today, trials).advice()
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(advice))
        return
    from toolbox.reports.advice_text import print_advice

    tell_trials(trials)
    print_advice(advice, language(), everything=everything, explained=explained)
