"""What is asked of a county's choice: kinds of firms, what may be chosen, the means, and what a choice is worth.

A firm counts with the steps that it can bear at once, and the first step that a choice brings it counts most: in full
the one of most points, half the second, a third the third. So the same money spread over more firms is worth more, and
the worth of a firm never depends on what others get.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from toolbox.sizing import CLASSES

WEIGHTS = (6, 3, 2)  # in sixths: a half and a third are then whole numbers
WORTH_UNIT = 6  # units of worth in a point
MOST_STEPS = len(WEIGHTS)
SHARE = 1_000  # a size class's due part of all firms reached is told in so many parts
MOST_SERVICES = 2  # from how many services one firm draws at most
LEAST_FIRMS = 5  # fewer are no group, and would tell too much of each


class Service(NamedTuple):
    """A shared service. cost: yuan of the first year, whoever comes; each: yuan more a firm served.

    capacity: how many firms it can serve; None is no limit.
    """

    id: str
    tools: tuple[str, ...]
    cost: int
    each: int = 0
    capacity: int | None = None


class Purchase(NamedTuple):
    """A purchase of one tool for many firms. prices: what a firm costs the county in yuan, by size class.

    once: yuan that the purchase costs by itself. least: for how many firms at least; most: at most.
    """

    tool: str
    prices: Mapping[str, int]
    once: int = 0
    least: int = LEAST_FIRMS
    most: int | None = None


class Kind(NamedTuple):
    """Firms that are alike: of one size class, with the same steps that count, and the same services open to them.

    wants: tools by id, sorted. points: what each counts for a firm of this kind, on the average, in whole points.
    """

    size: str
    wants: tuple[str, ...]
    points: tuple[int, ...]
    firms: int
    services: tuple[str, ...] = ()


class Problem(NamedTuple):
    """What is asked. needs: what a tool needs first, of the tools that cost money. budget: yuan, None is no limit.

    fair: of each size class, the part of its firms that is reached is at least so many percent of that part of all.
    reach: of each size class at least so many percent of the firms are reached. must: services and tools, by id.
    """

    kinds: tuple[Kind, ...]
    services: tuple[Service, ...]
    purchases: tuple[Purchase, ...]
    needs: Mapping[str, tuple[str, ...]] = {}
    budget: int | None = None
    fair: int | None = None
    reach: int | None = None
    must: tuple[str, ...] = ()


class Mode(NamedTuple):
    """A way to reach a firm: the services it draws on, the tools bought for it. worth in 1/6 point, yuan a firm."""

    services: tuple[str, ...]
    bought: tuple[str, ...]
    worth: int
    yuan: int


class Delivery(NamedTuple):
    """So many firms of a kind, by its place, reached in one way."""

    kind: int
    services: tuple[str, ...]
    bought: tuple[str, ...]
    firms: int


class Choice(NamedTuple):
    """What a county chooses: services, and whom they and the purchases reach."""

    services: tuple[str, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


def worth_of(points: Iterable[int]) -> int:
    """What steps of these points are worth together to one firm, in 1/6 point."""
    return sum(weight * each for weight, each in zip(WEIGHTS, sorted(points, reverse=True), strict=False))


def usable(kind: Kind, tools: Iterable[str], needs: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Of these tools those that a firm of the kind can use: what they need is among them, or is there already."""
    found = frozenset(tools) & frozenset(kind.wants)
    while True:
        kept = frozenset(
            tool for tool in found if all(need in found for need in needs.get(tool, ()) if need in kind.wants)
        )
        if kept == found:
            return found
        found = kept


def value_of(kind: Kind, tools: Iterable[str], needs: Mapping[str, tuple[str, ...]]) -> int:
    """What these tools are worth to a firm of the kind, in 1/6 point."""
    can = usable(kind, tools, needs)
    return worth_of(each for tool, each in zip(kind.wants, kind.points, strict=True) if tool in can)


def modes(problem: Problem, kind: Kind) -> tuple[Mode, ...]:
    """The ways to reach a firm of a kind; none of them buys or draws on what adds nothing."""
    return tuple(Modes(problem).of(kind))


class Modes:
    """The ways to reach firms, for one problem."""

    def __init__(self, problem: Problem) -> None:
        self._needs = problem.needs
        self._services = {service.id: service for service in problem.services}
        self._purchases = {purchase.tool: purchase for purchase in problem.purchases}

    def of(self, kind: Kind) -> list[Mode]:
        """Those of one kind, in a fixed order."""
        found = []
        open_ = [name for name in kind.services if name in self._services]
        for count in range(MOST_SERVICES + 1):
            for services in combinations(open_, count):
                given = frozenset(tool for name in services for tool in self._services[name].tools)
                found += self._with(kind, services, given & frozenset(kind.wants))
        return found

    def _with(self, kind: Kind, services: tuple[str, ...], given: frozenset[str]) -> list[Mode]:
        """Those that draw on just these services."""
        for_sale = [
            tool
            for tool in kind.wants
            if tool not in given and tool in self._purchases and kind.size in self._purchases[tool].prices
        ]
        found = []
        for count in range(len(for_sale) + 1):
            for bought in combinations(for_sale, count):
                worth = value_of(kind, given | set(bought), self._needs)
                if worth and not self._idle(kind, services, bought, worth):
                    yuan = sum(self._services[name].each for name in services)
                    yuan += sum(self._purchases[tool].prices[kind.size] for tool in bought)
                    found.append(Mode(services, bought, worth, yuan))
        return found

    def _idle(self, kind: Kind, services: tuple[str, ...], bought: tuple[str, ...], worth: int) -> bool:
        """Whether some part of it could be left out for the same worth."""

        def without(names: Iterable[str], tools: Iterable[str]) -> int:
            given = [tool for name in names for tool in self._services[name].tools]
            return value_of(kind, [*given, *tools], self._needs)

        fewer = [without([other for other in services if other != name], bought) for name in services]
        fewer += [without(services, [other for other in bought if other != tool]) for tool in bought]
        return any(each >= worth for each in fewer)


def total_worth(problem: Problem, choice: Choice) -> int:
    """What a choice is worth in 1/6 point."""
    tools_of = {service.id: service.tools for service in problem.services}
    total = 0
    for delivery in choice.deliveries:
        given = [tool for name in delivery.services for tool in tools_of[name]]
        total += delivery.firms * value_of(problem.kinds[delivery.kind], [*given, *delivery.bought], problem.needs)
    return total


def cost_of(problem: Problem, choice: Choice) -> int:
    """What a choice costs the county, in yuan."""
    services = {service.id: service for service in problem.services}
    purchases = {purchase.tool: purchase for purchase in problem.purchases}
    total = sum(services[name].cost for name in choice.services)
    total += sum(purchases[tool].once for tool in {tool for each in choice.deliveries for tool in each.bought})
    for delivery in choice.deliveries:
        size = problem.kinds[delivery.kind].size
        each = sum(services[name].each for name in delivery.services)
        total += delivery.firms * (each + sum(purchases[tool].prices[size] for tool in delivery.bought))
    return total


def due_part(problem: Problem, firms: int, everybody: int) -> int:
    """Of all firms that are reached, the part that a size class of so many firms must have, in 1/SHARE."""
    return SHARE * (problem.fair or 0) * firms // (100 * everybody)


def least_reached(problem: Problem, firms: int) -> int:
    """How many of so many firms of a size class must be reached."""
    return -(-(problem.reach or 0) * firms // 100)


def left_behind(problem: Problem, choice: Choice) -> set[str]:
    """The size classes of which too few firms are reached."""
    there = by_size(problem)
    reached = dict.fromkeys(there, 0)
    for each in choice.deliveries:
        reached[problem.kinds[each.kind].size] += each.firms
    everybody, all_reached = sum(there.values()), sum(reached.values())
    return {
        size
        for size in CLASSES
        if there.get(size)
        and (
            reached[size] < least_reached(problem, there[size])
            or SHARE * reached[size] < due_part(problem, there[size], everybody) * all_reached
        )
    }


def by_size(problem: Problem) -> dict[str, int]:
    """Firms that anything could reach, by size class."""
    found: dict[str, int] = {}
    for kind in problem.kinds:
        found[kind.size] = found.get(kind.size, 0) + kind.firms
    return found
