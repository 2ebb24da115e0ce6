"""A condition as a sentence that a shop owner can read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.conditions.small import VOCABULARY, trees
from toolbox.conditions import sentence
from toolbox.conditions.phrases import read
from toolbox.conditions.tree import Is, Not, Tree, Within, leaves
from toolbox.knowledge.model import Knowledge

IDENTIFIER = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\bNone\b")


@pytest.mark.parametrize(
    ("raw", "zh", "en"),
    [
        ({"open": True}, "营业：是", "is open: yes"),
        ({"staff": "at least 20"}, "人数至少 20人", "head-count at least 20 people"),
        ({"staff": "between 20 and 50"}, "人数在 20 到 50人之间", "head-count between 20 and 50 people"),
        ({"growth": "less than 0"}, "增长不超过 -0.1%", "growth at most -0.1%"),
        ({"trade": ["shop", "farm"]}, "行业：门店 或 农场", "trade: shop or farm"),
        ({"pains": "lacks late"}, "痛点不含“交货晚”", "pains lacks “late delivery”"),
        (
            {"open": False, "any of": [{"pains": "late"}, {"staff": 3}]},
            "营业：否；（痛点包含“交货晚” 或者 人数 3人）",
            "is open: no; (pains includes “late delivery” or head-count 3 people)",
        ),
        (
            {"none of": [{"open": True}, {"trade": "farm"}]},
            "以下都不成立：营业：是、行业：农场",
            "none of: is open: yes, trade: farm",
        ),
    ],
)
def test_a_condition_reads_as_a_sentence(raw: dict[str, object], zh: str, en: str) -> None:
    assert sentence.sentence(read(raw, VOCABULARY), VOCABULARY) == (zh, en)


def test_the_opposite_of_a_test_is_said_as_one() -> None:
    assert sentence.test(Is("open", True), VOCABULARY, positive=False) == ("营业：否", "is open: no")
    assert "不在此列" in sentence.sentence(Not(Within("staff", 20, None)), VOCABULARY).zh


@given(trees)
def test_every_condition_has_a_sentence_that_names_each_of_its_facts(tree: Tree) -> None:
    said = sentence.sentence(tree, VOCABULARY)
    for leaf in leaves(tree):
        label = VOCABULARY[leaf.fact].label
        assert label.zh in said.zh
        assert label.en in said.en


def test_every_built_in_rule_has_a_sentence_without_ids(knowledge: Knowledge) -> None:
    for rule in knowledge.rules.values():
        said = sentence.sentence(rule.when, knowledge.vocabulary)
        for text in said:
            assert text.strip(), rule.id
            assert not IDENTIFIER.search(text), f"{rule.id}: {text}"
        assert re.search(r"[\u4e00-\u9fff]", said.zh), rule.id
        assert not re.search(r"[\u4e00-\u9fff]", said.en), f"{rule.id}: {said.en}"
