"""From a checked choice to what is told of it: names, sums, reasons. Small numbers of firms are kept back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolbox.answer import Label, origin
from toolbox.clustering.answer import (
    FORMAT,
    AskedTold,
    Change,
    Cluster,
    ConflictTold,
    LeftOut,
    Next,
    PurchaseChosen,
    Reason,
    ServiceChosen,
    SizeReached,
    Totals,
)
from toolbox.clustering.exact import Conflict, Found
from toolbox.clustering.posing import Asked, Market
from toolbox.clustering.problem import LEAST_FIRMS, WORTH_UNIT, Choice, Problem, by_size, cost_of, usable
from toolbox.clustering.reading import OPEN, Firms
from toolbox.clustering.said import NOTES, mark, status_of, why
from toolbox.knowledge.model import Knowledge
from toolbox.portfolio.suppression import chain, joined
from toolbox.vocabulary import Text

MOST_CHANGES = 8


class Solved(NamedTuple):
    """A problem and all that was found of it. more: of a budget of a tenth more. least: as in `Cluster`."""

    problem: Problem
    found: Found
    conflict: Conflict | None
    more: Found | None
    least: int | None
    by_greedy: bool


def told(solved: Solved, market: Market, firms: Firms, asked: Asked, knowledge: Knowledge, today: dt.date) -> Cluster:
    """All that is told of a choice, or of why there is none."""
    telling = _Telling(solved, market, firms, knowledge)
    return Cluster(
        FORMAT,
        origin(knowledge, today),
        AskedTold(
            asked.budget,
            asked.fair,
            asked.reach,
            tuple(telling.name(id_) for id_ in asked.must),
            asked.share,
            asked.estimates,
        ),
        status_of(solved.found, by_greedy=solved.by_greedy),
        None if solved.conflict is None else telling.conflict(solved.conflict),
        tuple(telling.services()),
        tuple(telling.purchases()),
        telling.totals(),
        tuple(telling.sizes()),
        telling.next(),
        solved.least,
        tuple(sorted(telling.left_out(), key=lambda left: (-(left.firms or 0), left.kind, left.name.id))),
        tuple(telling.notes()),
    )


def kept_back(rows: Sequence[tuple[int, ...]]) -> list[tuple[int | None, ...]]:
    """Of rows of counts, each within the one before, what may be shown beside the sums of their columns.

    As in the whole picture (decision 0033): no number of 1 to 4 firms is told, nor two numbers that far apart. Where
    that hides one number of a column, its sum would tell it, so the smallest of the others goes too.
    """
    told = [list(chain(row, LEAST_FIRMS)) for row in rows]
    for column in range(1, len(rows[0]) if rows else 0):
        hidden = [place for place, row in enumerate(told) if row[column] is None]
        others = [place for place, row in enumerate(told) if row[column]]
        if len(hidden) == 1 and others:
            told[min(others, key=lambda place: rows[place][column])][column] = None
    return [tuple(row) for row in told]


class _Telling:
    """One choice and the language-free facts of it."""

    def __init__(self, solved: Solved, market: Market, firms: Firms, knowledge: Knowledge) -> None:
        self.solved, self.market, self.firms, self.knowledge = solved, market, firms, knowledge
        self.problem = solved.problem
        self.choice = solved.found.choice or Choice()
        self.bought, self.served = _counted(self.choice)

    def name(self, id_: str) -> Label:
        """A service or a tool with its name."""
        known = self.knowledge.services if id_ in self.knowledge.services else self.knowledge.tools
        return Label(id_, known[id_].name)

    # --- what was chosen

    def services(self) -> Iterable[ServiceChosen]:
        """The services that were chosen, those with most firms first."""
        for service in sorted(self.problem.services, key=lambda each: (-self.served[each.id], each.id)):
            if service.id in self.choice.services:
                count = self.served[service.id]
                yield ServiceChosen(
                    self.name(service.id),
                    tuple(self.name(tool) for tool in service.tools),
                    service.cost + count * service.each,
                    _few(count),
                    service.capacity,
                )

    def purchases(self) -> Iterable[PurchaseChosen]:
        """What is bought, for most firms first."""
        for purchase in sorted(self.problem.purchases, key=lambda each: (-self.bought[each.tool], each.tool)):
            if self.bought[purchase.tool]:
                deliveries = [each for each in self.choice.deliveries if purchase.tool in each.bought]
                prices = [purchase.prices[self.problem.kinds[each.kind].size] for each in deliveries]
                yuan = sum(price * each.firms for price, each in zip(prices, deliveries, strict=True))
                yield PurchaseChosen(
                    self.name(purchase.tool),
                    yuan + purchase.once,
                    self.bought[purchase.tool],
                    (min(prices), max(prices)),
                    self.market.basis[purchase.tool],
                )

    def totals(self) -> Totals:
        """The sums."""
        yuan = cost_of(self.problem, self.choice)
        tools_of = {service.id: service.tools for service in self.problem.services}
        steps = 0
        for each in self.choice.deliveries:
            given = [tool for name in each.services for tool in tools_of[name]]
            can = usable(self.problem.kinds[each.kind], [*given, *each.bought], self.problem.needs)
            steps += each.firms * len(can)
        return Totals(
            yuan,
            (self.problem.budget or 0) - yuan,
            sum(each.yuan for each in self.purchases() if each.basis == "estimate"),
            sum(each.firms for each in self.choice.deliveries),
            steps,
            sum(kind.firms for kind in self.problem.kinds),
            sum(self.firms.by_size.values()),
        )

    def sizes(self) -> Iterable[SizeReached]:
        """By size class; small classes are joined and small numbers kept back."""
        wanting, reached = by_size(self.problem), Counter[str]()
        for each in self.choice.deliveries:
            reached[self.problem.kinds[each.kind].size] += each.firms
        groups = joined(self.firms.by_size, LEAST_FIRMS)
        rows = [(g.firms, sum(wanting.get(s, 0) for s in g.of), sum(reached[s] for s in g.of)) for g in groups]
        for group, (firms, *counts) in zip(groups, kept_back(rows), strict=True):
            names = tuple(Label(size, self._size(size)) for size in group.of)
            yield SizeReached(names, firms or 0, *counts)

    def _size(self, size: str) -> Text:
        return Text("规模不定", "size not settled") if size == OPEN else self.knowledge.sizes[size].name

    def next(self) -> Next | None:
        """What a tenth more would bring."""
        more = self.solved.more
        if more is None or more.choice is None:
            return None
        bought, served = _counted(more.choice)
        differences = Counter(bought + served)
        differences.subtract(self.bought + self.served)
        changes = [Change(self.name(id_), count) for id_, count in differences.items() if abs(count) >= LEAST_FIRMS]
        changes.sort(key=lambda change: (-abs(change.firms), change.name.id))
        reached, before = (sum(each.firms for each in choice.deliveries) for choice in (more.choice, self.choice))
        return Next(
            (self.problem.budget or 0) + max(1, (self.problem.budget or 0) // 10),
            _points(more.worth - self.solved.found.worth),
            reached - before,
            tuple(changes[:MOST_CHANGES]),
            more.status == "proven",
        )

    # --- what was not

    def left_out(self) -> Iterable[LeftOut]:
        """Services and purchases that were not chosen and that any firm would have something of."""
        offered = {service.id: service for service in self.problem.services}
        for id_, count in self.firms.served.items():
            if count and id_ not in self.choice.services:
                service, budget = offered.get(id_), self.problem.budget or 0
                reason: Reason = "no price" if service is None else "too dear" if service.cost > budget else "less"
                yuan = 0 if service is None else service.cost
                yield LeftOut(self.name(id_), "service", _few(count), reason, why(reason, _few(count), yuan))
        chosen = [service for service in self.problem.services if service.id in self.choice.services]
        given = {tool for service in chosen for tool in service.tools}
        sold = {purchase.tool: purchase for purchase in self.market.purchases}
        for tool, count in self.firms.wanting.items():
            if not count or self.bought[tool] or self.market.not_sold.get(tool) == "free":
                continue
            purchase = sold.get(tool)
            least = 0 if purchase is None else purchase.least
            reason = self._not_bought(tool, count, least, given)
            yield LeftOut(self.name(tool), "purchase", _few(count), reason, why(reason, _few(count), least))

    def _not_bought(self, tool: str, firms: int, least: int, given: set[str]) -> Reason:
        if tool in given:
            return "given"
        reason = self.market.not_sold.get(tool)
        if reason is not None and reason != "free":
            return reason
        return "too few" if firms < least else "less"

    def conflict(self, conflict: Conflict) -> ConflictTold:
        """Why there is no choice."""
        items = []
        for item in conflict.items:
            if item == "budget":
                items.append(Text(f"预算 {self.problem.budget:,} 元", f"a budget of {self.problem.budget:,} yuan"))
            elif item == "reach":
                part = self.problem.reach
                items.append(
                    Text(
                        f"每个规模至少 {part}% 的企业用得上",
                        f"at least {part}% of the firms of every size class reached",
                    )
                )
            else:
                name = self.name(item).name
                items.append(Text(f"必须有“{name.zh}”", f"must have “{name.en}”"))
        return ConflictTold(tuple(items), conflict.budget)

    def notes(self) -> Iterable[Text]:
        """What to know about the numbers."""
        yield from NOTES
        if not self.firms.conditions:
            yield mark("conditions")
        if self.firms.knowledge is not None and self.firms.knowledge != self.knowledge.digest:
            yield mark("knowledge")
        if self.firms.knowledge is None:
            yield mark("no digest")
        if self.firms.shortened:
            yield mark("shortened", self.firms.shortened)


def _counted(choice: Choice) -> tuple[Counter[str], Counter[str]]:
    """Firms by tool that is bought, and by service."""
    bought, served = Counter[str](), Counter[str]()
    for each in choice.deliveries:
        bought.update(dict.fromkeys(each.bought, each.firms))
        served.update(dict.fromkeys(each.services, each.firms))
    return bought, served


def _few(count: int) -> int | None:
    return None if 0 < count < LEAST_FIRMS else count


def _points(worth: int) -> float:
    return round(worth / WORTH_UNIT, 2)
