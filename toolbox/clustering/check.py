"""An independent check of a choice. It shares the shapes of values with the model, and no line of code.

Every number is worked out here again from what a problem says, in the plainest way, delivery by delivery.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolbox.clustering.problem import Choice, Delivery, Problem

_CLASSES = ("micro", "small", "medium", "large")


def broken(problem: Problem, choice: Choice) -> list[str]:
    """What is wrong with a choice, each thing as a sentence; an empty list where it keeps everything."""
    check = _Check(problem, choice)
    return check.strange() or [*check.firms(), *check.services(), *check.purchases(), *check.wishes()]


def counted(problem: Problem, choice: Choice) -> Fraction:
    """The worth of a choice in points, counted anew."""
    check = _Check(problem, choice)
    return sum((each.firms * check.worth(each) for each in choice.deliveries), Fraction())


def paid(problem: Problem, choice: Choice) -> int:
    """The cost of a choice in yuan, counted anew."""
    return _Check(problem, choice).yuan()


class _Check:
    """One choice under the loupe."""

    def __init__(self, problem: Problem, choice: Choice) -> None:
        self.problem, self.choice = problem, choice
        self.service = {each.id: each for each in problem.services}
        self.purchase = {each.tool: each for each in problem.purchases}
        self.served: Counter[str] = Counter()
        self.bought: Counter[str] = Counter()
        for each in choice.deliveries:
            for name in each.services:
                self.served[name] += each.firms
            for tool in each.bought:
                self.bought[tool] += each.firms

    def strange(self) -> list[str]:
        """What nothing can be worked out of."""
        wrong = [f"{name} is no service" for name in self.choice.services if name not in self.service]
        for each in self.choice.deliveries:
            if not 0 <= each.kind < len(self.problem.kinds):
                return [*wrong, "there is no such kind of firms"]
            size = self.problem.kinds[each.kind].size
            wrong += [f"{name} is no service" for name in each.services if name not in self.service]
            for tool in each.bought:
                if tool not in self.purchase or size not in self.purchase[tool].prices:
                    wrong.append(f"{tool} is not for sale to {size} firms")
        return wrong

    def worth(self, each: Delivery) -> Fraction:
        """What a delivery is worth to each of its firms, in points: the best step in full, the next half, a third."""
        kind = self.problem.kinds[each.kind]
        points = dict(zip(kind.wants, kind.points, strict=True))
        there = set(each.bought)
        for name in each.services:
            there.update(self.service[name].tools)
        missing = True
        while missing:
            missing = False
            for tool in sorted(there & set(points)):
                if any(need in points and need not in there for need in self.problem.needs.get(tool, ())):
                    there.remove(tool)
                    missing = True
        best = sorted((points[tool] for tool in there if tool in points), reverse=True)
        return sum((Fraction(amount, place + 1) for place, amount in enumerate(best[:3])), Fraction())

    def firms(self) -> list[str]:
        """Nobody is reached twice, or for nothing, or gets the same thing twice."""
        wrong, reached = [], Counter[int]()
        for each in self.choice.deliveries:
            kind = self.problem.kinds[each.kind]
            reached[each.kind] += each.firms
            given = [tool for name in each.services for tool in self.service[name].tools]
            wrong += [f"{tool} is given and bought for the same firm" for tool in each.bought if tool in given]
            wrong += [f"{name} is not open to kind {each.kind}" for name in each.services if name not in kind.services]
            wrong += [f"{tool} is not wanted by kind {each.kind}" for tool in each.bought if tool not in kind.wants]
            if each.firms < 1 or not self.worth(each):
                wrong.append(f"a delivery to kind {each.kind} is worth nothing")
        for number, count in reached.items():
            if count > self.problem.kinds[number].firms:
                wrong.append(f"more firms of kind {number} are reached than there are")
        return wrong

    def services(self) -> list[str]:
        """A service serves only where it is chosen, and no more firms than it can."""
        wrong = [f"{name} serves without being chosen" for name in self.served if name not in self.choice.services]
        for name, count in self.served.items():
            capacity = self.service[name].capacity
            if capacity is not None and count > capacity:
                wrong.append(f"{name} serves {count} firms and can serve {capacity}")
        if len(set(self.choice.services)) < len(self.choice.services):
            wrong.append("a service is chosen twice")
        return wrong

    def purchases(self) -> list[str]:
        """A purchase is for as many firms as it must and may be for."""
        wrong = []
        for tool, count in self.bought.items():
            purchase = self.purchase[tool]
            if count < purchase.least or (purchase.most is not None and count > purchase.most):
                wrong.append(f"{tool} is bought for {count} firms")
        return wrong

    def yuan(self) -> int:
        """What all of it costs."""
        total = 0
        for name in self.choice.services:
            total += self.service[name].cost
        for tool in self.bought:
            total += self.purchase[tool].once
        for each in self.choice.deliveries:
            size = self.problem.kinds[each.kind].size
            for name in each.services:
                total += each.firms * self.service[name].each
            for tool in each.bought:
                total += each.firms * self.purchase[tool].prices[size]
        return total

    def wishes(self) -> list[str]:
        """The budget is kept, nobody is left out who must not be, and what must be there is there."""
        problem, wrong = self.problem, []
        if problem.budget is not None and self.yuan() > problem.budget:
            wrong.append(f"{self.yuan()} yuan are spent of {problem.budget}")
        there = {*self.choice.services, *self.bought}
        wrong += [f"{name} is not chosen" for name in problem.must if name not in there]
        firms, reached = Counter[str](), Counter[str]()
        for kind in problem.kinds:
            firms[kind.size] += kind.firms
        for each in self.choice.deliveries:
            reached[problem.kinds[each.kind].size] += each.firms
        for size in _CLASSES:
            if not firms[size]:
                continue
            if problem.reach is not None and 100 * reached[size] < problem.reach * firms[size]:
                wrong.append(f"too few {size} firms are reached")
            if problem.fair is not None:
                due = 1_000 * problem.fair * firms[size] // (100 * firms.total())  # in thousandths of all reached
                if 1_000 * reached[size] < due * reached.total():
                    wrong.append(f"{size} firms are left behind")
        return wrong
