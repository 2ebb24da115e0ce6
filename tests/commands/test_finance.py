"""menkan finance FIRM"""

from __future__ import annotations

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, EXAMPLES, HAN, menkan

SHOP = """
sector: retail
activities: [keeps_stock]
bookkeeping: paper
payment_ways: [cash]
goals: [get_loan]
in_use: []
"""
PLANT = """
sector: manufacturing
staff: 40
revenue: 3000
city: 温州
activities: [makes_goods, designs]
pains: [slow_design, hard_to_borrow]
"""


@pytest.mark.parametrize("path", EXAMPLES[::4], ids=lambda path: path.stem)
def test_whatever_the_firm_the_json_fits_the_schema(path: object, schemas: Schemas) -> None:
    assert schemas.accept("finance", menkan("finance", str(path), "--json", *DAY).json)


def test_it_says_what_is_missing_and_how_to_have_it_with_and_without_a_tool() -> None:
    zh, en = (menkan("finance", "-", *DAY, lang=lang, stdin=SHOP).out for lang in ("zh", "en"))
    for words in ("✗ 规范的账本和财务报表：还缺", "记账报税（建议第", "不用工具：", "由放款的机构定"):
        assert words in zh
    for words in ("✗ Orderly books and statements: missing", "Bookkeeping and tax (step", "Without one: ", "lender's"):
        assert words in en
    assert not HAN.search(en)


def test_the_advice_names_programmes_and_helpers(schemas: Schemas) -> None:
    advice = menkan("recommend", "-", "--json", *DAY, stdin=PLANT).json
    assert schemas.accept("advice", advice)
    assert {p["id"] for step in advice["first"] for p in step["programmes"]} >= {"pilot-cities", "wenzhou-pilot"}
    assert {"bank", "university"} <= {helper["id"] for helper in advice["helpers"]}
    zh, en = (menkan("recommend", "-", *DAY, lang=lang, stdin=PLANT).out for lang in ("zh", "en"))
    assert "温州市中小企业数字化转型试点（买之前申报）" in zh
    assert "可以找谁帮忙" in zh
    assert "Who might pay for part of all these" in en
    assert "Who can help" in en
