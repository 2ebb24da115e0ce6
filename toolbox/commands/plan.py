"""menkan plan FIRM"""

from __future__ import annotations

import click

from toolbox.commands.common import Case, case_argument, json_option, print_json, tell_trials, trial_option
from toolbox.commands.means import Asked, make_plan, means_options
from toolbox.commands.words import language, say


@click.command(
    name="plan",
    help=say(
        "按手里的钱、人、时间排计划：哪些工具、哪个月做，使建议的价值最大；排不出来就说原因。",
        "A plan under the firm's means: which tools in which month, for the greatest worth; or why there is none.",
    ),
)
@case_argument
@means_options
@trial_option
@json_option
def command(case: Case, asked: Asked, as_json: bool) -> None:
    plan = make_plan(asked, case)
    if as_json:
        print_json(plan)
        return
    from toolbox.reports.plan_text import print_plan

    tell_trials(case.trials)
    print_plan(plan, language())
