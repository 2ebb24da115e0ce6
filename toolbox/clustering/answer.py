"""A county's choice as one frozen value: what the report shows, and what `--json` prints as `menkan-cluster/1`.

Where a number of firms is null, there are so few that it would tell of single ones; nothing else is ever null for that.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolbox.answer import Label, Origin
from toolbox.vocabulary import Text

FORMAT: Literal["menkan-cluster/1"] = "menkan-cluster/1"

Reason = Literal["no price", "no high end", "estimate", "too dear", "too few", "given", "less"]


class AskedTold(NamedTuple):
    """What was asked. fair, reach: percent, or None. share: the percent of a firm's price that the county pays."""

    budget: int
    fair: int | None
    reach: int | None
    must: tuple[Label, ...]
    share: int
    estimates: bool


class Status(NamedTuple):
    """How good the choice is. worth, bound and at_once (the choice without a solver): points; gap: percent.

    kind: `proven` best; `found`, with the bound; `greedy`, at once and not proven; `infeasible`; `unknown`, where
    nothing was found and nothing proven. limit: of nodes or seconds, that ended the search.
    """

    kind: Literal["proven", "found", "greedy", "infeasible", "unknown"]
    worth: float
    bound: float | None
    gap: float | None
    at_once: float | None
    limit: Literal["nodes", "seconds"] | None
    said: Text


class ConflictTold(NamedTuple):
    """What cannot hold together. budget: the smallest that would do with all the rest as it is, or None."""

    items: tuple[Text, ...]
    budget: int | None


class ServiceChosen(NamedTuple):
    """A shared service. yuan: of the first year. firms: that draw on it; capacity: that it can serve."""

    service: Label
    tools: tuple[Label, ...]
    yuan: int
    firms: int | None
    capacity: int | None


class PurchaseChosen(NamedTuple):
    """A group purchase. yuan: what the county pays; each: the least and the most of it for one firm."""

    tool: Label
    yuan: int
    firms: int
    each: tuple[int, int]
    basis: Literal["offer", "quote", "list price", "estimate"]


class Totals(NamedTuple):
    """Sums. left: of the budget. estimated: yuan that rest on estimates. firms: reached, each once; steps: brought.

    wanting: firms that anything on offer could bring a step. all: firms of the batch.
    """

    yuan: int
    left: int
    estimated: int
    firms: int
    steps: int
    wanting: int
    all: int


class SizeReached(NamedTuple):
    """Size classes, several together where one alone has few firms.

    firms: of the batch; wanting: that something on offer could reach; reached: by the choice. None where a number, or
    what is between two, would tell of few firms.
    """

    sizes: tuple[Label, ...]
    firms: int
    wanting: int | None
    reached: int | None


class Change(NamedTuple):
    """A service or tool for more firms, or for fewer where the number is negative."""

    name: Label
    firms: int


class Next(NamedTuple):
    """What a budget of a tenth more would bring beyond this choice. worth: points; firms: reached beyond.

    changes: the largest first. proven: whether nothing better is possible with that budget.
    """

    budget: int
    worth: float
    firms: int
    changes: tuple[Change, ...]
    proven: bool


class LeftOut(NamedTuple):
    """Something that was not chosen. firms: that have a step of it among their first six, and could be reached.

    why: `no price` (nobody told what it costs), `no high end`, `estimate` (only an estimate is known, and none was
    wanted), `too dear` (above the whole budget), `too few` (firms want it), `given` (by a service that was chosen) or
    `less` (other things bring more).
    """

    name: Label
    kind: Literal["service", "purchase"]
    firms: int | None
    why: Reason
    said: Text


class Cluster(NamedTuple):
    """What a county should choose. least: the smallest budget that brings anything, where this one brings nothing."""

    format: Literal["menkan-cluster/1"]
    origin: Origin
    asked: AskedTold
    status: Status
    conflict: ConflictTold | None
    services: tuple[ServiceChosen, ...]
    purchases: tuple[PurchaseChosen, ...]
    totals: Totals
    by_size: tuple[SizeReached, ...]
    next: Next | None
    least: int | None
    left_out: tuple[LeftOut, ...]
    notes: tuple[Text, ...]
