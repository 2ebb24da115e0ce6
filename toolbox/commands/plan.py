"""menkan plan FIRM"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolbox.commands.common import firm_argument, json_option, read_case, tell_trials, trial_option
from toolbox.commands.means import Asked, make_plan, means_options
from toolbox.commands.words import language, say

if TYPE_CHECKING:
    from toolbox.trials import Trial


@click.command(
    name="plan",
    help=say(
        "按手里的钱、人、时间排计划：哪些工具、哪个月做，使建议的价值最大；排不出来就说原因。",
        "A plan under the firm's means: which tools in which month, for the greatest worth; or why there is none.",
    ),
)
@firm_argument
@means_options
@trial_option
@json_option
def command(
    firm: str,
    overlays: tuple[Path, ...],
    today: dt.datetime | None,
    trials: tuple[Trial, ...],
    asked: Asked,
    as_json: bool,
) -> None:
    plan = make_plan(asked, read_case(firm, overlays, today, trials))
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(plan))
        return
    from toolbox.reports.plan_text import print_plan

    tell_trials(trials)
    print_plan(plan, language())
