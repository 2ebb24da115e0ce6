"""What tools bring a year, from what is claimed of them elsewhere: cut by its grade, on the firm's own figure.

    a year's gain = base figure × claimed percent × (1 − haircut) × worth × what is left

`worth` is 1, the gross margin (more sales) or the interest rate (less money tied up). Claims that move the same figure
in the same way do not add up: each counts on what is left of it once the earlier ones have taken their highest, so that
together they never exceed the figure. A claim that its grade calls doubtful may also come to nothing. Yuan are rounded
down.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from toolbox.conditions.values import Among, Facts, Span
from toolbox.costing import YUAN
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.money import WORTH_NEEDS, YUAN_IN, Evidence
from toolbox.money.bands import NONE, Band, between, exactly
from toolbox.vocabulary import Text

HUNDRED = Decimal(100)
ONE = exactly(Decimal(1))


class Gain(NamedTuple):
    """One claim, counted.

    tool: the last of its tools to be in use, to which it is put down. month: the first in which it counts. claimed:
    percent as claimed, low and high; haircut: the percent taken off; base: the firm's figure in yuan; worth: what a
    yuan of change is worth; left: the share of the figure that earlier claims have left; yearly: the gain of a year.
    """

    evidence: str
    tool: str
    month: int
    claimed: tuple[Decimal, Decimal]
    grade: str
    haircut: int
    base: Band
    worth: Band
    left: Decimal
    yearly: Band

    @property
    def monthly(self) -> Band:
        """A twelfth of the year's gain, rounded down to whole yuan."""
        return _whole(self.yearly.each(lambda end: end / 12))


class Uncounted(NamedTuple):
    """One claim that speaks of a tool of the plan and is not counted as money, and why. fact: what would help."""

    evidence: str
    tool: str
    because: Text
    fact: str | None = None


class Gains(NamedTuple):
    """All claims about the tools of a plan, counted or not."""

    counted: tuple[Gain, ...]
    uncounted: tuple[Uncounted, ...]


def gains(
    knowledge: Knowledge,
    facts: Facts,
    in_use_from: Mapping[str, int],
    haircuts: Mapping[str, int],
    rate: Decimal | None,
) -> Gains:
    """What the claims about these tools come to.

    in_use_from: the first month of daily use by tool; 0 for what is in use already. haircuts: percent by grade, where
    it is not what the catalogue says. rate: the yearly interest in percent, in place of the firm's own figure.
    """
    counted: list[Gain] = []
    uncounted: list[Uncounted] = []
    left: dict[tuple[str | None, str | None], Decimal] = {}
    for month, id_, tool in sorted(_due(knowledge, in_use_from)):
        claim = knowledge.evidence[id_]
        said = _not_counted(knowledge, facts, in_use_from, claim, rate)
        if said is not None:
            uncounted.append(Uncounted(id_, tool, *said))
            continue
        key = (claim.base, claim.worth)
        haircut = haircuts.get(claim.grade, knowledge.grades[claim.grade].haircut)
        gain = _gain(knowledge, facts, (id_, tool, month), haircut, rate, left.get(key, Decimal(1)))
        left[key] = gain.left * (1 - _cut(gain.claimed[1], haircut))
        counted.append(gain)
    return Gains(tuple(counted), tuple(uncounted))


def _due(knowledge: Knowledge, in_use_from: Mapping[str, int]) -> set[tuple[int, str, str]]:
    """Every claim about a tool of the plan: when the last of its tools is in use, its id, and that tool."""
    found = set()
    for id_, claim in knowledge.evidence.items():
        planned = [(in_use_from[tool], tool) for tool in claim.tools if in_use_from.get(tool, 0) > 0]
        if planned:
            month, tool = max(planned)
            found.add((month, id_, tool))
    return found


def _not_counted(
    knowledge: Knowledge, facts: Facts, in_use_from: Mapping[str, int], claim: Evidence, rate: Decimal | None
) -> tuple[Text, str | None] | None:
    """Why a claim is not money, and the fact that would make it so; None where it is."""
    missing = [knowledge.tools[tool].name for tool in claim.tools if tool not in in_use_from]
    if claim.base is None or claim.worth is None:
        return claim.note or Text("说的不是钱。", "It is not about money."), None
    if missing:
        zh, en = "、".join(name.zh for name in missing), ", ".join(name.en for name in missing)
        return Text(
            f"那家企业还用了{zh}，这里没有安排。", f"The firm used this too, which is not planned here: {en}."
        ), None
    if claim.sectors and not _may_be(facts.get("sector"), claim.sectors):
        trades = knowledge.vocabulary["sector"].members
        names = [trades[sector].label for sector in claim.sectors]
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
        return Text(f"说的是别的行业（{zh}）。", f"It is told of another trade ({en})."), None
    told = {"money_rate"} if rate is not None else set()
    for fact in (claim.base, WORTH_NEEDS.get(claim.worth)):
        if fact is not None and fact not in told and not isinstance(facts.get(fact), Span):
            label = knowledge.vocabulary[fact].label
            return Text(f"企业没有告诉“{label.zh}”。", f"The firm did not tell its “{label.en}”."), fact
    return None


def _may_be(value: object, sectors: tuple[str, ...]) -> bool:
    """Whether the trade is known to be among these."""
    return isinstance(value, Among) and value.members <= set(sectors)


def _gain(
    knowledge: Knowledge,
    facts: Facts,
    where: tuple[str, str, int],
    haircut: int,
    rate: Decimal | None,
    left: Decimal,
) -> Gain:
    id_, tool, month = where
    claim = knowledge.evidence[id_]
    low, high = (Decimal(str(end)) for end in claim.percent)
    base, worth = figure(knowledge, facts, claim.base or ""), _worth(knowledge, facts, claim, rate)
    shares = Band(low, (low + high) / 2, high).each(lambda percent: _cut(percent, haircut) * left)
    yearly = _whole(base.times(shares).times(worth))
    if knowledge.grades[claim.grade].may_be_nothing:
        yearly = yearly._replace(low=NONE)
    return Gain(id_, tool, month, (low, high), claim.grade, haircut, base, worth, left, yearly)


def _worth(knowledge: Knowledge, facts: Facts, claim: Evidence, rate: Decimal | None) -> Band:
    needed = WORTH_NEEDS.get(claim.worth) if claim.worth else None
    if needed is None:
        return ONE
    if needed == "money_rate" and rate is not None:
        return exactly(rate / HUNDRED)
    return figure(knowledge, facts, needed).each(lambda percent: percent / HUNDRED)


def figure(knowledge: Knowledge, facts: Facts, name: str) -> Band:
    """A figure of the firm, in yuan where it is money, else in its unit. Raises KeyError where it was not told."""
    fact, value = knowledge.vocabulary[name], facts[name]
    assert isinstance(value, Span), name
    unit = YUAN_IN.get(fact.unit.en, 1) if fact.unit else 1
    return between(*(Decimal(end) * unit / fact.scale for end in value))


def _cut(percent: Decimal, haircut: int) -> Decimal:
    """A claimed percentage as a share, the haircut taken off."""
    return percent / HUNDRED * (HUNDRED - haircut) / HUNDRED


def _whole(band: Band) -> Band:
    return band.each(lambda end: end.quantize(YUAN, ROUND_FLOOR))
