"""The present value: the same seed, the same figures; between the worst and the best that can be."""

from __future__ import annotations

from decimal import Decimal

from tests.money.plans import TODAY, claim, drawn, facts_of, with_claims
from toolbox.knowledge.model import Knowledge
from toolbox.money import Options, Reckoned, reckon
from toolbox.money.payback import cash_flow
from toolbox.money.simulation import net_present_value


def _plan(knowledge: Knowledge, **options: object) -> Reckoned:
    own = with_claims(knowledge, more=claim("crm"))
    facts = facts_of(own, money_rate=None)
    return reckon(own, facts, {"crm": 1}, TODAY, Options(**options))  # type: ignore[arg-type]


def test_the_same_seed_gives_the_same_figures_and_another_gives_others(knowledge: Knowledge) -> None:
    one, same, other = (net_present_value(_plan(knowledge, seed=seed)) for seed in (1, 1, 2))
    assert one == same
    assert one[:3] != other[:3]


def test_it_lies_between_the_worst_and_the_best(knowledge: Knowledge) -> None:
    for seed in range(20):
        plan = drawn(knowledge, seed)
        plan = plan._replace(rate=None)
        if not plan.flows:
            continue
        value = net_present_value(plan, rounds=200)
        steps = [step for flow in plan.flows.values() for step in cash_flow(flow.months)]
        assert sum(step.low for step in steps) - 1 <= value.p10 <= value.p50 <= value.p90
        assert value.p90 <= sum(step.high for step in steps) + 1


def test_without_a_rate_nothing_is_discounted(knowledge: Knowledge) -> None:
    plain, dear = (net_present_value(_plan(knowledge, rate=rate)) for rate in (None, Decimal(30)))
    assert (plain.rate, dear.rate) == (None, 30)
    assert dear.p50 < plain.p50
    assert net_present_value(_plan(knowledge, rate=Decimal(0)))[:3] == plain[:3]


def test_a_sure_plan_has_one_present_value(knowledge: Knowledge) -> None:
    own = with_claims(knowledge, more=claim("attendance", percent=(10, 10)))
    facts = facts_of(own, day_rate=None, money_rate=10)
    value = net_present_value(reckon(own, facts, {"attendance": 1}, TODAY, Options(12)))
    assert value.p10 == value.p50 == value.p90
    # 6,000 yuan at the end of each month from the second on, at 10% a year
    worth = sum(6000 / 1.1 ** (month / 12) for month in range(2, 13))
    assert abs(float(value.p50) - worth) < 1


def test_costs_without_gains_are_told_as_such(knowledge: Knowledge) -> None:
    value = net_present_value(reckon(with_claims(knowledge), {}, {"crm": 1}, TODAY, Options()))
    assert value.without_gains
    assert value.p90 < 0
