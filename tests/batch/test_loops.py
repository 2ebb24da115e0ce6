"""The compiled loops and those in numpy give the same numbers to the last bit, whatever the knowledge and the firms."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest

from tests.batch.comparing import generated, tellable
from tests.batch.test_kernel import tangled
from tests.interview.worlds import value, world
from toolbox.batch import loops
from toolbox.batch.columns_of_firms import of_profiles
from toolbox.batch.cube import Adding
from toolbox.batch.kernel import Advised, Kernel
from toolbox.batch.loops.plain import Plain
from toolbox.batch.target import Rows
from toolbox.conditions.columns import Coded, Sets, Spans
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile

pytest.importorskip("numba")
WORLDS, FIRMS_A_WORLD = 12, 130


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch):
    """A kernel's advice for the same firms by either way."""

    def advised(kernel: Kernel, profiles: list[Profile]) -> list[tuple[Advised, np.ndarray, object]]:
        found = []
        for few in (0, 1 << 40):
            monkeypatch.setattr(loops, "FEW", few)
            assert isinstance(loops.loops_for(len(profiles)), Plain) is bool(few)
            said = kernel.advise(of_profiles(profiles, kernel.knowledge))
            adding = Adding(kernel)
            sums = adding.nothing()
            adding.add(sums, said)
            rows = Rows(kernel).batch(said, _ids(said.rows), np.arange(said.rows)) if said.rows else None
            found.append((said, sums, rows))
        return found

    return advised


def _ids(rows: int):
    import pyarrow as pa

    return pa.array([str(row) for row in range(rows)])


def _same(one: Advised, other: Advised) -> None:
    assert list(one.facts) == list(other.facts)
    for name, column in one.facts.items():
        match column, other.facts[name]:
            case (Coded(codes, table), Coded(more, others)):
                assert [table[code] for code in codes] == [others[code] for code in more], name
            case (Spans(low, high), Spans(least, most)):
                assert np.array_equal(low, least), name
                assert np.array_equal(high, most), name
            case (Sets(), Sets() as second):
                assert all(np.array_equal(a, b) for a, b in zip(column[:4], second[:4], strict=True)), name
    for a, b in zip((*one.scores, one.fired, *one.ranked), (*other.scores, other.fired, *other.ranked), strict=True):
        assert a.dtype == b.dtype
        assert np.array_equal(a, b)


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_advise_alike(seed: int, both, knowledge: Knowledge, today: dt.date) -> None:
    (fast, sums, rows), (plain, others, more) = both(Kernel(knowledge, today), generated(knowledge, seed, 500))
    _same(fast, plain)
    assert np.array_equal(sums, others)
    assert rows.equals(more)


@pytest.mark.parametrize("seed", range(WORLDS))
def test_so_they_do_under_made_up_rules_needs_and_rivals(seed: int, both, knowledge: Knowledge, today: dt.date) -> None:
    rng = random.Random(seed)
    known = tangled(world(knowledge, rng), rng)
    asked = [name for name, fact in known.vocabulary.items() if fact.worked_out is None and fact.only_for is None]
    firms = [
        {name: value(known.vocabulary[name], rng) for name in asked if rng.random() < 0.8} for _ in range(FIRMS_A_WORLD)
    ]
    (fast, sums, rows), (plain, others, more) = both(Kernel(known, today), list(tellable(known, firms, rng)))
    _same(fast, plain)
    assert np.array_equal(sums, others)
    assert rows.equals(more)


def test_so_they_do_for_firms_that_tell_nothing_or_are_none(both, knowledge: Knowledge, today: dt.date) -> None:
    kernel = Kernel(knowledge, today)
    for profiles in ([], [Profile()] * 65):
        (fast, sums, _), (plain, others, _) = both(kernel, profiles)
        _same(fast, plain)
        assert np.array_equal(sums, others)


@pytest.mark.parametrize("seed", range(10))
def test_lists_of_members_become_the_same_bits(seed: int) -> None:
    from toolbox.batch.loops.fast import Fast

    rng = np.random.default_rng(seed)
    sizes = rng.integers(0, 4, 150) * rng.integers(0, 2, 150)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    codes = rng.integers(0, 9, starts[-1]).astype(np.uint32)  # the same member may come twice
    codes.flags.writeable = False
    places = np.array([0, 3, 63, 64, 65, 129, -1, 7, 100], np.int32)
    made = []
    for way in (Plain(), Fast()):
        into = np.zeros((3, 150), np.uint64)
        made.append((way.set_members(starts, codes, places, into), into))
    for one, other in zip(*made, strict=True):
        assert np.array_equal(one, other)
    firm = int(np.argmax(sizes))
    named = {int(places[code]) for code in codes[starts[firm] : starts[firm + 1]]}
    assert {p for p in range(192) if int(made[0][1][p // 64, firm]) >> p % 64 & 1} == named - {-1}
    assert bool(made[0][0][firm]) is (-1 not in named)


def test_without_the_extra_everything_is_done_in_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "available", lambda: False)
    loops.compiled.cache_clear()
    try:
        assert isinstance(loops.loops_for(10**6), Plain)
    finally:
        loops.compiled.cache_clear()
