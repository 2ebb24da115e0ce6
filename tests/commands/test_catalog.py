"""The catalogue at the command line: list, show, search."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.commands.running import menkan
from toolbox.knowledge.model import Knowledge


def test_every_tool_is_listed_once(knowledge: Knowledge) -> None:
    lines = menkan("catalog", "list").out.splitlines()
    listed = [line.split()[0] for line in lines[1:] if not line.startswith(" ")]
    assert listed == list(knowledge.tools)
    assert list(menkan("catalog", "list", "--json").json) == listed


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_columns_stand_straight(lang: str, knowledge: Knowledge) -> None:
    """Every name begins in the cell in which the heading's second word begins, wide characters counted as two."""
    head, *lines = menkan("catalog", "list", lang=lang).out.splitlines()
    column = cell_len(head[: head.index("名称" if lang == "zh" else "name")])
    for id_, tool in knowledge.tools.items():
        line = next(line for line in lines if line.split()[0] == id_)
        assert line[column:].startswith(tool.name.of(lang)[:4])
        assert cell_len(line) <= 100


def test_scenario_and_layer_choose(knowledge: Knowledge) -> None:
    found = menkan("catalog", "list", "--scenario", "logistics", "--layer", "application", "--json").json
    assert found
    assert list(found) == [
        id_ for id_, tool in knowledge.tools.items() if "logistics" in tool.scenarios and tool.layer == "application"
    ]
    assert list(menkan("catalog", "list", "--scenario", "all", "--json").json)


def test_every_tool_can_be_shown_in_both_languages_with_its_rules_and_products(knowledge: Knowledge) -> None:
    for id_, tool in knowledge.tools.items():
        zh, en = (menkan("catalog", "show", id_, lang=lang) for lang in ("zh", "en"))
        assert (zh.code, zh.err, en.code, en.err) == (0, "", 0, "")
        assert tool.name.zh in zh.out
        assert tool.name.en in en.out
        assert all(rule.id in zh.out.replace("\n", "") for rule in knowledge.rules_for(id_))
        assert not [line for line in zh.out.splitlines() if line != line.rstrip()]


def test_an_estimate_is_called_one_and_a_list_price_has_its_source(knowledge: Knowledge) -> None:
    for id_, tool in knowledge.tools.items():
        shown = menkan("catalog", "show", id_).out
        cost = "".join(shown.split("第一年花费：")[1].split("多久用起来")[0].split())
        assert ("（估计）" in cost) is (tool.cost.text is None)
        assert tool.cost.source is None or tool.cost.source in cost


@pytest.mark.parametrize("word", ["inventory", "进销存软件", "进销存", "Purchase, sales and stock software"])
def test_a_tool_is_found_by_any_of_its_names(word: str) -> None:
    assert menkan("catalog", "show", word, "--json").json["tool"]["id"] == "inventory"


@pytest.mark.parametrize(
    ("words", "tool"),
    [
        (("jxc",), "inventory"),
        (("进销存",), "inventory"),
        (("inventry",), "inventory"),
        (("近销存",), "inventory"),
        (("order", "portl"), "order-portal"),
        (("收钱吧",), "pos"),
        (("point", "of", "sale"), "pos"),
        (("会员",), "membership"),
    ],
)
def test_search_takes_chinese_english_initials_products_and_typing_errors(words: tuple[str, ...], tool: str) -> None:
    ran = menkan("catalog", "search", *words)
    assert ran.code == 0
    assert ran.out.splitlines()[1].split()[0] == tool
    assert menkan("catalog", "search", *words, "--json").json[0]["tool"] == tool


def test_search_says_so_when_nothing_fits() -> None:
    ran = menkan("catalog", "search", "zzzz")
    assert (ran.code, ran.out) == (0, "")
    assert "没有找到" in ran.err
    assert menkan("catalog", "search", "zzzz", "--json").json == []
