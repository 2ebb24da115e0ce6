"""The options of a plan: what a firm has, what it wishes for, and when the plan begins."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from toolbox.answer import origin
from toolbox.commands.common import Case, needs_extra
from toolbox.commands.words import Command, say
from toolbox.errors import DataError, Fault
from toolbox.text import shown

if TYPE_CHECKING:
    from toolbox.planning.plan import Plan
    from toolbox.planning.problem import Means, Wish

LONGEST, MOST_AT_ONCE, MOST_YUAN = 36, 20, 10**10
_MONTH = re.compile(r"(20\d\d|2[1-9]\d\d)-(0[1-9]|1[0-2])")


class Asked(NamedTuple):
    """What the options say. days: staff time a month in tenths. deadlines: names with months as 2027-03."""

    budget: int | None
    monthly: int | None
    days: int | None
    months: int
    at_once: int | None
    must: tuple[str, ...]
    without: tuple[str, ...]
    deadlines: tuple[tuple[str, str], ...]
    start: str | None
    greedy: bool

    @property
    def anything(self) -> bool:
        """Whether any option was given, so that a plan is asked for."""
        return self != NOTHING


NOTHING = Asked(None, None, None, 12, None, (), (), (), None, greedy=False)


def means_options(command: Command) -> Command:
    """--budget, --monthly, --staff-days, --months, --at-once, --must, --without, --deadline, --start and --greedy."""

    @functools.wraps(command)
    def collected(*args: Any, **options: Any) -> Any:
        given = {name: options.pop(name) for name in Asked._fields}
        return command(*args, asked=Asked(**given), **options)

    wrapped: Any = collected
    for option in reversed([*_limits(), *_wished()]):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]


def _limits() -> list[Callable[[Any], Any]]:
    """What the firm has."""
    yuan = click.IntRange(0, MOST_YUAN)
    return [
        click.option(
            "--budget",
            type=yuan,
            metavar="YUAN",
            help=say("一次性花费的总预算（元）；不写就不限", "yuan for all that is paid once; no limit where left out"),
        ),
        click.option(
            "--monthly",
            type=yuan,
            metavar="YUAN",
            help=say("每月花费的上限（元）；不写就不限", "yuan a month for what runs on; no limit where left out"),
        ),
        click.option(
            "--staff-days",
            "days",
            metavar="DAYS",
            callback=_tenths,
            help=say(
                "自己人每月能投入几天；不写就不限", "days a month of the firm's own people; no limit where left out"
            ),
        ),
        click.option(
            "--months",
            type=click.IntRange(1, LONGEST),
            default=12,
            metavar="N",
            help=say(f"计划几个月（1 到 {LONGEST}，默认 12）", f"how many months (1 to {LONGEST}; 12 by default)"),
        ),
        click.option(
            "--at-once",
            type=click.IntRange(1, MOST_AT_ONCE),
            metavar="N",
            help=say(
                "同时最多推进几步（默认按规模：微型 2、小型 3、中型 4、大型 6）",
                "steps under way at once (by default by size: micro 2, small 3, medium 4, large 6)",
            ),
        ),
    ]


def _wished() -> list[Callable[[Any], Any]]:
    """What the firm wishes for, and how the plan is made."""
    return [
        click.option(
            "--must",
            multiple=True,
            metavar="TOOL",
            help=say("一定要有的工具（可重复）", "a tool that must be there (repeatable)"),
        ),
        click.option(
            "--without",
            multiple=True,
            metavar="TOOL",
            help=say("不要的工具（可重复）", "a tool that must not (repeatable)"),
        ),
        click.option(
            "--deadline",
            "deadlines",
            multiple=True,
            metavar="NAME=YYYY-MM",
            callback=_deadlines,
            help=say(
                "工具最晚到哪个月底用起来，或扶持项目最晚哪个月用上（可重复）",
                "the month by whose end a tool is in daily use, or a programme is drawn on (repeatable)",
            ),
        ),
        click.option(
            "--start",
            metavar="YYYY-MM",
            callback=_start,
            help=say("第一个月，如 2026-12（默认下个月）", "the first month, as 2026-12 (next month by default)"),
        ),
        click.option(
            "--greedy",
            is_flag=True,
            help=say("只用快速排法，不求证最优", "plan at once, without proving it the best"),
        ),
    ]


def read_means(asked: Asked, case: Case) -> Means:
    """The means that were asked for; what a firm of this size can bear at once where that was not told."""
    from toolbox.planning.candidates import at_once_for
    from toolbox.planning.problem import Means

    at_once = at_once_for(case.reasoned) if asked.at_once is None else asked.at_once
    return Means(asked.budget, asked.monthly, asked.days, asked.months, at_once)


def read_wishes(asked: Asked, case: Case, start: str, aids: Iterable[str] = ()) -> tuple[Wish, ...]:
    """The wishes by id, each once. aids: programmes that may be named. Raises DataError."""
    from toolbox.planning.candidates import wished
    from toolbox.planning.plan import months_between

    wishes = [wished(case.knowledge, "must", word) for word in asked.must]
    wishes += [wished(case.knowledge, "without", word) for word in asked.without]
    for name, month in asked.deadlines:
        number = months_between(start, month)
        if number < 0:
            remedy = "Name a later month, or begin earlier with --start."
            raise DataError(Fault(f"{name}={month}", "the deadline lies before the plan begins.", remedy))
        wishes.append(wished(case.knowledge, "deadline", name, number, aids))
    return tuple(dict.fromkeys(wishes))


def make_plan(asked: Asked, case: Case) -> Plan:
    """The plan that the options ask for. Raises DataError."""
    from toolbox.eligibility import programmes
    from toolbox.planning.aids import aids_of
    from toolbox.planning.candidates import posed
    from toolbox.planning.make import planned, planned_at_once
    from toolbox.planning.tell import Told

    start = first_month(asked, case.today)
    aids = aids_of(programmes(case.knowledge, case.reasoned.inferred, case.today), start)
    wishes = read_wishes(asked, case, start, [aid.id for aid in aids])
    problem = posed(case.reasoned, case.knowledge, case.today, read_means(asked, case), wishes, aids)
    told = Told(problem, case.knowledge, origin(case.knowledge, case.today), case.name, start, None)
    if asked.greedy:
        return planned_at_once(told)
    with needs_extra("plan"):
        return planned(told)


def first_month(asked: Asked, today: dt.date) -> str:
    """The first month of the plan: the one that was told, or the one after today. Raises DataError for the past."""
    from toolbox.planning.plan import month_named

    this = f"{today.year:04}-{today.month:02}"
    if asked.start is not None and asked.start < this:
        raise DataError(Fault(asked.start, "the plan would begin before today.", "Name this month or a later one."))
    return asked.start or month_named(this, 1)


def _tenths(_context: click.Context, _option: click.Parameter, text: str | None) -> int | None:
    if text is None:
        return None
    try:
        tenths = Decimal(text) * 10
        if 0 <= tenths <= 10**6 and tenths == int(tenths):
            return int(tenths)
    except (InvalidOperation, ValueError, OverflowError):
        pass
    raise click.BadParameter(
        say(f"“{shown(text)}”不是天数，写成 6 或 2.5。", f"'{shown(text)}' is no number of days. Write 6 or 2.5.")
    )


def _deadlines(
    _context: click.Context, _option: click.Parameter, texts: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    return tuple(_deadline(text) for text in texts)


def _deadline(text: str) -> tuple[str, str]:
    name, _, month = text.rpartition("=")
    if name.strip() and _MONTH.fullmatch(month):
        return name.strip(), month
    raise click.BadParameter(
        say(
            f"“{shown(text)}”看不懂，写成 backup=2027-03。", f"cannot read '{shown(text)}'. Write it as backup=2027-03."
        )
    )


def _start(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    if text is None or _MONTH.fullmatch(text):
        return text
    raise click.BadParameter(
        say(f"“{shown(text)}”不是月份，写成 2026-12。", f"'{shown(text)}' is no month. Write 2026-12.")
    )
