"""Bits of many firms say what the truths, codes and keys said that they were made of."""

from __future__ import annotations

import numpy as np
import pytest

from toolbox.conditions import bits

SIZES = (0, 1, 63, 64, 65, 300)


@pytest.mark.parametrize("rows", SIZES)
def test_truths_come_back_and_no_bit_stands_beyond_the_last_firm(rows: int) -> None:
    truths = np.random.default_rng(rows).random(rows) < 0.5
    made = bits.packed(truths)
    assert np.array_equal(bits.unpacked(made, rows), truths)
    assert int(np.bitwise_count(made).sum()) == truths.sum()
    assert np.array_equal(bits.packed(truths.astype(np.uint8) * 64), made)
    assert int(np.bitwise_count(bits.every(rows)).sum()) == rows


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("table", [1, 5, 24, 25, 200, 300])
def test_a_test_is_judged_by_the_answer_of_each_code(rows: int, table: int) -> None:
    rng = np.random.default_rng(table)
    codes = rng.integers(0, table, rows).astype(bits.code_type(table))
    truths = rng.random((3, table)) < 0.4
    for row, answers in zip(bits.judged(codes, truths), truths, strict=True):
        assert bits.unpacked(row, rows).tolist() == [bool(answers[code]) for code in codes]


@pytest.mark.parametrize("count", [10, 300, 70_000, (1 << 22) + 1])
def test_keys_that_occur_are_numbered_in_order(count: int) -> None:
    keys = np.random.default_rng(count).integers(0, count, 500)
    found, places = bits.distinct(keys, count)
    assert found.tolist() == sorted(set(keys.tolist()))
    assert np.array_equal(found[places], keys)
    assert places.dtype == bits.code_type(len(found))


@pytest.mark.parametrize("code", [3, 255, 256, 65_535, 65_536])
def test_another_code_fits_into_wider_codes_where_it_must(code: int) -> None:
    before = np.array([0, 1, 2, 1], np.uint8)
    made = bits.overlaid(before, np.array([False, True, False, True]), code)
    assert made.tolist() == [0, code, 2, code]
    assert before.tolist() == [0, 1, 2, 1]


@pytest.mark.parametrize("things", [1, 64, 130])
def test_bits_by_thing_become_words_by_firm(things: int) -> None:
    truths = np.random.default_rng(things).random((things, 200)) < 0.5
    words = bits.turned_back(np.array([bits.packed(row) for row in truths]))
    assert len(words) == -(-things // 64)
    for firm in range(200):
        told = [bool(int(words[thing // 64][firm]) >> thing % 64 & 1) for thing in range(things)]
        assert told == truths[:, firm].tolist()
