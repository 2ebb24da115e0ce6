"""menkan partners FIRM"""

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
    name="partners",
    help=say(
        "光靠工具不够的地方可以找谁：公共机构、银行、高校、大客户、协会。只说哪一类，不荐哪一家。",
        "Whom to turn to where a tool alone does not do it: public bodies, banks, universities, large customers, "
        "associations. Kinds of bodies, never one vendor.",
    ),
)
@firm_argument
@trial_option
@click.option("--all", "everything", is_flag=True, help=say("对不上的也列出来", "those that do not fit too"))
@json_option
def command(
    firm: str,
    overlays: tuple[Path, ...],
    today: dt.datetime | None,
    trials: tuple[Trial, ...],
    everything: bool,
    as_json: bool,
) -> None:
    from toolbox.partners import every_partner

    case = read_case(firm, overlays, today, trials)
    found = every_partner(case.knowledge, case.reasoned.inferred, case.today, case.reasoned.profile.name)
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(found))
        return
    from toolbox.reports.support_text import print_partners

    tell_trials(trials)
    print_partners(found, language(), everything=everything)
