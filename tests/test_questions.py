"""How an answer is given."""

from __future__ import annotations

from typing import Any

import pytest

from toolbox.conditions import told
from toolbox.conditions.phrases import Flawed
from toolbox.knowledge.model import Knowledge
from toolbox.questions import LONG, offered, options, read_answer
from toolbox.vocabulary import Fact


def _read(fact: Fact, text: str) -> Any:
    return read_answer(fact, text, offered(fact))


def test_of_the_tools_in_use_those_that_matter_are_offered_and_all_may_be_named(knowledge: Knowledge) -> None:
    fact = knowledge.vocabulary["in_use"]
    names = offered(fact, ["inventory", "crm"])
    assert names == ("inventory", "crm")
    assert sorted(read_answer(fact, "2，收款码", names)) == ["crm", "qr-payment"]
    assert dict(options(fact, names, "zh")) == {1: fact.members["inventory"].label.zh, 2: fact.members["crm"].label.zh}


def test_every_choice_can_be_given_by_number_by_id_and_by_both_labels(knowledge: Knowledge) -> None:
    for fact in knowledge.vocabulary.values():
        for number, (id_, member) in enumerate(fact.members.items(), 1):
            by_number = len(fact.members) <= LONG
            for text in [str(number)] if by_number else [id_, member.label.zh]:
                assert _read(fact, text) in (id_, [id_])
            assert _read(fact, member.label.zh) in (id_, [id_])
            assert id_.isdigit() or _read(fact, id_) in (id_, [id_])
            assert fact.name == "city" or _read(fact, member.label.en) in (id_, [id_])


def test_numbers_of_the_choices_are_those_that_are_shown(knowledge: Knowledge) -> None:
    fact = knowledge.vocabulary["goals"]
    shown = dict(options(fact, offered(fact), "en"))
    assert list(shown) == list(range(1, len(fact.members) + 1))
    assert [fact.members[id_].label.en for id_ in _read(fact, "3, 1")] == [shown[1], shown[3]]
    assert list(options(knowledge.vocabulary["in_use"], (), "zh")) == []
    assert dict(options(knowledge.vocabulary["sales_in_software"], (), "zh")) == {1: "是", 2: "否"}


@pytest.mark.parametrize("text", ["1,3", "1，3", "1、3", "3 1", " 1 ; 3 ", "1；3", "more_customers 让老客户多回来"])
def test_several_answers_may_be_parted_in_any_way(text: str, knowledge: Knowledge) -> None:
    assert _read(knowledge.vocabulary["goals"], text) == ["more_customers", "keep_customers"]


def test_words_with_blanks_in_them_are_one_answer(knowledge: Knowledge) -> None:
    fact = knowledge.vocabulary["activities"]
    label = fact.members["runs_store"].label.en
    assert " " in label
    assert _read(fact, f"{label}, 1") == ["makes_goods", "runs_store"]


@pytest.mark.parametrize("text", ["", "none", "没有", "一样没有"])
def test_nothing_is_an_answer_about_a_set(text: str, knowledge: Knowledge) -> None:
    assert _read(knowledge.vocabulary["goals"], text) == []


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
    assert _read(found, text) == answer
    assert told.told(found, told.read_value(found, answer)) == answer


@pytest.mark.parametrize(
    ("fact", "text"),
    [("sector", ""), ("sector", "0"), ("sector", "99"), ("goals", "1, 99"), ("staff", "many"), ("staff", "-3")],
)
def test_what_is_no_answer_is_refused(fact: str, text: str, knowledge: Knowledge) -> None:
    with pytest.raises(Flawed):
        _read(knowledge.vocabulary[fact], text)
