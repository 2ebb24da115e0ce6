"""Figures that are not known exactly: low, likely, high, and whether the high end is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from toolbox.costing import FEN, YUAN, Amount
from toolbox.vocabulary import Text

NONE = Decimal(0)


class Band(NamedTuple):
    """A figure between two ends with what is likely in between.

    open: it may be more than `high`, and nobody knows how much; of a cash position it means that it may be less than
    `low`. `high` is then the most that can be told.
    """

    low: Decimal
    likely: Decimal
    high: Decimal
    open: bool = False

    def plus(self, other: Band) -> Band:
        """Both together."""
        return Band(self.low + other.low, self.likely + other.likely, self.high + other.high, self.open or other.open)

    def less(self, other: Band) -> Band:
        """What is left at worst, likely and at best when the other is taken away."""
        return Band(self.low - other.high, self.likely - other.likely, self.high - other.low, self.open or other.open)

    def times(self, other: Band) -> Band:
        """So many times as much, end by end."""
        return Band(self.low * other.low, self.likely * other.likely, self.high * other.high, self.open or other.open)

    def each(self, change: Callable[[Decimal], Decimal]) -> Band:
        """The same with every end changed alike; the change must not put them in another order."""
        return Band(change(self.low), change(self.likely), change(self.high), self.open)

    def negated(self) -> Band:
        """What is paid as what is lost: the ends change places."""
        return Band(-self.high, -self.likely, -self.low, self.open)

    @property
    def ends(self) -> str:
        """The two ends as they are written, or the one figure where they are the same."""
        return written(self.low) if self.low == self.high else f"{written(self.low)}–{written(self.high)}"

    @property
    def said(self) -> Text:
        """What it costs: the ends, and that it is at least so much where it is open."""
        return Text(f"至少 {self.ends}", f"at least {self.ends}") if self.open else Text(self.ends, self.ends)


ZERO = Band(NONE, NONE, NONE)


def written(figure: Decimal) -> str:
    """A figure with thousands apart, and decimals only where there are any."""
    text = f"{figure:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def total(bands: Iterable[Band]) -> Band:
    """The sum."""
    found = ZERO
    for band in bands:
        found = found.plus(band)
    return found


def of_amount(amount: Amount) -> Band:
    """An amount of money with its middle as what is likely; where it is open, no more than its low end is told."""
    if amount.high is None:
        return Band(amount.low, amount.low, amount.low, open=True)
    return between(amount.low, amount.high)


def between(low: Decimal, high: Decimal, unit: Decimal | None = None) -> Band:
    """Two ends with their middle, rounded to the unit; without one to whole yuan where both ends are whole, or fen."""
    unit = unit or (YUAN if low == low.to_integral_value() and high == high.to_integral_value() else FEN)
    return Band(low, ((low + high) / 2).quantize(unit, ROUND_HALF_UP), high)


def spread(whole: Band, months: int, unit: Decimal) -> list[Band]:
    """The whole in so many equal parts, in whole units; what cannot be divided goes to the first ones."""
    low, likely, high = (_shares(end, months, unit) for end in (whole.low, whole.likely, whole.high))
    return [Band(*parts, whole.open) for parts in zip(low, likely, high, strict=True)]


def _shares(whole: Decimal, months: int, unit: Decimal) -> list[Decimal]:
    each, over = divmod(int(whole / unit), months)
    return [(each + (place < over)) * unit for place in range(months)]


def exactly(value: Decimal) -> Band:
    """A figure that is known."""
    return Band(value, value, value)
