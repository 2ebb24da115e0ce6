"""menkan recommend FIRM"""

from __future__ import annotations

import click

from toolbox.commands.common import Case, case_argument, json_option, print_json, tell_trials, trial_option
from toolbox.commands.words import language, say


@click.command(
    name="recommend",
    help=say(
        "读一家企业的档案（YAML 或 JSON；- 为标准输入），给出先做的六步和理由。",
        "Read a firm's profile (YAML or JSON; - for standard input) and print the six first steps with reasons.",
    ),
)
@case_argument
@trial_option
@json_option
@click.option("--all", "everything", is_flag=True, help=say("后面几波也写详细", "later waves in full too"))
@click.option(
    "--explain", "explained", is_flag=True, help=say("写出每条规则的条件和取值", "each rule's conditions with values")
)
def command(case: Case, as_json: bool, everything: bool, explained: bool) -> None:
    advice = case.advice()
    if as_json:
        print_json(advice)
        return
    from toolbox.reports.advice_text import print_advice

    tell_trials(case.trials)
    print_advice(advice, language(), everything=everything, explained=explained)
