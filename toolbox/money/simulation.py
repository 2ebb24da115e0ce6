"""The net present value of a plan by seeded simulation: the same seed gives the same figures on every machine.

In each round every tool costs somewhere between its low and its high end, each point as likely (one draw a tool, so
that a dear tool stays dear), and every counted claim brings something between its low and its high end, with a
triangular distribution around what is likely. The draws are independent. Only additions, products and square roots of
floats are used, which IEEE 754 rounds alike everywhere; the discount factors come from Decimal.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from toolbox.costing import YUAN
from toolbox.money.bands import Band
from toolbox.money.gains import Gain
from toolbox.money.reckoning import Flow, Reckoned
from toolbox.money.timing import MONTHS

ROUNDS = 4000
PERCENTILES = (10, 50, 90)
_PRECISE = Context(prec=28, rounding=ROUND_HALF_EVEN)


class NetPresentValue(NamedTuple):
    """In yuan of today: p10, p50, p90, the values that 10, 50 and 90 percent of the rounds do not exceed.

    rate: the yearly interest in percent; None: nothing was discounted, because nobody told it. open: costs are known
    only at their least, so the values are at most these. without_gains: no gain could be counted, so these are costs.
    """

    p10: Decimal
    p50: Decimal
    p90: Decimal
    rate: Decimal | None
    rounds: int
    seed: int
    open: bool
    without_gains: bool


def net_present_value(reckoned: Reckoned, rounds: int = ROUNDS) -> NetPresentValue:
    """The net present value of all flows at the end of each month, discounted to the first month's beginning."""
    rate = reckoned.rate.likely if reckoned.rate else None
    factors = _factors(rate or Decimal(0), reckoned.calendar.months)
    costs = [_present_cost(flow, factors) for flow in reckoned.flows.values()]
    brings = [_present_gain(gain, factors) for gain in reckoned.gains.counted]
    drawn = sorted(_rounds(costs, brings, random.Random(reckoned.options.seed), rounds))
    p10, p50, p90 = (Decimal(drawn[(rounds - 1) * p // 100]).quantize(YUAN) for p in PERCENTILES)
    open_ = any(band.open for flow in reckoned.flows.values() for band in _paid(flow))
    return NetPresentValue(p10, p50, p90, rate, rounds, reckoned.options.seed, open_, not brings)


def _rounds(
    costs: Sequence[tuple[float, float]],
    brings: Sequence[tuple[float, float, float]],
    drawing: random.Random,
    rounds: int,
) -> list[float]:
    found = []
    for _ in range(rounds):
        value = 0.0
        for low, high in costs:
            value -= low + drawing.random() * (high - low)
        for least, likely, most in brings:
            value += drawing.triangular(least, most, likely)
        found.append(value)
    return found


def _factors(rate: Decimal, months: int) -> list[Decimal]:
    """What a yuan at the end of each month is worth at the beginning."""
    year = 1 + rate / 100
    return [1 / _PRECISE.power(year, Decimal(month) / MONTHS) for month in range(1, months + 1)]


def _present_cost(flow: Flow, factors: Sequence[Decimal]) -> tuple[float, float]:
    low = sum(band.low * factor for band, factor in zip(_paid(flow), [*factors] * 3, strict=True))
    high = sum(band.high * factor for band, factor in zip(_paid(flow), [*factors] * 3, strict=True))
    return float(low), float(high)


def _paid(flow: Flow) -> list[Band]:
    return [*flow.months["outlay"], *flow.months["running"], *flow.months["own_time"]]


def _present_gain(gain: Gain, factors: Sequence[Decimal]) -> tuple[float, float, float]:
    worth = sum(factors[gain.month - 1 :], Decimal(0))
    return float(gain.monthly.low * worth), float(gain.monthly.likely * worth), float(gain.monthly.high * worth)
