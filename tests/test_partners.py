"""Whom a firm can turn to."""

from __future__ import annotations

from tests.firms import made_up, reasoned
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.partners import helpers, partners


def test_a_firm_that_cannot_begin_is_sent_to_the_centre_with_the_reason(
    knowledge: Knowledge, inference: Inference
) -> None:
    found = {
        p.id: p for p in partners(knowledge, reasoned(knowledge, inference, {"pains": ["nowhere_to_start"]}).inferred)
    }
    centre = found["promotion-centre"]
    assert centre.verdict == "yes"
    assert centre.because
    assert centre.rules == ("no-idea-where-to-begin-see-the-centre",)
    assert {need.id for need in centre.meets} >= {"policies-not-aimed"}
    assert found["guarantee-body"].verdict == "no"
    assert [q.fact for q in found["chain-leader"].questions] == ["customers", "goals"]


def test_whoever_needs_money_and_has_no_collateral_is_told_of_bank_and_guarantee(
    knowledge: Knowledge, inference: Inference
) -> None:
    inferred = reasoned(knowledge, inference, {"pains": ["hard_to_borrow"], "goals": ["get_loan"]}).inferred
    assert {p.id for p in partners(knowledge, inferred) if p.verdict == "yes"} == {"bank", "guarantee-body"}


def test_helpers_in_the_advice_are_the_partners_that_fit_and_name_only_its_steps(
    knowledge: Knowledge, inference: Inference
) -> None:
    met = 0
    for seed in range(12):
        case = reasoned(knowledge, inference, made_up(knowledge, seed))
        steps = [step.tool for step in case.recommendations.steps]
        found = helpers(knowledge, case.inferred, steps)
        fitting = {p.id for p in partners(knowledge, case.inferred) if p.verdict == "yes"}
        assert {helper.id for helper in found} == fitting
        assert all(set(helper.tools) <= set(steps) for helper in found)
        first = [steps.index(helper.tools[0]) if helper.tools else len(steps) for helper in found]
        assert first == sorted(first)
        met += len(found)
    assert met > 8


def test_every_partner_fits_some_firm(knowledge: Knowledge, inference: Inference) -> None:
    plant = {"activities": ["runs_machines"], "pains": ["breakdowns"], "staff": 40}
    fitting = partners(knowledge, reasoned(knowledge, inference, plant).inferred)
    missing = set(knowledge.partners) - {p.id for p in fitting if p.verdict == "yes"}
    for seed in range(240):
        firm = made_up(knowledge, seed, **({"sector": "manufacturing", "pilot_city": True} if seed % 3 == 0 else {}))
        missing -= {
            p.id for p in partners(knowledge, reasoned(knowledge, inference, firm).inferred) if p.verdict == "yes"
        }
        if not missing:
            break
    assert not missing
