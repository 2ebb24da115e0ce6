"""From a schedule to the plan that is told: names, months, sums, reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from toolbox import graph
from toolbox.answer import Label, Origin
from toolbox.costing import ToolCost
from toolbox.knowledge.model import Knowledge
from toolbox.planning import aids, insight
from toolbox.planning.candidates import Posed
from toolbox.planning.conflicts import Conflict, Enough, Item
from toolbox.planning.exact import Found
from toolbox.planning.plan import (
    FORMAT,
    AidDrawn,
    ConflictTold,
    Critical,
    DropTold,
    EnoughTold,
    LeftOut,
    MeansTold,
    MonthPlanned,
    Outlay,
    Plan,
    PointTold,
    StepPlanned,
    Totals,
    WishTold,
    month_named,
)
from toolbox.planning.problem import (
    DAY,
    WORTH_UNIT,
    Candidate,
    MeansName,
    Problem,
    Schedule,
    Wish,
    closure,
    days_in,
    required,
    worth_at,
)
from toolbox.planning.status import status_of
from toolbox.vocabulary import Text

_EMPTY = Schedule((), {})


class Told(NamedTuple):
    """What a plan is told from. solve: for the curve; None leaves it out."""

    posed: Posed
    knowledge: Knowledge
    origin: Origin
    firm: str | None
    start: str
    solve: insight.Solver | None


def plan_told(told: Told, found: Found, conflict: Conflict | None, *, by_greedy: bool) -> Plan:
    """The plan as it is told; without a schedule it has no steps, and says why."""
    return _Teller(told, found.schedule or _EMPTY).plan(found, conflict, by_greedy=by_greedy)


class _Teller:
    """One plan in the telling."""

    def __init__(self, told: Told, schedule: Schedule) -> None:
        self.told, self.schedule = told, schedule
        self.problem: Problem = told.posed.problem
        self.of: dict[str, Candidate] = {c.tool: c for c in self.problem.candidates}
        self.takes = insight.takes(self.problem)
        self.begun = {step.tool: step.month for step in schedule.steps}

    def plan(self, found: Found, conflict: Conflict | None, *, by_greedy: bool) -> Plan:
        """The whole plan."""
        critical = self._critical()
        means = self.problem.means
        return Plan(
            FORMAT,
            self.told.origin,
            self.told.firm,
            self.told.start,
            MeansTold(means.budget, means.monthly, _days(means.days), means.months, means.at_once),
            tuple(WishTold(w.kind, self._name(w.name), self._month(w.month)) for w in self.problem.wishes),
            status_of(found, by_greedy=by_greedy),
            None if conflict is None else self._conflict(conflict),
            tuple(self._steps(critical)),
            tuple(self._one_month(month) for month in range(means.months)) if self.begun else (),
            self._totals(),
            tuple(self._aids()),
            tuple(self._left_out()) if found.schedule is not None else (),
            critical,
            tuple(self._curve()),
            tuple(
                DropTold(self._names(drop.tools), drop.saves, drop.loses / WORTH_UNIT)
                for drop in insight.drops(self.problem, self.schedule)
            ),
            _NOTES,
        )

    def _name(self, id_: str) -> Label:
        tool = self.told.knowledge.tools.get(id_)
        return Label(id_, tool.name if tool is not None else Text(id_, id_))

    def _names(self, tools: Iterable[str]) -> tuple[Label, ...]:
        return tuple(self._name(tool) for tool in tools)

    def _month(self, number: int | None) -> str | None:
        return None if number is None else month_named(self.told.start, number)

    def _ready(self, tool: str) -> int:
        return self.begun[tool] + self.takes[tool]

    # --- steps, months, sums

    def _critical(self) -> Critical:
        before = {tool: [need for need in self.of[tool].needs if need in self.begun] for tool in self.begun}
        chain = graph.longest_chain(before, {tool: self.takes[tool] for tool in before}) if before else []
        return Critical(self._names(chain), sum(self.takes[tool] for tool in chain))

    def _steps(self, critical: Critical) -> Iterable[StepPlanned]:
        place = {candidate.tool: number for number, candidate in enumerate(self.problem.candidates, 1)}
        slack, chain = insight.slack(self.problem, self.schedule), {tool.id for tool in critical.tools}
        wished = set(required(self.problem))
        for tool, month, aid in self.schedule.steps:
            candidate, cost = self.of[tool], self.told.posed.costs[tool]
            yield StepPlanned(
                tool,
                self._name(tool).name,
                place[tool],
                month_named(self.told.start, month),
                month_named(self.told.start, self._ready(tool)),
                self.takes[tool],
                Outlay(candidate.once, candidate.once_open),
                Outlay(candidate.monthly, candidate.monthly_open),
                cost.basis,
                _how(cost),
                candidate.days / DAY,
                worth_at(candidate, self.takes[tool], month) / WORTH_UNIT,
                self._names(need for need in candidate.needs if need in self.begun),
                aid,
                slack[tool],
                tool in chain,
                tool in wished,
            )

    def _one_month(self, month: int) -> MonthPlanned:
        under_way = [tool for tool, begun in self.begun.items() if begun <= month < self._ready(tool)]
        begins = [tool for tool in under_way if self.begun[tool] == month]
        days = sum(days_in(self.of[t], self.takes[t], month - self.begun[t]) for t in under_way)
        return MonthPlanned(
            month_named(self.told.start, month),
            self._names(begins),
            self._names(under_way),
            self._names(tool for tool in self.begun if self._ready(tool) == month),
            sum(self.of[tool].once for tool in begins),
            sum(self.of[tool].monthly for tool, begun in self.begun.items() if begun <= month),
            days / DAY,
        )

    def _totals(self) -> Totals:
        chosen = [self.of[tool] for tool in self.begun]
        once, monthly = sum(c.once for c in chosen), sum(c.monthly for c in chosen)
        running = sum(c.monthly * (self.problem.means.months - self.begun[c.tool]) for c in chosen)
        runs_open = any(c.monthly_open for c in chosen)
        at_purchase = {aid.id for aid in self.problem.aids if aid.at_purchase}
        paid = self.schedule.paid
        return Totals(
            Outlay(once, any(c.once_open for c in chosen)),
            Outlay(running, runs_open),
            Outlay(monthly, runs_open),
            sum(paid.values()),
            once - sum(yuan for aid, yuan in paid.items() if aid in at_purchase),
            sum(c.days for c in chosen) / DAY,
        )

    def _aids(self) -> Iterable[AidDrawn]:
        for aid in self.problem.aids:
            drawing = [step for step in self.schedule.steps if step.aid == aid.id]
            if drawing:
                apply_by = month_named(self.told.start, min(step.month for step in drawing) - aid.lead)
                names = self._names(step.tool for step in drawing)
                named = aids.named(self.told.knowledge, aid.id, self.told.origin.today)
                yield AidDrawn(*named, names, self.schedule.paid.get(aid.id, 0), apply_by, aid.at_purchase)

    # --- what is not in it, and what would change it

    def _left_out(self) -> Iterable[LeftOut]:
        for candidate in self.problem.candidates:
            if candidate.tool not in self.begun and candidate.worth:
                yield LeftOut(candidate.tool, self._name(candidate.tool).name, self._why_not(candidate.tool))

    def _why_not(self, tool: str) -> Text:
        bundle = [each for each in closure(self.problem, [tool]) if each not in self.begun]
        unwanted = [wish.name for wish in self.problem.wished("without") if wish.name in bundle]
        rival = next(
            (other for pair in self.problem.rivals if tool in pair for other in pair if other in self.begun), None
        )
        if tool in unwanted:
            return Text("按您的要求不做", "left out as you wish")
        if unwanted:
            name = self._name(unwanted[0]).name
            return Text(f"离不开“{name.zh}”，而那按您的要求不做", f"needs “{name.en}”, which is left out as you wish")
        if rival is not None:
            name = self._name(rival).name
            return Text(
                f"“{name.zh}”已经在计划里，二者只要一个", f"“{name.en}” is planned, and one of the two is enough"
            )
        return self._too_much([self.of[each] for each in bundle])

    def _too_much(self, bundle: list[Candidate]) -> Text:
        """Which of the means it does not fit, with all else of the plan in place."""
        means, totals = self.problem.means, self._totals()
        once, monthly = sum(c.once for c in bundle), sum(c.monthly for c in bundle)
        if means.budget is not None and once > means.budget - totals.from_budget:
            left = means.budget - totals.from_budget
            return Text(
                f"一次性要 {once:,} 元，预算只剩 {left:,} 元", f"takes {once:,} yuan; {left:,} of the budget are left"
            )
        if means.monthly is not None and monthly > means.monthly - totals.monthly.yuan:
            left = means.monthly - totals.monthly.yuan
            return Text(
                f"每月要 {monthly:,} 元，每月只剩 {left:,} 元", f"takes {monthly:,} yuan a month; {left:,} are left"
            )
        longest = max(self.takes[c.tool] for c in bundle)
        if longest > means.months:
            return Text(
                f"到日常用起来要 {longest} 个月，计划只有 {means.months} 个月",
                f"takes {longest} months until daily use; the plan has {means.months}",
            )
        return Text("人手或时间排不开", "no room among the months: staff days, steps at once or time")

    def _curve(self) -> Iterable[PointTold]:
        if self.told.solve is None:
            return
        before = {step.tool for step in self.schedule.steps}
        order = [candidate.tool for candidate in self.problem.candidates]
        for point in insight.curve(self.problem, self.schedule, self.told.solve):
            now = {step.tool for step in point.schedule.steps}
            comes, goes = (self._names(t for t in order if t in some) for some in (now - before, before - now))
            yield PointTold(point.budget, point.worth / WORTH_UNIT, comes, goes, point.proven)
            before = now

    # --- why there is none

    def _conflict(self, conflict: Conflict) -> ConflictTold:
        return ConflictTold(
            tuple(self._item(item) for item in conflict.items),
            tuple(map(_enough, conflict.alone)),
            tuple(map(_enough, conflict.together)),
            conflict.smallest,
        )

    def _item(self, item: Item) -> Text:
        if not isinstance(item, Wish):
            return _mean(item, getattr(self.problem.means, item))
        name, by = self._name(item.name).name, self._month(item.month)
        if item.kind == "without":
            return Text(f"不要“{name.zh}”", f"without “{name.en}”")
        if item.kind == "must":
            return Text(f"必须有“{name.zh}”", f"must have “{name.en}”")
        return Text(f"“{name.zh}”最晚 {by}", f"“{name.en}” by {by}")


def _how(cost: ToolCost) -> Text:
    """How the yuan of a step came about, and what comes on top that nobody knows."""
    how, more = cost.how, cost.on_top
    return how if more is None else Text(f"{how.zh}；{more.zh}", f"{how.en}; {more.en}")


def _days(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / DAY


def _enough(enough: Enough) -> EnoughTold:
    mean, amount = enough
    if mean == "days":
        return EnoughTold("staff_days", amount / DAY, _mean(mean, amount))
    return EnoughTold(mean, amount, _mean(mean, amount))


def _mean(mean: MeansName, amount: int) -> Text:
    return _MEANS[mean](amount)


_MEANS: Mapping[MeansName, Callable[[int], Text]] = {
    "budget": lambda n: Text(f"一次性预算 {n:,} 元", f"a budget of {n:,} yuan"),
    "monthly": lambda n: Text(f"每月 {n:,} 元", f"{n:,} yuan a month"),
    "days": lambda n: Text(f"每月人手 {n / DAY:g} 天", f"{n / DAY:g} staff days a month"),
    "months": lambda n: Text(f"{n} 个月", f"{n} months"),
    "at_once": lambda n: Text(f"同时最多 {n} 步", f"{n} steps at once"),
}


_NOTES = (
    Text(
        "花费、天数、周数都取范围的高端；高端不知道的取低端，合计写“至少”",
        "yuan, days and weeks are taken at the high end of their range; where that is unknown, the low end counts and "
        "the sum says “at least”",
    ),
    Text(
        "预算管一次性的花费；每月的花费从开始那个月算到计划结束，看每月上限",
        "the budget bears what is paid once; what runs on counts from the month in which a step begins, against the "
        "monthly limit",
    ),
    Text(
        "价值 = 建议的排名分，每晚一个月用上少 1%；只为别的步骤打底的不计分",
        "worth = the rank of the advice, one percent less for each month until daily use; what is there only for other "
        "steps counts nothing",
    ),
)
