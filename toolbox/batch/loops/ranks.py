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
Flat = Any  # a tuple of arrays, which `Tables` names

_FLAT, _ROWS, _BITS = "i4[::1]", "i4[:, ::1]", "u8[:, ::1]"
_TABLES = ", ".join((_FLAT, _ROWS, _FLAT, _FLAT, _FLAT, _ROWS, *[_FLAT] * 4, _ROWS, *[_FLAT] * 4))
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_SEQUENCE, _DOWN = np.uint64(0x03F79D71B4CB0A89), np.uint64(58)  # de Bruijn: each six bits in it come once
_PLACES = np.zeros(64, np.int64)
for _place in range(64):
    _PLACES[(0x03F79D71B4CB0A89 << _place & (1 << 64) - 1) >> 58] = _place


@inner
def _spread(word: Any, firms: Any) -> int:
    """The places of the bits of a word; how many there are."""
    count = 0
    while word != _ZERO:
        lowest = word & (~word + _ONE)
        firms[count] = _PLACES[np.int64((lowest * _SEQUENCE) >> _DOWN)]
        count += 1
        word ^= lowest
    return count


@inner
def _settle(tables: Flat, fired: Words, in_use: Words, by_rule: Words, wanted: Words, held: Words) -> None:
    """Which tools are wanted, and which of them held, by rules or by what they need."""
    rules_at, rules, holds_at, holds = tables[0], tables[1], tables[2], tables[3]
    before_at, before, ways = tables[9], tables[10], tables[11]
    for tool in range(len(wanted)):
        speaking, holding = _ZERO, _ZERO
        for rule in range(rules_at[tool], rules_at[tool + 1]):
            speaking |= fired[rules[rule, 0]]
        for rule in range(holds_at[tool], holds_at[tool + 1]):
            holding |= fired[holds[rule]]
        wanted[tool], by_rule[tool] = speaking & ~in_use[tool], holding
    for tool in range(len(wanted)):
        holding = by_rule[tool]
        for need in range(before_at[tool], before_at[tool + 1]):
            waits = by_rule[before[need, 0]] & ~in_use[before[need, 0]]
            for way in range(before[need, 1], before[need, 2]):
                waits &= ~in_use[ways[way]]
            holding |= waits
        held[tool] = wanted[tool] & holding


@inner
def _add_up(
    tables: Flat, tool: int, fired: Words, told: Words, needs: Ints, here: Any, firms: Any, totals: Ints, spoken: Ints
) -> None:
    """One more than the rank of a tool for each of these firms. here: the same firms as bits."""
    rules_at, rules, voices_at, voices, voice_rules = tables[0], tables[1], tables[4], tables[5], tables[6]
    scenarios_at, scenarios = tables[7], tables[8]
    for each in range(len(firms)):
        spoken[each] = 0
        totals[each] = needs[scenarios[scenarios_at[tool]], firms[each]]
    for place in range(scenarios_at[tool] + 1, scenarios_at[tool + 1]):
        for each in range(len(firms)):
            totals[each] = max(totals[each], needs[scenarios[place], firms[each]])
    for rule in range(rules_at[tool], rules_at[tool + 1]):
        speaking = fired[rules[rule, 0]]
        if speaking & here != _ZERO:
            for each in range(len(firms)):
                totals[each] += np.int32(speaking >> np.uint64(firms[each]) & _ONE) * rules[rule, 1]
    for voice in range(voices_at[tool], voices_at[tool + 1]):
        speaking = _ZERO
        for rule in range(voices[voice, 1], voices[voice, 2]):
            speaking |= fired[voice_rules[rule]]
        speaking &= told[voices[voice, 0]] & here
        if speaking != _ZERO:
            for each in range(len(firms)):
                spoken[each] += np.int32(speaking >> np.uint64(firms[each]) & _ONE)
    for each in range(len(firms)):
        totals[each] += min(spoken[each] * VOICE, MOST_VOICE) + tables[14][tool] + 1


@inner
def _without_rivals(tables: Flat, keys: Ints, many: int, bits: int, tools: int, aside: Words, firm: Any) -> int:
    """Of tools that exclude each other the greatest stays, from the greatest on; how many keys are left, moved up."""
    rivals_at, rivals = tables[12], tables[13]
    limit = np.int64(1 << 31)
    while limit > 0:
        greatest = np.int64(0)
        for place in range(many):
            if greatest < keys[place] < limit:
                greatest = np.int64(keys[place])
        limit = greatest
        chosen = tools - 1 - (greatest & ((1 << bits) - 1))
        for place in range(many if greatest > 0 else 0):
            other = tools - 1 - (keys[place] & ((1 << bits) - 1))
            if 0 < keys[place] < limit:
                for rival in range(rivals_at[chosen], rivals_at[chosen + 1]):
                    if rivals[rival] == other:
                        keys[place] = 0
                        aside[other] |= _ONE << firm
    left = 0
    for place in range(many):
        if keys[place] > 0:
            keys[left] = keys[place]
            left += 1
    return left


@inner
def _greatest(keys: Ints, many: int, top: Ints) -> int:
    """Write the greatest keys, falling; how many there are."""
    filled = 0
    for place in range(many):
        key = keys[place]
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
def _adopt(tables: Flat, best: Shorts, in_use: Words, firm: Any, first: Shorts) -> None:
    """The first six in the order of adoption: each tool after what it needs and the firm lacks."""
    before_at, before, ways = tables[9], tables[10], tables[11]
    filled = 0
    for place in range(FIRST):
        tool = best[place]
        if tool < 0:
            break
        for need in range(before_at[tool], before_at[tool + 1]):
            there = in_use[before[need, 0]]
            for way in range(before[need, 1], before[need, 2]):
                there |= in_use[ways[way]]
            if there >> firm & _ONE == _ZERO:
                filled = _once(first, filled, before[need, 0])
        filled = _once(first, filled, tool)


@inner
def _once(first: Shorts, filled: int, tool: int) -> int:
    """Write a tool below those that are there, unless it is one of them or there is no room."""
    for place in range(filled):
        if first[place] == tool:
            return filled
    if filled < len(first):
        first[filled] = tool
        filled += 1
    return filled


@compiled(
    f"void(Tuple(({_TABLES})), {_BITS}, {_BITS}, {_BITS}, {_ROWS}, i8, "
    f"i2[:, ::1], {_ROWS}, i2[:, ::1], {_BITS}, {_BITS}, i2[::1], i2[::1])"
)
def rank(
    tables: Flat,
    fired: Bits,
    in_use: Bits,
    told: Bits,
    needs: Ints,
    bits: int,
    best: Shorts,
    points: Ints,
    first: Shorts,
    held: Bits,
    aside: Bits,
    wanted: Shorts,
    free: Shorts,
) -> None:
    """Fill what `ranking.Ranked` holds. best and first: NONE at first, the others zeros."""
    rows, tools = best.shape[0], in_use.shape[1]
    wanted_now, held_now, by_rule = (np.zeros(tools, np.uint64), np.zeros(tools, np.uint64), np.zeros(tools, np.uint64))
    keys, top = np.zeros((64, tools), np.int32), np.zeros(best.shape[1], np.int32)
    counts, contests = np.zeros(64, np.int64), np.zeros(64, np.int64)
    firms, totals, spoken = np.zeros(64, np.int64), np.zeros(64, np.int32), np.zeros(64, np.int32)
    for word in range(in_use.shape[0]):
        start = word * 64
        _settle(tables, fired[word], in_use[word], by_rule, wanted_now, held_now)
        counts[:] = 0
        contests[:] = 0
        for tool in range(tools):
            held[tool, word] = held_now[tool]
            for each in range(_spread(wanted_now[tool], firms)):
                wanted[start + firms[each]] += 1
            here = wanted_now[tool] & ~held_now[tool]
            if here == _ZERO:
                continue
            many = _spread(here, firms)
            _add_up(tables, tool, fired[word], told[word], needs[:, start:], here, firms[:many], totals, spoken)
            contested = tables[12][tool] < tables[12][tool + 1]
            for each in range(many):
                firm = firms[each]
                keys[firm, counts[firm]] = totals[each] << bits | (tools - 1 - tool)
                counts[firm] += 1
                contests[firm] += contested
        for firm in range(min(64, rows - start)):
            row, many = start + firm, counts[firm]
            if contests[firm] > 1:
                many = _without_rivals(tables, keys[firm], many, bits, tools, aside[:, word], np.uint64(firm))
            free[row] = many
            filled = _greatest(keys[firm], many, top)
            for place in range(filled):
                best[row, place] = tools - 1 - (top[place] & ((1 << bits) - 1))
                points[row, place] = (top[place] >> bits) - 1
            _adopt(tables, best[row], in_use[word], np.uint64(firm), first[row])
