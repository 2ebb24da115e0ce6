"""menkan finance FIRM"""

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
    name="finance",
    help=say(
        "去借钱，材料齐不齐：放款机构一般要看什么，哪些已经有，缺的用什么工具补，不用工具怎么补。贷不贷由放款机构定。",
        "How ready a firm is to ask for a loan: what lenders usually want to see, what is there, which tools would "
        "yield the rest, and how to do it by hand. A lender decides.",
    ),
)
@firm_argument
@trial_option
@json_option
def command(
    firm: str,
    overlays: tuple[Path, ...],
    today: dt.datetime | None,
    trials: tuple[Trial, ...],
    as_json: bool,
) -> None:
    from toolbox.readiness import readiness

    case = read_case(firm, overlays, today, trials)
    reasoned = case.reasoned
    found = readiness(case.knowledge, reasoned.inferred, reasoned.recommendations, case.today, reasoned.profile.name)
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(found))
        return
    from toolbox.reports.support_text import print_readiness

    tell_trials(trials)
    print_readiness(found, language())
