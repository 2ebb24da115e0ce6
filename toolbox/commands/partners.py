"""menkan partners FIRM"""

from __future__ import annotations

import click

from toolbox.commands.common import Case, case_argument, json_option, print_json, tell_trials, trial_option
from toolbox.commands.words import language, say


@click.command(
    name="partners",
    help=say(
        "光靠工具不够的地方可以找谁：公共机构、银行、高校、大客户、协会。只说哪一类，不荐哪一家。",
        "Whom to turn to where a tool alone does not do it: public bodies, banks, universities, large customers, "
        "associations. Kinds of bodies, never one vendor.",
    ),
)
@case_argument
@trial_option
@click.option("--all", "everything", is_flag=True, help=say("对不上的也列出来", "those that do not fit too"))
@json_option
def command(case: Case, everything: bool, as_json: bool) -> None:
    from toolbox.partners import every_partner

    found = every_partner(case.knowledge, case.reasoned.inferred, case.today, case.name)
    if as_json:
        print_json(found)
        return
    from toolbox.reports.support_text import print_partners

    tell_trials(case.trials)
    print_partners(found, language(), everything=everything)
