"""What a plan is asked for: candidates, means, wishes and aids; and what a schedule is. Plain values, all in integers.

Months are numbered from 0, the first month of the plan. Money is in whole yuan, staff time in tenths of a day, worth in
1/10,000 point: the rank of a step in 1/100 point, less one percent for each month until it is in daily use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

DAY = 10  # a day of staff time in stored units
WORTH_UNIT = 10_000  # a point of worth in stored units
LONGEST = 36  # months that a plan may span
MONTHS_A_YEAR, WEEKS_A_YEAR = 12, 52
WHOLE = 100  # percent

MeansName = Literal["budget", "monthly", "days", "months", "at_once"]
MEANS: tuple[MeansName, ...] = ("budget", "monthly", "days", "at_once", "months")


class Candidate(NamedTuple):
    """A step that may be planned.

    worth: its rank in 1/100 point; 0 where it is there only for others. once and monthly: yuan; open where the truth
    may be more. days: of the firm's own people, in tenths. weeks: until daily use. needs: other candidates.
    """

    tool: str
    worth: int
    once: int = 0
    monthly: int = 0
    days: int = 0
    weeks: int = 1
    needs: tuple[str, ...] = ()
    once_open: bool = False
    monthly_open: bool = False


class Means(NamedTuple):
    """What the firm has; None is no limit.

    budget: yuan for what is paid once, over the whole plan. monthly: yuan a month for what runs on. days: staff time a
    month, in tenths of a day. months: how long the plan is. at_once: the most steps under way in one month.
    """

    budget: int | None = None
    monthly: int | None = None
    days: int | None = None
    months: int = 12
    at_once: int = 3


class Wish(NamedTuple):
    """Something that must hold. must and without name a tool; deadline names a tool or an aid, and the last month.

    A tool is to be in daily use by the end of that month; with an aid something is to be bought by then.
    """

    kind: Literal["must", "without", "deadline"]
    name: str
    month: int | None = None


class Aid(NamedTuple):
    """A programme that pays part of what is paid once.

    rate: percent of the outlay for the tools that it covers. ceiling: yuan in all. first and last: the months in which
    a covered step may begin. lead: months from the application to the first month. at_purchase: whether it lowers what
    the firm has to lay out; else it pays later, and the budget must bear all. groups: of a group one aid is drawn.
    """

    id: str
    rate: int
    covers: tuple[str, ...]
    ceiling: int | None = None
    first: int = 0
    last: int = LONGEST
    lead: int = 0
    at_purchase: bool = False
    groups: tuple[str, ...] = ()


class Problem(NamedTuple):
    """Everything that a plan depends on. candidates: in the order of adoption. rivals: pairs of which one is taken."""

    candidates: tuple[Candidate, ...]
    means: Means = Means()
    wishes: tuple[Wish, ...] = ()
    aids: tuple[Aid, ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()

    def wished(self, kind: str) -> list[Wish]:
        """The wishes of a kind."""
        return [wish for wish in self.wishes if wish.kind == kind]


class Begun(NamedTuple):
    """A step of a schedule: in which month it begins, and the aid that it draws on."""

    tool: str
    month: int
    aid: str | None = None


class Schedule(NamedTuple):
    """A plan bare of words. steps: by month, then in the order of adoption. paid: what each aid pays, in yuan."""

    steps: tuple[Begun, ...]
    paid: Mapping[str, int]


def months_until_use(candidate: Candidate, means: Means) -> int:
    """How many months a step takes: its weeks in whole months, or longer where a month has too few days for it."""
    by_weeks = -(-candidate.weeks * MONTHS_A_YEAR // WEEKS_A_YEAR)
    by_days = -(-candidate.days // means.days) if means.days else 0
    return max(1, by_weeks, by_days)


def days_in(candidate: Candidate, months: int, month: int) -> int:
    """Staff time in the month-th month of a step that takes so many: spread evenly, the odd tenths first."""
    each, odd = divmod(candidate.days, months)
    return each + (month < odd)


def worth_at(candidate: Candidate, months: int, month: int) -> int:
    """What a step counts that begins in this month and takes so many, in 1/10,000 point."""
    return candidate.worth * (WHOLE - month - months)


def placeable(candidate: Candidate, means: Means) -> bool:
    """Whether any month could take the step at all; without a day of staff time only what takes none."""
    return means.days != 0 or candidate.days == 0


def ordered(problem: Problem, starts: Mapping[str, int], aids: Mapping[str, str], paid: Mapping[str, int]) -> Schedule:
    """The schedule of these starts."""
    place = {candidate.tool: number for number, candidate in enumerate(problem.candidates)}
    steps = sorted((month, place[tool], tool) for tool, month in starts.items())
    return Schedule(
        tuple(Begun(tool, month, aids.get(tool)) for month, _, tool in steps),
        {aid.id: paid[aid.id] for aid in problem.aids if paid.get(aid.id)},
    )


def worth_of(problem: Problem, schedule: Schedule) -> int:
    """The worth of a schedule in 1/10,000 point."""
    by_tool = {candidate.tool: candidate for candidate in problem.candidates}
    total = 0
    for step in schedule.steps:
        candidate = by_tool[step.tool]
        total += worth_at(candidate, months_until_use(candidate, problem.means), step.month)
    return total


def closure(problem: Problem, tools: Iterable[str]) -> list[str]:
    """The tools and all that they need among the candidates, each after what it needs."""
    by_tool = {candidate.tool: candidate for candidate in problem.candidates}
    found: dict[str, None] = {}

    def add(tool: str) -> None:
        if tool in by_tool and tool not in found:
            for need in by_tool[tool].needs:
                add(need)
            found[tool] = None

    for tool in tools:
        add(tool)
    return list(found)


def required(problem: Problem) -> list[str]:
    """The tools that the wishes ask for, with all that they need."""
    tools = {candidate.tool for candidate in problem.candidates}
    asked = [w.name for w in problem.wishes if w.kind != "without" and w.name in tools]
    return closure(problem, asked)
