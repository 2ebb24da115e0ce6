"""Shapes of what is known of money: how a tool is charged, what a price or a quote says."""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolbox.vocabulary import Text

Each = Literal["firm", "user", "site"]
Per = Literal["once", "month", "year", "use"]


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
