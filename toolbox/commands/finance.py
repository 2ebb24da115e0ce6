"""menkan finance FIRM"""

from __future__ import annotations

import click

from toolbox.commands.common import Case, case_argument, json_option, print_json, tell_trials, trial_option
from toolbox.commands.words import language, say


@click.command(
    name="finance",
    help=say(
        "去借钱，材料齐不齐：放款机构一般要看什么，哪些已经有，缺的用什么工具补，不用工具怎么补。贷不贷由放款机构定。",
        "How ready a firm is to ask for a loan: what lenders usually want to see, what is there, which tools would "
        "yield the rest, and how to do it by hand. A lender decides.",
    ),
)
@case_argument
@trial_option
@json_option
def command(case: Case, as_json: bool) -> None:
    from toolbox.readiness import readiness

    reasoned = case.reasoned
    found = readiness(case.knowledge, reasoned.inferred, reasoned.recommendations, case.today, case.name)
    if as_json:
        print_json(found)
        return
    from toolbox.reports.support_text import print_readiness

    tell_trials(case.trials)
    print_readiness(found, language())
