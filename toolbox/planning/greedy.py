"""A plan at once, without a solver: take the best step that still fits, with all that it needs, as early as it fits.

What the wishes ask for comes first. Best is tried in two ways, by worth alone and by worth for what it takes of the
scarce means; the better plan is kept, the first where they are equal. Deterministic; not proven to be the best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from toolbox.planning.problem import (
    WHOLE,
    Aid,
    Candidate,
    Problem,
    Schedule,
    closure,
    days_in,
    months_until_use,
    ordered,
    placeable,
    required,
    worth_at,
    worth_of,
)

_MILLION = 10**6
_Starts = dict[str, int]


def greedy(problem: Problem) -> Schedule | None:
    """A schedule that keeps everything, or None where this way finds no room for what the wishes ask for."""
    found = [plan for rule in (_by_worth, _by_share) if (plan := _Greedy(problem, rule).run()) is not None]
    return max(found, key=lambda plan: worth_of(problem, plan), default=None)


class Drawn(NamedTuple):
    """Aid by tool, and what each aid pays."""

    aids: Mapping[str, str]
    paid: Mapping[str, int]


def drawn(problem: Problem, starts: Mapping[str, int]) -> Drawn:
    """Which aid pays for what: the aid that could pay most first, each for what is bought in its time.

    Of a group one aid is drawn. Aids that are wished for come before all others.
    """
    wished = {wish.name: wish.month for wish in problem.wished("deadline")}
    cost = {candidate.tool: candidate.once for candidate in problem.candidates}
    left, groups = dict(starts), set[str]()
    aids: dict[str, str] = {}
    paid: dict[str, int] = {}
    open_ = list(problem.aids)
    while open_:
        pays = {aid.id: _payable(aid, left, cost, wished.get(aid.id)) for aid in open_}
        best = max(open_, key=lambda aid: (aid.id in wished, pays[aid.id][1], [-ord(c) for c in aid.id]))
        open_.remove(best)
        tools, yuan = pays[best.id]
        if groups & set(best.groups) or not tools or not (yuan or best.id in wished):
            continue
        groups |= set(best.groups)
        paid[best.id] = yuan
        for tool in tools:
            aids[tool] = best.id
            del left[tool]
    return Drawn(aids, paid)


def _payable(aid: Aid, starts: Mapping[str, int], cost: Mapping[str, int], by: int | None) -> tuple[list[str], int]:
    last = aid.last if by is None else min(aid.last, by)
    tools = [tool for tool in aid.covers if aid.first <= starts.get(tool, -1) <= last]
    yuan = aid.rate * sum(cost[tool] for tool in tools) // WHOLE
    return tools, yuan if aid.ceiling is None else min(yuan, aid.ceiling)


class _Greedy:
    """One run: what has begun, and what is used of each mean by then."""

    def __init__(self, problem: Problem, rule: Callable[[_Greedy, list[str]], tuple[int, ...]]) -> None:
        self.problem, self.means, self.rule = problem, problem.means, rule
        self.candidates = {c.tool: c for c in problem.candidates}
        self.place = {c.tool: number for number, c in enumerate(problem.candidates)}
        self.takes = {c.tool: months_until_use(c, problem.means) for c in problem.candidates}
        self.without = {wish.name for wish in problem.wished("without")}
        self.latest = _latest(problem, self.takes)
        self.starts: _Starts = {}

    def run(self) -> Schedule | None:
        """The schedule, or None."""
        known = {*self.candidates, *(aid.id for aid in self.problem.aids)}
        needed = required(self.problem)
        if any(w.name not in known for w in self.problem.wishes if w.kind != "without") or self.without & set(needed):
            return None
        for tool in sorted(
            needed, key=lambda t: (self._depth(t), self.latest.get(t, self.means.months), self.place[t])
        ):
            if not self._put([tool]):
                return None
        if not self._aids_wished():
            return None
        open_ = [tool for tool in self.candidates if tool not in self.starts]
        while bundles := [b for tool in open_ if (b := self._bundle(tool)) is not None]:
            best = max(bundles, key=lambda bundle: (*self.rule(self, bundle), -self.place[bundle[-1]]))
            if not self._put(best):
                self.without.add(best[-1])
            open_ = [tool for tool in open_ if tool not in self.starts and tool not in self.without]
        return self._done()

    def _done(self) -> Schedule | None:
        aids, paid = drawn(self.problem, self.starts)
        wished = {wish.name for wish in self.problem.wished("deadline")} - self.candidates.keys()
        return ordered(self.problem, self.starts, aids, paid) if wished <= set(aids.values()) else None

    def _depth(self, tool: str) -> int:
        return 1 + max((self._depth(n) for n in self.candidates[tool].needs if n in self.candidates), default=0)

    def _bundle(self, tool: str) -> list[str] | None:
        """A step that counts, after all that it needs and lacks yet; None where that may not be."""
        bundle = [each for each in closure(self.problem, [tool]) if each not in self.starts]
        barred = self.without & set(bundle) or self._rivals(bundle)
        return None if barred or not self._worth(bundle) else bundle

    def _rivals(self, bundle: list[str]) -> bool:
        taken = {*self.starts, *bundle}
        return any(one in taken and other in taken for one, other in self.problem.rivals)

    def _worth(self, bundle: list[str]) -> int:
        return sum(self.candidates[tool].worth for tool in bundle)

    def _aids_wished(self) -> bool:
        """Begin something, the cheapest first, for each aid that the wishes name."""
        for wish in self.problem.wished("deadline"):
            aid = next((aid for aid in self.problem.aids if aid.id == wish.name), None)
            if aid is None or wish.name in drawn(self.problem, self.starts).aids.values():
                continue
            covered = [tool for tool in aid.covers if tool in self.candidates and tool not in self.starts]
            for tool in sorted(covered, key=lambda t: (-self.candidates[t].worth, self.place[t])):
                bundle = [each for each in closure(self.problem, [tool]) if each not in self.starts]
                barred = self.without & set(bundle) or self._rivals(bundle)
                if not barred and self._put(bundle, aid.first, aid.last if wish.month is None else wish.month):
                    break
            else:
                return False
        return True

    def _put(self, bundle: list[str], first: int = 0, last: int | None = None) -> bool:
        """Begin all of the bundle, each as early as it fits, or nothing of it. first, last: for its last step."""
        before = dict(self.starts)
        if self._rivals(bundle):
            return False
        for tool in bundle:
            final = tool == bundle[-1]
            month = self._earliest(tool, first if final else 0, last if final else None)
            if month is None:
                self.starts = before
                return False
            self.starts[tool] = month
        return True

    def _earliest(self, tool: str, first: int, last: int | None) -> int | None:
        candidate = self.candidates[tool]
        if not placeable(candidate, self.means):
            return None
        ready = max((self.starts[n] + self.takes[n] for n in candidate.needs if n in self.starts), default=0)
        end = min(self.means.months - self.takes[tool], self.latest.get(tool, self.means.months))
        for month in range(max(first, ready), 1 + (end if last is None else min(end, last))):
            if self._fits(candidate, month):
                return month
        return None

    def _fits(self, candidate: Candidate, month: int) -> bool:
        means, takes = self.means, self.takes[candidate.tool]
        trial = {**self.starts, candidate.tool: month}
        if means.monthly is not None and sum(self.candidates[t].monthly for t in trial) > means.monthly:
            return False
        for now in range(month, month + takes):
            under_way = [t for t, begun in trial.items() if begun <= now < begun + self.takes[t]]
            days = sum(days_in(self.candidates[t], self.takes[t], now - trial[t]) for t in under_way)
            if len(under_way) > means.at_once or (means.days is not None and days > means.days):
                return False
        return means.budget is None or self._upfront(trial) <= means.budget

    def _upfront(self, starts: Mapping[str, int]) -> int:
        once = sum(self.candidates[tool].once for tool in starts)
        if self.means.budget is None or once <= self.means.budget:
            return once
        paid = drawn(self.problem, starts).paid
        return once - sum(paid.get(aid.id, 0) for aid in self.problem.aids if aid.at_purchase)


def _latest(problem: Problem, takes: Mapping[str, int]) -> dict[str, int]:
    """The last month in which a step may begin so that every deadline is met, its own and those of what needs it."""
    latest: dict[str, int] = {}
    due = [w for w in problem.wished("deadline") if w.name in takes and w.month is not None]
    by_tool = {candidate.tool: candidate for candidate in problem.candidates}

    def bound(tool: str, month: int) -> None:
        latest[tool] = min(month, latest.get(tool, month))
        for need in by_tool[tool].needs:
            if need in by_tool:
                bound(need, month - takes[need])

    for wish in due:
        bound(wish.name, (wish.month or 0) + 1 - takes[wish.name])
    return latest


def _by_worth(run: _Greedy, bundle: list[str]) -> tuple[int, ...]:
    """The worth of the bundle as if it began now."""
    return (sum(worth_at(run.candidates[tool], run.takes[tool], 0) for tool in bundle),)


def _by_share(run: _Greedy, bundle: list[str]) -> tuple[int, ...]:
    """The worth for each millionth that it takes of the means that have a limit."""
    means, chosen = run.means, [run.candidates[tool] for tool in bundle]
    limits = (
        (means.budget, sum(c.once for c in chosen)),
        (means.monthly, sum(c.monthly for c in chosen)),
        (None if means.days is None else means.days * means.months, sum(c.days for c in chosen)),
        (means.at_once * means.months, sum(run.takes[tool] for tool in bundle)),
    )
    share = sum(_MILLION * used // max(1, limit) for limit, used in limits if limit is not None)
    return (_by_worth(run, bundle)[0] * _MILLION // (share + 1),)
