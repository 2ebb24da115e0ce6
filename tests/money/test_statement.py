"""The statement foots: rows add up to totals, quarters to sums, and the cash position runs on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.money.plans import TODAY, claim, drawn, facts_of, with_claims
from toolbox.conditions.values import exactly
from toolbox.knowledge.model import Knowledge
from toolbox.money import Options, Reckoned, reckon, statement
from toolbox.money.bands import Band, of_amount, spread, total
from toolbox.money.statement import Account, Statement
from toolbox.plain import as_json

SEEDS = range(40)
FLOWS = ("outlay", "running", "days", "own_time", "gain")


@pytest.fixture(scope="module")
def reckonings(knowledge: Knowledge) -> list[Reckoned]:
    return [drawn(knowledge, seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def statements(reckonings: list[Reckoned]) -> list[Statement]:
    return [statement(reckoned) for reckoned in reckonings]


def _accounts(statements: list[Statement]) -> Iterator[Account]:
    for each in statements:
        yield from (each.total, *each.scenarios)


def test_the_plans_have_gains_and_open_costs_among_them(statements: list[Statement]) -> None:
    assert sum(bool(each.gains) for each in statements) > 10
    assert sum(each.total.sums["running"].band.open for each in statements) > 5


def test_scenarios_add_up_to_the_total(statements: list[Statement]) -> None:
    for each in statements:
        for row, cells in each.total.rows.items():
            for place, cell in enumerate(cells):
                assert cell.band == total(account.rows[row][place].band for account in each.scenarios), cell.id


def test_quarters_add_up_to_the_sum(statements: list[Statement]) -> None:
    for account in _accounts(statements):
        for row in FLOWS:
            assert account.sums[row].band == total(cell.band for cell in account.rows[row])


def test_cash_is_the_running_sum_of_gains_less_costs(statements: list[Statement]) -> None:
    for account in _accounts(statements):
        low, likely, high = Decimal(0), Decimal(0), Decimal(0)
        for place, cell in enumerate(account.rows["cash"]):
            outlay, running, _, own, gain = (account.rows[row][place].band for row in FLOWS)
            low += gain.low - outlay.high - running.high - own.high
            likely += gain.likely - outlay.likely - running.likely - own.likely
            high += gain.high - outlay.low - running.low - own.low
            assert (cell.band.low, cell.band.likely, cell.band.high) == (low, likely, high)


def test_low_is_never_above_likely_nor_likely_above_high(statements: list[Statement]) -> None:
    for account in _accounts(statements):
        for cells in (*account.rows.values(), account.sums.values()):
            for cell in cells:
                assert cell.band.low <= cell.band.likely <= cell.band.high, cell.id


def test_what_the_tools_say_is_what_the_total_says(reckonings: list[Reckoned], statements: list[Statement]) -> None:
    for reckoned, each in zip(reckonings, statements, strict=True):
        once = total(tool.once for tool in each.tools)
        assert each.total.sums["outlay"].band == once
        months = {tool.tool: reckoned.calendar.months - tool.month + 1 for tool in each.tools}
        running = total(
            tool.monthly.times(Band(*(Decimal(months[tool.tool]),) * 3))
            for tool in each.tools  # type: ignore[arg-type]
        )
        assert each.total.sums["running"].band == running


def test_a_cost_that_is_open_leaves_the_total_open(statements: list[Statement]) -> None:
    for each in statements:
        open_ = any(tool.once.open or tool.monthly.open for tool in each.tools)
        assert each.total.rows["cash"][-1].band.open is open_
        assert each.total.rows["cash"][-1].band.open or not each.net_present_value or not each.net_present_value.open


def test_days_are_not_money_without_a_day_rate(knowledge: Knowledge) -> None:
    for rate in (None, 300):
        facts = facts_of(knowledge, day_rate=rate)
        found = statement(reckon(knowledge, facts, {"crm": 1}, TODAY, Options(12)))
        days, own = (found.total.sums[row].band for row in ("days", "own_time"))
        assert (days.low, days.likely, days.high) == (5, 10, 15)
        assert own == (days.times(Band(*(Decimal(300),) * 3)) if rate else Band(*(Decimal(0),) * 3))  # type: ignore[arg-type]


def test_a_tool_that_begins_later_is_named_and_not_counted(knowledge: Knowledge) -> None:
    found = statement(reckon(knowledge, facts_of(knowledge), {"crm": 1, "wms": 13}, TODAY, Options(12)))
    assert [tool.tool for tool in found.tools] == ["crm"]
    assert [tool.id for tool in found.later] == ["wms"]


def test_a_gain_begins_when_the_tool_is_in_daily_use(knowledge: Knowledge) -> None:
    own = with_claims(knowledge, more=claim("crm"))  # six weeks at most reach into two months
    found = statement(reckon(own, facts_of(own), {"crm": 2}, TODAY, Options(6)))
    assert found.gains[0].counts_from == "2027-03"
    months = {cell.id.rpartition(".")[2]: cell.band.likely for cell in found.total.rows["gain"]}
    # 6,000,000 yuan × 15% × (1 − 40%) × a margin of 20%, by the month
    assert months == {"2026Q4": 0, "2027Q1": 9000, "2027Q2": 18000}


def test_what_is_paid_by_the_month_begins_at_once(knowledge: Knowledge) -> None:
    found = statement(reckon(knowledge, facts_of(knowledge), {"crm": 2}, TODAY, Options(5)))
    (tool,) = found.tools
    assert [cell.band for cell in found.total.rows["running"]] == [
        Band(*(Decimal(0),) * 3),  # type: ignore[arg-type]
        tool.monthly.times(Band(*(Decimal(3),) * 3)),  # type: ignore[arg-type]
        tool.monthly,
    ]


def test_nothing_to_do_makes_an_empty_statement(knowledge: Knowledge) -> None:
    found = statement(reckon(knowledge, {}, {}, TODAY, Options()))
    assert found.tools == found.scenarios == ()
    assert found.payback.said.en == "there is nothing to do"
    assert found.net_present_value is None


def test_the_same_plan_makes_the_same_bytes(knowledge: Knowledge) -> None:
    assert as_json(statement(drawn(knowledge, 7))) == as_json(statement(drawn(knowledge, 7)))


def test_json_tells_money_exactly(knowledge: Knowledge) -> None:
    told = facts_of(knowledge, staff=None) | {"staff": exactly(3)}
    plain = json.loads(as_json(statement(reckon(knowledge, told, {"crm": 1}, TODAY, Options(3)))))
    assert plain["format"] == "menkan-costs/1"
    assert plain["total"]["sums"]["running"]["band"] == {
        "low": "477",  # 3 × 159, which is a twelfth of 1,900 yuan, rounded up
        "likely": "1263",
        "high": "2049",
        "open": False,
    }


def test_a_whole_is_spread_over_months_without_loss() -> None:
    whole = Band(Decimal(1), Decimal("2.5"), Decimal(10))
    parts = spread(whole, 3, Decimal("0.1"))
    assert total(parts) == whole
    assert all(part.low <= part.likely <= part.high for part in parts)
    assert [part.high for part in parts] == [Decimal("3.4"), Decimal("3.3"), Decimal("3.3")]


def test_an_open_amount_tells_its_low_end_only(knowledge: Knowledge) -> None:
    from toolbox.costing import Amount

    assert of_amount(Amount(Decimal(5), None)) == Band(Decimal(5), Decimal(5), Decimal(5), open=True)
    assert of_amount(Amount(Decimal(5), Decimal(8))).likely == 7
