"""menkan policies FIRM"""

from __future__ import annotations

import click

from toolbox.commands.common import Case, case_argument, json_option, print_json, tell_trials, trial_option
from toolbox.commands.words import language, say


@click.command(
    name="policies",
    help=say(
        "哪些公共政策能帮这家企业出钱：符合、要先问什么、不符合差在哪，出多少，先做什么，哪天截止，出处和核对日。",
        "Which public programmes could help a firm to pay: eligible, what must be asked first, or which condition "
        "failed; what they pay, what to do first, the deadline, source and date of the check.",
    ),
)
@case_argument
@trial_option
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=say("已到期、已停止、没有规则可判的也列出来", "ended and closed ones too, and those that no rule judges"),
)
@json_option
def command(case: Case, everything: bool, as_json: bool) -> None:
    from toolbox.eligibility import policies

    name = case.name
    found = policies(case.knowledge, case.reasoned.inferred, case.today, name, everything=everything)
    if as_json:
        print_json(found)
        return
    from toolbox.reports.support_text import print_policies

    tell_trials(case.trials)
    print_policies(found, language())
