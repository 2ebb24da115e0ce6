"""The page of advice: what a person reads of each part of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.firms import TODAY, advice
from tests.reports.printed import example, printed
from toolbox.advice import Advice, HeldAdvice, StepAdvice, advise
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.lines import MOST_PRODUCTS
from toolbox.reports.advice_text import print_advice

PLANT = {
    "sector": "manufacturing",
    "staff": 80,
    "activities": ["makes_goods", "makes_to_order", "keeps_stock", "sells_on_credit", "runs_machines"],
    "customers": ["firms", "distributors"],
    "pains": ["guesswork", "unpaid_bills", "order_errors"],
    "goals": ["cut_costs"],
    "stock_records": "spreadsheet",
    "planning": "head",
    "safeguards": ["antivirus"],
    "in_use": ["bookkeeping"],
}


@pytest.fixture(scope="module")
def plant(knowledge: Knowledge, inference: Inference) -> Advice:
    return advice(knowledge, inference, PLANT)


def _step(page: str, step: StepAdvice) -> str:
    """What is said of one step, with the line breaks taken out."""
    said = page.split(f"\n\n{step.place}. ")[1].split("\n\n")[0]
    return "".join(part.strip() for part in said.splitlines())


def test_a_step_says_why_what_from_when_and_how_much(plant: Advice) -> None:
    page = printed(print_advice, plant, "zh")
    for step in plant.first:
        said = _step(page, step)
        parts = [step.name.zh, step.what.zh, "第一年花费：", "用起来：", "排名分 "]
        assert [part for part in parts if part not in said] == []
        assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)
        assert all(why.said.because.zh in said for why in step.why)
        assert step.free_way is None or step.free_way.zh in said


def test_what_is_an_estimate_is_called_one(plant: Advice) -> None:
    page = printed(print_advice, plant, "zh", everything=True)
    steps = [*plant.first, *(step for wave in plant.later for step in wave)]
    for step in steps:
        said = _step(page, step)
        effort = said.split("用起来：")[1]
        assert "天（估计）" in effort
        cost = said.split("第一年花费：")[1].split("用起来：")[0]
        assert ("（估计）" in cost) is (step.cost.basis == "estimate")
        assert ("标价：" in cost) is (step.cost.text is not None)


def test_the_rank_adds_up_on_the_page(plant: Advice) -> None:
    for row in (row for row in printed(print_advice, plant, "en").splitlines() if row.strip().startswith("Rank ")):
        total, parts = row.removeprefix("   Rank ").split(" = ")
        assert float(total) == sum(float(part.split()[-1]) for part in parts.split(" + "))


def test_what_the_firm_said_stands_under_the_reason(plant: Advice) -> None:
    page = "".join(printed(print_advice, plant, "zh").split())
    assert "员工人数80人" in page
    assert "最头疼的事包含“客户拖欠货款”" in page
    assert "员工人数至少" not in page  # what was told, not what was asked for


def test_products_are_never_called_advice_and_are_not_many(plant: Advice) -> None:
    steps = [*plant.first, *(step for wave in plant.later for step in wave)]
    page = printed(print_advice, plant, "zh", everything=True)
    for step in steps:
        assert ("未经核实，不是推荐" in _step(page, step)) is bool(step.products)
        hidden = [product.name for product in step.products[MOST_PRODUCTS:]]
        assert not hidden or f"等 {len(step.products)} 种" in _step(page, step)


def test_a_step_that_is_there_for_another_says_for_which(knowledge: Knowledge, inference: Inference) -> None:
    told = advise(example("umbrella-maker-dongshi", knowledge, inference), knowledge, TODAY)
    steps = [*told.first, *(step for wave in told.later for step in wave)]
    bare = [step for step in steps if not step.why]
    page = printed(print_advice, told, "zh", everything=True)
    assert bare
    for step in bare:
        assert f"为什么：{step.needed_by[0].name.zh}" in _step(page, step)
    waiting = [step for step in steps if step.after]
    assert waiting
    assert all(f"要先做：{step.after[0].name.zh}" in _step(page, step) for step in waiting)


@pytest.mark.parametrize(("language", "none", "one"), [("zh", "先不打分", "满分 100"), ("en", "no score", "of 100")])
def test_there_is_a_score_only_once_something_is_answered(
    language: str, none: str, one: str, plant: Advice, knowledge: Knowledge, inference: Inference
) -> None:
    assert none in printed(print_advice, plant, language)
    indicator = next(name for name, fact in knowledge.vocabulary.items() if fact.indicator and fact.type == "yes/no")
    answered = advice(knowledge, inference, {**PLANT, indicator: True})
    page = printed(print_advice, answered, language, everything=True)
    assert none not in page
    assert one in page
    for dimension in answered.assessment.dimensions:
        assert f"{dimension.answered}/{dimension.indicators}" in page


def test_what_is_held_says_why_and_until_when(plant: Advice, knowledge: Knowledge, inference: Inference) -> None:
    def waits(held: HeldAdvice) -> bool:
        return bool(held.because or held.waits_for)

    told = advice(knowledge, inference, {**PLANT, "it_staff": 0, "digital_budget": 0, "connectivity": "mobile"})
    assert told.held
    assert all(map(waits, told.held))
    page = "".join(printed(print_advice, told, "zh").split())
    for held in told.held:
        for text in (*held.because, *held.until, held.name):
            assert "".join(text.zh.split()) in page


def test_a_nameless_firm_is_addressed_and_a_named_one_named(plant: Advice) -> None:
    assert printed(print_advice, plant, "zh").startswith("门槛：给您企业的建议\n")
    assert printed(print_advice, plant, "en").startswith("menkan: advice for your firm\n")
    named: Any = plant._replace(firm=plant.firm._replace(name="多行\n名字"))
    assert printed(print_advice, named, "zh").startswith("门槛：给“多行 名字”的建议\n")
