"""The plan as a linear programme: one 0/1 column for each step and month in which it may begin.

Rows: a step begins once; what needs another begins after that is in daily use; budget, running cost, staff days and
steps at once are kept; an aid pays its rate up to its ceiling, for what is bought in its time, one aid a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from toolbox.planning.linear import Column, Linear, Row, Terms
from toolbox.planning.problem import (
    WHOLE,
    Candidate,
    Problem,
    Schedule,
    Wish,
    days_in,
    months_until_use,
    ordered,
    placeable,
    worth_at,
)


class Model(NamedTuple):
    """The programme with what its columns mean.

    begins: column by tool and month. draws: by aid and tool. pays: by aid. worth, outlay and upfront: goals; outlay is
    all the money of the plan less the aid, upfront what the budget must bear.
    """

    problem: Problem
    linear: Linear
    begins: Mapping[tuple[str, int], int]
    draws: Mapping[tuple[str, str], int]
    pays: Mapping[str, int]
    worth: Terms
    outlay: Terms
    upfront: Terms
    running: Terms

    def aiming(self, goal: Terms, *more: Row) -> Linear:
        """The programme with another goal and more rows."""
        return self.linear._replace(goal=goal, rows=(*self.linear.rows, *more))

    def schedule(self, values: tuple[int, ...]) -> Schedule:
        """What a solution means."""
        starts = {tool: month for (tool, month), column in self.begins.items() if values[column]}
        aids = {tool: aid for (aid, tool), column in self.draws.items() if values[column]}
        return ordered(self.problem, starts, aids, {aid: values[column] for aid, column in self.pays.items()})

    def values(self, schedule: Schedule) -> tuple[int, ...]:
        """The solution that a schedule is."""
        values = [0] * len(self.linear.columns)
        for tool, month, aid in schedule.steps:
            values[self.begins[tool, month]] = 1
            if aid is not None:
                values[self.draws[aid, tool]] = 1
                values[self.pays[aid] + 1] = 1
        for aid, yuan in schedule.paid.items():
            values[self.pays[aid]] = yuan
        return tuple(values)


def model(problem: Problem) -> Model:
    """The programme of a problem; its goal is the worth."""
    return _Builder(problem).model()


class _Builder:
    """Collects columns and rows."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.candidates = {candidate.tool: candidate for candidate in problem.candidates}
        self.takes = {c.tool: months_until_use(c, problem.means) for c in problem.candidates}
        self.columns: list[Column] = []
        self.rows: list[Row] = []
        self.begins: dict[tuple[str, int], int] = {}
        self.draws: dict[tuple[str, str], int] = {}
        self.pays: dict[str, int] = {}

    def model(self) -> Model:
        """The whole programme."""
        for candidate in self.problem.candidates:
            self._begins(candidate)
        for candidate in self.problem.candidates:
            for need in candidate.needs:
                self._after(candidate.tool, need)
        for one, other in self.problem.rivals:
            self._row(None, 1, [*self._ever(one), *self._ever(other)])
        for aid in self.problem.aids:
            self._aid(aid.id)
        self._one_aid()
        self._means()
        for wish in self.problem.wishes:
            self._wish(wish)
        starts = [(self.candidates[tool], month, column) for (tool, month), column in self.begins.items()]
        paid = [(column, -1) for column in self.pays.values()]
        months = self.problem.means.months
        worth = tuple((column, worth_at(c, self.takes[c.tool], month)) for c, month, column in starts if c.worth)
        outlay = [(column, c.once + c.monthly * (months - month)) for c, month, column in starts]
        linear = Linear(tuple(self.columns), tuple(self.rows), worth)
        return Model(
            self.problem,
            linear,
            self.begins,
            self.draws,
            self.pays,
            worth,
            _negated([*outlay, *paid]),
            _negated(self._upfront()),
            _negated(self._running()),
        )

    def _column(self, low: int, high: int) -> int:
        self.columns.append(Column(low, high))
        return len(self.columns) - 1

    def _row(self, low: int | None, high: int | None, terms: Iterable[tuple[int, int]]) -> None:
        kept = tuple((column, factor) for column, factor in terms if factor)
        if kept or (low or 0) > 0 or (high is not None and high < 0):
            self.rows.append(Row(low, high, kept))

    def _ever(self, tool: str, first: int = 0, last: int | None = None) -> list[tuple[int, int]]:
        """Whether a tool begins between these months."""
        end = self.problem.means.months if last is None else min(last + 1, self.problem.means.months)
        return [(self.begins[tool, m], 1) for m in range(first, end) if (tool, m) in self.begins]

    def _begins(self, candidate: Candidate) -> None:
        if placeable(candidate, self.problem.means):
            for month in range(self.problem.means.months - self.takes[candidate.tool] + 1):
                self.begins[candidate.tool, month] = self._column(0, 1)
        self._row(None, 1, self._ever(candidate.tool))

    def _after(self, tool: str, need: str) -> None:
        """By each month: it has begun only if what it needs was in daily use before."""
        for month in range(self.problem.means.months):
            if (tool, month) in self.begins:
                before = self._ever(need, 0, month - self.takes[need])
                self._row(None, 0, [*self._ever(tool, 0, month), *((column, -1) for column, _ in before)])

    def _means(self) -> None:
        means = self.problem.means
        if means.budget is not None:
            self._row(None, means.budget, self._upfront())
        if means.monthly is not None:  # nothing is given up again, so the last month bears the most
            self._row(None, means.monthly, self._running())
        for month in range(means.months):
            under_way = [
                (column, self.candidates[tool], month - begun)
                for (tool, begun), column in self.begins.items()
                if begun <= month < begun + self.takes[tool]
            ]
            self._row(None, means.at_once, [(column, 1) for column, _, _ in under_way])
            if means.days is not None:
                days = [(column, days_in(c, self.takes[c.tool], at)) for column, c, at in under_way]
                self._row(None, means.days, days)

    def _upfront(self) -> list[tuple[int, int]]:
        once = [(column, self.candidates[tool].once) for (tool, _), column in self.begins.items()]
        return once + [(self.pays[aid.id], -1) for aid in self.problem.aids if aid.at_purchase]

    def _running(self) -> list[tuple[int, int]]:
        return [(column, self.candidates[tool].monthly) for (tool, _), column in self.begins.items()]

    def _aid(self, name: str) -> None:
        """What it pays, and right behind that column whether it is drawn at all."""
        aid = next(aid for aid in self.problem.aids if aid.id == name)
        covered = [tool for tool in aid.covers if tool in self.candidates]
        most = sum(aid.rate * self.candidates[tool].once for tool in covered) // WHOLE
        ceiling = most if aid.ceiling is None else min(most, aid.ceiling)
        pays, drawn = self._column(0, ceiling), self._column(0, 1)
        self.pays[name] = pays
        self._row(None, 0, [(pays, 1), (drawn, -ceiling)])
        shares = []
        for tool in covered:
            draws = self.draws[name, tool] = self._column(0, 1)
            in_time = self._ever(tool, aid.first, aid.last)
            self._row(None, 0, [(draws, 1), *((column, -1) for column, _ in in_time)])
            self._row(None, 0, [(draws, 1), (drawn, -1)])
            shares.append((draws, -aid.rate * self.candidates[tool].once))
        self._row(None, 0, [(pays, WHOLE), *shares])

    def _one_aid(self) -> None:
        for tool in self.candidates:
            drawn = [(column, 1) for (_, covered), column in self.draws.items() if covered == tool]
            if len(drawn) > 1:
                self._row(None, 1, drawn)
        for group in sorted({group for aid in self.problem.aids for group in aid.groups}):
            members = [(self.pays[aid.id] + 1, 1) for aid in self.problem.aids if group in aid.groups]
            if len(members) > 1:
                self._row(None, 1, members)

    def _wish(self, wish: Wish) -> None:
        aid = next((aid for aid in self.problem.aids if aid.id == wish.name), None)
        if wish.kind == "without":
            self._row(None, 0, self._ever(wish.name))
        elif aid is None:
            last = None if wish.month is None else wish.month + 1 - self.takes.get(wish.name, 1)
            self._row(1, None, self._ever(wish.name, 0, last))
        else:
            last = aid.last if wish.month is None else wish.month
            drawn = [(column, 1) for (name, _), column in self.draws.items() if name == aid.id]
            self._row(1, None, drawn)
            for (name, tool), column in self.draws.items():  # what draws on it is bought by then
                if name == aid.id:
                    in_time = self._ever(tool, aid.first, min(aid.last, last))
                    self._row(None, 0, [(column, 1), *((begun, -1) for begun, _ in in_time)])


def _negated(terms: Iterable[tuple[int, int]]) -> Terms:
    return tuple((column, -factor) for column, factor in terms if factor)
