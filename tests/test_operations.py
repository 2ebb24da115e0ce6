"""The operations behind every door: what they refuse, whatever the door. tests/bots says that the doors agree."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge
from toolbox.operations import LONGEST_QUERY, LONGEST_TEXT, NotFoundError, Operations, document, find_tool, models

DAY = dt.date(2026, 11, 21)
FIRM = {"sector": "retail", "staff": 4}


@pytest.fixture(scope="module")
def operations(knowledge: Knowledge) -> Operations:
    return Operations(knowledge)


def test_any_word_for_a_tool_finds_it_and_a_mistyped_one_is_told_the_nearest(knowledge: Knowledge) -> None:
    assert find_tool(knowledge, "进销存") == find_tool(knowledge, "inventory") == "inventory"
    with pytest.raises(NotFoundError, match="Did you mean 'inventory'"):
        find_tool(knowledge, "inventry")


def test_a_tool_names_only_rules_and_products_that_are_its_own(operations: Operations) -> None:
    shown = operations.tool("inventory")
    assert shown.rules
    assert all("inventory" in operations.rule(rule).targets for rule in shown.rules)
    assert all("inventory" in product.tools for product in shown.products.values())


def test_a_rule_is_told_with_its_condition_as_a_sentence(operations: Operations) -> None:
    assert operations.rule("backup-first").when.zh
    with pytest.raises(NotFoundError, match="Did you mean 'backup-first'"):
        operations.rule("backup-frst")


def test_a_firm_is_read_as_a_profile_and_as_a_state(operations: Operations) -> None:
    profile, state = document(FIRM, "firm"), document({"facts": FIRM}, "firm")
    assert operations.recommend(profile, DAY) == operations.recommend(state, DAY)
    assert operations.roadmap(profile, DAY) == operations.roadmap(state, DAY)


def test_all_models_score_the_firm_or_the_one_that_is_asked_for(operations: Operations, knowledge: Knowledge) -> None:
    firm = document(FIRM, "firm")
    assert tuple(scored.model for scored in operations.assess(firm, DAY).models) == models(knowledge)
    assert [scored.model for scored in operations.assess(firm, DAY, "miit-2024").models] == ["miit-2024"]
    with pytest.raises(NotFoundError, match="Did you mean 'miit-2024'"):
        operations.assess(firm, DAY, "miit-2042")


def test_what_is_too_long_is_refused_with_the_limit(operations: Operations) -> None:
    operations.understand("面" * LONGEST_TEXT, DAY)
    with pytest.raises(DataError, match=str(LONGEST_TEXT)):
        operations.understand("面" * (LONGEST_TEXT + 1), DAY)
    operations.search_tools("a" * LONGEST_QUERY)
    for query in ("a" * (LONGEST_QUERY + 1), "", " "):
        with pytest.raises(DataError):
            operations.search_tools(query)


def _deep() -> list[Any]:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    return deep


@pytest.mark.parametrize(
    "data", [{1, 2}, object(), float("nan"), {"facts": "\ud800"}, _deep()], ids=lambda data: type(data).__name__
)
def test_what_is_no_plain_json_is_refused(data: Any) -> None:
    with pytest.raises(DataError):
        document(data, "state")
