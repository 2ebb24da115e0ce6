"""The ranks of firms compiled, 64 firms at a time: tool by tool, then firm by firm. `batch.ranking` says the same.

What is read for a word of firms stands side by side in memory: `fired`, `in_use` and `told` come with a row a word.
A loop is compiled when the module is loaded, and so stands below what it calls.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from toolbox.batch.loops.compiling import compiled, inner
from toolbox.conditions.bits import Bits, Words
from toolbox.recommend import FIRST, MOST_VOICE, VOICE

Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]
Longs = npt.NDArray[np.int64]

_FLAT, _ROWS, _BITS = "i4[::1]", "i4[:, ::1]", "u8[:, ::1]"
_TABLES = ", ".join((_FLAT, _ROWS, _FLAT, _FLAT, _FLAT, _ROWS, *[_FLAT] * 4, _ROWS, *[_FLAT] * 4))
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_SEQUENCE, _DOWN = np.uint64(0x03F79D71B4CB0A89), np.uint64(58)  # de Bruijn: each six bits in it come once
_PLACES = np.zeros(64, np.int64)
for _place in range(64):
    _PLACES[(0x03F79D71B4CB0A89 << _place & (1 << 64) - 1) >> 58] = _place


@inner
def spread(word: Any, firms: Any) -> int:
    """The places of the bits of a word; how many there are."""
    count = 0
    while word != _ZERO:
        lowest = word & (~word + _ONE)
        firms[count] = _PLACES[np.int64((lowest * _SEQUENCE) >> _DOWN)]
        count += 1
        word ^= lowest
    return count


@inner
def _settle(
    word: int, rules_at: Ints, rules: Ints, holds_at: Ints, holds: Ints, before_at: Ints, before: Ints, ways: Ints,
    fired: Bits, in_use: Bits, by_rule: Words, wanted: Words, held: Words,
) -> None:  # fmt: skip
    """Which tools are wanted of a word of firms, and which of them are held, by rules or by what they need."""
    for tool in range(len(wanted)):
        speaking, holding = _ZERO, _ZERO
        for rule in range(rules_at[tool], rules_at[tool + 1]):
            speaking |= fired[word, rules[rule, 0]]
        for rule in range(holds_at[tool], holds_at[tool + 1]):
            holding |= fired[word, holds[rule]]
        wanted[tool], by_rule[tool] = speaking & ~in_use[word, tool], holding
    for tool in range(len(wanted)):
        holding = by_rule[tool]
        for need in range(before_at[tool], before_at[tool + 1]):
            waits = by_rule[before[need, 0]] & ~in_use[word, before[need, 0]]
            for way in range(before[need, 1], before[need, 2]):
                waits &= ~in_use[word, ways[way]]
            holding |= waits
        held[tool] = wanted[tool] & holding


@inner
def _hear(
    word: int, tool: int, voices_at: Ints, voices: Ints, voice_rules: Ints, fired: Bits, told: Bits,
    here: Any, firms: Longs, many: int, spoken: Ints,
) -> None:  # fmt: skip
    """Count what of the firms' own words speaks for a tool."""
    for voice in range(voices_at[tool], voices_at[tool + 1]):
        hearing = told[word, voices[voice, 0]] & here
        if hearing == _ZERO:
            continue
        speaking = _ZERO
        for rule in range(voices[voice, 1], voices[voice, 2]):
            speaking |= fired[word, voice_rules[rule]]
        speaking &= hearing
        if speaking != _ZERO:
            for each in range(many):
                spoken[each] += np.int32(speaking >> np.uint64(firms[each]) & _ONE)


@inner
def _add_up(
    word: int, tool: int, rules_at: Ints, rules: Ints, voices_at: Ints, voices: Ints, voice_rules: Ints,
    scenarios_at: Ints, scenarios: Ints, ease: Ints, fired: Bits, told: Bits, needs: Ints,
    here: Any, firms: Longs, many: int, totals: Ints, spoken: Ints,
) -> None:  # fmt: skip
    """One more than the rank of a tool for each of these firms of a word. here: the same firms as bits."""
    start = word * 64
    for each in range(many):
        spoken[each] = 0
        totals[each] = needs[scenarios[scenarios_at[tool]], start + firms[each]]
    for place in range(scenarios_at[tool] + 1, scenarios_at[tool + 1]):
        for each in range(many):
            totals[each] = max(totals[each], needs[scenarios[place], start + firms[each]])
    for rule in range(rules_at[tool], rules_at[tool + 1]):
        speaking, points = fired[word, rules[rule, 0]] & here, rules[rule, 1]
        if speaking != _ZERO:
            for each in range(many):
                totals[each] += np.int32(speaking >> np.uint64(firms[each]) & _ONE) * points
    _hear(word, tool, voices_at, voices, voice_rules, fired, told, here, firms, many, spoken)
    for each in range(many):
        totals[each] += min(spoken[each] * VOICE, MOST_VOICE) + ease[tool] + 1


@inner
def _without_rivals(
    firm: int, many: int, keys: Ints, bits: int, rivals_at: Ints, rivals: Ints, aside: Bits, word: int
) -> int:
    """Of tools that exclude each other the greatest stays, from the greatest on; how many keys are left, moved up."""
    last, limit = aside.shape[1] - 1, np.int64(1 << 31)
    while limit > 0:
        greatest = np.int64(0)
        for place in range(many):
            if greatest < keys[firm, place] < limit:
                greatest = np.int64(keys[firm, place])
        limit = greatest
        chosen = last - (greatest & ((1 << bits) - 1))
        for place in range(many if greatest > 0 else 0):
            other = last - (keys[firm, place] & ((1 << bits) - 1))
            if 0 < keys[firm, place] < limit:
                for rival in range(rivals_at[chosen], rivals_at[chosen + 1]):
                    if rivals[rival] == other:
                        keys[firm, place] = 0
                        aside[word, other] |= _ONE << np.uint64(firm)
    left = 0
    for place in range(many):
        if keys[firm, place] > 0:
            keys[firm, left] = keys[firm, place]
            left += 1
    return left


@inner
def _greatest(firm: int, many: int, keys: Ints, top: Ints) -> int:
    """Write the greatest keys of a firm, falling; how many there are."""
    filled = 0
    for place in range(many):
        key = keys[firm, place]
        if filled == len(top):
            if key < top[filled - 1]:
                continue
        else:
            filled += 1
        at = filled - 1
        while at > 0 and top[at - 1] < key:
            top[at] = top[at - 1]
            at -= 1
        top[at] = key
    return filled


@inner
def _adopt(row: int, best: Shorts, in_use: Bits, before_at: Ints, before: Ints, ways: Ints, first: Shorts) -> None:
    """The first six in the order of adoption: each tool after what it needs and the firm lacks."""
    filled, word, firm = 0, row // 64, np.uint64(row % 64)
    for place in range(FIRST):
        tool = best[row, place]
        if tool < 0:
            break
        for need in range(before_at[tool], before_at[tool + 1]):
            there = in_use[word, before[need, 0]]
            for way in range(before[need, 1], before[need, 2]):
                there |= in_use[word, ways[way]]
            if there >> firm & _ONE == _ZERO:
                filled = _once(first, row, filled, before[need, 0])
        filled = _once(first, row, filled, tool)


@inner
def _once(first: Shorts, row: int, filled: int, tool: int) -> int:
    """Write a tool below those that are there, unless it is one of them or there is no room."""
    for place in range(filled):
        if first[row, place] == tool:
            return filled
    if filled < FIRST:
        first[row, filled] = tool
        filled += 1
    return filled


@compiled(
    f"void({_TABLES}, {_BITS}, {_BITS}, {_BITS}, {_ROWS}, i8, "
    f"i2[:, ::1], {_ROWS}, i2[:, ::1], {_BITS}, {_BITS}, i2[::1], i2[::1])"
)
def rank(
    rules_at: Ints, rules: Ints, holds_at: Ints, holds: Ints, voices_at: Ints, voices: Ints, voice_rules: Ints,
    scenarios_at: Ints, scenarios: Ints, before_at: Ints, before: Ints, ways: Ints, rivals_at: Ints, rivals: Ints,
    ease: Ints, fired: Bits, in_use: Bits, told: Bits, needs: Ints, bits: int,
    best: Shorts, points: Ints, first: Shorts, held: Bits, aside: Bits, wanted: Shorts, free: Shorts,
) -> None:  # fmt: skip
    """Fill what `ranking.Ranked` holds, held and aside with a row a word; the first arrays are those of `Tables`.

    best and first hold NONE, the others zeros.
    """
    rows, tools = best.shape[0], in_use.shape[1]
    wanted_now, held_now, by_rule = np.zeros(tools, np.uint64), np.zeros(tools, np.uint64), np.zeros(tools, np.uint64)
    keys, top = np.zeros((64, tools), np.int32), np.zeros(best.shape[1], np.int32)
    counts, contests = np.zeros(64, np.int64), np.zeros(64, np.int64)
    firms, totals, spoken = np.zeros(64, np.int64), np.zeros(64, np.int32), np.zeros(64, np.int32)
    for word in range(in_use.shape[0]):
        start = word * 64
        _settle(word, rules_at, rules, holds_at, holds, before_at, before, ways, fired, in_use,
                by_rule, wanted_now, held_now)  # fmt: skip
        counts[:] = 0
        contests[:] = 0
        for tool in range(tools):
            held[word, tool] = held_now[tool]
            for each in range(spread(held_now[tool], firms)):
                wanted[start + firms[each]] += 1
            here = wanted_now[tool] & ~held_now[tool]
            if here == _ZERO:
                continue
            many = spread(here, firms)
            _add_up(word, tool, rules_at, rules, voices_at, voices, voice_rules, scenarios_at, scenarios, ease,
                    fired, told, needs, here, firms, many, totals, spoken)  # fmt: skip
            for each in range(many):
                firm = firms[each]
                keys[firm, counts[firm]] = totals[each] << bits | (tools - 1 - tool)
                counts[firm] += 1
                contests[firm] += rivals_at[tool] < rivals_at[tool + 1]
        for firm in range(min(64, rows - start)):
            row, many = start + firm, counts[firm]
            wanted[row] += many
            if contests[firm] > 1:
                many = _without_rivals(firm, many, keys, bits, rivals_at, rivals, aside, word)
            free[row] = many
            for place in range(_greatest(firm, many, keys, top)):
                best[row, place] = tools - 1 - (top[place] & ((1 << bits) - 1))
                points[row, place] = (top[place] >> bits) - 1
            _adopt(row, best, in_use, before_at, before, ways, first)
