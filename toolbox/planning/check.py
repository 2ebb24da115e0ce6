"""An independent check of a schedule. It shares the shapes of values with the model, and no line of code.

Every number is worked out here again from what a problem says, in the plainest way, month by month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolbox.planning.problem import Aid, Problem, Schedule


def broken(problem: Problem, schedule: Schedule) -> list[str]:
    """What is wrong with a schedule, each thing as a sentence; an empty list where it keeps everything."""
    return _Check(problem, schedule).found()


def counted(problem: Problem, schedule: Schedule) -> int:
    """The worth of a schedule in 1/10,000 point, counted anew."""
    check = _Check(problem, schedule)
    total = 0
    for step in schedule.steps:
        percent = 100 - check.ready(step.tool)
        total += check.of[step.tool].worth * percent
    return total


class _Check:
    """One schedule under the loupe."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem, self.schedule = problem, schedule
        self.of = {candidate.tool: candidate for candidate in problem.candidates}
        self.begun = {step.tool: step.month for step in schedule.steps}

    def found(self) -> list[str]:
        """All that is wrong."""
        strange = [step.tool for step in self.schedule.steps if step.tool not in self.of]
        if strange or len(self.begun) < len(self.schedule.steps):
            return [f"{tool} is no candidate" for tool in strange] or ["a step stands there twice"]
        return [*self._order(), *self._months(), *self._money(), *self._aid(), *self._wishes()]

    def length(self, tool: str) -> int:
        """Months until daily use, found by counting up."""
        candidate, months = self.of[tool], 1
        limit = self.problem.means.days
        while months * 52 < candidate.weeks * 12 or (limit and months * limit < candidate.days):
            months += 1
        return months

    def ready(self, tool: str) -> int:
        """The first month of daily use."""
        return self.begun[tool] + self.length(tool)

    def _order(self) -> list[str]:
        wrong = []
        for tool, month in self.begun.items():
            if month < 0 or self.ready(tool) > self.problem.means.months:
                wrong.append(f"{tool} is not in daily use within the plan")
            needs = [need for need in self.of[tool].needs if need in self.of]
            missed = [need for need in needs if need not in self.begun or self.ready(need) > month]
            wrong += [f"{tool} begins before {need} is in daily use" for need in missed]
        for one, other in self.problem.rivals:
            if one in self.begun and other in self.begun:
                wrong.append(f"{one} and {other} do not belong in one plan")
        return wrong

    def _months(self) -> list[str]:
        means, wrong = self.problem.means, []
        for month in range(means.months):
            under_way = [t for t in self.begun if self.begun[t] <= month < self.ready(t)]
            if len(under_way) > means.at_once:
                wrong.append(f"month {month}: {len(under_way)} steps at once")
            days = sum(self._days(tool, month) for tool in under_way)
            if means.days is not None and days > means.days:
                wrong.append(f"month {month}: {days} tenths of a day")
            running = sum(self.of[tool].monthly for tool, begun in self.begun.items() if begun <= month)
            if means.monthly is not None and running > means.monthly:
                wrong.append(f"month {month}: {running} yuan run on")
        return wrong

    def _days(self, tool: str, month: int) -> int:
        """The tenths of a day that fall on a month, dealt out one by one from the first month on."""
        length, days = self.length(tool), self.of[tool].days
        return len(range(month - self.begun[tool], days, length))

    def _money(self) -> list[str]:
        budget = self.problem.means.budget
        at_once = {aid.id for aid in self.problem.aids if aid.at_purchase}
        needed = sum(self.of[tool].once for tool in self.begun)
        needed -= sum(yuan for aid, yuan in self.schedule.paid.items() if aid in at_once)
        return [f"{needed} yuan are needed"] if budget is not None and needed > budget else []

    def _aid(self) -> list[str]:
        aids = {aid.id: aid for aid in self.problem.aids}
        wrong = [f"{name} is no aid" for name in self.schedule.paid if name not in aids]
        used: set[str] = set()
        for step in self.schedule.steps:
            if step.aid is None:
                continue
            aid = aids.get(step.aid)
            if aid is None or step.tool not in aid.covers:
                wrong.append(f"{step.aid} does not cover {step.tool}")
            elif not aid.first <= step.month <= aid.last:
                wrong.append(f"{step.tool} is bought outside the time of {step.aid}")
            used.add(step.aid)
        for name, yuan in self.schedule.paid.items():
            if name in aids and not 0 <= yuan <= self._due(aids[name]):
                wrong.append(f"{name} does not pay {yuan}")
        groups = [group for name in sorted(used & aids.keys()) for group in aids[name].groups]
        return wrong + [f"two aids of {group} are drawn" for group in sorted(set(groups)) if groups.count(group) > 1]

    def _due(self, aid: Aid) -> int:
        bought = [self.of[step.tool].once for step in self.schedule.steps if step.aid == aid.id]
        due = sum(bought) * aid.rate // 100
        return due if aid.ceiling is None or due < aid.ceiling else aid.ceiling

    def _wishes(self) -> list[str]:
        wrong = []
        aids = {aid.id for aid in self.problem.aids}
        for wish in self.problem.wishes:
            there = wish.name in self.begun
            by = self.problem.means.months - 1 if wish.month is None else wish.month
            if wish.kind == "without":
                held = not there
            elif wish.name in aids:
                drawing = [step for step in self.schedule.steps if step.aid == wish.name]
                held = bool(drawing) and all(step.month <= by for step in drawing)
            else:
                held = there and self.ready(wish.name) <= by + 1
            if not held:
                wrong.append(f"the wish is not kept: {wish.kind} {wish.name}")
        return wrong
