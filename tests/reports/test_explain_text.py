"""The page that explains one tool."""

from __future__ import annotations

import pytest

from tests.firms import reasoned
from tests.reports.printed import printed
from toolbox.explain import Test as Line
from toolbox.explain import ToolExplained, explain_tool
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.reports.explain_text import print_explained, print_test
from toolbox.vocabulary import Text

SHOP = {"sector": "retail", "staff": 4, "stock_records": "paper", "activities": ["keeps_stock"], "in_use": ["pos"]}


def _explained(knowledge: Knowledge, inference: Inference, tool: str) -> ToolExplained:
    case = reasoned(knowledge, inference, SHOP)
    return explain_tool(knowledge, case.inferred, case.recommendations, tool)


@pytest.mark.parametrize(
    ("tool", "begins"), [("inventory", "进销存软件：建议，排在第 "), ("pos", "智能收银机：已经在用")]
)
def test_it_begins_with_what_became_of_the_tool(
    tool: str, begins: str, knowledge: Knowledge, inference: Inference
) -> None:
    page = printed(print_explained, _explained(knowledge, inference, tool), knowledge, "zh")
    assert page.startswith(begins)


def test_every_rule_every_test_and_every_open_question_is_there(knowledge: Knowledge, inference: Inference) -> None:
    for tool in ("inventory", "backup", "erp", "crm"):
        explained = _explained(knowledge, inference, tool)
        page = "".join(printed(print_explained, explained, knowledge, "zh").split())
        assert explained.rules
        for said in explained.rules:
            for words in (said.title, said.because, *(test.test for test in said.tests)):
                assert "".join(words.zh.split()) in page
            assert said.origin in page
        for question in explained.questions:
            assert f"({question.fact})" in page


@pytest.mark.parametrize(
    ("mark", "value", "said"),
    [
        ("yes", Text("80人", "80 people"), "✓ 员工人数至少 20人  [80人]\n"),
        ("no", Text("否", "no"), "✗ 员工人数至少 20人\n"),
        ("ask", Text("不知道", "unknown"), "? 员工人数至少 20人  [不知道]\n"),
        ("yes", None, "✓ 员工人数至少 20人\n"),
        ("no", Text("没有“收银机”", "lacks “till”"), "✗ 员工人数至少 20人\n"),
    ],
)
def test_a_value_is_shown_where_it_says_more_than_the_mark(mark: str, value: Text | None, said: str) -> None:
    test = Line("staff", Text("员工人数至少 20人", "staff at least 20"), mark, 0, value)
    assert " ".join(printed(print_test, test, "zh", indent=0).split()) == " ".join(said.split())


def test_nested_lines_stand_further_in() -> None:
    test = Line("staff", Text("甲", "a"), "yes", 2, None)
    assert printed(print_test, test, "zh", indent=4) == "        ✓ 甲\n"
