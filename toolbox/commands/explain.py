"""menkan explain FIRM TOOL"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolbox.commands.common import firm_argument, json_option, known_tool, read_case, tell_trials, trial_option
from toolbox.commands.words import language, say

if TYPE_CHECKING:
    from toolbox.trials import Trial


@click.command(
    name="explain",
    help=say(
        "某个工具对这家企业为什么建议、暂缓或不建议：每条规则、每个条件和它的取值（✓ 是 ✗ 否 ? 不知道）。",
        "Why a tool is advised for this firm, held back or not: each rule, condition and value (✓ yes ✗ no ? unknown).",
    ),
)
@firm_argument
@click.argument("tool", metavar="TOOL")
@trial_option
@click.option(
    "--what-if",
    "turned",
    is_flag=True,
    help=say(
        "再找出最少改动哪几处，它就会（或不再）被建议",
        "also find the fewest changes that would make it a step, or no longer one",
    ),
)
@json_option
def command(
    firm: str,
    tool: str,
    overlays: tuple[Path, ...],
    today: dt.datetime | None,
    trials: tuple[Trial, ...],
    turned: bool,
    as_json: bool,
) -> None:
    from toolbox.explain import explain_tool

    case = read_case(firm, overlays, today, trials)
    id_ = known_tool(case.knowledge, tool)
    explained = explain_tool(case.knowledge, case.reasoned.inferred, case.reasoned.recommendations, id_)
    if turned:
        from toolbox.whatif import what_if

        found = what_if(case.knowledge, case.inference, case.reasoned, id_, case.today)
        explained = explained._replace(what_if=found)
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(explained))
        return
    from toolbox.reports.explain_text import print_explained

    tell_trials(trials)
    print_explained(explained, case.knowledge, language())
