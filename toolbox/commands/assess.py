"""menkan assess FIRM"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import firm_argument, json_option, print_json, read_profile
from toolbox.commands.words import hint, language, say
from toolbox.knowledge.model import Knowledge


@click.command(
    name="assess",
    help=say(
        "给一家企业打分：2021年报告的模型，和工信部2024年的指标。没答的题算范围；"
        "别的回答能说明的，一并算进去。只供自查，不是官方评测。",
        "Score a firm by the model of the 2021 report and by the ministry's indicators of 2024. What is not answered "
        "makes a range; what other answers show counts. A self-check, not the official review.",
    ),
)
@firm_argument
@click.option(
    "--model",
    default="all",
    metavar="MODEL",
    help=say("tencent-2021、miit-2024 或 all（默认）", "tencent-2021, miit-2024 or all (the default)"),
)
@click.option("--all", "everything", is_flag=True, help=say("每一题都列出来", "list every question"))
@json_option
def command(
    firm: str, overlays: tuple[Path, ...], today: dt.datetime | None, model: str, everything: bool, as_json: bool
) -> None:
    from toolbox.facts import gather
    from toolbox.scorecard import scorecard

    known = knowledge.load(overlays)
    models = _models(known, model)
    day = today.date() if today else dt.date.today()
    told = read_profile(firm, known)
    card = scorecard(known, told, gather(told, known, day).values, models, day)
    if as_json:
        print_json(card)
        return
    from toolbox.reports.assess_text import print_scorecard

    print_scorecard(card, language(), everything=everything)


def _models(known: Knowledge, model: str) -> tuple[str, ...]:
    """The models that a word means; an overlay may bring its own. Raises UsageError."""
    from toolbox.operations import ALL, models

    if model == ALL:
        return models(known)
    if model in known.assessments:
        return (model,)
    near = hint(model, [*known.assessments, ALL])
    raise click.UsageError(say(f"没有“{model}”这个评分模型。{near}", f"No scoring model '{model}'. {near}"))
