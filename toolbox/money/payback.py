"""When a sum of flows is paid back: a range of months, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from toolbox.money.bands import ZERO, Band, total
from toolbox.money.gains import Uncounted
from toolbox.money.reckoning import Flow, Measure, Reckoned
from toolbox.vocabulary import Text


class Payback(NamedTuple):
    """The month from which the cash position stays at or above nothing, counted from the first month of the flows.

    earliest: at best; latest: at worst; each None where that does not happen within the months reckoned, or cannot be
    said. said: the same in words, or why it cannot be said.
    """

    earliest: int | None
    latest: int | None
    said: Text


def cash_flow(months: Mapping[Measure, Sequence[Band]]) -> list[Band]:
    """What is left of each month: the gain less all that is paid, at worst, likely and at best."""
    paid = zip(months["outlay"], months["running"], months["own_time"], strict=True)
    return [gain.less(total(parts)) for gain, parts in zip(months["gain"], paid, strict=True)]


def of_tool(reckoned: Reckoned, tool: str) -> Payback:
    """When a tool is paid back, counted from the month in which it begins."""
    flow = reckoned.flows[tool]
    if any(gain.tool == tool for gain in reckoned.gains.counted):
        return _payback([flow], flow.month, None)
    return _payback([flow], flow.month, _no_gain(reckoned, [u for u in reckoned.gains.uncounted if u.tool == tool]))


def of_all(reckoned: Reckoned) -> Payback:
    """When the whole plan is paid back, counted from the first month."""
    no_gain = None if reckoned.gains.counted else _no_gain(reckoned, reckoned.gains.uncounted)
    return _payback(list(reckoned.flows.values()), 1, no_gain)


def missing_figures(reckoned: Reckoned) -> list[str]:
    """The facts that would turn a claim into money, each once."""
    return list(dict.fromkeys(u.fact for u in reckoned.gains.uncounted if u.fact is not None))


def _payback(flows: list[Flow], first: int, no_gain: Text | None) -> Payback:
    steps = [total(bands) for bands in zip(*(cash_flow(flow.months) for flow in flows), strict=True)][first - 1 :]
    count, doubt = len(steps), _doubt(steps)
    spent = any(step.low < 0 for step in steps)
    if not spent:
        free = Text(
            "没有算得出的花费，谈不上回本", "nothing that can be counted is spent, so there is nothing to pay back"
        )
        return Payback(None, None, _joined(free, doubt))
    if no_gain is not None:
        return Payback(None, None, no_gain)
    earliest, latest = _recovered([step.high for step in steps]), _recovered([step.low for step in steps])
    if earliest is None:
        said = Text(
            f"最好的情况，{count} 个月内也回不了本（估计）", f"not within {count} months, even at best (estimate)"
        )
    elif latest is None:
        said = Text(
            f"最早第 {earliest} 个月；差的情况 {count} 个月内回不了本（估计）",
            f"month {earliest} at the earliest; at worst not within {count} months (estimate)",
        )
    else:
        said = Text(f"第 {earliest}–{latest} 个月（估计）", f"month {earliest} to {latest} (estimate)")
    return Payback(earliest, latest, _joined(said, doubt))


def _recovered(steps: Sequence[Decimal]) -> int | None:
    """The month from which the sum stays at or above nothing; None where it ends below."""
    sums, position = [], ZERO.low
    for step in steps:
        position += step
        sums.append(position)
    below = [place for place, each in enumerate(sums, 1) if each < 0]
    if not below:
        return 1
    return below[-1] + 1 if below[-1] < len(sums) else None


def _no_gain(reckoned: Reckoned, uncounted: Sequence[Uncounted]) -> Text:
    """Why there is no gain to pay back from: the figures that the firm did not tell, else what stands in the way."""
    if not uncounted:
        return Text("说不出，因为没有关于收益的依据", "cannot be said, because there is no evidence of a gain")
    figures = dict.fromkeys(said.fact for said in uncounted if said.fact is not None)
    if figures:
        labels = [reckoned.knowledge.vocabulary[fact].label for fact in figures]
        zh, en = "、".join(label.zh for label in labels), ", ".join(label.en for label in labels)
        return Text(f"说不出，因为企业没有告诉：{zh}", f"cannot be said, because the firm did not tell: {en}")
    zh = "；".join(dict.fromkeys(said.because.zh.rstrip("。") for said in uncounted))
    en = "; ".join(dict.fromkeys(said.because.en.rstrip(".") for said in uncounted))
    return Text(f"说不出，因为：{zh}", f"cannot be said, because: {en}")


def _doubt(steps: Sequence[Band]) -> Text:
    if not any(step.open for step in steps):
        return Text("", "")
    return Text("；花费只知道下限，实际可能更晚", "; only the least of the cost is known, so it may be later")


def _joined(one: Text, two: Text) -> Text:
    return Text(one.zh + two.zh, one.en + two.en)
