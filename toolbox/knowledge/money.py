"""Shapes of what is known of money: how a tool is charged, what a price or a quote says, what others say it brought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from toolbox.vocabulary import Text

Each = Literal["firm", "user", "site"]
Per = Literal["once", "month", "year", "use"]
# what a change of a base figure is worth a year: all of it; of sales, the gross margin; of money tied up, its interest
Worth = Literal["whole", "at margin", "at interest"]
WORTH_NEEDS: Mapping[Worth, str] = {"at margin": "gross_margin", "at interest": "money_rate"}  # and the fact it takes
YUAN_IN: Mapping[str, int] = {"yuan": 1, "10k yuan": 10_000}  # units of facts that are money, by their English name


class Charge(NamedTuple):
    """A way of charging for a tool.

    once: the percent of an estimated first year's outlay that falls due at the start; the rest is spread over the
    twelve months. on_top: what comes on top of any estimate and nobody knows, such as a fee on turnover. nothing:
    whether nothing is charged at all.
    """

    name: Text
    once: int
    on_top: Text | None = None
    nothing: bool = False


class SizeClass(NamedTuple):
    """A size class. of_band: which part of a band of outlay its firms are estimated to pay, in percent of its width."""

    name: Text
    also: tuple[str, ...] = ()
    of_band: tuple[int, int] = (0, 100)


class Price(NamedTuple):
    """One figure of a price list: yuan, low and high, each time it falls due (per) and for each of what.

    per use: how much is used is not known, so such a price is told and not reckoned with.
    """

    yuan: tuple[float, float]
    per: Per
    each: Each = "firm"


class Quote(NamedTuple):
    """What a supplier offered a centre for a tool: yuan at the start and a month, low and high.

    who: whose offer it is. date: of the offer; until: the last day on which it holds. each: what the figures are for.
    """

    once: tuple[float, float]
    monthly: tuple[float, float]
    who: str
    date: str
    each: Each = "firm"
    until: str | None = None
    note: Text | None = None


class Grade(NamedTuple):
    """How far a claim of an effect can be trusted.

    haircut: the percent that is taken off the claim. may_be_nothing: whether the low end is that nothing comes of it.
    """

    name: Text
    haircut: int
    may_be_nothing: bool = False


class Evidence(NamedTuple):
    """An effect that somebody claims of tools in daily use.

    tools: all of them were there, so the effect counts once all of them are. metric: what changed; claim: how it is
    told, in our words. base: the money fact of a firm that it moves; percent: by how much of it, low and high; worth:
    what such a change is worth a year; without a base it is told and not counted. population: of whom it is claimed,
    who: by whom. sectors: the trades in which it is counted, all where empty.
    """

    metric: Text
    claim: Text
    tools: tuple[str, ...]
    percent: tuple[float, float]
    population: Text
    who: Text
    year: int
    grade: str
    source: str
    base: str | None = None
    worth: Worth | None = None
    sectors: tuple[str, ...] = ()
    note: Text | None = None
