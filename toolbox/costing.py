"""What a tool costs one firm: yuan at the start and a month, each a range with its basis; days and weeks.

The best basis wins: a quote of an overlay that still holds, then the figures of a list price, then an estimate by the
band of the first year's outlay (catalog/costs.yaml), the part of it that firms of this size pay (catalog/sizes.yaml)
and the way of charging (catalog/charged.yaml). What an estimate says of a whole first year is never left: the start
and twelve months together stay within the band.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal, NamedTuple

from toolbox.conditions.values import Among, Facts, Span
from toolbox.knowledge.model import Knowledge, Tool
from toolbox.knowledge.money import Each, Quote
from toolbox.vocabulary import Text

Basis = Literal["quote", "list price", "estimate"]
MONTHS = 12
YUAN, FEN = Decimal(1), Decimal("0.01")
COUNTED_BY: dict[Each, str] = {"user": "staff", "site": "sites"}  # the fact that tells how many there are
EACH = {"user": Text("人", "user"), "site": Text("处", "site")}
AT_LEAST_ONE = Span(1, 1)


class Amount(NamedTuple):
    """Yuan between two bounds; high None: at least low, and nobody knows how much more."""

    low: Decimal
    high: Decimal | None

    def __add__(self, other: object) -> Amount:
        """Both together; open where one of them is."""
        if not isinstance(other, Amount):
            return NotImplemented
        open_ = self.high is None or other.high is None
        return Amount(self.low + other.low, None if open_ else (self.high or 0) + (other.high or Decimal(0)))

    def times(self, low: int | Decimal, high: int | Decimal | None = None) -> Amount:
        """So many times as much, or between so many times; None for high: as many as low."""
        most = low if high is None else high
        return Amount(self.low * low, None if self.high is None else self.high * most)


NOTHING = Amount(Decimal(0), Decimal(0))


class ToolCost(NamedTuple):
    """What a tool costs a firm.

    once: yuan at the start. monthly: yuan a month from then on. days: of the firm's own people until it is in use.
    weeks: until it is in use. charged: how it is charged, of catalog/charged.yaml. basis: what the yuan rest on;
    source: whose list price or quote it is, or the file of the estimate; date: of the list price or quote. how: in
    words, how the yuan come about. on_top: what comes on top and is not known; the total is then "at least".
    """

    tool: str
    once: Amount
    monthly: Amount
    days: tuple[Decimal, Decimal]
    weeks: tuple[int, int]
    charged: str
    basis: Basis
    source: str
    date: str | None
    how: Text
    on_top: Text | None

    @property
    def open(self) -> bool:
        """Whether it can only be said what it costs at least."""
        return self.once.high is None or self.monthly.high is None or self.on_top is not None

    @property
    def first_year(self) -> Amount:
        """The start and twelve months."""
        return self.once + self.monthly.times(MONTHS)


class _Priced(NamedTuple):
    once: Amount
    monthly: Amount
    basis: Basis
    source: str
    date: str | None
    how: Text
    on_top: Text | None


def cost_of(knowledge: Knowledge, tool: str, facts: Facts, today: dt.date) -> ToolCost:
    """What a tool costs a firm of which these facts are known: its size class and how many users and sites count."""
    entry = knowledge.tools[tool]
    priced = _quoted(knowledge, tool, facts, today) or _listed(entry, facts) or _estimated(knowledge, entry, facts)
    low, high = (Decimal(str(days)) for days in entry.effort.days)
    return ToolCost(
        tool,
        priced.once,
        priced.monthly,
        (low, high),
        entry.effort.weeks,
        entry.cost.charged,
        priced.basis,
        priced.source,
        priced.date,
        priced.how,
        priced.on_top,
    )


# --- a quote


def _quoted(knowledge: Knowledge, tool: str, facts: Facts, today: dt.date) -> _Priced | None:
    quote = knowledge.quotes.get(tool)
    if quote is None or _past(quote, today):
        return None
    count, counted = _counted(quote.each, facts)
    zh, en = (f"；{quote.note.zh}", f"; {quote.note.en}") if quote.note else ("", "")
    how = Text(f"{quote.who}的报价{counted.zh}{zh}", f"quote of {quote.who}{counted.en}{en}")
    once, monthly = (_many(_amount(yuan), count) for yuan in (quote.once, quote.monthly))
    return _Priced(once, monthly, "quote", quote.who, quote.date, how, None)


def _past(quote: Quote, today: dt.date) -> bool:
    """Whether an offer has run out."""
    return quote.until is not None and dt.date.fromisoformat(quote.until) < today


# --- a list price


def _listed(tool: Tool, facts: Facts) -> _Priced | None:
    """The figures of a list price; None where there are none, or none that tell a sum without the use."""
    cost = tool.cost
    prices = [price for price in cost.prices if price.per != "use"]
    if not prices or cost.text is None or cost.source is None:
        return None
    once, monthly, counted = NOTHING, NOTHING, Text("", "")
    for price in prices:
        count, counted_here = _counted(price.each, facts)
        amount = _many(_amount(price.yuan), count)
        if price.per == "once":
            once += amount
        else:
            monthly += _by_month(amount) if price.per == "year" else amount
        counted = counted_here if counted_here.en else counted
    how = Text(f"标价：{cost.text.zh}{counted.zh}", f"list price: {cost.text.en}{counted.en}")
    return _Priced(once, monthly, "list price", cost.source, cost.date, how, None)


def _by_month(yearly: Amount) -> Amount:
    """A twelfth of it, outward to whole fen, so that twelve months never tell less than a year."""
    low = (yearly.low / MONTHS).quantize(FEN, ROUND_FLOOR)
    return Amount(low, None if yearly.high is None else (yearly.high / MONTHS).quantize(FEN, ROUND_CEILING))


def _counted(each: Each, facts: Facts) -> tuple[Span | None, Text]:
    """How many pay, None where only that it is at least one; and how that was counted."""
    if each == "firm":
        return AT_LEAST_ONE, Text("", "")
    what, value = EACH[each], facts.get(COUNTED_BY[each])
    if not isinstance(value, Span):
        return None, Text(f"，一{what.zh}一份；有多少{what.zh}没有说", f", each {what.en}; how many was not told")
    many = str(value.low) if value.exact else f"{value.low}–{value.high}"
    return value, Text(f"，按全部{many}{what.zh}计", f", reckoned for all {many} {what.en}s")


def _many(amount: Amount, count: Span | None) -> Amount:
    return Amount(amount.low, None) if count is None else amount.times(count.low, count.high)


def _amount(yuan: tuple[float, float]) -> Amount:
    low, high = (Decimal(str(end)).quantize(FEN) for end in yuan)
    return Amount(low, high)


# --- an estimate


def _estimated(knowledge: Knowledge, tool: Tool, facts: Facts) -> _Priced:
    band, charge = knowledge.costs[tool.cost.band], knowledge.charged[tool.cost.charged]
    parts, classes = _of_band(knowledge, facts)
    year = _within(band.yuan, parts)
    once, monthly = _split(year, charge.once)
    size = Text(f"，{classes.zh}企业", f", {classes.en} firm") if classes else Text("", "")
    way = charge.name
    if 0 < charge.once < 100:
        way = Text(f"{way.zh}，起步付 {charge.once}%", f"{way.en}, {charge.once}% at the start")
    how = Text(
        f"估计：第一年花费“{band.name.zh}”{size.zh}；{way.zh}",
        f"estimate: first year “{band.name.en}”{size.en}; {way.en}",
    )
    if tool.cost.text is not None:  # a price by use tells no sum, but it may be shown
        source = Text(f"（{tool.cost.source}，{tool.cost.date}）", f" ({tool.cost.source}, {tool.cost.date})")
        how = Text(
            f"{how.zh}；标价只供参考：{tool.cost.text.zh}{source.zh}",
            f"{how.en}; list price for orientation: {tool.cost.text.en}{source.en}",
        )
    return _Priced(once, monthly, "estimate", "catalog/costs.yaml", None, how, charge.on_top)


def _of_band(knowledge: Knowledge, facts: Facts) -> tuple[tuple[int, int], Text | None]:
    """The part of a band that firms of the possible size classes pay, in percent, and the names of those classes."""
    value = facts.get("size")
    if not isinstance(value, Among):
        return (0, 100), None
    classes = [knowledge.sizes[name] for name in knowledge.sizes if name in value.members]
    low, high = min(c.of_band[0] for c in classes), max(c.of_band[1] for c in classes)
    return (low, high), Text(_either(c.name.zh for c in classes), _either(c.name.en for c in classes))


def _either(names: Iterable[str]) -> str:
    return "/".join(names)


def _within(yuan: tuple[int, int | None], percent: tuple[int, int]) -> Amount:
    """A part of a band, inward to whole yuan; of an open one the bottom is all that is known."""
    low, high = yuan
    if high is None:
        return Amount(Decimal(low), None)
    least, most = (Decimal(low) + Decimal((high - low) * p) / 100 for p in percent)
    return Amount(least.quantize(YUAN, ROUND_CEILING), most.quantize(YUAN, ROUND_FLOOR))


def _split(year: Amount, once: int) -> tuple[Amount, Amount]:
    """A first year's outlay as a start and twelve equal months, inward to whole yuan: together they stay within it.

    What whole months cannot tell of the lower end the start tells, as far as its own upper end lets it.
    """
    if year.high is None:
        first = _share(year.low, once).to_integral_value(ROUND_CEILING)
        return Amount(first, None), Amount(_month(year.low - first, ROUND_CEILING), None)
    most_first = _share(year.high, once).to_integral_value(ROUND_FLOOR)
    most_rest = _month(year.high - most_first, ROUND_FLOOR)
    first = min(_share(year.low, once).to_integral_value(ROUND_CEILING), most_first)
    rest = min(_month(year.low - first, ROUND_CEILING), most_rest)
    first = min(max(first, year.low - rest * MONTHS), most_first)
    return Amount(first, most_first), Amount(rest, most_rest)


def _share(year: Decimal, percent: int) -> Decimal:
    return year * percent / 100


def _month(rest: Decimal, rounding: str) -> Decimal:
    return (rest / MONTHS).quantize(YUAN, rounding)
