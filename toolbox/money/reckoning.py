"""The months of a plan: for each tool what it takes and brings in each of them. Everything else adds this up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from toolbox.conditions.values import Facts, Members, Span
from toolbox.costing import ToolCost, cost_of
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.money.bands import ZERO, Band, between, exactly, of_amount, spread
from toolbox.money.gains import Gains, figure, gains
from toolbox.money.timing import Calendar, Schedule, calendar, months_of, one_after_another
from toolbox.recommend import Recommendations
from toolbox.roadmap import waves
from toolbox.text import one_of, shown

Measure = Literal["outlay", "running", "days", "own_time", "gain"]
MEASURES: tuple[Measure, ...] = ("outlay", "running", "days", "own_time", "gain")
TENTH = Decimal("0.1")  # of a day


class Options(NamedTuple):
    """How to reckon.

    months: how long. haircuts: percent by grade, where they are not those of the catalogue. rate: the yearly interest
    in percent, in place of the one that the firm told. seed: of the simulation.
    """

    months: int = 24
    haircuts: Mapping[str, int] = {}
    rate: Decimal | None = None
    seed: int = 1


class Flow(NamedTuple):
    """One tool: the month in which it begins, the first of daily use, and its figures for each month, from month 1."""

    cost: ToolCost
    month: int
    in_use_from: int
    months: Mapping[Measure, tuple[Band, ...]]


class Reckoned(NamedTuple):
    """A plan in months. later: tools that begin after the last of them. day_rate: yuan a day of own people, if told.

    rate: the yearly interest in percent, from the firm or from whoever asks; None where nobody told it.
    """

    knowledge: Knowledge
    facts: Facts
    today: dt.date
    options: Options
    calendar: Calendar
    flows: Mapping[str, Flow]
    gains: Gains
    later: tuple[str, ...]
    day_rate: Band | None
    rate: Band | None


def reckon_first(
    knowledge: Knowledge, facts: Facts, recommendations: Recommendations, today: dt.date, options: Options
) -> Reckoned:
    """The months of the first steps, one after another. Raises DataError as `reckon` does."""
    first = waves(recommendations)[:1]
    return reckon(knowledge, facts, one_after_another(knowledge, first[0] if first else ()), today, options)


def reckon(knowledge: Knowledge, facts: Facts, schedule: Schedule, today: dt.date, options: Options) -> Reckoned:
    """Put every yuan, day and gain into its month.

    schedule: the month in which each tool begins, from 1, as `one_after_another` or a plan has it. What is charged by
    the month runs from the month in which the tool begins; gains run from the first month after it is in use.
    Raises DataError for a haircut of a grade that there is not.
    """
    for grade in options.haircuts:
        if grade not in knowledge.grades:
            raise DataError(Fault("--haircut", f"there is no grade '{shown(grade)}'.", one_of(grade, knowledge.grades)))
    months = calendar(today, options.months)
    planned = {tool: month for tool, month in schedule.items() if month <= options.months}
    costs = {tool: cost_of(knowledge, tool, facts, today) for tool in planned}
    in_use = {tool: month + max(1, months_of(costs[tool].weeks[1])) for tool, month in planned.items()}
    claimed = gains(knowledge, facts, dict.fromkeys(_in_use(facts), 0) | in_use, options.haircuts, options.rate)
    day_rate = figure(knowledge, facts, "day_rate") if isinstance(facts.get("day_rate"), Span) else None
    flows = {
        tool: Flow(
            costs[tool], month, in_use[tool], _months(costs[tool], month, in_use[tool], claimed, day_rate, months)
        )
        for tool, month in planned.items()
    }
    later = tuple(tool for tool in schedule if tool not in planned)
    return Reckoned(
        knowledge, facts, today, options, months, flows, claimed, later, day_rate, _rate(knowledge, facts, options)
    )


def _months(
    cost: ToolCost, month: int, in_use: int, claimed: Gains, day_rate: Band | None, months: Calendar
) -> dict[Measure, tuple[Band, ...]]:
    """The figures of one tool for every month; what falls due after the last month is not there."""
    count = months.months
    own = [gain for gain in claimed.counted if gain.tool == cost.tool]
    days = {month + place: part for place, part in enumerate(spread(between(*cost.days, TENTH), in_use - month, TENTH))}
    monthly = of_amount(cost.monthly)._replace(open=cost.monthly.high is None or cost.on_top is not None)
    found: dict[Measure, list[Band]] = {measure: [ZERO] * count for measure in MEASURES}
    for number in range(month, count + 1):
        place = number - 1
        found["outlay"][place] = of_amount(cost.once) if number == month else ZERO
        found["running"][place] = monthly
        found["days"][place] = days.get(number, ZERO)
        if day_rate is not None:
            found["own_time"][place] = days.get(number, ZERO).times(day_rate)
        for gain in own:
            if number >= gain.month:
                found["gain"][place] = found["gain"][place].plus(gain.monthly)
    return {measure: tuple(bands) for measure, bands in found.items()}


def _rate(knowledge: Knowledge, facts: Facts, options: Options) -> Band | None:
    if options.rate is not None:
        return exactly(options.rate)
    return figure(knowledge, facts, "money_rate") if isinstance(facts.get("money_rate"), Span) else None


def _in_use(facts: Facts) -> frozenset[str]:
    value = facts.get("in_use")
    return value.has if isinstance(value, Members) else frozenset()
