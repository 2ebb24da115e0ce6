"""The grammar of a condition: every phrase, in English and Chinese, and what is refused."""

from __future__ import annotations

from typing import Any as Json

import pytest

from tests.conditions.small import VOCABULARY
from toolbox.conditions.phrases import DEEPEST, Flawed, read
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within

LATE, LOST = Has("pains", "late"), Has("pains", "lost")


def _flaws(raw: Json) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(Flawed) as raised:
        read(raw, VOCABULARY)
    assert all(flaw.fault.endswith(".") for flaw in raised.value.flaws)
    return [(flaw.path, flaw.fault) for flaw in raised.value.flaws]


@pytest.mark.parametrize(
    ("phrase", "bounds"),
    [
        ("at least 20", (20, None)),
        ("至少 20", (20, None)),
        ("至少20人", (20, None)),
        ("不少于 20", (20, None)),
        ("不低于 20", (20, None)),
        ("at most 20", (None, 20)),
        ("at most 20 people", (None, 20)),
        ("至多 20", (None, 20)),
        ("最多 20", (None, 20)),
        ("不超过 20", (None, 20)),
        ("不多于 20", (None, 20)),
        ("more than 20", (21, None)),
        ("多于 20", (21, None)),
        ("超过 20", (21, None)),
        ("大于 20", (21, None)),
        ("less than 20", (None, 19)),
        ("少于 20", (None, 19)),
        ("不到 20", (None, 19)),
        ("小于 20", (None, 19)),
        ("between 20 and 50", (20, 50)),
        ("介于 20 和 50", (20, 50)),
        ("介于 20 到 50 之间", (20, 50)),
        ("介于20至50人", (20, 50)),
        ("20 到 50", (20, 50)),
        ("20至50人", (20, 50)),
        (20, (20, 20)),
    ],
)
def test_every_phrase_for_a_number(phrase: Json, bounds: tuple[int | None, int | None]) -> None:
    assert read({"staff": phrase}, VOCABULARY) == Within("staff", *bounds)


@pytest.mark.parametrize(
    ("phrase", "bounds"),
    [
        ("at least 2.5", (25, None)),
        ("more than 2.5", (26, None)),
        ("less than -2.5", (None, -26)),
        ("between -5% and 10%", (-50, 100)),
        (2.5, (25, 25)),
        (-100, (-1000, -1000)),
    ],
)
def test_decimals_are_kept_as_whole_units(phrase: Json, bounds: tuple[int | None, int | None]) -> None:
    assert read({"growth": phrase}, VOCABULARY) == Within("growth", *bounds)


@pytest.mark.parametrize("word", [True, "yes", "Yes", "true", "是", "有", "对"])
def test_every_word_for_yes(word: Json) -> None:
    assert read({"open": word}, VOCABULARY) == Is("open", True)


@pytest.mark.parametrize("word", [False, "no", "NO", "false", "否", "没有", "无", "不是"])
def test_every_word_for_no(word: Json) -> None:
    assert read({"open": word}, VOCABULARY) == Is("open", False)


@pytest.mark.parametrize(
    ("phrase", "tree"),
    [
        ("late", LATE),
        ("交货晚", LATE),
        ("漏单", LOST),
        ("includes late", LATE),
        ("includes Late Delivery", LATE),
        ("包含 交货晚", LATE),
        ("包括交货晚", LATE),
        ("lacks late", Not(LATE)),
        ("不包含 交货晚", Not(LATE)),
        ("不含交货晚", Not(LATE)),
        ("没有 交货晚", Not(LATE)),
        (["late", "lost"], Any((LATE, LOST))),
        (["late", "lacks lost"], Any((LATE, Not(LOST)))),
        ("none", Has("pains", "none")),
    ],
)
def test_every_phrase_for_a_set(phrase: Json, tree: Tree) -> None:
    assert repr(read({"pains": phrase}, VOCABULARY)) == repr(tree)


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        ("shop", ("shop",)),
        ("门店", ("shop",)),
        ("Factory", ("workshop",)),
        ("作坊", ("workshop",)),
        (["shop", "农场"], ("shop", "farm")),
        (["shop", "门店"], ("shop",)),
    ],
)
def test_every_phrase_for_a_choice(phrase: Json, members: tuple[str, ...]) -> None:
    assert read({"trade": phrase}, VOCABULARY) == OneOf("trade", members)


@pytest.mark.parametrize("key", ["trade", "行业", "行当", "Trade", " trade "])
def test_a_fact_goes_by_any_of_its_words(key: str) -> None:
    assert read({key: "shop"}, VOCABULARY) == OneOf("trade", ("shop",))


def test_a_map_is_and_a_list_of_numbers_is_or() -> None:
    tree = read({"open": True, "staff": ["less than 10", "more than 100"]}, VOCABULARY)
    assert repr(tree) == repr(All((Is("open", True), Any((Within("staff", None, 9), Within("staff", 101, None))))))


@pytest.mark.parametrize(
    ("all_of", "any_of", "none_of"), [("all of", "any of", "none of"), ("全部满足", "任一满足", "都不满足")]
)
def test_blocks_nest(all_of: str, any_of: str, none_of: str) -> None:
    raw = {any_of: [{all_of: [{"open": True}, {"pains": "late"}]}, {none_of: [{"trade": "farm"}, {"staff": 1}]}]}
    wanted = Any((All((Is("open", True), LATE)), Not(Any((OneOf("trade", ("farm",)), Within("staff", 1, 1))))))
    assert repr(read(raw, VOCABULARY)) == repr(wanted)


@pytest.mark.parametrize(
    ("raw", "path", "fault"),
    [
        ({}, (), "a map with at least one line"),
        ([], (), "a map with at least one line"),
        ("staff: 3", (), "a map with at least one line"),
        ({"colour": "red"}, ("colour",), "no fact called 'colour'"),
        ({"trade": "shop", "行业": "farm"}, ("行业",), "the same fact"),
        ({"any of": {"open": True}}, ("any of",), "takes a list of maps"),
        ({"any of": []}, ("any of",), "takes a list of maps"),
        ({"any of": [{"open": True}, "shop"]}, ("any of", 1), "a map with at least one line"),
        ({"trade": []}, ("trade",), "an empty list"),
        ({"trade": ["shop", "mine"]}, ("trade", 1), "no member 'mine'"),
        ({"trade": None}, ("trade",), "no member"),
        ({"pains": "includes fun"}, ("pains",), "no member 'fun'"),
        ({"pains": True}, ("pains",), "no member 'True'"),
        ({"open": "maybe"}, ("open",), "is neither"),
        ({"open": 1}, ("open",), "is neither"),
        ({"staff": "around 20"}, ("staff",), "not a phrase for one"),
        ({"staff": "20 + 1"}, ("staff",), "not a phrase for one"),
        ({"staff": True}, ("staff",), "not a phrase for one"),
        ({"staff": "at least 2.5"}, ("staff",), "no decimals"),
        ({"growth": 2.55}, ("growth",), "at most 1 decimals"),
        ({"staff": "at least 0"}, ("staff",), "lies between 1 and 1000"),
        ({"staff": 1001}, ("staff",), "lies between 1 and 1000"),
        ({"staff": float("nan")}, ("staff",), "not a finite number"),
        ({"staff": float("inf")}, ("staff",), "not a finite number"),
        ({"staff": "between 50 and 20"}, ("staff",), "holds for no number"),
    ],
)
def test_anything_else_is_refused_where_it_stands(raw: Json, path: tuple[str | int, ...], fault: str) -> None:
    flaws = _flaws(raw)
    assert [where for where, _ in flaws] == [path]
    assert fault in flaws[0][1]


def test_every_flaw_is_found_in_one_go() -> None:
    raw = {"open": "maybe", "any of": [{"trade": "mine"}, {"staff": 0}]}
    assert [path for path, _ in _flaws(raw)] == [("open",), ("any of", 0, "trade"), ("any of", 1, "staff")]


@pytest.mark.parametrize(("word", "meant"), [("staf", "staff"), ("head count", "head-count"), ("any off", "any of")])
def test_a_mistyped_word_is_answered_with_the_nearest(word: str, meant: str) -> None:
    with pytest.raises(Flawed) as raised:
        read({word: 3}, VOCABULARY)
    assert raised.value.flaws[0].remedy == f"Did you mean '{meant}'?"


def test_blocks_nested_too_deep_are_refused() -> None:
    raw: Json = {"open": True}
    for _ in range(DEEPEST):
        raw = {"all of": [raw]}
    read(raw, VOCABULARY)
    assert "nested more than" in _flaws({"all of": [raw]})[0][1]
