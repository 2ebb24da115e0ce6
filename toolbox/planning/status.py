"""How sure a plan is, in words: proven, found with its bound, planned at once, or none and why."""

from __future__ import annotations

from typing import Literal

from toolbox.planning.exact import Found
from toolbox.planning.plan import Status
from toolbox.planning.problem import WORTH_UNIT
from toolbox.vocabulary import Text


def status_of(found: Found, *, by_greedy: bool) -> Status:
    """What may be said of what was found."""
    worth = found.worth / WORTH_UNIT
    if found.schedule is None:
        kind: Literal["infeasible", "unknown"] = "infeasible" if found.status == "infeasible" else "unknown"
        return Status(kind, 0.0, None, None, found.limit, _NONE[kind] if not by_greedy else _NONE_AT_ONCE)
    if by_greedy:
        return Status("greedy", worth, None, None, None, _AT_ONCE)
    if found.status == "proven":
        return Status("proven", worth, worth, 0.0, None, PROVEN)
    gap = None if found.bound is None or not found.worth else round(100 * (found.bound - found.worth) / found.worth, 2)
    bound = None if found.bound is None else found.bound / WORTH_UNIT
    said = unproven(None if gap is None else f"{gap}", found.limit)
    return Status("found", worth, bound, gap, found.limit, said)


def unproven(gap: str | None, limit: str | None) -> Text:
    """The best that was found before a limit. gap: percent by which the best of all may be better."""
    by = Text("时间", "time") if limit == "seconds" else Text("搜索步数", "search steps")
    least = Text("没有上界", "no bound is known")
    if gap is not None:
        least = Text(f"最多还能好 {gap}%", f"at most {gap}% better")
    again = Text("；再算一次可能不同", "; another run may differ") if limit == "seconds" else Text("", "")
    return Text(
        f"找到的最好方案，没有证明最优：到了{by.zh}上限，真正最优的{least.zh}{again.zh}",
        f"the best that was found, not proven: the limit of {by.en} was reached; the best is {least.en}{again.en}",
    )


PROVEN = Text("已证明最优", "proven to be the best")
_AT_ONCE = Text("快速排法，没有证明最优", "planned at once, step by step; not proven to be the best")
_NONE = {
    "infeasible": Text("排不出来：这些要求不能同时满足（已证明）", "there is no such plan: proven"),
    "unknown": Text(
        "到了搜索上限，没有找到，也没有证明排不出来", "none was found before the limit, and none is ruled out"
    ),
}
_NONE_AT_ONCE = Text(
    "快速排法没有排出来；这不等于排不出来，去掉 --greedy 会说明原因",
    "the quick way found none, which proves nothing; without --greedy the reason is worked out",
)
