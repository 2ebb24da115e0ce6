"""The plan as one frozen value: what every surface shows, and what `--json` prints as `menkan-plan/1`."""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolbox.answer import Label, Origin
from toolbox.vocabulary import Text

FORMAT: Literal["menkan-plan/1"] = "menkan-plan/1"


class MeansTold(NamedTuple):
    """The means in yuan, days and months; None is no limit."""

    budget: int | None
    monthly: int | None
    staff_days: float | None
    months: int
    at_once: int


class WishTold(NamedTuple):
    """A wish. by: the last month, as 2027-03, or None."""

    kind: Literal["must", "without", "deadline"]
    name: Label
    by: str | None


class Status(NamedTuple):
    """How good the plan is. worth and bound: in points; gap: percent of the worth by which the best may be better.

    kind: `proven` best; `found`, with the bound; `greedy`, at once and not proven; `infeasible`; `unknown`, where
    nothing was found and nothing proven. limit: of nodes or seconds, that ended the search.
    """

    kind: Literal["proven", "found", "greedy", "infeasible", "unknown"]
    worth: float
    bound: float | None
    gap: float | None
    limit: Literal["nodes", "seconds"] | None
    said: Text


class Outlay(NamedTuple):
    """Yuan at the high end of the range. at_least: the high end is not known, so that it may be more."""

    yuan: int
    at_least: bool


class StepPlanned(NamedTuple):
    """A step. begins: the month, as 2026-12. in_use: the first month of daily use. months: between the two.

    slack: by how many months it may begin later while all else stays. critical: whether it is part of the longest
    chain. aid: the programme that it draws on. after: steps of the plan that it needs. how: how the cost came about.
    """

    tool: str
    name: Text
    place: int
    begins: str
    in_use: str
    months: int
    once: Outlay
    monthly: Outlay
    basis: Literal["quote", "list price", "estimate"]
    how: Text
    days: float
    worth: float
    after: tuple[Label, ...]
    aid: str | None
    slack: int
    critical: bool
    wished: bool


class MonthPlanned(NamedTuple):
    """A month. once: yuan for what begins. monthly: yuan that run in it. days: staff time. All at the high end."""

    month: str
    begins: tuple[Label, ...]
    under_way: tuple[Label, ...]
    in_use: tuple[Label, ...]
    once: int
    monthly: int
    days: float


class Totals(NamedTuple):
    """The plan's sums. once: to be paid once. aid: what programmes pay. running: all months. at_once: the budget's."""

    once: Outlay
    running: Outlay
    monthly: Outlay
    aid: int
    from_budget: int
    days: float


class AidDrawn(NamedTuple):
    """A programme that pays. apply_by: the last month to apply in, before the first purchase. state: how sure it is."""

    programme: Label
    state: Text
    tools: tuple[Label, ...]
    yuan: int
    apply_by: str
    at_purchase: bool


class LeftOut(NamedTuple):
    """A step of the advice that is not in the plan, and why."""

    tool: str
    name: Text
    why: Text


class EnoughTold(NamedTuple):
    """What would do. amount: in yuan, days, steps or months."""

    mean: Literal["budget", "monthly", "staff_days", "months", "at_once"]
    amount: float
    said: Text


class ConflictTold(NamedTuple):
    """What cannot hold together. items: leave out any one, and the others can. alone, together: what would do."""

    items: tuple[Text, ...]
    alone: tuple[EnoughTold, ...]
    together: tuple[EnoughTold, ...]
    smallest: bool


class Critical(NamedTuple):
    """The chain of steps, each needing the one before, that takes the most months."""

    tools: tuple[Label, ...]
    months: int


class PointTold(NamedTuple):
    """With this budget: the worth in points, and what comes in and goes out against the point before."""

    budget: int
    worth: float
    comes: tuple[Label, ...]
    goes: tuple[Label, ...]
    proven: bool


class DropTold(NamedTuple):
    """What to give up together. saves: yuan over the plan. loses: points."""

    tools: tuple[Label, ...]
    saves: int
    loses: float


class Plan(NamedTuple):
    """A plan under means. start: its first month, as 2026-12."""

    format: Literal["menkan-plan/1"]
    origin: Origin
    firm: str | None
    start: str
    means: MeansTold
    wishes: tuple[WishTold, ...]
    status: Status
    conflict: ConflictTold | None
    steps: tuple[StepPlanned, ...]
    months: tuple[MonthPlanned, ...]
    totals: Totals
    aids: tuple[AidDrawn, ...]
    left_out: tuple[LeftOut, ...]
    critical: Critical
    curve: tuple[PointTold, ...]
    drop_first: tuple[DropTold, ...]
    notes: tuple[Text, ...]


def month_named(start: str, number: int) -> str:
    """The number-th month after a start: ("2026-12", 1) is 2027-01."""
    year, month = (int(part) for part in start.split("-"))
    count = year * 12 + month - 1 + number
    return f"{count // 12:04}-{count % 12 + 1:02}"


def months_between(start: str, end: str) -> int:
    """How many months lie between two: ("2026-12", "2027-01") is 1."""
    (year, month), (other, later) = ([int(part) for part in one.split("-")] for one in (start, end))
    return (other - year) * 12 + later - month
