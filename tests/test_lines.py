"""A part of the advice is one line of words, the same on every surface."""

from __future__ import annotations

import pytest

from toolbox import lines
from toolbox.advice import CostAdvice, EffortAdvice, Known, ProductAdvice, Range, RankAdvice
from toolbox.answer import Label
from toolbox.explain import Test as Line
from toolbox.vocabulary import Text

BASIC = Label("basic", Text("会用表格", "spreadsheets"))


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (1, 4, "1–4 周", "1–4 weeks"),
        (3, 3, "3 周", "3 weeks"),
        (0, 1, "1 周之内", "within 1 week"),
        (0, 2, "2 周之内", "within 2 weeks"),
        (1, 1, "1 周之内", "within 1 week"),
    ],
)
def test_weeks(low: float, high: float, zh: str, en: str) -> None:
    assert lines.weeks(EffortAdvice(Range(low, high), Range(1, 2), BASIC)) == (zh, en)


def test_an_estimate_is_called_one_and_a_list_price_has_source_and_date() -> None:
    band = Text("一千元以内", "up to 1,000 yuan")
    guess = CostAdvice("low", band, 0, 1000, "estimate", None, None, None)
    told = guess._replace(
        basis="list price", source="vendor/page", date="2026-01-01", text=Text("每年 365 元", "365 a year")
    )
    assert lines.first_year(guess, "zh") == "一千元以内（估计）"
    assert lines.first_year(told, "en") == "up to 1,000 yuan (from list prices)"
    assert lines.list_price(guess, "en") == ""
    assert lines.list_price(told, "en") == "365 a year (vendor/page, 2026-01-01)"


def test_a_few_products_are_named_and_the_others_counted() -> None:
    some = [ProductAdvice(f"p{n}", Text("某", "some"), "listed", None) for n in range(lines.MOST_PRODUCTS + 2)]
    assert lines.named_products([], "zh") == ""
    assert lines.named_products(some[:1], "zh") == "p0"
    assert lines.named_products([some[0]._replace(status="check")], "en") == "p0 (renamed or moved)"
    assert lines.named_products(some, "zh").endswith(f"等 {len(some)} 种")
    assert lines.named_products(some, "en").endswith("and 2 more")


def test_the_parts_of_a_rank_add_up() -> None:
    said = lines.rank_sum(RankAdvice(57.5, 30, 15, 5, 7.5, "all"), "en")
    assert said == "Rank 57.5 = reasons 30 + need 15 + your words 5 + ease 7.5"


def test_what_met_a_rule_is_said_once_and_as_it_was_told() -> None:
    staff = Known("staff", Text("人数", "staff"), 80, Text("80人", "80 people"))
    known = {"staff": staff}
    met = Line("staff", Text("人数至少 20", "staff at least 20"), "yes", 0, Text("80人", "80 people"))
    has = [
        Line("pains", Text(f"头疼的事包含“{name}”", f"what hurts includes “{name}”"), "yes", 1, Text("有", "has"))
        for name in ("a", "b", "a")
    ]
    lacks = met._replace(fact="goals", mark="no")
    assert lines.given(known, [met, *has, lacks], "zh") == "人数 80人；头疼的事包含“a”、“b”"
