"""The telling of a plan: months foot to the totals, programmes have their day, what is left out its reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.reports.printed import example, printed
from toolbox.answer import origin
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.planning.candidates import posed
from toolbox.planning.make import planned, planned_at_once
from toolbox.planning.plan import Plan
from toolbox.planning.problem import Aid, Means, Wish
from toolbox.planning.tell import Told
from toolbox.reports.plan_text import print_plan

DAY = dt.date(2026, 11, 21)


def _plan(knowledge: Knowledge, inference: Inference, *, best: bool = False, **asked: Any) -> Plan:
    case = example("umbrella-maker-dongshi", knowledge, inference)
    means = asked.pop("means", Means(10_000, 1_500, 60, 12, 3))
    told = Told(posed(case, knowledge, DAY, means, **asked), knowledge, origin(knowledge, DAY), "厂", "2026-12", None)
    return planned(told) if best else planned_at_once(told)


@pytest.fixture(scope="module")
def plan(knowledge: Knowledge, inference: Inference) -> Plan:
    aid = Aid("hangzhou-grant", 50, tuple(knowledge.tools), 5_000, first=1, lead=1, at_purchase=True)
    return _plan(knowledge, inference, aids=(aid,), wishes=(Wish("without", "inventory"),))


def test_months_foot_to_the_totals(plan: Plan) -> None:
    totals = plan.totals
    assert sum(month.once for month in plan.months) == totals.once.yuan == sum(s.once.yuan for s in plan.steps)
    assert sum(month.monthly for month in plan.months) == totals.running.yuan
    assert plan.months[-1].monthly == totals.monthly.yuan
    assert round(sum(month.days for month in plan.months), 1) == totals.days
    assert round(sum(step.worth for step in plan.steps), 4) == plan.status.worth
    assert totals.from_budget == totals.once.yuan - totals.aid


def test_every_step_of_the_advice_is_planned_or_left_out_with_a_reason(
    plan: Plan, knowledge: Knowledge, inference: Inference
) -> None:
    advised = {s.tool for s in example("umbrella-maker-dongshi", knowledge, inference).recommendations.steps if s.rules}
    planned_, out = {step.tool for step in plan.steps}, {left.tool: left.why for left in plan.left_out}
    assert planned_ | out.keys() >= advised
    assert not planned_ & out.keys()
    assert out["inventory"].en == "left out as you wish"
    assert all(why.zh and why.en for why in out.values())


def test_a_programme_has_the_month_of_its_application_and_what_it_pays_for(plan: Plan) -> None:
    (aid,) = plan.aids
    drawing = [step for step in plan.steps if step.aid == "hangzhou-grant"]
    assert [choice.id for choice in aid.tools] == [step.tool for step in drawing]
    assert aid.apply_by < min(step.begins for step in drawing)
    assert aid.yuan == min(5_000, sum(step.once.yuan for step in drawing) // 2)


def test_all_of_it_is_printed(plan: Plan) -> None:
    for language in ("zh", "en"):
        text = printed(print_plan, plan, language)
        for step in plan.steps:
            assert step.begins in text
        assert plan.aids[0].programme.name.of(language) in text
        assert plan.aids[0].state.of(language) in text
        assert ("估计" if language == "zh" else "estimate") in text


def test_where_there_is_none_it_says_why_and_what_would_do(knowledge: Knowledge, inference: Inference) -> None:
    wishes = (Wish("must", "production-planning"), Wish("deadline", "video-meeting", 0))
    none = _plan(knowledge, inference, best=True, means=Means(100, 100, 60, 2, 3), wishes=wishes)
    assert none.status.kind == "infeasible"
    assert none.conflict is not None
    assert not none.conflict.alone
    assert {enough.mean for enough in none.conflict.together} == {"budget", "monthly", "months"}
    assert not none.steps
    for language, said in (("zh", "单改一样不够"), ("en", "No one alone")):
        assert said in printed(print_plan, none, language)


def test_the_quick_way_does_not_call_anything_impossible(knowledge: Knowledge, inference: Inference) -> None:
    none = _plan(knowledge, inference, means=Means(0, 0), wishes=(Wish("must", "production-planning"),))
    assert none.status.kind == "unknown"
    assert "--greedy" in none.status.said.en
