"""Which question comes next, and how an answer is given."""

from __future__ import annotations

from typing import Any

import pytest

from tests.firms import reasoned
from toolbox.conditions import told
from toolbox.conditions.phrases import Flawed
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.questions import LONG, OPENING, next_question, options, read_answer


def _next(knowledge: Knowledge, inference: Inference, firm: dict[str, Any], **options: bool) -> str | None:
    return next_question(knowledge, reasoned(knowledge, inference, firm).inferred, firm, **options)


def test_the_opening_questions_come_first_in_their_order(knowledge: Knowledge, inference: Inference) -> None:
    firm: dict[str, Any] = {}
    asked = []
    while (fact := _next(knowledge, inference, firm, quick=True)) is not None:
        asked.append(fact)
        firm[fact] = "unknown"
    assert tuple(asked) == OPENING


def test_an_answer_that_follows_from_another_is_not_asked_for(knowledge: Knowledge, inference: Inference) -> None:
    assert _next(knowledge, inference, {"sector": "retail", "staff": 3}) == "activities"


def test_then_what_open_rules_wait_for_each_once_until_nothing_is_left(
    knowledge: Knowledge, inference: Inference
) -> None:
    firm: dict[str, Any] = {"sector": "retail", "staff": 3}
    asked = []
    while (fact := _next(knowledge, inference, firm)) is not None:
        asked.append(fact)
        firm[fact] = "unknown"
    assert len(asked) == len(set(asked)) > len(OPENING)
    assert all(knowledge.vocabulary[fact].worked_out is None for fact in asked)


def test_every_choice_can_be_given_by_number_by_id_and_by_both_labels(knowledge: Knowledge) -> None:
    for fact in knowledge.vocabulary.values():
        for number, (id_, member) in enumerate(fact.members.items(), 1):
            by_number = len(fact.members) <= LONG
            for text in [str(number)] if by_number else [id_, member.label.zh]:
                assert read_answer(fact, text) in (id_, [id_])
            assert read_answer(fact, member.label.zh) in (id_, [id_])
            assert id_.isdigit() or read_answer(fact, id_) in (id_, [id_])
            assert fact.name == "city" or read_answer(fact, member.label.en) in (id_, [id_])


def test_numbers_of_the_choices_are_those_that_are_shown(knowledge: Knowledge) -> None:
    fact = knowledge.vocabulary["goals"]
    shown = dict(options(fact, "en"))
    assert list(shown) == list(range(1, len(fact.members) + 1))
    assert [fact.members[id_].label.en for id_ in read_answer(fact, "3, 1")] == [shown[1], shown[3]]
    assert list(options(knowledge.vocabulary["in_use"], "zh")) == []
    assert dict(options(knowledge.vocabulary["sales_in_software"], "zh")) == {1: "是", 2: "否"}


@pytest.mark.parametrize("text", ["1,3", "1，3", "1、3", "3 1", " 1 ; 3 ", "1；3", "more_customers 让老客户多回来"])
def test_several_answers_may_be_parted_in_any_way(text: str, knowledge: Knowledge) -> None:
    assert read_answer(knowledge.vocabulary["goals"], text) == ["more_customers", "keep_customers"]


def test_words_with_blanks_in_them_are_one_answer(knowledge: Knowledge) -> None:
    fact = knowledge.vocabulary["activities"]
    label = fact.members["runs_store"].label.en
    assert " " in label
    assert read_answer(fact, f"{label}, 1") == ["makes_goods", "runs_store"]


@pytest.mark.parametrize("text", ["", "none", "没有", "一样没有"])
def test_nothing_is_an_answer_about_a_set(text: str, knowledge: Knowledge) -> None:
    assert read_answer(knowledge.vocabulary["goals"], text) == []


@pytest.mark.parametrize(
    ("fact", "text", "answer"),
    [
        ("staff", "12", 12),
        ("staff", " 12人 ", 12),
        ("staff", "20-50", "between 20 and 50"),
        ("sales_in_software", "1", True),
        ("sales_in_software", "否", False),
        ("sales_in_software", "2", False),
    ],
)
def test_numbers_and_yes_or_no(fact: str, text: str, answer: object, knowledge: Knowledge) -> None:
    found = knowledge.vocabulary[fact]
    assert read_answer(found, text) == answer
    assert told.told(found, told.read_value(found, answer)) == answer


@pytest.mark.parametrize(
    ("fact", "text"),
    [("sector", ""), ("sector", "0"), ("sector", "99"), ("goals", "1, 99"), ("staff", "many"), ("staff", "-3")],
)
def test_what_is_no_answer_is_refused(fact: str, text: str, knowledge: Knowledge) -> None:
    with pytest.raises(Flawed):
        read_answer(knowledge.vocabulary[fact], text)
