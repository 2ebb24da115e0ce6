"""One address cannot take what others need."""

from __future__ import annotations

import pytest

from toolbox.web import buckets
from toolbox.web.buckets import Buckets


def test_a_burst_is_let_through_and_then_so_many_a_second() -> None:
    now = [0.0]
    bucket = Buckets(3, 2, lambda: now[0])
    assert [bucket.take("one") for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.take("other") == 0
    now[0] = 0.5
    assert bucket.take("one") == 0
    assert bucket.take("one") > 0
    now[0] = 100
    assert [bucket.take("one") for _ in range(4)][-1] > 0


def test_what_takes_more_work_costs_more() -> None:
    bucket = Buckets(10, 1, lambda: 0.0)
    assert bucket.take("one", 8) == 0
    assert bucket.take("one", 8) == 6


def test_only_so_many_addresses_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "MOST", 5)
    bucket = Buckets(1, 1, lambda: 0.0)
    for number in range(50):
        bucket.take(str(number))
    assert len(bucket._left) == 5
