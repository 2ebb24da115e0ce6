"""What a firm tells of a fact is read, kept, and told again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conditions.small import VOCABULARY, facts
from tests.generated import Firms
from toolbox.conditions.phrases import Flawed
from toolbox.conditions.told import UNKNOWN, in_words, read_value, told
from toolbox.conditions.values import Among, Facts, Members, Span, Value, exactly, only
from toolbox.knowledge.model import Knowledge


def _read(fact: str, raw: Any) -> Value | None:
    return read_value(VOCABULARY[fact], raw)


@pytest.mark.parametrize("fact", VOCABULARY)
@pytest.mark.parametrize("word", [None, *sorted(UNKNOWN), "Don't know", "不知道 "])
def test_not_knowing_is_no_value(fact: str, word: str | None) -> None:
    assert _read(fact, word) is None


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        ("open", "是", True),
        ("open", False, False),
        ("staff", 45, exactly(45)),
        ("staff", "45", exactly(45)),
        ("staff", "45人", exactly(45)),
        ("staff", "45 people", exactly(45)),
        ("staff", "20-50", Span(20, 50)),
        ("staff", "20–50人", Span(20, 50)),
        ("staff", "20～50", Span(20, 50)),
        ("staff", "20到50", Span(20, 50)),
        ("staff", "between 20 and 50", Span(20, 50)),
        ("staff", "at least 20", Span(20, 1000)),
        ("staff", "不到 20", Span(1, 19)),
        ("growth", -2.5, exactly(-25)),
        ("growth", "-2.5%", exactly(-25)),
        ("growth", "more than 10", Span(101, 10_000)),
        ("growth", "less than 0", Span(-1000, -1)),
        ("trade", "门店", only("shop")),
        ("trade", ["shop", "farm"], Among(frozenset(("shop", "farm")))),
        ("pains", "late", Members(frozenset(("late",)))),
        ("pains", ["交货晚", "漏单"], Members(frozenset(("late", "lost")))),
        ("pains", [], Members(frozenset())),
        ("pains", "没有", Members(frozenset())),
        ("pains", "none", Members(frozenset(("none",)))),
        (
            "pains",
            {"has": ["late"], "lacks": "lost"},
            Members(frozenset(("late",)), frozenset(("lost",)), closed=False),
        ),
        ("pains", {"lacks": ["late"]}, Members(frozenset(), frozenset(("late",)), closed=False)),
    ],
)
def test_a_value_is_read_as_it_was_meant(fact: str, raw: Any, value: Value) -> None:
    assert _read(fact, raw) == value


@pytest.mark.parametrize(
    ("fact", "raw", "fault"),
    [
        ("open", "maybe", "takes yes or no"),
        ("open", 1, "takes yes or no"),
        ("staff", True, "takes a number"),
        ("staff", [20, 50], "takes a number"),
        ("staff", "many", "not a phrase for one"),
        ("staff", 0, "lies between 1 and 1000"),
        ("staff", "1001", "lies between 1 and 1000"),
        ("staff", 2.5, "no decimals"),
        ("staff", "50-20", "holds for no number"),
        ("staff", "less than 1", "holds for no value"),
        ("staff", float("nan"), "not a finite number"),
        ("trade", "mine", "no member 'mine'"),
        ("trade", [], "takes one of its members"),
        ("trade", True, "no member 'true'"),
        ("pains", ["late", "fun"], "no member 'fun'"),
        ("pains", {"has": ["late"], "lacks": ["late"]}, "both has and lacks late"),
        ("pains", {"owns": ["late"]}, "`has:` and `lacks:`"),
        ("pains", {}, "`has:` and `lacks:`"),
    ],
)
def test_what_cannot_be_meant_is_refused(fact: str, raw: Any, fault: str) -> None:
    with pytest.raises(Flawed, match=fault):
        _read(fact, raw)


@given(facts)
def test_what_is_told_again_reads_the_same(known: Facts) -> None:
    for name, value in known.items():
        if not (isinstance(value, Span) and value.low < 1):
            assert _read(name, told(VOCABULARY[name], value)) == value


def test_values_of_every_built_in_fact_read_the_same_again(knowledge: Knowledge) -> None:
    for firm in Firms(knowledge.vocabulary, [rule.when for rule in knowledge.rules.values()], seed=1).draw(60):
        for name, value in firm.items():
            fact = knowledge.vocabulary[name]
            low, high = ((bound or 0) * fact.scale for bound in (fact.low, fact.high))
            if not isinstance(value, Span) or (low <= value.low and value.high <= high):
                assert read_value(fact, told(fact, value)) == value, name


@given(facts, st.sampled_from(("zh", "en")))
def test_every_value_has_words(known: Facts, language: str) -> None:
    for name, value in known.items():
        said = in_words(VOCABULARY[name], value, language)
        assert said.strip()
        assert not {"None", "Span", "frozenset"} & set(said.split())


@pytest.mark.parametrize(
    ("fact", "value", "zh", "en"),
    [
        ("open", None, "不知道", "unknown"),
        ("open", True, "是", "yes"),
        ("staff", exactly(45), "45人", "45 people"),
        ("staff", Span(20, 50), "20–50人", "20–50 people"),
        ("growth", exactly(-25), "-2.5%", "-2.5%"),
        ("trade", Among(frozenset(("farm", "shop"))), "门店 或 农场", "shop or farm"),
        ("pains", Members(frozenset(("lost", "late"))), "交货晚、丢单", "late delivery, lost orders"),
        ("pains", Members(frozenset()), "无", "none"),
    ],
)
def test_values_in_words(fact: str, value: Value | None, zh: str, en: str) -> None:
    assert in_words(VOCABULARY[fact], value, "zh") == zh
    assert in_words(VOCABULARY[fact], value, "en") == en
