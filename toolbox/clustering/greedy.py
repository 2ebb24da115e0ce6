"""A choice at once, without a solver: whatever brings most for a yuan next. Where the solver begins, and beside it.

Services are taken one after the other, each time the one with which most comes out after the rest of the budget has
gone into purchases, as long as it comes out better than without. What must be there is taken first. Where a size class
is left out, its firms count for more and more until none is; where that does not help, there is no such choice.
"""

from __future__ import annotations

import heapq
from collections import Counter

from toolbox.clustering.check import broken
from toolbox.clustering.problem import (
    Choice,
    Delivery,
    Mode,
    Modes,
    Problem,
    Purchase,
    Service,
    cost_of,
    left_behind,
    total_worth,
)

_Key = tuple[tuple[str, ...], tuple[str, ...]]
_NONE: _Key = ((), ())
_MOST_TRIED = 200  # fillings of the budget; beyond it what was found so far stands
_FINE = 10**6
_PLAIN, _MOST_ROUNDS = 100, 40  # what a firm counts, in percent; how often that is raised by a quarter


def greedy(problem: Problem) -> Choice | None:
    """A good choice, or None where none was found that keeps all that was asked; which proves nothing."""
    search = _Search(problem)
    best = search.best()
    if best is not None and broken(problem, best):
        best = search.fairer(list(best.services))
    return best if best is not None and not broken(problem, best) else None


class _Search:
    """Fills budgets, for one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.services = {service.id: service for service in problem.services}
        self.purchases = {purchase.tool: purchase for purchase in problem.purchases}
        ways = Modes(problem)
        self.ways: list[dict[_Key, Mode]] = []
        for kind in problem.kinds:
            self.ways.append({(mode.services, mode.bought): mode for mode in ways.of(kind)})
        self.order = {service.id: number for number, service in enumerate(problem.services)}
        self.counts: dict[str, int] = {}  # what a firm of a size class counts, in percent

    def best(self) -> Choice | None:
        """The best that was found, or None where not even what must be there can be paid."""
        problem = self.problem
        taken = [name for name in problem.must if name in self.services]
        best = self.filled(taken)
        tried, worth = 1, -1 if best is None else total_worth(problem, best)
        while best is not None and tried < _MOST_TRIED:
            found: tuple[int, str, Choice] | None = None
            for name in self.services:
                if name in taken:
                    continue
                choice = self.filled([*taken, name])
                tried += 1
                value = -1 if choice is None else total_worth(problem, choice)
                if choice is not None and value > (worth if found is None else found[0]):
                    found = (value, name, choice)
            if found is None:
                break
            worth, name, best = found
            taken.append(name)
        return best

    def fairer(self, services: list[str]) -> Choice | None:
        """These services, with firms of size classes that are left out counting for more until none is."""
        choice = None
        for _ in range(_MOST_ROUNDS):
            choice = self.filled(services)
            behind = set() if choice is None else left_behind(self.problem, choice)
            if not behind:
                break
            for size in behind:
                self.counts[size] = self.counts.get(size, _PLAIN) * 5 // 4
        return choice

    def filled(self, services: list[str]) -> Choice | None:
        """These services, and purchases for what is left of the budget; None where they cost more than there is."""
        barred: set[str] = set()
        while True:
            filling = _Filling(self, services, barred)
            if filling.left < 0:
                return None
            filling.serve()
            filling.buy()
            short = [tool for tool, count in filling.bought.items() if 0 < count < self.purchases[tool].least]
            if not short:
                return filling.choice()
            # the one that is furthest from its number; the money of it may help the others
            barred.add(min(short, key=lambda tool: (filling.bought[tool] - self.purchases[tool].least, tool)))


class _Filling:
    """One budget being spent."""

    def __init__(self, search: _Search, services: list[str], barred: set[str]) -> None:
        self.search, self.problem = search, search.problem
        self.services = sorted(services, key=search.order.__getitem__)
        self.barred = barred
        self.groups: list[dict[_Key, int]] = [{_NONE: kind.firms} for kind in self.problem.kinds]
        self.bought: Counter[str] = Counter()
        self.open: set[str] = set()
        budget = self.problem.budget
        self.left = 10**18 if budget is None else budget
        self.left -= sum(search.services[name].cost for name in services)

    def serve(self) -> None:
        """Let each service serve the firms to which it brings most; those without a limit first."""
        services = [self.search.services[name] for name in self.services]
        for service in sorted(services, key=lambda each: each.capacity is not None):
            self._serve(service)

    def _serve(self, service: Service) -> None:
        gains = []
        for kind, groups in enumerate(self.groups):
            if service.id in self.problem.kinds[kind].services:
                for key in groups:
                    to = (tuple(sorted((*key[0], service.id), key=self.search.order.__getitem__)), key[1])
                    if to in self.search.ways[kind]:
                        gains.append((-self._gain(kind, key, to), kind, key, to))
        room = 10**18 if service.capacity is None else service.capacity
        for minus, kind, key, to in sorted(gains):
            firms = min(self.groups[kind][key], room, self.left // service.each if service.each else room)
            if minus < 0 and firms > 0:
                self._move(kind, key, to, firms)
                room -= firms
                self.left -= firms * service.each

    def buy(self) -> None:
        """Buy what brings most for a yuan, again and again."""
        for tool in (name for name in self.problem.must if name in self.search.purchases):
            self._pay_for(self.search.purchases[tool])
        heap: list[tuple[int, int, _Key, str]] = []
        for kind, groups in enumerate(self.groups):
            for key in groups:
                self._offer(heap, kind, key)
        heapq.heapify(heap)
        while heap:
            _, kind, key, tool = heapq.heappop(heap)
            purchase, to = self.search.purchases[tool], self._with(key, tool)
            opening = 0 if tool in self.open else purchase.once
            price = purchase.prices[self.problem.kinds[kind].size]
            firms = min(self.groups[kind].get(key, 0), (self.left - opening) // price if price else 10**18)
            firms = firms if purchase.most is None else min(firms, purchase.most - self.bought[tool])
            if firms > 0:
                self._pay_for(purchase)
                self.left -= firms * price
                self.bought[tool] += firms
                self._move(kind, key, to, firms)
                more: list[tuple[int, int, _Key, str]] = []
                self._offer(more, kind, to)
                for each in more:
                    heapq.heappush(heap, each)

    def _pay_for(self, purchase: Purchase) -> None:
        if purchase.tool not in self.open:
            self.open.add(purchase.tool)
            self.left -= purchase.once

    def _offer(self, heap: list[tuple[int, int, _Key, str]], kind: int, key: _Key) -> None:
        ways, size = self.search.ways[kind], self.problem.kinds[kind].size
        for tool in self.problem.kinds[kind].wants:
            to = self._with(key, tool)
            if tool not in key[1] and tool not in self.barred and to in ways:
                price = self.search.purchases[tool].prices[size]
                heap.append((-self._gain(kind, key, to) * _FINE // max(1, price), kind, key, tool))

    def _with(self, key: _Key, tool: str) -> _Key:
        return key[0], tuple(sorted((*key[1], tool)))

    def _gain(self, kind: int, key: _Key, to: _Key) -> int:
        ways = self.search.ways[kind]
        gain = ways[to].worth - (ways[key].worth if key in ways else 0)
        return gain * self.search.counts.get(self.problem.kinds[kind].size, _PLAIN)

    def _move(self, kind: int, key: _Key, to: _Key, firms: int) -> None:
        groups = self.groups[kind]
        groups[key] -= firms
        if not groups[key]:
            del groups[key]
        groups[to] = groups.get(to, 0) + firms

    def choice(self) -> Choice:
        """What was chosen; what serves nobody and need not be there is left out."""
        deliveries = [
            Delivery(kind, *key, firms)
            for kind, groups in enumerate(self.groups)
            for key, firms in sorted(groups.items())
            if key != _NONE
        ]
        used = {name for each in deliveries for name in each.services} | set(self.problem.must)
        choice = Choice(tuple(name for name in self.services if name in used), tuple(deliveries))
        assert self.problem.budget is None or cost_of(self.problem, choice) <= self.problem.budget or self.left < 0
        return choice
