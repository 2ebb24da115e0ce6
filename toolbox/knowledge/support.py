"""Who helps: programmes that pay, partners that one can turn to, and papers that a lender asks for, as frozen values.

Each class is the shape of an entry in a file. A day may be known in part: `2026-11-20`, `2026-11` or `2026`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from toolbox.conditions.tree import Tree
from toolbox.vocabulary import Text

COUNTRY = "country"
OPEN = "open"  # written as the end of what was given no end
DECEMBER = 12

Certainty = Literal["high", "medium", "low"]
Form = Literal["grant", "voucher", "tax credit", "deduction", "tax relief", "interest", "guarantee", "cheap credit"]
Apply = Literal["before the purchase", "with the tax return", "through the bank", "at any time", "unknown"]

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Pays(NamedTuple):
    """What a programme pays a firm.

    form: a grant or voucher is a share of the outlay; a tax credit is a share of the outlay off the tax due; a
    deduction is a share of the outlay off the taxable profit; interest is points a year off a loan; guarantee is the
    fee a year; tax relief and cheap credit lower what is due without any outlay.
    rate: percent, low and high. ceiling: yuan a firm, low and high. costs: kinds of outlay that it pays for.
    tools, scenarios, layers: the tools that it could help to pay for; `scenarios: [all]` is every tool.
    """

    what: Text
    form: Form
    rate: tuple[float, float] | None = None
    ceiling: tuple[int, int] | None = None
    costs: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()


class Policy(NamedTuple):
    """A public programme.

    jurisdiction: `country`, or the code of a province or prefecture. since and until: its first and last day; until is
    `open` where the text sets no end, and nothing where nobody knows. first: what to do first. apply: when a firm asks
    for it. deadline: the last day to ask. excludes: programmes that cannot be had beside it, said on one side only.
    closed: why it no longer counts; replaced_by: by what, where that is known. no_rule: why no rule says who is
    eligible. checked: the day on which the text or a report of it was read.
    """

    name: Text
    jurisdiction: str
    kind: str
    certainty: Certainty
    checked: str
    whom: Text
    sources: tuple[str, ...]
    pays: Pays | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    first: Text | None = None
    apply: Apply = "unknown"
    deadline: str | None = None
    excludes: tuple[str, ...] = ()
    closed: Text | None = None
    replaced_by: tuple[str, ...] = ()
    no_rule: Text | None = None
    notes: tuple[Text, ...] = ()


class Partner(NamedTuple):
    """A kind of body that a firm can turn to; never one vendor.

    helps: with what. how: how to find one and what to ask. beware: what to watch. meets: needs that no tool meets
    alone. tools: steps at which it can help.
    """

    name: Text
    kind: str
    helps: Text
    how: Text
    sources: tuple[str, ...]
    beware: Text | None = None
    meets: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()


class ServiceEntry(NamedTuple):
    """A service for many firms, as a file writes it."""

    name: Text
    text: Text
    tools: tuple[str, ...]
    sources: tuple[str, ...]
    when: Mapping[str, object] | None = None
    also: tuple[str, ...] = ()


class Service(NamedTuple):
    """What a county, a park or an association can set up once for many firms. text: what it is.

    tools: what a firm has through it instead of bringing in each alone. when: which firms it can be there for; all
    where it is None. What it costs whoever sets it up, and what it brings, is not known.
    """

    id: str
    name: Text
    text: Text
    tools: tuple[str, ...]
    sources: tuple[str, ...]
    when: Tree | None = None
    also: tuple[str, ...] = ()


class PaperEntry(NamedTuple):
    """A paper that a lender asks for, as a file writes it."""

    name: Text
    shows: Text
    by_hand: Text
    records: tuple[str, ...]
    tools: tuple[str, ...]
    sources: tuple[str, ...]
    when: Mapping[str, object] | None = None
    there_when: Mapping[str, object] | None = None


class Paper(NamedTuple):
    """A paper that a lender asks for. shows: what is read from it. by_hand: how to have it without a tool.

    records: any of them serves. tools: that yield one and suit most firms. when: of which firms it is asked; of all
    where it is None. there_when: answers that show that it is there without a tool in use.
    """

    name: Text
    shows: Text
    by_hand: Text
    records: tuple[str, ...]
    tools: tuple[str, ...]
    sources: tuple[str, ...]
    when: Tree | None = None
    there_when: Tree | None = None


def first_day(text: str) -> dt.date:
    """The first day that a text such as `2026-01` may mean. Raises ValueError."""
    year, month, day = _parts(text)
    return dt.date(year, month or 1, day or 1)


def last_day(text: str) -> dt.date:
    """The last day that a text such as `2026-01` may mean. Raises ValueError."""
    year, month, day = _parts(text)
    first = first_day(text)
    if day:
        return first
    month = first.month if month else DECEMBER
    return dt.date(year + month // DECEMBER, month % DECEMBER + 1, 1) - dt.timedelta(days=1)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"not a day: {text}")
    year, month, day = (int(part) if part else None for part in found.groups())
    return year or 0, month, day
