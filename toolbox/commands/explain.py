"""menkan explain FIRM TOOL"""

from __future__ import annotations

import click

from toolbox.commands.common import Case, case_argument, json_option, known_tool, print_json, tell_trials, trial_option
from toolbox.commands.words import language, say


@click.command(
    name="explain",
    help=say(
        "某个工具对这家企业为什么建议、暂缓或不建议：每条规则、每个条件和它的取值（✓ 是 ✗ 否 ? 不知道）。",
        "Why a tool is advised for this firm, held back or not: each rule, condition and value (✓ yes ✗ no ? unknown).",
    ),
)
@case_argument
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
def command(case: Case, tool: str, turned: bool, as_json: bool) -> None:
    from toolbox.explain import explain_tool

    id_ = known_tool(case.knowledge, tool)
    explained = explain_tool(case.knowledge, case.reasoned.inferred, case.reasoned.recommendations, id_)
    if turned:
        from toolbox.whatif import what_if

        found = what_if(case.knowledge, case.inference, case.reasoned, id_, case.today)
        explained = explained._replace(what_if=found)
    if as_json:
        print_json(explained)
        return
    from toolbox.reports.explain_text import print_explained

    tell_trials(case.trials)
    print_explained(explained, case.knowledge, language())
