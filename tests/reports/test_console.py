"""Paragraphs broken where the language allows, tables that stand straight."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.reports.printed import printed
from toolbox.reports.console import PIPED_WIDTH, line, number, span, table, wrapped

OPENING, CLOSING = "（“‘《【「", "，。；：！？、）”’》】」"
texts = st.text(st.sampled_from("收款码账号ab1-/ .," + OPENING + CLOSING), max_size=80)


@given(texts, st.integers(8, 60))
def test_breaking_loses_nothing_and_only_what_holds_together_is_wider_than_the_room(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line == line.strip() for line in lines)
    runs = re.findall(rf"[^\s收款码账号{OPENING}{CLOSING}]*[收款码账号]?[{OPENING}{CLOSING}]*", text)
    widest = max(map(cell_len, [a + b for a, b in pairwise(["", *runs])]), default=0)
    assert max(map(cell_len, lines), default=0) <= max(room, widest)


@given(texts, st.integers(8, 60))
def test_no_line_begins_with_a_closing_mark_that_followed_something(text: str, room: int) -> None:
    joined = " ".join(text.split())
    for before, after in zip(wrapped(text, room), wrapped(text, room)[1:], strict=False):
        if after[0] in CLOSING:
            assert f"{before} {after[0]}" in joined  # a blank stood there already


def test_chinese_breaks_between_characters_and_english_between_words() -> None:
    assert wrapped("进了什么货、卖了什么、还剩多少", 10) == ["进了什么", "货、卖了什", "么、还剩多", "少"]
    assert wrapped("what came in and what is left", 10) == ["what came", "in and", "what is", "left"]
    assert wrapped("用 point-of-sale 收银", 16) == ["用 point-of-sale", "收银"]


def test_white_space_of_any_kind_is_one_blank() -> None:
    assert wrapped(" 多行\n 名字\t\tx ", 40) == ["多行 名字 x"]
    assert wrapped("  ", 40) == []


def test_a_paragraph_is_indented_as_a_whole_and_nothing_is_an_empty_line() -> None:
    lines = printed(line, "字" * 120, "bold", 4).splitlines()
    assert [len(part) for part in lines] == [52, 52, 28]
    assert all(part.startswith("    字") for part in lines)
    assert cell_len(lines[0]) == PIPED_WIDTH
    assert printed(line) == "\n"


def test_columns_begin_in_the_same_cell_whatever_stands_before_them() -> None:
    rows = [("工具", "a"), ("pos", "b"), ("智能收银机", "c")]
    lines = printed(table, ["名称", "id"], rows).splitlines()
    assert {cell_len(text[: text.index(last)]) for text, last in zip(lines, ["id", *"abc"], strict=True)} == {12}


def test_a_table_too_wide_goes_on_below_in_its_own_column() -> None:
    text = printed(table, ["tool", "what"], [("inventory", "进了什么货、卖了什么，" * 12)])
    head, *lines = text.splitlines()
    assert len(lines) == 3
    assert all(cell_len(part) <= PIPED_WIDTH for part in lines)
    assert [part.startswith(" " * head.index("what")) for part in lines] == [False, True, True]


@pytest.mark.parametrize(("value", "said"), [(3, "3"), (3.0, "3"), (0.5, "0.5"), (15.25, "15.25"), (0, "0")])
def test_numbers_have_no_needless_decimals(value: float, said: str) -> None:
    assert number(value) == said


def test_a_range_of_one_number_is_that_number() -> None:
    assert (span(2, 2), span(0, 4.5)) == ("2", "0–4.5")
