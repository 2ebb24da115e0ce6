"""Words: normal form, nearest word, how a message quotes a value."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox.text import LONGEST_WORD, did_you_mean, folded, nearest, normal, shown

KNOWN = ("staff", "sector", "revenue", "员工人数", "营业收入")


def test_normal_form_is_composed_and_trimmed() -> None:
    assert normal(" e\u0301 ") == "\u00e9"


@pytest.mark.parametrize("same", ["Light MES", "light mes", "ＬＩＧＨＴ　ＭＥＳ", "light\tmes ", "lightmes"])
def test_width_case_and_white_space_do_not_count_when_words_are_compared(same: str) -> None:
    assert folded(same) == "lightmes"


@given(st.text())
def test_folding_and_normalising_twice_is_doing_it_once(text: str) -> None:
    assert folded(folded(text).casefold()) == folded(unicodedata.normalize("NFKC", folded(text)))
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    ("word", "near"),
    [("staf", "staff"), ("Staff ", "staff"), ("secter", "sector"), ("员工人书", "员工人数"), ("xyz", None), ("", None)],
)
def test_the_nearest_word_is_found_or_none(word: str, near: str | None) -> None:
    assert nearest(word, KNOWN) == near
    assert did_you_mean(word, KNOWN) == (f"Did you mean '{near}'?" if near else "")


def test_a_word_longer_than_any_name_is_near_to_nothing() -> None:
    long = "staff" * LONGEST_WORD
    assert nearest(long, [long]) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "null"),
        (True, "true"),
        (12, "12"),
        ("甲", "甲"),
        ("a\nb\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("x" * 61, "x" * 59 + "…"),
        ("x" * 60, "x" * 60),
        ("a\udcffb", "a\ufffdb"),
    ],
)
def test_a_value_is_quoted_short_on_one_line_and_without_control_characters(value: object, said: str) -> None:
    assert shown(value) == said
