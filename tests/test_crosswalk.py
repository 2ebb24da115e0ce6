"""What other answers show of the ministry's questions: bounds, told goes first, contradictions are left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.firms import values
from toolbox.assessment import assess
from toolbox.conditions.tree import Has, facts_in, leaves
from toolbox.conditions.values import Among, Facts, Members, Span, Value, exactly, only
from toolbox.conditions.verdict import judge
from toolbox.crosswalk import cross
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge, Shown
from toolbox.knowledge.sources import roots
from toolbox.vocabulary import Fact

MIIT = "miit-2024"
KNOWLEDGE = Loaded(roots()).knowledge
MODEL = KNOWLEDGE.assessments[MIIT]
VOCABULARY = KNOWLEDGE.vocabulary
OWN = {i.fact for d in MODEL.dimensions.values() for i in d.indicators} | {s.fact for s in MODEL.scenes.values()}
READ = sorted({fact for entry in MODEL.implied for fact in facts_in(entry.when)})
TOOLS = sorted({leaf.member for e in MODEL.implied for leaf in leaves(e.when) if isinstance(leaf, Has)})


def _crossed(**firm: Any) -> Facts:
    return cross(MODEL, VOCABULARY, values(KNOWLEDGE, firm)).facts


def test_stock_in_a_spreadsheet_is_level_one_exactly() -> None:
    assert _crossed(stock_records="spreadsheet")["ministry_scene_warehousing"] == only("one")


def test_no_digital_machines_means_none_digital_and_none_connected() -> None:
    crossed = _crossed(digital_machines=False)
    assert crossed["ministry_machines_digital"] == crossed["ministry_machines_connected"] == exactly(0)


def test_software_is_a_lower_bound_and_paper_an_upper_one() -> None:
    assert _crossed(sales_in_software=True)["ministry_scene_marketing"] == Among(frozenset(("two", "three", "four")))
    assert _crossed(planning="paper")["ministry_scene_planning"] == only("none")


def test_a_set_is_shown_in_part() -> None:
    shown = _crossed(it_staff=2, digital_training=False)["ministry_talent"]
    assert shown == Members(frozenset(("people",)), frozenset(("training",)), closed=False)


def test_what_was_told_goes_first() -> None:
    assert _crossed(stock_records="paper", ministry_scene_warehousing="two")["ministry_scene_warehousing"] == only(
        "two"
    )
    told = _crossed(digital_training=False, ministry_talent=["training"])["ministry_talent"]
    assert told == Members(frozenset(("training",)))


def test_what_was_told_as_one_of_several_is_narrowed_down() -> None:
    crossed = _crossed(sales_in_software=True, ministry_scene_marketing=["one", "two"])
    assert crossed["ministry_scene_marketing"] == only("two")


def test_what_contradicts_itself_is_left_out() -> None:
    crossed = cross(MODEL, VOCABULARY, values(KNOWLEDGE, {"planning": "paper", "planned_digitally": True}))
    assert "ministry_scene_planning" not in crossed.facts
    assert "ministry_scene_planning" not in crossed.by


def test_it_is_said_which_entries_narrowed_a_question_down() -> None:
    crossed = cross(MODEL, VOCABULARY, values(KNOWLEDGE, {"stock_records": "spreadsheet"}))
    assert crossed.by == {"ministry_scene_warehousing": ("stock-in-sheets",)}


def test_a_model_without_a_crosswalk_is_left_alone(knowledge: Knowledge) -> None:
    facts = values(knowledge, {"stock_records": "spreadsheet"})
    assert cross(knowledge.assessments["tencent-2021"], knowledge.vocabulary, facts) == (facts, {})


# --- the built-in crosswalk


def test_every_entry_reads_known_facts_and_shows_something_of_a_question() -> None:
    assert len(MODEL.implied) >= 50
    for entry in MODEL.implied:
        assert facts_in(entry.when) <= set(VOCABULARY), entry.id
        assert entry.shown, entry.id
        assert {shown.fact for shown in entry.shown} <= OWN, entry.id


@pytest.mark.parametrize("entry", MODEL.implied, ids=lambda entry: entry.id)
def test_no_entry_reads_a_question_of_the_model_itself(entry: Any) -> None:
    assert not facts_in(entry.when) & OWN


@pytest.mark.parametrize("scene", [s for s in MODEL.scenes if s not in ("safety", "energy", "decisions")])
def test_most_scenes_have_a_bound_from_below_and_one_from_above(scene: str) -> None:
    shown = [part.among for e in MODEL.implied for part in e.shown if part.fact == MODEL.scenes[scene].fact]
    assert any("four" in among for among in shown)
    assert any("none" in among for among in shown)


# --- ranges


def _exact(fact: Fact, members: Iterable[str]) -> st.SearchStrategy[Value]:
    if fact.type == "yes/no":
        return st.booleans()
    if fact.type == "set":
        return st.frozensets(st.sampled_from(sorted(members)), max_size=4).map(Members)
    if fact.type == "choice":
        return st.sampled_from(sorted(members)).map(only)
    return st.integers(0, 20).map(exactly)


def _members(name: str) -> Iterable[str]:
    return (
        [tool for tool in TOOLS if tool in VOCABULARY[name].members] if name == "in_use" else VOCABULARY[name].members
    )


GENERAL = st.fixed_dictionaries({}, optional={name: _exact(VOCABULARY[name], _members(name)) for name in READ})
ANSWERS = st.fixed_dictionaries({name: _exact(VOCABULARY[name], VOCABULARY[name].members) for name in sorted(OWN)})


def _agrees(parts: list[Shown], fact: Fact) -> bool:
    if fact.is_number:
        return max([0, *(p.low for p in parts if p.low is not None)]) <= min(
            [1000, *(p.high for p in parts if p.high is not None)]
        )
    if fact.type == "set":
        return not {m for p in parts for m in p.has} & {m for p in parts for m in p.lacks}
    return bool(frozenset(fact.members).intersection(*(p.among for p in parts)))


def _without_contradictions(general: dict[str, Value]) -> dict[str, Value]:
    """The answers less those on which entries that contradict each other rest."""
    fired = [entry for entry in MODEL.implied if judge(entry.when, general)]
    for name in OWN:
        speaking = [entry for entry in fired if any(part.fact == name for part in entry.shown)]
        if not _agrees([part for e in speaking for part in e.shown if part.fact == name], VOCABULARY[name]):
            resting = {fact for entry in speaking for fact in facts_in(entry.when)}
            return _without_contradictions({n: value for n, value in general.items() if n not in resting})
    return general


def _within(answer: Value, bound: Value | None) -> Value:
    """The answer, moved into what is shown."""
    match bound, answer:
        case Span(low, high), Span(at, _):
            return exactly(min(max(at, low), high))
        case Among(possible), Among(chosen):
            return answer if chosen <= possible else only(min(possible))
        case Members(has, lacks, _), Members(told, _, _):
            return Members((told | has) - lacks)
        case _:
            return answer


@settings(deadline=None, max_examples=200)
@given(GENERAL, ANSWERS, st.sets(st.sampled_from([*READ, *sorted(OWN)])))
def test_the_range_holds_every_completion_that_the_other_answers_allow(
    general: dict[str, Value], answers: dict[str, Value], missing: set[str]
) -> None:
    general = _without_contradictions(general)
    bounds = cross(MODEL, VOCABULARY, general).facts
    complete = {name: _within(answer, bounds.get(name)) for name, answer in answers.items()}
    whole = assess(KNOWLEDGE, general | complete, MIIT)
    part = assess(KNOWLEDGE, {n: v for n, v in (general | complete).items() if n not in missing}, MIIT)
    assert whole.total.exact
    assert part.total.low <= whole.total.low <= part.total.high
    assert whole.stage.members <= part.stage.members
    for name, span in part.scenes.items():
        assert span.low <= whole.scenes[name].low <= span.high
