"""What a county was told that things cost: a small file of shared services and group purchases.

YAML or JSON holds two maps, `services` and `purchases`, by id or name; CSV and Excel one row each. Yuan have at most
two decimals and count as whole ones, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from toolbox.documents import Document, read_file
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.text import did_you_mean, folded, one_of, shown
from toolbox.vocabulary import find_member, words

MOST_YUAN, MOST_FIRMS = 10**10, 10**9


class ServiceOffer(NamedTuple):
    """What a shared service costs a county: yuan once, a year, and a firm served. firms: how many it can serve."""

    once: int = 0
    yearly: int = 0
    each: int = 0
    firms: int | None = None


class PurchaseOffer(NamedTuple):
    """A quote for many firms: yuan a firm for the first year, yuan once for the whole, and for how many firms it holds.

    share: the percent of the price of a firm that the county pays; None is as for all others.
    """

    price: int
    once: int = 0
    least: int = 1
    most: int | None = None
    share: int | None = None


class Offers(NamedTuple):
    """Offers by the ids of services and of tools."""

    services: Mapping[str, ServiceOffer] = {}
    purchases: Mapping[str, PurchaseOffer] = {}


# how a key may be called; the first is what files write in English
_SERVICE = {
    "once": ("once", "一次性"),
    "yearly": ("a year", "yearly", "每年"),
    "each": ("a firm", "per firm", "每家"),
    "firms": ("firms", "capacity", "家数", "可服务家数"),
}
_PURCHASE = {
    "price": ("price", "单价", "每家"),
    "once": ("once", "一次性"),
    "least": ("at least", "起订", "至少"),
    "most": ("at most", "最多"),
    "share": ("share", "分担", "县里出"),
}
_NAME = ("name", "名称")
_SECTIONS = {"services": ("services", "服务", "共享服务"), "purchases": ("purchases", "集采", "团购")}


def read_offers(path: Path, knowledge: Knowledge) -> Offers:
    """The offers of a file. Raises DataError."""
    if path.suffix.lower() in (".csv", ".tsv", ".xlsx"):
        return _Reader(knowledge).table(path)
    return _Reader(knowledge).document(read_file(path))


def find_service(knowledge: Knowledge, word: str) -> str | None:
    """The id of the shared service that a word means, or None."""
    wanted = folded(word)
    for id_, service in knowledge.services.items():
        if wanted in map(folded, (id_, *words(service.name, service.also))):
            return id_
    return None


def find_tool(knowledge: Knowledge, word: str) -> str | None:
    """The id of the tool that a word means, or None."""
    found = find_member(knowledge.vocabulary["in_use"], word)
    return found if found in knowledge.tools else None


def near_name(knowledge: Knowledge, word: str) -> str:
    """What to do about a word that means neither a service nor a tool."""
    members = knowledge.vocabulary["in_use"].members.items()
    known = [w for id_, m in members for w in (id_, *words(m.label, m.also))]
    known += [w for id_, s in knowledge.services.items() for w in (id_, *words(s.name, s.also))]
    return did_you_mean(word, known) or "Look for it with `menkan catalog search`."


class _Reader:
    """Collects offers and all that is wrong with them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.services: dict[str, ServiceOffer] = {}
        self.purchases: dict[str, PurchaseOffer] = {}
        self.faults: list[Fault] = []

    def _done(self) -> Offers:
        if self.faults:
            raise DataError(*self.faults)
        return Offers(self.services, self.purchases)

    # --- YAML and JSON

    def document(self, document: Document) -> Offers:
        """The offers of a document. Raises DataError."""
        data = document.data
        if not isinstance(data, dict):
            fault = "offers are two maps: `services` and `purchases`."
            raise DataError(Fault(document.place(), fault, "docs/cluster.md shows one."))
        for key, entries in data.items():
            section = _called(_SECTIONS, key)
            if section is None:
                fault = f"no key called '{shown(key)}' in offers."
                self.faults.append(Fault(document.place((key,)), fault, one_of(key, _SECTIONS)))
            elif not isinstance(entries, dict):
                fault = f"'{shown(key)}' is a map of names with what each costs."
                self.faults.append(Fault(document.place((key,)), fault, "docs/cluster.md shows one."))
            else:
                for name, entry in entries.items():
                    self._entry(section, name, entry, document.place((key, name)))
        return self._done()

    def _entry(self, section: str, name: str, entry: Any, place: str) -> None:
        if not isinstance(entry, dict):
            entry = {"once" if section == "services" else "price": entry}
        (self._service if section == "services" else self._purchase)(name, entry, place)

    # --- CSV and Excel

    def table(self, path: Path) -> Offers:
        """The offers of a table: a row each. Raises DataError."""
        from toolbox.batch import source

        unit = source.Unit(path)
        headings = [str(heading).strip() for heading in source.headings(unit)]
        named = next((number for number, heading in enumerate(headings) if folded(heading) in _NAME), None)
        if named is None:
            raise DataError(Fault(str(path), "there is no column `name`.", "docs/cluster.md shows one."))
        for rows in source.rows(unit, range(len(headings))):
            columns = [cells if isinstance(cells, list) else cells.to_pylist() for cells in rows.cells]
            for number, row in enumerate(zip(*columns, strict=True)):
                told = {h: c for h, c in zip(headings, row, strict=True) if h and c not in (None, "")}
                name = str(told.pop(headings[named], ""))
                if name:
                    self._row(name, told, f"{path}:{rows.first + number + 1}")
        return self._done()

    def _row(self, name: str, told: dict[str, Any], place: str) -> None:
        is_service = find_service(self.knowledge, name) is not None
        (self._service if is_service else self._purchase)(name, told, place)

    # --- one offer

    def _service(self, name: str, entry: dict[str, Any], place: str) -> None:
        found = find_service(self.knowledge, name)
        if found is None:
            fault, remedy = f"there is no shared service '{shown(name)}'.", near_name(self.knowledge, name)
            self.faults.append(Fault(place, fault, remedy))
            return
        told = dict(self._told(entry, _SERVICE, place))
        if not {"once", "yearly", "each"} & told.keys() and not self.faults:
            fault = "nothing says what it costs."
            self.faults.append(Fault(place, fault, "Write `once`, `a year` or `a firm` in yuan, or leave it out."))
        if found in self.services:
            self.faults.append(Fault(place, f"'{shown(name)}' is offered twice.", "Keep one of them."))
        self.services[found] = ServiceOffer(**told)

    def _purchase(self, name: str, entry: dict[str, Any], place: str) -> None:
        found = find_tool(self.knowledge, name)
        if found is None:
            fault, remedy = f"there is no tool '{shown(name)}'.", near_name(self.knowledge, name)
            self.faults.append(Fault(place, fault, remedy))
            return
        told = dict(self._told(entry, _PURCHASE, place))
        if "price" not in told:
            if not self.faults:
                fault = "nothing says what it costs."
                self.faults.append(Fault(place, fault, "Write `price` in yuan a firm, or leave it out."))
            return
        if found in self.purchases:
            self.faults.append(Fault(place, f"'{shown(name)}' is offered twice.", "Keep one of them."))
        offer = PurchaseOffer(**told)
        if offer.most is not None and offer.most < offer.least:
            fault = f"it holds for at least {offer.least} firms and at most {offer.most}."
            self.faults.append(Fault(place, fault, "Check the two numbers."))
        self.purchases[found] = offer

    def _told(
        self, entry: dict[str, Any], keys: Mapping[str, tuple[str, ...]], place: str
    ) -> Iterator[tuple[str, int]]:
        for key, value in entry.items():
            field = _called(keys, key)
            if field is None:
                known = [called[0] for called in keys.values()]
                self.faults.append(Fault(place, f"no key called '{shown(key)}' in an offer.", one_of(str(key), known)))
                continue
            number, fault = _number(value)
            if number is not None and not fault:
                fault = _wrong(field, number)
            if fault or number is None:
                self.faults.append(Fault(place, fault or "", "Leave out what is not known."))
            else:
                yield field, int(number.quantize(Decimal(1), ROUND_CEILING))


def _called(keys: Mapping[str, tuple[str, ...]], word: object) -> str | None:
    wanted = folded(str(word))
    return next((field for field, called in keys.items() if wanted in map(folded, called)), None)


def _number(value: Any) -> tuple[Decimal | None, str]:
    text = str(value).replace(",", "").strip()
    try:
        if not isinstance(value, bool) and value is not None:
            number = Decimal(text)
            if number.is_finite() and number == round(number, 2):
                return number, ""
    except InvalidOperation:
        pass
    return None, f"'{shown(value)}' is no number with at most two decimals."


def _wrong(field: str, number: Decimal) -> str:
    """What is wrong with a number for this field, or nothing."""
    if number < 0:
        return f"{shown(number)} is below nothing."
    if field in ("firms", "most", "least"):
        if not 1 <= number <= MOST_FIRMS or number != int(number):
            return f"{shown(number)} is no number of firms."
    elif field == "share":
        if not 1 <= number <= 100 or number != int(number):
            return f"{shown(number)} is no share: it is 1 to 100 percent."
    elif field == "price" and number == 0:
        return "what costs nothing need not be bought."
    elif number > MOST_YUAN:
        return f"{shown(number)} yuan are more than is reckoned with."
    return ""
