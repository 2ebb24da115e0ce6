"""Sums of money are said in three figures, and an open end is never closed."""

from __future__ import annotations

import pytest

from toolbox.portfolio.money import between, yuan


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (0, "0元", "0 yuan"),
        (9_999, "9,999元", "9,999 yuan"),
        (10_000, "1万元", "10,000 yuan"),
        (123_456, "12.3万元", "123,456 yuan"),
        (44_573_126, "4,457万元", "44.6 million yuan"),
        (426_336_000, "4.26亿元", "426 million yuan"),
        (12_345_678_901, "123亿元", "12.3 billion yuan"),
    ],
)
def test_amounts_are_said_as_people_say_them(amount: int, zh: str, en: str) -> None:
    assert yuan(amount) == (zh, en)


def test_ends_that_nobody_knows_stay_open() -> None:
    assert between(1_000, 20_000).zh == "1,000元到2万元"
    assert between(20_000, None) == ("2万元以上", "at least 20,000 yuan")
    assert between(1_000, 20_000, at_least=True).en == "1,000 yuan to 20,000 yuan or more"
    assert between(5, 5).zh == "5元"
    assert between(5, 5, at_least=True).zh == "5元以上"
