"""How sure a choice is and why something is not in it, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from toolbox.clustering.answer import Status
from toolbox.clustering.exact import Found
from toolbox.clustering.problem import WORTH_UNIT
from toolbox.planning.status import PROVEN, unproven
from toolbox.vocabulary import Text

_DIGITS = 4  # of a gap in percent: it is often far below one


def status_of(found: Found, *, by_greedy: bool) -> Status:
    """What may be said of what was found."""
    worth = round(found.worth / WORTH_UNIT, 2)
    at_once = None if found.at_once is None else round(found.at_once / WORTH_UNIT, 2)
    if found.choice is None:
        kind: Literal["infeasible", "unknown"] = "infeasible" if found.status == "infeasible" else "unknown"
        said = _NONE_AT_ONCE if by_greedy else _NONE[kind]
        return Status(kind, 0.0, None, None, at_once, found.limit, said)
    if by_greedy:
        return Status("greedy", worth, None, None, at_once, None, _AT_ONCE)
    if found.status == "proven":
        return Status("proven", worth, worth, 0.0, at_once, None, PROVEN)
    gap = None
    if found.bound is not None and found.worth:
        # upward: what is told is never too good
        gap = -(-(found.bound - found.worth) * 100 * 10**_DIGITS // found.worth) / 10**_DIGITS
    bound = None if found.bound is None else round(found.bound / WORTH_UNIT, 2)
    return Status(
        "found", worth, bound, gap, at_once, found.limit, unproven(None if gap is None else f"{gap:.10g}", found.limit)
    )


def why(reason: str, firms: int | None, number: int) -> Text:
    """Why something is left out. firms: whom it would reach, None where so few. number: yuan, or the least number."""
    counted = (
        Text(f"{firms:,} 家", f"{firms:,} firms") if firms is not None else Text("不到 5 家", "fewer than 5 firms")
    )
    return _WHY[reason](counted, number)


_WHY: Mapping[str, Callable[[Text, int], Text]] = {
    "no price": lambda n, _: Text(
        f"没有人报过它要多少钱；{n.zh}用得上，值得去问价",
        f"nobody has told what it costs; it would reach {n.en}: worth asking for a price",
    ),
    "no high end": lambda n, _: Text(
        f"花费没有上限，不能按估计买；{n.zh}要它，先要报价",
        f"what it costs has no upper end, so no estimate will do; {n.en} want it: ask for a quote",
    ),
    "estimate": lambda n, _: Text(f"只有估计价，没有报价；{n.zh}要它", f"there is only an estimate; {n.en} want it"),
    "too dear": lambda n, yuan: Text(
        f"第一年 {yuan:,} 元，比整个预算还多；{n.zh}用得上",
        f"{yuan:,} yuan in the first year, above the whole budget; it would reach {n.en}",
    ),
    "too few": lambda n, least: Text(f"只有 {n.zh}要它，不够 {least} 家", f"only {n.en} want it, and it takes {least}"),
    "given": lambda n, _: Text(
        f"{n.zh}要它，选中的服务已经带来", f"{n.en} want it, and a service that is chosen brings it"
    ),
    "less": lambda n, _: Text(
        f"{n.zh}用得上，但同样的钱用在别处带来的更多", f"{n.en} want it, but the money brings more elsewhere"
    ),
}


def mark(about: str, number: int = 0) -> Text:
    """A note on the numbers of this one choice."""
    text = _MARKS[about]
    return Text(text.zh.format(n=f"{number:,}"), text.en.format(n=f"{number:,}"))


_AT_ONCE = Text("快速选法，没有证明最优", "chosen at once, step by step; not proven to be the best")
_NONE = {
    "infeasible": Text("选不出来：这些要求不能同时满足（已证明）", "there is no such choice: proven"),
    "unknown": Text(
        "到了搜索上限，没有找到，也没有证明选不出来", "none was found before the limit, and none is ruled out"
    ),
}
_NONE_AT_ONCE = Text(
    "快速选法没有选出来；这不等于选不出来，去掉 --greedy 会说明原因",
    "the quick way found none, which proves nothing; without --greedy the reason is worked out",
)
_MARKS = {
    "conditions": Text(
        "这份建议没有写明各项共享服务能给哪些企业用，所以按谁要就给谁算；重新运行 menkan batch 就会写明",
        "this advice does not say for which firms a shared service can be there, so it counts as there for all that "
        "want it; run `menkan batch` again and it will",
    ),
    "knowledge": Text(
        "这份建议是用另一份知识算的；价格和名称取自现在的知识",
        "the advice was made with other knowledge; prices and names are of the knowledge now",
    ),
    "no digest": Text(
        "CSV 和 Excel 不写明建议是用哪份知识算的；Parquet 会写",
        "CSV and Excel do not tell which knowledge the advice was made with; Parquet does",
    ),
    "shortened": Text(
        "有 {n} 家企业的组合很少见，少算了一步或两步，价值因此偏低",
        "{n} firms are of a rare kind and count with one step or two fewer, so the worth is told too low",
    ),
}
NOTES = (
    Text(
        "价值 = 带给企业的步骤的排名分：每家最高分的一步全算，第二步算一半，第三步算三分之一；"
        "微型和规模不定的企业最多算两步，其他最多三步",
        "worth = the rank points of the steps brought to firms: a firm's best in full, the second half, the third a "
        "third; at most two steps of a firm that is micro or of no settled size, three of any other",
    ),
    Text(
        "企业只算前六步里能由在售的服务或集采带来的最先几步；没有人报过价的服务不在售",
        "a firm counts with the first of its six steps that something on offer brings; a service whose cost nobody "
        "told is not on offer",
    ),
    Text(
        "只算第一年；标“估计”的是目录花费档位的高端，不是报价；不到 5 家的数字不写",
        "only the first year counts; what is marked as an estimate is the high end of the catalogue's cost band, not a "
        "quote; numbers of fewer than 5 firms are not told",
    ),
)
