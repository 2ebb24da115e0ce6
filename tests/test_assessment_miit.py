"""The ministry's indicators of 2024: official points, scores and levels by hand, ranges that hold every completion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.firms import values
from toolbox.assessment import DIMENSION_UNIT, TOTAL_UNIT, Assessed, assess, share_of, stages
from toolbox.conditions.values import Members, Span, Value, exactly, only
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import roots
from toolbox.vocabulary import Fact

MIIT = "miit-2024"
KNOWLEDGE = Loaded(roots()).knowledge
MODEL = KNOWLEDGE.assessments[MIIT]
INDICATORS = {i.number: (d, i) for d in MODEL.dimensions.values() for i in d.indicators}
SCENES = {name: KNOWLEDGE.vocabulary[scene.fact] for name, scene in MODEL.scenes.items()}
FACTS = {i.fact: KNOWLEDGE.vocabulary[i.fact] for _, i in INDICATORS.values()}
FACTS |= {fact.name: fact for fact in SCENES.values()}
LEVELS = ("none", "one", "two", "three", "four")
# points in full, and of each answer that earns any, as the ministry's form gives them
OFFICIAL = {
    1: (8, [2, 2, 2, 2]),
    2: (6, [0, 1.5, 3, 4.5, 6]),
    3: (6, [0, 1.5, 3, 4.5, 6]),
    4: (10, [0.7] * 13 + [0.9]),
    5: (10, [0, 2.5, 5, 7.5, 10]),
    6: (5, [1.25] * 4),
    7: (5, [1.25] * 4),
    8: (7.5, [0, 1.5, 3, 4.5, 6, 7.5]),
    9: (7.5, [1.875] * 4),
    10: (7.5, [1.5] * 5),
    11: (7.5, [0, 1.875, 3.75, 5.625, 7.5]),
    12: (7, [0, 3.5, 7]),
    13: (7, [0, 3.5, 7]),
    14: (3, [0, 1.5, 3]),
    15: (3, [0, 1.5, 3]),
}


def _answer(fact: Fact, *, best: bool) -> Value:
    """The best or the worst answer to a question."""
    if fact.is_number:
        return exactly(1000 if best else 0)
    if fact.type == "set":
        return Members(frozenset(fact.members if best else ()))
    shares = next((i.shares for _, i in INDICATORS.values() if i.fact == fact.name), None)
    ranked = sorted(shares, key=lambda member: shares[member]) if shares else list(LEVELS)
    return only(ranked[-1 if best else 0])


def _answers(*, best: bool) -> dict[str, Value]:
    return {name: _answer(fact, best=best) for name, fact in FACTS.items()}


def _graded(levels: Mapping[str, str]) -> dict[str, Value]:
    return {SCENES[scene].name: only(level) for scene, level in levels.items()}


def _score(firm: Mapping[str, Value]) -> Assessed:
    return assess(KNOWLEDGE, firm, MIIT)


# --- the model


def test_there_are_15_questions_and_16_scenes() -> None:
    assert sorted(INDICATORS) == list(range(1, 16))
    assert [scene.number for scene in MODEL.scenes.values()] == list(range(1, 17))
    assert [d.weight for d in MODEL.dimensions.values()] == [50, 30, 20]


@pytest.mark.parametrize("number", OFFICIAL)
def test_a_question_has_the_points_of_the_form(number: int) -> None:
    dimension, indicator = INDICATORS[number]
    full, points = OFFICIAL[number]
    shares = [share for _, share in indicator.bins] if indicator.bins else list(indicator.shares.values())
    assert dimension.weight * indicator.weight == full * DIMENSION_UNIT
    assert [dimension.weight * indicator.weight * share for share in shares] == [round(p * TOTAL_UNIT) for p in points]


def test_every_answer_of_the_form_can_be_given() -> None:
    for _, indicator in INDICATORS.values():
        assert set(FACTS[indicator.fact].members) == set(indicator.shares)


def test_every_scene_has_four_levels_above_none() -> None:
    assert all(tuple(fact.members) == LEVELS for fact in SCENES.values())


@pytest.mark.parametrize(
    ("percent", "points"), [(0, 0), (10, 0), (10.1, 1.5), (20, 1.5), (40, 3), (60, 4.5), (60.1, 6)]
)
def test_a_share_of_machines_falls_into_the_bins_of_the_form(percent: float, points: float) -> None:
    dimension, indicator = INDICATORS[2]
    share = share_of(indicator, exactly(round(percent * 10)))
    assert dimension.weight * indicator.weight * share.low == round(points * TOTAL_UNIT)


# --- scores and levels by hand


def test_all_answered_best_is_100_points_and_level_four() -> None:
    assessed = _score(_answers(best=True))
    assert assessed.total == exactly(100 * TOTAL_UNIT)
    assert assessed.stage.members == {"four"}


def test_all_answered_worst_is_nothing_and_below_level_one() -> None:
    assessed = _score(_answers(best=False))
    assert assessed.total == exactly(0)
    assert assessed.stage.members == {"none"}


def test_nothing_answered_leaves_everything_open() -> None:
    assessed = _score({})
    assert assessed.total == Span(0, 100 * TOTAL_UNIT)
    assert assessed.stage.members == set(LEVELS)
    assert set(assessed.scenes.values()) == {Span(0, 4)}
    assert all(d.answered == 0 for d in assessed.dimensions.values())


def test_a_score_worked_out_by_hand(knowledge: Knowledge) -> None:
    """2 networks 4, 35% digital 3, 0.7 + 0.7 + 0.9, several systems 5, 3 and 1 of security, planned 3, 2 rules 3.75,
    1 of staff 1.5, 12% spent 1.875, less energy 7, quality the same 3.5, revenue and cost worse 0.
    """
    firm: dict[str, Any] = {
        "ministry_network": ["workshop_control", "everywhere"],
        "ministry_machines_digital": 35,
        "ministry_machines_connected": 10,
        "ministry_data_captured": ["planning", "quality", "people"],
        "ministry_systems": "several",
        "ministry_network_security": ["rules", "products", "risk_assessed"],
        "ministry_data_security": ["products"],
        "ministry_progress": "planned",
        "ministry_management_rules": ["workflow", "data"],
        "ministry_talent": ["people"],
        "ministry_spending": 12,
        "ministry_energy_change": "less",
        "ministry_quality_change": "same",
        "ministry_revenue_change": "lower",
        "ministry_cost_change": "higher",
    }
    assessed = assess(knowledge, values(knowledge, firm), MIIT)
    points = {name: MODEL.dimensions[name].weight * d.score.low for name, d in assessed.dimensions.items()}
    assert points == {"digital_foundation": 19_3000, "digital_management": 10_1250, "digital_effects": 10_5000}
    assert assessed.total == exactly(39_9250)


def test_a_set_told_in_part_earns_a_range() -> None:
    _, indicator = INDICATORS[6]
    told = Members(frozenset(("rules",)), frozenset(("risk_assessed",)), closed=False)
    assert share_of(indicator, told) == Span(25, 75)


def test_a_choice_told_as_one_of_several_earns_a_range(knowledge: Knowledge) -> None:
    _, indicator = INDICATORS[8]
    told = values(knowledge, {"ministry_progress": ["informed", "started", "planned"]})
    assert share_of(indicator, told["ministry_progress"]) == Span(20, 60)


CONSTRAINED = ("product_design", "marketing", "production", "quality", "equipment")
OTHERS = ("process_design", "planning", "people", "office", "decisions")


@pytest.mark.parametrize(
    ("points", "level", "constrained", "others", "reached"),
    [
        (20, "one", 3, 3, "one"),
        (19.9999, "one", 3, 3, "none"),
        (20, "one", 2, 4, "none"),
        (20, "one", 3, 2, "none"),
        (40, "two", 3, 3, "two"),
        (39.9999, "two", 3, 3, "one"),
        (60, "three", 5, 3, "three"),
        (60, "three", 4, 4, "two"),
        (100, "four", 5, 5, "three"),
        (100, "one", 5, 5, "one"),
    ],
)
def test_a_level_takes_points_and_scenes_and_constrained_scenes(
    points: float, level: str, constrained: int, others: int, reached: str
) -> None:
    at = exactly(LEVELS.index(level))
    there = dict.fromkeys((*CONSTRAINED[:constrained], *OTHERS[:others]), at)
    assert stages(MODEL, exactly(round(points * TOTAL_UNIT)), there).members == {reached}


def test_level_four_takes_ten_scenes_six_of_them_constrained() -> None:
    there = dict.fromkeys((*CONSTRAINED, "finance", *OTHERS[:4]), exactly(4))
    assert stages(MODEL, exactly(80 * TOTAL_UNIT), there).members == {"four"}


def test_open_scenes_leave_every_level_that_they_may_lead_to() -> None:
    firm = _answers(best=True) | _graded(dict.fromkeys(SCENES, "two"))
    assert _score(firm).stage.members == {"two"}
    for scene in (*CONSTRAINED, *OTHERS[:3]):
        del firm[SCENES[scene].name]
    assert _score(firm).stage.members == {"two", "three"}  # with ten, level four would be open too
    assert assess(KNOWLEDGE, _graded(dict.fromkeys(SCENES, "one")), MIIT).stage.members == {"none", "one"}


# --- ranges


def _complete(fact: Fact) -> st.SearchStrategy[Value]:
    if fact.is_number:
        return st.integers(0, 1000).map(exactly)
    if fact.type == "set":
        return st.frozensets(st.sampled_from(list(fact.members))).map(Members)
    return st.sampled_from(list(fact.members)).map(only)


COMPLETE = st.fixed_dictionaries({name: _complete(fact) for name, fact in FACTS.items()})
SOME = st.sets(st.sampled_from(sorted(FACTS)))


@settings(deadline=None)
@given(COMPLETE, SOME)
def test_the_range_holds_every_completion(answers: dict[str, Value], missing: set[str]) -> None:
    partial = _score({name: value for name, value in answers.items() if name not in missing})
    complete = _score(answers)
    assert complete.total.exact
    assert complete.stage.exact
    assert partial.total.low <= complete.total.low <= partial.total.high
    assert complete.stage.members <= partial.stage.members
    for name, dimension in partial.dimensions.items():
        assert dimension.score.low <= complete.dimensions[name].score.low <= dimension.score.high
    for name, span in partial.scenes.items():
        assert span.low <= complete.scenes[name].low <= span.high


@settings(deadline=None)
@given(COMPLETE, SOME)
def test_the_ends_of_the_range_are_reached(answers: dict[str, Value], missing: set[str]) -> None:
    partial = _score({name: value for name, value in answers.items() if name not in missing})
    worst, best = (
        _score(answers | {name: _answer(FACTS[name], best=best) for name in missing}) for best in (False, True)
    )
    assert partial.total == Span(worst.total.low, best.total.low)
    reached = [LEVELS.index(next(iter(end.stage.members))) for end in (worst, best)]
    assert partial.stage.members == set(LEVELS[reached[0] : reached[1] + 1])


@settings(deadline=None)
@given(COMPLETE, st.sampled_from(sorted(FACTS)))
def test_a_better_answer_never_lowers_score_or_level(answers: dict[str, Value], name: str) -> None:
    before = _score(answers)
    after = _score(answers | {name: _answer(FACTS[name], best=True)})
    assert after.total >= before.total
    assert [LEVELS.index(next(iter(a.stage.members))) for a in (before, after)] == sorted(
        LEVELS.index(next(iter(a.stage.members))) for a in (before, after)
    )


def test_every_question_counts() -> None:
    best = _answers(best=True)
    for _, indicator in INDICATORS.values():
        worse = best | {indicator.fact: _answer(FACTS[indicator.fact], best=False)}
        assert _score(worse).total < exactly(100 * TOTAL_UNIT), indicator.number


def test_the_ministrys_questions_leave_the_2021_model_as_it_is(knowledge: Knowledge) -> None:
    assert assess(knowledge, _answers(best=True)) == assess(knowledge, {})
