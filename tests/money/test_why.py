"""Every cell can be asked why, and its parts add up to it."""

from __future__ import annotations

import pytest

from tests.money.plans import TODAY, drawn, facts_of
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge
from toolbox.money import Options, Reckoned, reckon, statement, why
from toolbox.money.bands import total


def _carton_plant(knowledge: Knowledge) -> Reckoned:
    schedule = {"order-portal": 1, "receivables": 4, "marketplace": 5}
    return reckon(knowledge, facts_of(knowledge), schedule, TODAY, Options(12))


def test_the_parts_of_every_cell_add_up_to_it(knowledge: Knowledge) -> None:
    for seed in range(12):
        reckoned = drawn(knowledge, seed)
        found = statement(reckoned)
        for account in (found.total, *found.scenarios):
            for cells in (*account.rows.values(), tuple(account.sums.values())):
                for cell in cells:
                    asked = why(reckoned, cell.id)
                    assert asked.band == cell.band == total(part.band for part in asked.parts), cell.id
                    assert all(part.source and part.how.zh and part.how.en for part in asked.parts)


def test_a_gain_is_told_with_the_claim_the_haircut_and_the_firms_own_figure(knowledge: Knowledge) -> None:
    parts = why(_carton_plant(knowledge), "marketing.gain.2027Q1").parts
    assert {part.source for part in parts} == {"tencent-2021/case-carton"}
    orders = next(part.how for part in parts if "10%" in part.how.en)
    for words in ("estimate", "6,000,000 yuan (told by the firm)", "haircut 80%", "worth 20%", "Pujiang"):
        assert words in orders.en
    assert "估计" in orders.zh


def test_a_fee_that_nobody_knows_is_told(knowledge: Knowledge) -> None:
    (part,) = why(_carton_plant(knowledge), "marketplace.running.all").parts
    assert part.band.open
    assert "抽" in part.how.zh or "成交额" in part.how.zh


def test_a_tool_can_be_asked_as_an_account_can(knowledge: Knowledge) -> None:
    reckoned = _carton_plant(knowledge)
    assert why(reckoned, "receivables.days.all").band == total(
        p.band for p in why(reckoned, "management.days.all").parts
    )
    assert "month" in why(reckoned, "order-portal.payback").said[0].en


def test_the_present_value_says_how_it_was_drawn(knowledge: Knowledge) -> None:
    asked = why(_carton_plant(knowledge), "total.npv")
    value = statement(_carton_plant(knowledge)).net_present_value
    assert asked.band is not None
    assert value is not None
    assert (asked.band.low, asked.band.likely, asked.band.high) == value[:3]
    assert "seed 1" in asked.said[0].en


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("marketting.gain.all", "there is no account 'marketting'. Did you mean 'marketing'?"),
        ("total.gains.all", "there is no row 'gains'. Did you mean 'gain'?"),
        ("total.gain.2020Q1", "there is no quarter '2020Q1'. Did you mean"),
        ("total", "there is no row ''."),
        ("", "there is no account ''."),
        ("marketing.npv", "there is no row 'npv'."),
    ],
)
def test_a_cell_that_there_is_not_is_refused_with_what_there_is(knowledge: Knowledge, cell: str, says: str) -> None:
    with pytest.raises(DataError) as error:
        why(_carton_plant(knowledge), cell)
    assert says in str(error.value)
