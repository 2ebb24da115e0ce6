"""What must hold of what is known of money: ways of charging, size classes, prices, quotes, evidence and its grades."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolbox.errors import Fault
from toolbox.knowledge import model
from toolbox.knowledge.money import WORTH_NEEDS, YUAN_IN, Evidence
from toolbox.text import one_of, shown

if TYPE_CHECKING:
    from toolbox.knowledge.loader import Loaded

Found = Iterator[Fault]

_PRICE = "Write them, or `basis: estimate`."
_DAY = "Write it as '2026-11-20'."
_YUAN = "Write two numbers from 0 on, low first."
_SHARES = "Write two percentages from 0 to 100, low first."
_PERCENT = "Write whole percent from 0 to 100."
_PARTS = "Write two whole percent from 0 to 100, low first."


def faults(loaded: Loaded, k: model.Knowledge) -> Found:
    """Every fault between entries that speak of money."""
    yield from _charges(loaded, k)
    yield from _sizes(loaded, k)
    for id_, tool in k.tools.items():
        yield from _cost(loaded, k, id_, tool.cost)
    yield from _quotes(loaded, k)
    for id_, grade in k.grades.items():
        if not 0 <= grade.haircut <= 100:
            yield Fault(loaded.place("grades", id_, "haircut"), f"'haircut' is {grade.haircut} percent.", _PERCENT)
    for id_, evidence in k.evidence.items():
        yield from _evidence(loaded, k, id_, evidence)


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


def _evidence(loaded: Loaded, k: model.Knowledge, id_: str, evidence: Evidence) -> Found:
    sectors = k.vocabulary["sector"].members if "sector" in k.vocabulary else {}
    for key, names, known, what in (
        ("tools", evidence.tools, k.tools, "tool"),
        ("sectors", evidence.sectors, sectors, "sector"),
    ):
        for number, name in enumerate(names):
            if name not in known:
                place = loaded.place("evidence", id_, key, number)
                yield Fault(place, f"there is no {what} '{shown(name)}'.", one_of(name, known))
    if not evidence.tools:
        yield Fault(loaded.place("evidence", id_, "tools"), "it names no tool.", "Name at least one.")
    if evidence.grade not in k.grades:
        place = loaded.place("evidence", id_, "grade")
        yield Fault(place, f"there is no grade '{shown(evidence.grade)}'.", one_of(evidence.grade, k.grades))
    low, high = evidence.percent
    if not 0 <= low <= high <= 100:
        place = loaded.place("evidence", id_, "percent")
        yield Fault(place, f"'percent' runs from {low:g} to {high:g}.", _SHARES)
    if (evidence.base is None) is not (evidence.worth is None):
        place = loaded.place("evidence", id_, "base" if evidence.worth is None else "worth")
        yield Fault(place, "what has a 'base' has a 'worth', and nothing else has.", "Write both, or neither.")
    needed = WORTH_NEEDS.get(evidence.worth) if evidence.worth else None
    for part, fact in (("base", evidence.base), ("worth", needed)):
        if fact is not None:
            yield from _base(loaded, k, id_, part, fact)


def _base(loaded: Loaded, k: model.Knowledge, id_: str, key: str, name: str) -> Found:
    """A base is yuan; what makes a change worth money is a percentage that the firm tells."""
    fact, place = k.vocabulary.get(name), loaded.place("evidence", id_, key)
    if fact is None:
        yield Fault(place, f"no fact called '{shown(name)}'.", k.vocabulary.hint(name))
    elif key == "base" and (fact.unit is None or fact.unit.en not in YUAN_IN):
        yield Fault(place, f"'{name}' is not counted in yuan.", "Name a fact whose unit is yuan or 10k yuan.")


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
