"""Every answer that an owner can give is taken; of any other it is said what to do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolbox.conditions.told import read_value
from toolbox.knowledge.model import Knowledge
from toolbox.web.answers import NONE, NOT_APPLICABLE, UNKNOWN, UnfitError, answer, pressed


def test_every_choice_of_every_question_is_an_answer(knowledge: Knowledge) -> None:
    for fact in knowledge.vocabulary.values():
        if fact.worked_out is None and fact.type in ("choice", "set"):
            for member in list(fact.members)[:30]:
                assert answer(fact, [member]) == ([member] if fact.type == "set" else member)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("１２", 12),
        ("1,200", 1200),
        ("10-20", "between 10 and 20"),
        ("10到20", "between 10 and 20"),
    ],
)
def test_a_number_may_be_written_as_people_write_it(knowledge: Knowledge, written: str, told: object) -> None:
    assert answer(knowledge.vocabulary["staff"], [written]) == told


@pytest.mark.parametrize(
    "written", ["0", "-3", "1e9", "nan", "inf", "1.5", "一大堆", "200001", "20-10", "9" * 400, "unknown"]
)
def test_a_number_that_cannot_be_is_not_taken(knowledge: Knowledge, written: str) -> None:
    with pytest.raises(UnfitError) as error:
        answer(knowledge.vocabulary["staff"], [written])
    assert "200,000" in error.value.words.zh


@pytest.mark.parametrize(
    ("fact", "given_"),
    [
        ("staff", []),
        ("staff", ["  "]),
        ("sector", ["retail", "catering"]),
        ("sector", ["<script>"]),
        ("pains", []),
        ("pains", ["no such pain"]),
        ("pains", ["x" * 2000]),
    ],
)
def test_what_is_missing_or_made_up_is_told_in_both_languages(
    knowledge: Knowledge, fact: str, given_: list[str]
) -> None:
    with pytest.raises(UnfitError) as error:
        answer(knowledge.vocabulary[fact], given_)
    assert error.value.words.zh
    assert error.value.words.en


def test_the_buttons_answer_too(knowledge: Knowledge) -> None:
    facts = knowledge.vocabulary
    assert pressed(facts["staff"], UNKNOWN) == "unknown"
    assert pressed(facts["staff"], NOT_APPLICABLE) == "does not apply"
    assert pressed(facts["pains"], NONE) == []
    with pytest.raises(UnfitError):
        pressed(facts["staff"], NONE)


@settings(max_examples=150)
@given(st.data(), st.lists(st.text(max_size=12), max_size=4))
def test_whatever_is_taken_can_be_read_back(knowledge: Knowledge, data: st.DataObject, given_: list[str]) -> None:
    asked = [fact for fact in knowledge.vocabulary.values() if fact.worked_out is None]
    fact = data.draw(st.sampled_from(asked))
    try:
        told = answer(fact, given_)
    except UnfitError:
        return
    read_value(fact, told)
