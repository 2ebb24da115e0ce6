"""Numbers as people say them, and what they may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox.understand.form import form
from toolbox.understand.numbers import numbers, whole

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("50", 50, 50),
        ("1,200", 1200, 1200),
        ("一百二十", 120, 120),
        ("三百五", 350, 350),
        ("一百零五", 105, 105),
        ("一万二", 12_000, 12_000),
        ("一万二千三百", 12_300, 12_300),
        ("1.2亿", 120 * MILLION, 120 * MILLION),
        ("一个亿", 100 * MILLION, 100 * MILLION),
        ("一亿两千万", 120 * MILLION, 120 * MILLION),
        ("3w", 30_000, 30_000),
        ("二〇〇八", 2008, 2008),
        ("三十多", 30, 39),
        ("一百多", 100, 199),
        ("一百二十多", 120, 129),
        ("500多万", 5 * MILLION, 6 * MILLION - 1),
        ("两千多万", 20 * MILLION, 30 * MILLION - 1),
        ("十几", 11, 19),
        ("二十几", 21, 29),
        ("几十", 20, 99),
        ("几百", 200, 999),
        ("二十来", 18, 22),
        ("百来", 90, 110),
        ("大概50", 45, 55),
        ("五十左右", 45, 55),
        ("五十出头", 50, 55),
        ("七八", 7, 8),
        ("三五", 3, 5),
        ("十五六", 15, 16),
        ("二三十", 20, 39),
        ("两三百万", 2 * MILLION, 4 * MILLION - 1),
        ("20到30", 20, 30),
        ("20-30", 20, 30),
        ("三到十", 3, 10),
        ("两到三百万", 2 * MILLION, 3 * MILLION),
        ("不到二十", 0, 19),
        ("不超过二十", 0, 20),
        ("近百", 90, 100),
        ("上百", 100, None),
        ("上千万", 10 * MILLION, None),
        ("过亿", 100 * MILLION, None),
        ("五十以上", 50, None),
        ("百分之三十", 30, 30),
        ("about 50", 45, 55),
    ],
)
def test_a_number_is_read_as_the_range_of_what_it_may_mean(text: str, low: int, high: int | None) -> None:
    (number,) = numbers(form(text))
    assert whole(number) == (low, high)


@pytest.mark.parametrize("text", ["", "人", "十百", "三一", "1" * 16, "一" * 20, "１" * 5000])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert list(numbers(form(text))) == []


@given(st.text(alphabet="0123456789.,零一二两三四五六七八九十百千万亿几多来余个到-至约近快上过不w", max_size=30))
def test_any_signs_give_bounds_in_order_or_nothing(text: str) -> None:
    for number in numbers(text):
        assert number.start < number.end
        assert number.high is None or number.low <= number.high


@given(st.integers(min_value=0, max_value=10**14))
def test_digits_mean_what_they_say(value: int) -> None:
    (number,) = numbers(str(value))
    assert whole(number) == (value, value)
