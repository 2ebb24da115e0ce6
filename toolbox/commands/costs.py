"""menkan costs FIRM"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import click

from toolbox.commands.common import Case, case_argument, json_option, print_json, tell_trials, trial_option
from toolbox.commands.words import language, say
from toolbox.text import shown

LONGEST = 120  # months


def _haircuts(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for text in texts:
        grade, equals, percent = text.partition("=")
        if not equals or not percent.isascii() or not percent.isdigit() or int(percent) > 100:
            said = say(f"“{shown(text)}”不是等级和百分比。", f"'{shown(text)}' is no grade with a percentage.")
            raise click.BadParameter(f"{said} {say('写成 D=80。', 'Write it as D=80.')}")
        found[grade.strip()] = int(percent)
    return found


def _percent(_context: click.Context, _option: click.Parameter, text: str | None) -> Decimal | None:
    try:
        value = None if text is None else Decimal(text.removesuffix("%"))
    except InvalidOperation:
        value = Decimal(-1)
    if value is not None and not (value.is_finite() and 0 <= value <= 100):
        said = say(f"“{shown(text)}”不是 0 到 100 的数。", f"'{shown(text)}' is no number from 0 to 100.")
        raise click.BadParameter(said)
    return value


@click.command(
    name="costs",
    help=say(
        "像一张账：按场景和季度列出花多少、占多少人手、可能带来多少、多久回本；每个数都能问为什么。",
        "Like a statement of account: what the first steps cost and may bring by scenario and quarter, and when it is "
        "paid back; every figure can be asked why.",
    ),
)
@case_argument
@trial_option
@click.option(
    "--months", type=click.IntRange(1, LONGEST), default=24, help=say("算多少个月（默认 24）", "how many months (24)")
)
@click.option(
    "--haircut",
    "haircuts",
    multiple=True,
    metavar="GRADE=PERCENT",
    callback=_haircuts,
    help=say(
        "某一等级的自报收益打掉百分之几，如 D=90（可重复）", "percent taken off claims of a grade: D=90 (repeatable)"
    ),
)
@click.option(
    "--rate", metavar="PERCENT", callback=_percent, help=say("一年的利率，用来折现", "yearly interest, to discount")
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, help=say("模拟的种子（默认 1）", "seed of the simulation (1)")
)
@click.option(
    "--why",
    "cell",
    metavar="CELL",
    help=say("某个数怎么来的，如 total.cash.2027Q1", "the parts of a figure: total.cash.2027Q1"),
)
@json_option
def command(
    case: Case,
    months: int,
    haircuts: dict[str, int],
    rate: Decimal | None,
    seed: int,
    cell: str | None,
    as_json: bool,
) -> None:
    from toolbox.money import Options, reckon_first, statement, why

    facts, options = case.reasoned.inferred.facts.values, Options(months, haircuts, rate, seed)
    reckoned = reckon_first(case.knowledge, facts, case.reasoned.recommendations, case.today, options)
    found = why(reckoned, cell) if cell else statement(reckoned, case.name)
    if as_json:
        print_json(found)
        return
    from toolbox.reports import costs_text

    tell_trials(case.trials)
    costs_text.show(found, language())
