"""Scores worked out by hand, ranges that hold every completion, and the bands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.firms import values
from toolbox.assessment import TOTAL_UNIT, assess, share_of, stages
from toolbox.conditions.values import Span, Value, exactly
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import roots

KNOWLEDGE = Loaded(roots()).knowledge
MODEL = KNOWLEDGE.assessments["tencent-2021"]
INDICATORS = {i.number: i for d in MODEL.dimensions.values() for i in d.indicators}
FACTS = {i.fact: KNOWLEDGE.vocabulary[i.fact] for i in INDICATORS.values()}


def _answers(good: bool) -> dict[str, Value]:
    share = exactly(1000 if good else 0)
    return {name: (good if fact.type == "yes/no" else share) for name, fact in FACTS.items()}


def test_the_model_is_whole() -> None:
    assert sorted(INDICATORS) == list(range(1, 45))
    assert sum(d.weight for d in MODEL.dimensions.values()) == 100
    assert all(sum(i.weight for i in d.indicators) == 100 for d in MODEL.dimensions.values())


def test_all_answered_well_is_full_marks(knowledge: Knowledge) -> None:
    assessed = assess(knowledge, _answers(good=True))
    assert assessed.total == exactly(100 * TOTAL_UNIT)
    assert assessed.stage.members == {"practising"}


def test_all_answered_badly_is_nothing(knowledge: Knowledge) -> None:
    assessed = assess(knowledge, _answers(good=False))
    assert assessed.total == exactly(0)
    assert assessed.stage.members == {"exploring"}


def test_nothing_answered_leaves_everything_open(knowledge: Knowledge) -> None:
    assessed = assess(knowledge, {})
    assert assessed.total == Span(0, 100 * TOTAL_UNIT)
    assert assessed.stage.members == {"exploring", "operating", "applying", "practising"}
    assert all(d.answered == 0 for d in assessed.dimensions.values())


def test_a_score_worked_out_by_hand(knowledge: Knowledge) -> None:
    """R&D: 20 + 30 of 100. Procurement: 40. Production: 10 + 75% of 15 + 15 + 50% of 20. The rest is answered badly."""
    yes = ("modelling_tools", "design_faster", "linked_with_suppliers", "digital_machines", "work_tracked")
    firm = _answers(good=False) | dict.fromkeys(yes, True)
    firm |= {"digital_output_share": exactly(600), "cost_fall": exactly(100)}
    assessed = assess(knowledge, firm)
    assert assessed.dimensions["rnd"].score == exactly(50_00)
    assert assessed.dimensions["procurement"].score == exactly(40_00)
    assert assessed.dimensions["production"].score == exactly(46_25)
    # 15% of 50 + 5% of 40 + 15% of 46.25 = 7.5 + 2 + 6.9375
    assert assessed.total == exactly(16_4375)
    assert assessed.stage.members == {"exploring"}


def test_open_answers_make_a_range_worked_out_by_hand(knowledge: Knowledge) -> None:
    firm: dict[str, Any] = {"sells_online": True, "sales_in_software": False, "call_centre": True}
    assessed = assess(knowledge, values(knowledge, firm))
    assert assessed.dimensions["marketing"].score == Span(30_00, 70_00)
    assert assessed.dimensions["marketing"].answered == 2
    assert assessed.dimensions["after_sales"].score == Span(15_00, 100_00)
    # 10% of 30 + 10% of 15; at most 100 less 10% of 30
    assert assessed.total == Span(4_5000, 97_0000)


def test_a_share_known_as_a_range_earns_a_range(knowledge: Knowledge) -> None:
    indicator = INDICATORS[9]
    assert share_of(indicator, Span(150, 450)) == Span(25, 75)


@pytest.mark.parametrize(
    ("number", "percent", "share"),
    [
        (9, 0, 0), (9, 10, 0), (9, 10.1, 25), (9, 20, 25), (9, 40, 50), (9, 60, 75), (9, 60.1, 100), (9, 100, 100),
        (14, 0, 0), (14, 0.1, 25), (14, 5, 25), (14, 10, 50), (14, 20, 75), (14, 20.1, 100),
        (31, 0, 0), (31, 5, 25), (31, 10, 50), (31, 15, 75), (31, 15.1, 100), (43, 100, 100),
    ],
)  # fmt: skip
def test_shares_fall_into_bins(number: int, percent: float, share: int) -> None:
    stored = round(percent * FACTS[INDICATORS[number].fact].scale)
    assert share_of(INDICATORS[number], exactly(stored)) == exactly(share)


@pytest.mark.parametrize(
    ("points", "stage"),
    [
        (0, "exploring"), (20, "exploring"), (20.0001, "operating"), (50, "operating"), (50.0001, "applying"),
        (90, "applying"), (90.0001, "practising"), (100, "practising"),
    ],
)  # fmt: skip
def test_a_bound_belongs_to_the_band_below_it(points: float, stage: str) -> None:
    assert stages(MODEL, exactly(round(points * TOTAL_UNIT))).members == {stage}


def test_a_range_of_scores_leaves_every_stage_between(knowledge: Knowledge) -> None:
    assert stages(MODEL, Span(20_0000, 50_0001)).members == {"exploring", "operating", "applying"}


@pytest.mark.parametrize("answer", [True, False])
def test_indicator_21_does_not_count(knowledge: Knowledge, answer: bool) -> None:
    assert INDICATORS[21].fact == "experience_improved"
    for rest in (_answers(good=True), _answers(good=False)):
        assert assess(knowledge, rest | {"experience_improved": answer}).total == assess(knowledge, rest).total


def test_every_other_indicator_counts(knowledge: Knowledge) -> None:
    best, worst = _answers(good=True), _answers(good=False)
    for number, indicator in INDICATORS.items():
        without = assess(knowledge, best | {indicator.fact: worst[indicator.fact]}).total
        assert (without < exactly(100 * TOTAL_UNIT)) is (number != 21), number


def test_the_outcome_is_told_to_the_rules_as_facts(knowledge: Knowledge) -> None:
    facts = assess(knowledge, {}).facts()
    assert set(facts) == {"score", "stage", *(f"score_{name}" for name in MODEL.dimensions)}
    assert set(facts) <= set(knowledge.vocabulary)


def _answer(name: str) -> st.SearchStrategy[Value]:
    if FACTS[name].type == "yes/no":
        return st.booleans()
    return st.integers(0, 1000).map(exactly)


COMPLETE = st.fixed_dictionaries({name: _answer(name) for name in FACTS})


@settings(deadline=None)
@given(COMPLETE, st.sets(st.sampled_from(sorted(FACTS))))
def test_the_range_holds_every_completion(answers: dict[str, Value], missing: set[str]) -> None:
    partial = assess(KNOWLEDGE, {name: value for name, value in answers.items() if name not in missing})
    complete = assess(KNOWLEDGE, answers)
    assert complete.total.exact
    assert complete.stage.exact
    assert partial.total.low <= complete.total.low <= partial.total.high
    assert complete.stage.members <= partial.stage.members
    for name, dimension in partial.dimensions.items():
        assert dimension.score.low <= complete.dimensions[name].score.low <= dimension.score.high


@settings(deadline=None)
@given(COMPLETE, st.sets(st.sampled_from(sorted(FACTS))))
def test_the_ends_of_the_range_are_reached(answers: dict[str, Value], missing: set[str]) -> None:
    known = {name: value for name, value in answers.items() if name not in missing}
    partial = assess(KNOWLEDGE, known)
    worst, best = ({name: rest[name] for name in missing} for rest in (_answers(good=False), _answers(good=True)))
    assert assess(KNOWLEDGE, known | worst).total == exactly(partial.total.low)
    assert assess(KNOWLEDGE, known | best).total == exactly(partial.total.high)


@settings(deadline=None)
@given(COMPLETE, st.sampled_from(sorted(FACTS)))
def test_a_better_answer_never_lowers_the_score(answers: dict[str, Value], name: str) -> None:
    better = answers | {name: _answers(good=True)[name]}
    assert assess(KNOWLEDGE, better).total >= assess(KNOWLEDGE, answers).total
