"""What holds for any text: words in their place, valid values, no exception, the same answer every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolbox import profile
from toolbox.conditions import told
from toolbox.documents import Document, read_file
from toolbox.knowledge.model import Knowledge
from toolbox.understand import Reader, Understood, Words, understand

SENTENCES = [sentence["text"] for sentence in read_file(Path(__file__).parent / "sentences.yaml").data]
PIECES = (
    *(
        "我们",
        "隔壁",
        "以前",
        "现在",
        "想",
        "如果",
        "没有",
        "不",
        "用",
        "做",
        "开",
        "在",
        "都",
        "的",
        "吗",
        "？",
        "，",
        "。",
        "、",
        " ",
        "\n",
    ),
    *(
        "ERP",
        "网店",
        "纸箱",
        "订单",
        "微信",
        "仓库",
        "对不上",
        "浙江",
        "二十",
        "多",
        "来",
        "个人",
        "三家店",
        "营业额",
        "500万",
        "1.2亿",
    ),
    *(
        "预算",
        "块",
        "年",
        "成立",
        "百分之",
        "%",
        "八成",
        "出口",
        "备份",
        "1" * 30,
        "九" * 30,
        "百千万",
        "几",
        "\0",
        "ａ",
        "①",
        "½",
        "very",
    ),
)
ANY_TEXT = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """One reader for all texts."""
    return Reader(knowledge)


def _parts(understood: Understood) -> Iterator[Words]:
    for found in (*understood.facts, *understood.aside):
        yield from found.words
    yield from understood.unread


def _is_sound(text: str, understood: Understood, knowledge: Knowledge) -> None:
    """Each word stands where it is said to, each value is one of its fact, and the profile can be read."""
    for part in _parts(understood):
        assert part.text
        assert text[part.start : part.end] == part.text
    for found in (*understood.facts, *understood.aside):
        assert told.read_value(knowledge.vocabulary[found.fact], found.told) == found.value
    read = profile.read(Document("profile", understood.profile(), {}), knowledge)
    assert read.told == understood.values
    assert read.industry == understood.industry


@pytest.mark.parametrize("text", SENTENCES)
def test_words_stand_where_they_are_said_to(text: str, reader: Reader, knowledge: Knowledge, today: dt.date) -> None:
    for written in (text, f"  {text}\n", text.replace("，", "， ")):
        _is_sound(written, reader.understand(written, today), knowledge)


@settings(deadline=None, max_examples=400)
@given(text=ANY_TEXT)
def test_any_text_gives_only_valid_values(text: str, reader: Reader, knowledge: Knowledge, today: dt.date) -> None:
    understood = reader.understand(text, today)
    _is_sound(text, understood, knowledge)
    assert reader.understand(text, today) == understood


def test_the_words_of_a_fact_are_all_those_that_tell_it(reader: Reader) -> None:
    read = {found.fact: found for found in reader.understand("没有网店，用 了ＥＲＰ。也没有小程序").facts}["in_use"]
    assert [part.text for part in read.words] == ["没有网店", "用 了ＥＲＰ", "没有小程序"]
    assert read.told == {"has": ["erp"], "lacks": ["mini-program", "online-shop"]}


def test_no_text_tells_nothing(reader: Reader) -> None:
    assert reader.understand("") == reader.understand(" \n，。") == Understood()


@pytest.mark.parametrize("sign", ["一", "1", "没", "我们", "做纸箱，", "订单都靠微信", "\0", "老", "在浙江"])
def test_a_very_long_text_is_read_in_part_and_the_rest_is_told(sign: str, reader: Reader, today: dt.date) -> None:
    text = sign * 60_000
    understood = reader.understand(text, today)
    assert understood.unread[-1].end == len(text)


def test_a_reader_and_a_single_call_say_the_same(reader: Reader, knowledge: Knowledge, today: dt.date) -> None:
    for text in SENTENCES[:3]:
        assert understand(text, knowledge, today) == reader.understand(text, today)


@pytest.mark.parametrize(
    ("text", "fact", "why"),
    [
        ("隔壁厂用了MES", "in_use", "other firm"),
        ("打算上ERP", "in_use", "wish"),
        ("以前用本子记账", "bookkeeping", "past"),
        ("要不要用ERP？", "in_use", "question"),
        ("如果用了ERP", "in_use", "condition"),
        ("大家建议用钉钉", "work_chat", "urged"),
        ("可能有三十个人", "staff", "maybe"),
        ("我们三十个人，不对，三百个人", "staff", "contradiction"),
    ],
)
def test_what_is_held_back_is_told_with_its_reason(text: str, fact: str, why: str, reader: Reader) -> None:
    understood = reader.understand(text)
    assert fact not in understood.values
    assert why in {aside.why for aside in understood.aside if aside.fact == fact}


def test_a_contradiction_about_one_member_leaves_the_others(reader: Reader) -> None:
    understood = reader.understand("我们有网店和小程序。没有网店")
    read = {found.fact: found.told for found in understood.facts}
    assert read["in_use"] == {"has": ["mini-program"], "lacks": []}
    assert {aside.why for aside in understood.aside} == {"contradiction"}


def test_what_leads_to_nothing_is_told(reader: Reader) -> None:
    understood = reader.understand("今天天气不错，我们二十个人。没有ERP，孩子考上大学了")
    assert [part.text for part in understood.unread] == ["今天天气不错", "孩子考上大学了"]


def test_years_are_counted_only_from_a_day_that_is_given(reader: Reader, today: dt.date) -> None:
    assert "founded" not in reader.understand("开了二十年了").values
    assert (
        told.told(reader._knowledge.vocabulary["founded"], reader.understand("开了二十年了", today).values["founded"])
        == 2006
    )


def test_two_statements_that_fit_are_taken_together(reader: Reader) -> None:
    (staff,) = reader.understand("我们三十多人，具体是三十五个人").facts
    assert (staff.fact, staff.told, len(staff.words)) == ("staff", 35, 2)


def test_of_several_trades_one_is_the_main_one(reader: Reader) -> None:
    understood = reader.understand("我们开火锅店，也搞批发")
    assert {found.fact: found.told for found in understood.facts} == {"sector": ["wholesale", "catering"]}
    assert understood.industry is None
