"""The choice as a linear programme in whole numbers: how many firms of each kind are reached in each way.

Rows: no firm is reached twice; a service serves where it is chosen, and no more firms than it can; a purchase is made
for as many firms as it must be for, or for none; the budget is kept; no size class is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from toolbox.clustering.problem import (
    SHARE,
    Choice,
    Delivery,
    Mode,
    Modes,
    Problem,
    by_size,
    due_part,
    least_reached,
)
from toolbox.planning.linear import Column, Linear, Row, Terms
from toolbox.sizing import CLASSES


class Model(NamedTuple):
    """The programme with what its columns mean.

    ways: kind, mode and column. serves: column by service. buys: by tool. reached: by size class, and all under "".
    worth, yuan: goals; yuan is the cost with its sign turned.
    """

    problem: Problem
    linear: Linear
    ways: tuple[tuple[int, Mode, int], ...]
    serves: Mapping[str, int]
    buys: Mapping[str, int]
    reached: Mapping[str, int]
    worth: Terms
    yuan: Terms

    def aiming(self, goal: Terms, *more: Row) -> Linear:
        """The programme with another goal and more rows."""
        return self.linear._replace(goal=goal, rows=(*self.linear.rows, *more))

    def choice(self, values: tuple[int, ...]) -> Choice:
        """What a solution means; a service that serves nobody is chosen only where it must be."""
        deliveries = tuple(
            Delivery(kind, mode.services, mode.bought, values[column])
            for kind, mode, column in self.ways
            if values[column]
        )
        used = {name for each in deliveries for name in each.services} | set(self.problem.must)
        services = tuple(name for name, column in self.serves.items() if values[column] and name in used)
        return Choice(services, deliveries)

    def values(self, choice: Choice) -> tuple[int, ...]:
        """The solution that a choice is."""
        values = [0] * len(self.linear.columns)
        place = {(kind, mode.services, mode.bought): column for kind, mode, column in self.ways}
        for kind, services, bought, firms in choice.deliveries:
            values[place[kind, services, bought]] += firms
            for tool in bought:
                values[self.buys[tool]] = 1
            for size in (self.problem.kinds[kind].size, ""):
                if size in self.reached:
                    values[self.reached[size]] += firms
        for name in choice.services:
            values[self.serves[name]] = 1
        return tuple(values)


def model(problem: Problem) -> Model:
    """The programme of a problem; its goal is the worth."""
    return _Builder(problem).model()


class _Builder:
    """Collects columns and rows."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.columns: list[Column] = []
        self.rows: list[Row] = []
        self.serves = {service.id: self._column(1) for service in problem.services}
        self.buys = {purchase.tool: self._column(1) for purchase in problem.purchases}
        self.reached: dict[str, int] = {}
        self.ways: list[tuple[int, Mode, int]] = []

    def model(self) -> Model:
        """The whole programme."""
        ways = Modes(self.problem)
        for number, kind in enumerate(self.problem.kinds):
            self.ways += [(number, mode, self._column(kind.firms)) for mode in ways.of(kind)]
        self._kinds()
        self._services()
        self._purchases()
        yuan = [(self.serves[service.id], service.cost) for service in self.problem.services]
        yuan += [(self.buys[purchase.tool], purchase.once) for purchase in self.problem.purchases]
        yuan += [(column, mode.yuan) for _, mode, column in self.ways]
        if self.problem.budget is not None:
            self._row(None, self.problem.budget, yuan)
        self._fairness()
        for name in self.problem.must:
            column = self.serves.get(name, self.buys.get(name))
            self._row(1, None, [] if column is None else [(column, 1)])
        worth = tuple((column, mode.worth) for _, mode, column in self.ways)
        return Model(
            self.problem,
            Linear(tuple(self.columns), tuple(self.rows), worth),
            tuple(self.ways),
            self.serves,
            self.buys,
            self.reached,
            worth,
            tuple((column, -amount) for column, amount in yuan if amount),
        )

    def _column(self, high: int) -> int:
        self.columns.append(Column(0, high))
        return len(self.columns) - 1

    def _row(self, low: int | None, high: int | None, terms: Iterable[tuple[int, int]]) -> None:
        kept = tuple((column, factor) for column, factor in terms if factor)
        if kept or (low or 0) > 0 or (high is not None and high < 0):
            self.rows.append(Row(low, high, kept))

    def _kinds(self) -> None:
        by_kind: dict[int, list[tuple[int, int]]] = {}
        for number, _, column in self.ways:
            by_kind.setdefault(number, []).append((column, 1))
        for number, terms in by_kind.items():
            if len(terms) > 1:  # the bound of the column says it where there is one way only
                self._row(None, self.problem.kinds[number].firms, terms)

    def _services(self) -> None:
        for service in self.problem.services:
            by_kind: dict[int, list[tuple[int, int]]] = {}
            for number, mode, column in self.ways:
                if service.id in mode.services:
                    by_kind.setdefault(number, []).append((column, 1))
            chosen = self.serves[service.id]
            for number, terms in by_kind.items():  # kind by kind: the bound is far nearer to the truth
                most = self.problem.kinds[number].firms
                most = most if service.capacity is None else min(most, service.capacity)
                self._row(None, 0, [*terms, (chosen, -most)])
            if service.capacity is not None:
                every = [term for terms in by_kind.values() for term in terms]
                self._row(None, 0, [*every, (chosen, -service.capacity)])

    def _purchases(self) -> None:
        for purchase in self.problem.purchases:
            terms = [(column, 1) for _, mode, column in self.ways if purchase.tool in mode.bought]
            kinds = {number for number, mode, _ in self.ways if purchase.tool in mode.bought}
            most = sum(self.problem.kinds[number].firms for number in kinds)
            most = most if purchase.most is None else min(most, purchase.most)
            chosen = self.buys[purchase.tool]
            self._row(0, None, [*terms, (chosen, -max(1, purchase.least))])
            self._row(None, 0, [*terms, (chosen, -most)])

    def _fairness(self) -> None:
        problem = self.problem
        if problem.fair is None and problem.reach is None:
            return
        there = by_size(problem)
        everybody = sum(there.values())
        for size in ("", *(name for name in CLASSES if there.get(name))):
            column = self.reached[size] = self._column(there.get(size, everybody))
            kinds = problem.kinds
            self._row(0, 0, [(column, -1), *((c, 1) for n, _, c in self.ways if size in ("", kinds[n].size))])
        for size, column in self.reached.items():
            if size and problem.reach is not None:
                self._row(least_reached(problem, there[size]), None, [(column, 1)])
            if size and problem.fair is not None:
                due = due_part(problem, there[size], everybody)
                self._row(0, None, [(column, SHARE), (self.reached[""], -due)])
