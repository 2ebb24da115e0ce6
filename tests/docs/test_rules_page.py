"""The page on rules tells the grammar, the three answers and the limits as they are."""

from __future__ import annotations

import pytest

from tests.docs.pages import code, rows
from toolbox.conditions import durable, phrases, told
from toolbox.conditions.verdict import asks, explain
from toolbox.documents import read_text
from toolbox.knowledge.model import Knowledge

PAGE = "docs/rules.md"
PHRASES = list(rows(PAGE, "fact type"))
ANSWERS = list(rows(PAGE, "firm"))
LIMITS = list(rows(PAGE, "limit of one rule"))


def _data(text: str) -> object:
    return read_text(text.encode(), "page").data


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: code(row[1]))
def test_a_phrase_means_the_same_in_both_languages(row: list[str], knowledge: Knowledge) -> None:
    en, zh = (phrases.read(_data(code(cell)), knowledge.vocabulary) for cell in row[1:3])
    assert en == zh


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: code(row[1]))
def test_a_phrase_stands_with_its_type(row: list[str], knowledge: Knowledge) -> None:
    word = code(row[1]).split(":")[0]
    kind = "block" if word in phrases.BLOCKS else knowledge.vocabulary[word].type.removeprefix("whole ")
    assert kind == row[0]


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{code(row[0])} {code(row[1])}")
def test_a_firm_gets_the_answer_of_the_page(row: list[str], knowledge: Knowledge) -> None:
    firm = _data(code(row[0]))
    assert isinstance(firm, dict)
    facts = {name: told.read_value(knowledge.vocabulary[name], raw) for name, raw in firm.items()}
    judged = explain(phrases.read(_data(code(row[1])), knowledge.vocabulary), facts)
    said = {True: "yes", False: "no", None: "ask"}[judged.truth]
    assert " ".join([said, *asks(judged)]) == row[2]


def test_the_limits_are_those_of_the_engine() -> None:
    limits = [durable.MOST_LEAVES_A_RULE, durable.MOST_GROUPS_A_RULE, durable.MOST_FIRINGS_A_RULE]
    assert [row[1] for row in LIMITS] == [*map(str, limits), "below 2**53"]
    for row, most in zip(LIMITS, limits, strict=False):
        assert f"has {most + 1} {row[0]}; {most} is the most that one rule may have" in row[2]


def test_every_kind_of_fact_has_a_phrase(knowledge: Knowledge) -> None:
    kinds = {fact.type.removeprefix("whole ") for fact in knowledge.vocabulary.values()}
    assert kinds == {row[0] for row in PHRASES} - {"block"}
