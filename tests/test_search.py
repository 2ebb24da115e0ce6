"""Search: a tool by any word for it, and nothing by chance."""

from __future__ import annotations

import pytest

from toolbox.knowledge.model import Knowledge
from toolbox.search import LEAST, MOST, search
from toolbox.vocabulary import words


def _found(knowledge: Knowledge, query: str) -> list[str]:
    return [hit.tool for hit in search(knowledge, query)]


def test_every_tool_is_found_first_by_each_of_its_own_names(knowledge: Knowledge) -> None:
    for id_, tool in knowledge.tools.items():
        for word in (id_, *words(tool.name, tool.also)):
            best = search(knowledge, word)[0]
            assert best.score == 100
            assert id_ in {hit.tool for hit in search(knowledge, word) if hit.score == 100}


def test_every_tool_is_found_by_its_initials(knowledge: Knowledge) -> None:
    for id_ in knowledge.tools:
        for initials in knowledge.initials[id_]:
            assert id_ in {hit.tool for hit in search(knowledge, initials, most=len(knowledge.tools))}


def test_every_product_leads_to_its_tools(knowledge: Knowledge) -> None:
    for name, product in knowledge.products.items():
        assert set(product.tools) <= {hit.tool for hit in search(knowledge, name, most=len(knowledge.tools))}


def test_one_letter_too_many_too_few_or_wrong_does_not_hide_a_tool(knowledge: Knowledge) -> None:
    for query in ("inventory", "inventry", "inventoryy", "inventary", "INVENTORY", " ｉｎｖｅｎｔｏｒｙ "):
        assert _found(knowledge, query)[0] == "inventory"
    for query in ("近销存", "进销存软"):
        assert _found(knowledge, query)[0] == "inventory"


@pytest.mark.parametrize("query", ["", "  ", "zzzz", "+", "qqq", "鑫", "\udcff"])
def test_nothing_is_found_by_chance(query: str, knowledge: Knowledge) -> None:
    assert search(knowledge, query) == []


def test_a_few_letters_count_only_where_a_word_begins(knowledge: Knowledge) -> None:
    found = _found(knowledge, "erp")
    assert found[0] == "erp"
    assert "order-portal" not in found  # customER Portal


def test_hits_are_few_good_and_in_a_fixed_order(knowledge: Knowledge) -> None:
    hits = search(knowledge, "管理")
    assert 1 < len(hits) <= MOST
    assert all(hit.score >= LEAST for hit in hits)
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.tool))
    assert search(knowledge, "管理", most=2) == hits[:2]
