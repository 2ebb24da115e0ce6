"""The statement: the months of a plan added up by scenario and quarter. Rows add up to totals, quarters to sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from toolbox.answer import Label, Origin, origin
from toolbox.costing import Basis
from toolbox.money import payback
from toolbox.money.bands import ZERO, Band, of_amount, total
from toolbox.money.payback import Payback
from toolbox.money.reckoning import MEASURES, Flow, Measure, Reckoned
from toolbox.money.simulation import NetPresentValue, net_present_value
from toolbox.vocabulary import Text

FORMAT = "menkan-costs/1"
TOTAL = "total"
Row = Literal["outlay", "running", "days", "own_time", "gain", "cash"]


class ToolLine(NamedTuple):
    """One tool: when it begins (month, from 1; begins, as 2026-12) and what it costs and brings.

    once, monthly: yuan; days: of own people; weeks: until daily use; gain: yuan a year, None where nothing is counted.
    charged, basis, source, date, how: see costing.ToolCost. on_top: what comes on top and is not known.
    """

    tool: str
    name: Text
    scenario: str
    month: int
    begins: str
    once: Band
    monthly: Band
    days: Band
    weeks: tuple[int, int]
    gain: Band | None
    charged: Label
    basis: Basis
    source: str
    date: str | None
    how: Text
    on_top: Text | None
    payback: Payback


class Cell(NamedTuple):
    """One figure of the statement. id: what `--why` asks for, as `marketing.gain.2027Q1`."""

    id: str
    band: Band


class Account(NamedTuple):
    """The rows of one scenario, or of all: a cell for each quarter, and its sum where the row can be summed."""

    id: str
    name: Text
    tools: tuple[str, ...]
    rows: Mapping[Row, tuple[Cell, ...]]
    sums: Mapping[Row, Cell]


class GainLine(NamedTuple):
    """One claim that is counted: who claims what of whom, its grade and haircut, the firm's figure, a year's gain.

    percent: as claimed; counts_from: the month; base: in yuan; left: the share of the base that earlier claims left.
    """

    evidence: str
    tool: str
    metric: Text
    claim: Text
    percent: tuple[Decimal, Decimal]
    population: Text
    who: Text
    year: int
    grade: Label
    haircut: int
    base: Label
    base_yuan: Band
    worth: Band
    left: Decimal
    yearly: Band
    counts_from: str
    source: str
    note: Text | None


class UncountedLine(NamedTuple):
    """One claim that is not counted as money, and why. fact: the figure of the firm that would make it count."""

    evidence: str
    tool: str
    metric: Text
    claim: Text
    population: Text
    who: Text
    year: int
    grade: Label
    source: str
    because: Text
    fact: str | None


class Statement(NamedTuple):
    """What a plan costs and brings. Yuan and days; every figure is an estimate where its basis does not say otherwise.

    own_day: yuan a day of own people; None: not told, so days are not money. rate: yearly interest in percent, None:
    not told. haircuts: percent by grade. later: tools that begin after the last month.
    """

    format: str
    origin: Origin
    firm: str | None
    first_month: str
    months: int
    quarters: tuple[str, ...]
    own_day: Band | None
    rate: Band | None
    haircuts: Mapping[str, int]
    tools: tuple[ToolLine, ...]
    scenarios: tuple[Account, ...]
    total: Account
    payback: Payback
    net_present_value: NetPresentValue | None
    gains: tuple[GainLine, ...]
    uncounted: tuple[UncountedLine, ...]
    missing: tuple[Label, ...]
    later: tuple[Label, ...]


def statement(reckoned: Reckoned, firm: str | None = None) -> Statement:
    """The statement of a plan. firm: its name, if it told one."""
    knowledge, months = reckoned.knowledge, reckoned.calendar
    grades = {id_: reckoned.options.haircuts.get(id_, grade.haircut) for id_, grade in knowledge.grades.items()}
    return Statement(
        FORMAT,
        origin(knowledge, reckoned.today),
        firm,
        months.month(1),
        months.months,
        tuple(months.quarters()),
        reckoned.day_rate,
        reckoned.rate,
        grades,
        tuple(_tool(reckoned, tool) for tool in reckoned.flows),
        tuple(account(reckoned, id_) for id_ in scenarios_of(reckoned)),
        account(reckoned, TOTAL),
        payback.of_all(reckoned) if reckoned.flows else Payback(None, None, NOTHING_TO_DO),
        net_present_value(reckoned) if reckoned.flows else None,
        tuple(_gains(reckoned, grades)),
        tuple(_uncounted(reckoned)),
        tuple(Label(fact, knowledge.vocabulary[fact].label) for fact in payback.missing_figures(reckoned)),
        tuple(Label(tool, knowledge.tools[tool].name) for tool in reckoned.later),
    )


NOTHING_TO_DO = Text("没有要做的步骤", "there is nothing to do")


def account(reckoned: Reckoned, id_: str) -> Account:
    """The rows of a scenario, or of all scenarios for `total`."""
    flows = flows_of(reckoned, id_)
    quarters = reckoned.calendar.quarters()
    rows: dict[Row, tuple[Cell, ...]] = {}
    sums: dict[Row, Cell] = {}
    for measure in MEASURES:
        bands = [figure(flows, measure, numbers) for numbers in quarters.values()]
        rows[measure] = tuple(Cell(f"{id_}.{measure}.{q}", band) for q, band in zip(quarters, bands, strict=True))
        sums[measure] = Cell(f"{id_}.{measure}.all", total(bands))
    rows["cash"] = tuple(
        Cell(f"{id_}.cash.{quarter}", position) for quarter, position in zip(quarters, _cash(rows), strict=True)
    )
    return Account(id_, name_of(reckoned, id_), tuple(flow.cost.tool for flow in flows), rows, sums)


def scenarios_of(reckoned: Reckoned) -> list[str]:
    """The scenarios that tools of the plan stand for, in the order of the catalogue; a tool counts for its first."""
    found = {reckoned.knowledge.tools[tool].scenarios[0] for tool in reckoned.flows}
    return [name for name in ("all", *reckoned.knowledge.scenarios) if name in found]


def name_of(reckoned: Reckoned, id_: str) -> Text:
    """The name of a scenario, of `all` for tools that serve every scenario, or of `total`."""
    if id_ == TOTAL:
        return Text("合计", "total")
    return Text("各个环节", "all scenarios") if id_ == "all" else reckoned.knowledge.scenarios[id_].name


def flows_of(reckoned: Reckoned, id_: str) -> list[Flow]:
    """The flows of a scenario's tools, or all of them for `total`."""
    tools = reckoned.knowledge.tools
    return [flow for tool, flow in reckoned.flows.items() if id_ in (TOTAL, tools[tool].scenarios[0])]


def figure(flows: Iterable[Flow], measure: Measure, numbers: Iterable[int]) -> Band:
    """The sum of a measure over flows and months."""
    numbers = list(numbers)
    return total(flow.months[measure][number - 1] for flow in flows for number in numbers)


def _cash(rows: Mapping[Row, Sequence[Cell]]) -> list[Band]:
    """The cash position at the end of each quarter."""
    found, position = [], ZERO
    for place in range(len(rows["gain"])):
        paid = total(rows[measure][place].band for measure in ("outlay", "running", "own_time"))
        position = position.plus(rows["gain"][place].band.less(paid))
        found.append(position)
    return found


def _tool(reckoned: Reckoned, tool: str) -> ToolLine:
    knowledge, flow = reckoned.knowledge, reckoned.flows[tool]
    cost, entry = flow.cost, knowledge.tools[tool]
    own = [gain.yearly for gain in reckoned.gains.counted if gain.tool == tool]
    return ToolLine(
        tool,
        entry.name,
        entry.scenarios[0],
        flow.month,
        reckoned.calendar.month(flow.month),
        of_amount(cost.once),
        of_amount(cost.monthly)._replace(open=cost.monthly.high is None or cost.on_top is not None),
        Band(cost.days[0], sum(cost.days, Decimal(0)) / 2, cost.days[1]),
        cost.weeks,
        total(own) if own else None,
        Label(cost.charged, knowledge.charged[cost.charged].name),
        cost.basis,
        cost.source,
        cost.date,
        cost.how,
        cost.on_top,
        payback.of_tool(reckoned, tool),
    )


def _gains(reckoned: Reckoned, haircuts: Mapping[str, int]) -> Iterable[GainLine]:
    knowledge = reckoned.knowledge
    for gain in reckoned.gains.counted:
        claim = knowledge.evidence[gain.evidence]
        base = claim.base or ""
        yield GainLine(
            gain.evidence,
            gain.tool,
            claim.metric,
            claim.claim,
            gain.claimed,
            claim.population,
            claim.who,
            claim.year,
            Label(claim.grade, knowledge.grades[claim.grade].name),
            haircuts[claim.grade],
            Label(base, knowledge.vocabulary[base].label),
            gain.base,
            gain.worth,
            gain.left,
            gain.yearly,
            reckoned.calendar.month(gain.month),
            claim.source,
            claim.note,
        )


def _uncounted(reckoned: Reckoned) -> Iterable[UncountedLine]:
    knowledge = reckoned.knowledge
    for said in reckoned.gains.uncounted:
        claim = knowledge.evidence[said.evidence]
        yield UncountedLine(
            said.evidence,
            said.tool,
            claim.metric,
            claim.claim,
            claim.population,
            claim.who,
            claim.year,
            Label(claim.grade, knowledge.grades[claim.grade].name),
            claim.source,
            said.because,
            said.fact,
        )
