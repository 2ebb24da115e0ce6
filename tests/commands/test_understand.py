"""A free text at the command line."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, HAN, menkan, shell

TEXT = "我们二十来个人，做纸箱，订单都靠微信，仓库老是对不上。隔壁厂用了MES"


def test_each_fact_stands_beside_the_words_that_tell_it() -> None:
    said = menkan("understand", TEXT, *DAY)
    assert (said.code, said.err) == (0, "")
    rows = {line.split()[0]: line for line in said.out.splitlines() if line}
    for fact, value, words in (
        ("员工人数", "18–22人", "“二十来个人”"),
        ("行业大类", "造纸和纸制品业", "“纸箱”"),
        ("怎么接单", "微信、电话里说", "“订单都靠微信”"),
        ("最头疼的事", "库存对不上", "“仓库老是对不上”"),
    ):
        assert value in rows[fact]
        assert rows[fact].endswith(words)


def test_what_is_not_counted_is_told_with_its_reason() -> None:
    assert "说的是别家" in menkan("understand", TEXT).out
    assert "said of others" in menkan("understand", TEXT, lang="en").out


def test_what_is_not_understood_is_told() -> None:
    assert "“今天天气不错”" in menkan("understand", "今天天气不错").out


def test_json_is_what_its_schema_says(schemas: Schemas) -> None:
    for text in (TEXT, "", "开了二十年了，没有ERP，百分之七十出口"):
        assert schemas.accept("understood", menkan("understand", text, "--json", *DAY).json)


def test_json_gives_facts_with_words_and_a_profile() -> None:
    answer = menkan("understand", TEXT, "--json").json
    assert answer["profile"] == {
        "industry": "2231",
        "staff": "between 18 and 22",
        "order_taking": "chat",
        "pains": {"has": ["stock_mismatch"], "lacks": []},
    }
    (staff,) = (fact for fact in answer["facts"] if fact["fact"] == "staff")
    assert staff["words"] == [{"start": 2, "end": 7, "text": "二十来个人"}]
    assert [aside["why"] for aside in answer["aside"]] == ["other firm"]


@pytest.mark.parametrize("text", [TEXT, "没有网店，也没有备份，卖给经销商", "今天天气不错"])
def test_the_profile_is_what_recommend_reads(text: str, schemas: Schemas) -> None:
    profile = menkan("understand", text, "--profile", *DAY)
    advice = menkan("recommend", "-", "--json", *DAY, stdin=profile.out)
    assert (advice.code, advice.err) == (0, "")
    assert schemas.accept("advice", advice.json)


def test_the_text_may_come_from_standard_input() -> None:
    assert menkan("understand", "-", "--json", stdin=TEXT).json == menkan("understand", TEXT, "--json").json


def test_years_are_counted_from_the_day_that_is_given() -> None:
    assert menkan("understand", "开了二十年了", "--json", *DAY).json["profile"] == {"founded": 2006}


def test_the_table_speaks_one_language() -> None:
    out = menkan("understand", "We are a factory with about 50 staff and no website.", lang="en").out
    assert "head-count" in out
    assert not HAN.search(out)


def test_json_and_profile_exclude_each_other() -> None:
    assert menkan("understand", TEXT, "--json", "--profile").code == 2


def test_bytes_that_are_no_text_are_refused() -> None:
    refused = shell("printf '\\xff\\xfe' | menkan understand - --lang en")
    assert (refused.code, refused.out, refused.err) == (1, "", "stdin: this is not UTF-8 text. Save it as UTF-8.\n")
