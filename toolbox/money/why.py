"""Why a cell of the statement is what it is: the parts that add up to it, each with its basis and its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from toolbox.errors import DataError, Fault
from toolbox.money import payback
from toolbox.money.bands import Band, total
from toolbox.money.gains import Gain
from toolbox.money.reckoning import MEASURES, Flow, Measure, Reckoned
from toolbox.money.simulation import net_present_value
from toolbox.money.statement import TOTAL, figure, flows_of, name_of, scenarios_of
from toolbox.text import one_of, shown
from toolbox.vocabulary import Text

FORMAT = "menkan-cell/1"
WHOLE = "all"  # in place of a quarter: all of them
OWN_FIGURE = "firm"  # the source of what the firm told of itself


class Part(NamedTuple):
    """One part of a figure. basis: quote, list price, estimate, claim or told; source: whose, or from where."""

    name: Text
    band: Band
    basis: str
    source: str
    date: str | None
    how: Text


class Why(NamedTuple):
    """A cell with its parts, which add up to it; of a pay-back or a present value, what it rests on in words."""

    format: str
    cell: str
    name: Text
    band: Band | None
    parts: tuple[Part, ...]
    said: tuple[Text, ...]


def why(reckoned: Reckoned, cell: str) -> Why:
    """The reasons of a cell: `marketing.outlay.2027Q1`, `total.gain.all`, `total.npv`, `crm.payback`.

    Raises DataError with what could be asked instead.
    """
    first, _, rest = cell.partition(".")
    known = [TOTAL, *scenarios_of(reckoned), *reckoned.flows]
    if first not in known:
        raise DataError(Fault(shown(cell), f"there is no account '{shown(first)}'.", one_of(first, known)))
    if first == TOTAL and rest == "npv" and reckoned.flows:
        return _present(reckoned)
    if rest == "payback" and (first in reckoned.flows or first == TOTAL):
        found = payback.of_all(reckoned) if first == TOTAL else payback.of_tool(reckoned, first)
        return Why(FORMAT, cell, _name(reckoned, first, Text("多久回本", "pay-back")), None, (), (found.said, _RULE))
    row, _, quarter = rest.partition(".")
    rows = [*MEASURES, "cash"]
    if row not in rows:
        more = ["npv", "payback"] if first == TOTAL else ["payback"] if first in reckoned.flows else []
        raise DataError(Fault(shown(cell), f"there is no row '{shown(row)}'.", one_of(row, [*rows, *more])))
    quarters = reckoned.calendar.quarters()
    if quarter not in (*quarters, WHOLE):
        raise DataError(
            Fault(shown(cell), f"there is no quarter '{shown(quarter)}'.", one_of(quarter, [*quarters, WHOLE]))
        )
    flows = [reckoned.flows[first]] if first in reckoned.flows else flows_of(reckoned, first)
    numbers = [n for q, ns in quarters.items() for n in ns if quarter in (WHOLE, q)]
    if row == "cash":
        return _cash(reckoned, cell, first, flows, list(range(1, max(numbers) + 1)))
    parts = tuple(_parts(reckoned, flows, cast("Measure", row), numbers))
    return Why(
        FORMAT,
        cell,
        _name(reckoned, first, ROWS[row]),
        total(part.band for part in parts),
        parts,
        _notes(reckoned, row),
    )


ROWS = {
    "outlay": Text("一次性支出", "outlay"),
    "running": Text("按月支出", "running cost"),
    "days": Text("自己人的天数", "days of own people"),
    "own_time": Text("自己人的工钱", "own people's time in money"),
    "gain": Text("收益", "gain"),
    "cash": Text("累计现金", "cash so far"),
}
_RULE = Text(
    "从哪个月起，累计现金不再低于零：最早按花得最少、收益最多算，最晚按花得最多、收益最少算。",
    "The month from which the cash position stays at or above nothing: at the earliest with the least cost and the "
    "most gain, at the latest with the most cost and the least gain.",
)


def _name(reckoned: Reckoned, first: str, row: Text) -> Text:
    of = reckoned.knowledge.tools[first].name if first in reckoned.flows else name_of(reckoned, first)
    return Text(f"{of.zh}：{row.zh}", f"{of.en}: {row.en}")


def _cash(reckoned: Reckoned, cell: str, first: str, flows: list[Flow], numbers: list[int]) -> Why:
    """All gains less all costs up to the end of a quarter."""
    parts = []
    for measure in ("gain", "outlay", "running", "own_time"):
        for part in _parts(reckoned, flows, measure, numbers):
            band = part.band if measure == "gain" else part.band.negated()
            name = Text(f"{ROWS[measure].zh}，{part.name.zh}", f"{ROWS[measure].en}, {part.name.en}")
            parts.append(part._replace(name=name, band=band))
    return Why(
        FORMAT,
        cell,
        _name(reckoned, first, ROWS["cash"]),
        total(part.band for part in parts),
        tuple(parts),
        _notes(reckoned, "cash"),
    )


def _parts(reckoned: Reckoned, flows: list[Flow], measure: Measure, numbers: list[int]) -> Iterator[Part]:
    """What adds up to a measure over months; parts that are nothing are left out, unless they are open."""
    for flow in flows:
        if measure == "gain":
            yield from _gain_parts(reckoned, flow, numbers)
            continue
        band = figure([flow], measure, numbers)
        if any(band):
            yield _cost_part(reckoned, flow, measure, band, numbers)


def _cost_part(reckoned: Reckoned, flow: Flow, measure: Measure, band: Band, numbers: list[int]) -> Part:
    cost, name = flow.cost, reckoned.knowledge.tools[flow.cost.tool].name
    if measure in ("days", "own_time"):
        how = Text(
            "估计：自己人投入的天数，摊在上手的几个月里",
            "estimate: days of own people, spread over the months of bringing it in",
        )
        if measure == "own_time":
            how = Text(f"{how.zh}，乘以企业说的一天工钱", f"{how.en}, times the firm's own day rate")
        return Part(name, band, "estimate", f"catalog/tools: {cost.tool}", None, how)
    how = cost.how
    if measure == "running":
        months = sum(number >= flow.month for number in numbers)
        how = Text(f"{how.zh}；{months} 个月", f"{how.en}; {months} months")
        if cost.on_top is not None:
            how = Text(f"{how.zh}；{cost.on_top.zh}", f"{how.en}; {cost.on_top.en}")
    return Part(name, band, cost.basis, cost.source, cost.date, how)


def _gain_parts(reckoned: Reckoned, flow: Flow, numbers: list[int]) -> Iterator[Part]:
    for gain in reckoned.gains.counted:
        months = sum(number >= gain.month for number in numbers) if gain.tool == flow.cost.tool else 0
        if months:
            claim = reckoned.knowledge.evidence[gain.evidence]
            band = gain.monthly.each(lambda end, times=months: end * times)  # type: ignore[misc]
            tool = reckoned.knowledge.tools[gain.tool].name
            name = Text(f"{tool.zh}：{claim.metric.zh}", f"{tool.en}: {claim.metric.en}")
            yield Part(name, band, "claim", claim.source, str(claim.year), _gain_how(reckoned, gain, months))


def _gain_how(reckoned: Reckoned, gain: Gain, months: int) -> Text:
    claim = reckoned.knowledge.evidence[gain.evidence]
    base = reckoned.knowledge.vocabulary[claim.base or ""].label
    percent, base_yuan = _range(*gain.claimed), _range(gain.base.low, gain.base.high)
    worth = _range(gain.worth.low * 100, gain.worth.high * 100)
    left = f"{gain.left * 100:.2f}".rstrip("0").rstrip(".")
    zh = (
        f"估计：{base.zh} {base_yuan} 元（企业说的）× 自报 {percent}% ×（1 − 打折 {gain.haircut}%）"
        f"× 值 {worth}% × 剩下 {left}%，一年 {_range(gain.yearly.low, gain.yearly.high)} 元，{months} 个月；"
        f"{claim.who.zh}，说的是{claim.population.zh}"
    )
    en = (
        f"estimate: {base.en} {base_yuan} yuan (told by the firm) × claimed {percent}% × (1 − haircut {gain.haircut}%)"
        f" × worth {worth}% × left {left}%, {_range(gain.yearly.low, gain.yearly.high)} yuan a year, {months} months; "
        f"{claim.who.en}, of {claim.population.en}"
    )
    return Text(zh, en)


def _range(low: object, high: object) -> str:
    ends = [f"{end:,.2f}".rstrip("0").rstrip(".") for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _notes(reckoned: Reckoned, row: str) -> tuple[Text, ...]:
    notes = []
    if row in ("gain", "cash"):
        notes += [
            Text(
                f"没有算进去：{reckoned.knowledge.evidence[u.evidence].metric.zh}。{u.because.zh}",
                f"Not counted: {reckoned.knowledge.evidence[u.evidence].metric.en}. {u.because.en}",
            )
            for u in reckoned.gains.uncounted
        ]
    if row in ("own_time", "cash") and reckoned.day_rate is None:
        notes.append(
            Text(
                "企业没有说自己人一天值多少钱，所以天数没有折成钱。",
                "The firm told no day rate, so days are not money.",
            )
        )
    return tuple(notes)


def _present(reckoned: Reckoned) -> Why:
    value = net_present_value(reckoned)
    rate = Text("没有折现，因为没有人说利率", "nothing is discounted, because nobody told an interest rate")
    if value.rate is not None:
        rate = Text(f"按一年 {value.rate}% 折现", f"discounted at {value.rate}% a year")
    drawn = Text(
        f"估计：{value.rounds} 次模拟，种子 {value.seed}；"
        "每个工具的花费在高低之间均匀取一个数，每项收益按三角分布取一个数，互相独立",
        f"estimate: {value.rounds} rounds, seed {value.seed}; the cost of each tool is drawn evenly between its ends, "
        "each gain from a triangle around what is likely, all independently",
    )
    open_ = Text("花费只知道下限，所以这是至多", "only the least of the costs is known, so this is at most")
    name = _name(reckoned, TOTAL, Text("净现值", "net present value"))
    said = (drawn, rate, *((open_,) if value.open else ()))
    return Why(FORMAT, f"{TOTAL}.npv", name, Band(value.p10, value.p50, value.p90, value.open), (), said)
