"""The loops compiled: one pass over the firms, which touches only the bits that are set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from toolbox.batch.loops.compiling import compiled
from toolbox.batch.loops.plain import Ints, Longs
from toolbox.batch.loops.ranks import rank
from toolbox.batch.loops.tables import Tables
from toolbox.conditions.bits import WORD, Bits, Bools, Codes, Words, words_for

if TYPE_CHECKING:
    from toolbox.batch.ranking import Ranked

_CODES = ("u1", "u2", "u4")


class Fast:
    """Loops without state."""

    def flipped(self, words: Words) -> Bits:
        """As Plain.flipped."""
        made = np.zeros((WORD, words_for(len(words))), np.uint64)
        _flip(np.ascontiguousarray(words), made)
        return made

    def judged(self, codes: Codes, truths: Bools) -> Bits:
        """As Plain.judged."""
        made = np.zeros((len(truths), words_for(len(codes))), np.uint64)
        _judge(np.ascontiguousarray(codes), np.ascontiguousarray(truths), made)
        return made

    def add_by_place(self, place: Longs, amounts: Ints, into: Longs) -> None:
        """As Plain.add_by_place."""
        _add_by_place(place, np.ascontiguousarray(amounts), into)

    def count_first(self, first: npt.NDArray[np.int16], place: Longs, into: Longs) -> None:
        """As Plain.count_first."""
        _count_first(first, place, into)

    def rank(self, tables: Tables, fired: Bits, in_use: Bits, told: Bits, needs: Ints, bits: int, into: Ranked) -> None:
        """As Ranking.ranked_plainly. fired, in_use, told: a row a rule, tool, word that voices speak by."""
        by_word = (np.ascontiguousarray(rows.T) for rows in (fired, in_use, told))
        rank(tuple(tables), *by_word, needs, bits, *into)

    def count_bits(self, of_tools: Bits, place: Longs, into: Longs) -> None:
        """As Plain.count_bits."""
        _count_bits(of_tools, place, into)


@compiled("void(u8[::1], u8[:, ::1])")
def _flip(words: Words, into: Bits) -> None:
    """Turn squares of 64 x 64 bits, as `toolbox.conditions.bits.turned` does, one after another."""
    square = np.zeros(64, np.uint64)
    for block in range(into.shape[1]):
        for row in range(64):
            firm = block * 64 + row
            square[row] = words[firm] if firm < len(words) else np.uint64(0)  # a bare 0 would make it a float
        step, mask = 32, np.uint64(0xFFFFFFFF)
        while step:
            shift = np.uint64(step)
            for start in range(0, 64, 2 * step):
                for row in range(start, start + step):
                    changed = ((square[row] >> shift) ^ square[row + step]) & mask
                    square[row + step] ^= changed
                    square[row] ^= changed << shift
            step //= 2
            mask ^= mask << np.uint64(step)
        for row in range(64):
            into[row, block] = square[row]


@compiled(*(f"void({codes}[::1], b1[:, ::1], u8[:, ::1])" for codes in _CODES))
def _judge(codes: Any, truths: Bools, into: Bits) -> None:
    for test in range(truths.shape[0]):
        answers = truths[test]
        for word in range(into.shape[1]):
            start = word * 64
            bits = np.uint64(0)
            for firm in range(start, min(start + 64, len(codes))):
                bits |= np.uint64(answers[codes[firm]]) << np.uint64(firm - start)
            into[test, word] = bits


@compiled("void(i8[::1], i4[::1], i8[::1])")
def _add_by_place(place: Longs, amounts: Ints, into: Longs) -> None:
    for firm in range(len(place)):
        into[place[firm]] += amounts[firm]


@compiled("void(i2[:, ::1], i8[::1], i8[:, ::1])")
def _count_first(first: npt.NDArray[np.int16], place: Longs, into: Longs) -> None:
    for firm in range(first.shape[0]):
        for slot in range(first.shape[1]):
            if first[firm, slot] >= 0:
                into[first[firm, slot], place[firm]] += 1


@compiled("void(u8[:, ::1], i8[::1], i8[:, ::1])")
def _count_bits(of_tools: Bits, place: Longs, into: Longs) -> None:
    for tool in range(of_tools.shape[0]):
        for word in range(of_tools.shape[1]):
            if of_tools[tool, word]:
                for firm in range(word * 64, min(word * 64 + 64, len(place))):
                    if of_tools[tool, word] >> np.uint64(firm % 64) & np.uint64(1):
                        into[tool, place[firm]] += 1
