"""The shape of a plan: its months."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox.planning.plan import month_named, months_between


@pytest.mark.parametrize(
    ("start", "number", "named"), [("2026-12", 0, "2026-12"), ("2026-12", 1, "2027-01"), ("2027-01", -1, "2026-12")]
)
def test_months_are_counted_over_the_end_of_a_year(start: str, number: int, named: str) -> None:
    assert month_named(start, number) == named


@given(st.integers(2000, 2999), st.integers(1, 12), st.integers(-60, 400))
def test_counting_there_and_back_agree(year: int, month: int, number: int) -> None:
    start = f"{year}-{month:02}"
    assert months_between(start, month_named(start, number)) == number
