"""What must hold of what is known of money: ways of charging, size classes, list prices, quotes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolbox.errors import Fault
from toolbox.knowledge import model
from toolbox.text import one_of, shown

if TYPE_CHECKING:
    from toolbox.knowledge.loader import Loaded

Found = Iterator[Fault]
UNSAID = "unsaid"

_PRICE = "Write them, or `basis: estimate`."
_DAY = "Write it as '2026-11-20'."
_YUAN = "Write two numbers from 0 on, low first."
_PERCENT = "Write whole percent from 0 to 100."
_PARTS = "Write two whole percent from 0 to 100, low first."


def faults(loaded: Loaded, k: model.Knowledge) -> Found:
    """Every fault between entries that speak of money."""
    yield from _charges(loaded, k)
    yield from _sizes(loaded, k)
    for id_, tool in k.tools.items():
        yield from _cost(loaded, k, id_, tool.cost)
    yield from _quotes(loaded, k)


def _charges(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, charge in k.charged.items():
        if not 0 <= charge.once <= 100:
            yield Fault(loaded.place("charged", id_, "once"), f"'once' is {charge.once} percent.", _PERCENT)


def _sizes(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, size in k.sizes.items():
        low, high = size.of_band
        if not 0 <= low <= high <= 100:
            yield Fault(loaded.place("sizes", id_, "of band"), f"'of band' runs from {low} to {high}.", _PARTS)


def _cost(loaded: Loaded, k: model.Knowledge, id_: str, cost: model.Cost) -> Found:
    if cost.basis == "list price" and not (cost.source and cost.date and cost.text):
        yield Fault(loaded.place("tools", id_, "cost"), "a list price names its source, date and text.", _PRICE)
    if cost.prices and cost.basis != "list price":
        where = loaded.place("tools", id_, "cost", "prices")
        yield Fault(where, "an estimate has no prices.", "Write `basis: list price` with source, date and text.")
    if cost.date is not None:
        yield from _day(loaded, "tools", id_, ["cost", "date"], cost.date)
    for number, price in enumerate(cost.prices):
        yield from _yuan(loaded, "tools", id_, ["cost", "prices", number, "yuan"], price.yuan)
    charge, band = k.charged.get(cost.charged), k.costs.get(cost.band)
    if charge is not None and band is not None and charge.nothing and band.yuan[1] != 0:
        yield Fault(
            loaded.place("tools", id_, "cost", "charged"),
            f"'{cost.charged}' says that nothing is charged, and the band '{cost.band}' that something is.",
            "Change one of them.",
        )


def _quotes(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, quote in k.quotes.items():
        if id_ not in k.tools:
            yield Fault(loaded.place("quotes", id_), f"there is no tool '{shown(id_)}'.", one_of(id_, k.tools))
        for key, amounts in (("once", quote.once), ("monthly", quote.monthly)):
            yield from _yuan(loaded, "quotes", id_, [key], amounts)
        for key, day in (("date", quote.date), ("until", quote.until)):
            if day is not None:
                yield from _day(loaded, "quotes", id_, [key], day)


def _yuan(loaded: Loaded, section: str, id_: str, keys: Sequence[str | int], amounts: tuple[float, float]) -> Found:
    low, high = amounts
    if not 0 <= low <= high:
        place = loaded.place(section, id_, *keys)
        yield Fault(place, f"'{keys[-1]}' runs from {low:g} to {high:g}.", _YUAN)


def _day(loaded: Loaded, section: str, id_: str, keys: Sequence[str | int], text: str) -> Found:
    try:
        right = dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        right = False
    if not right:
        yield Fault(loaded.place(section, id_, *keys), f"'{shown(text)}' is no day.", _DAY)
