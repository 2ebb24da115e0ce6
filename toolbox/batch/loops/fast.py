"""The loops compiled: one pass over the firms, which touches only the bits that are set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from toolbox.batch.loops.compiling import compiled
from toolbox.batch.loops.plain import Ints, Longs, Shorts
from toolbox.batch.loops.ranks import rank, spread
from toolbox.batch.loops.tables import Tables
from toolbox.conditions.bits import Bits, Bools, Codes, Words

if TYPE_CHECKING:
    from toolbox.batch.ranking import Ranked


class Fast:
    """Loops without state."""

    def set_members(self, starts: Longs, codes: Codes, places: Ints, into: Words) -> Bools:
        """As Plain.set_members."""
        whole = np.ones(len(starts) - 1, np.bool_)
        _set_members(starts, codes, places, into, whole)
        return whole

    def add_bits(self, codes: Codes, by_code: Words, into: Words) -> None:
        """As Plain.add_bits."""
        _add_bits(np.ascontiguousarray(codes), np.ascontiguousarray(by_code), into)

    def add_shares(self, codes: Codes, shares: Ints, low: Ints, high: Ints, answered: npt.NDArray[np.uint8]) -> None:
        """As Plain.add_shares."""
        _add_shares(np.ascontiguousarray(codes), shares, low, high, answered)

    def add_by_place(self, place: Longs, amounts: Ints, into: Longs) -> None:
        """As Plain.add_by_place."""
        _add_by_place(place, np.ascontiguousarray(amounts), into)

    def count_first(self, first: npt.NDArray[np.int16], place: Longs, into: Longs) -> None:
        """As Plain.count_first."""
        _count_first(first, place, into)

    def rank(self, tables: Tables, fired: Bits, in_use: Bits, told: Bits, needs: Ints, bits: int, into: Ranked) -> None:
        """As Ranking.ranked_plainly. fired, in_use, told: a row a rule, tool, word that voices speak by."""
        by_word = [np.ascontiguousarray(rows.T) for rows in (fired, in_use, told)]
        held, aside = (np.zeros(into.held.shape[::-1], np.uint64) for _ in range(2))
        arguments: tuple[Any, ...] = (*tables, *by_word, needs, bits, *into._replace(held=held, aside=aside))
        rank(*arguments)
        into.held[:], into.aside[:] = held.T, aside.T

    def count_bits(self, of_tools: Bits, place: Longs, into: Longs) -> None:
        """As Plain.count_bits."""
        _count_bits(of_tools, place, into)

    def listed(self, of_tools: Bits, rows: int) -> tuple[Longs, Shorts]:
        """As Plain.listed."""
        sizes = np.zeros(rows, np.int64)
        _count(of_tools, sizes)
        ends = np.cumsum(sizes)
        chosen = np.empty(int(ends[-1]) if rows else 0, np.int16)
        _list(of_tools, ends, chosen)
        return sizes, chosen


@compiled("void(u8[:, ::1], i8[::1])")
def _count(of_tools: Bits, sizes: Longs) -> None:
    for tool in range(of_tools.shape[0]):
        for word in range(of_tools.shape[1]):
            if of_tools[tool, word]:
                for firm in range(word * 64, min(word * 64 + 64, len(sizes))):
                    sizes[firm] += np.int64(of_tools[tool, word] >> np.uint64(firm % 64) & np.uint64(1))


@compiled("void(u8[:, ::1], i8[::1], i2[::1])")
def _list(of_tools: Bits, ends: Longs, chosen: Shorts) -> None:
    for tool in range(of_tools.shape[0] - 1, -1, -1):
        for word in range(of_tools.shape[1]):
            if of_tools[tool, word]:
                for firm in range(word * 64, min(word * 64 + 64, len(ends))):
                    if of_tools[tool, word] >> np.uint64(firm % 64) & np.uint64(1):
                        ends[firm] -= 1
                        chosen[ends[firm]] = tool


@compiled("void(i8[::1], Array(u4, 1, 'C', readonly=True), i4[::1], u8[:, ::1], b1[::1])")
def _set_members(starts: Longs, codes: Any, places: Ints, into: Words, whole: Bools) -> None:
    for firm in range(len(whole)):
        for at in range(starts[firm], starts[firm + 1]):
            place = places[codes[at]]
            if place < 0:
                whole[firm] = False
            else:
                into[place // 64, firm] |= np.uint64(1) << np.uint64(place % 64)


# arrays of Arrow may not be written to, which is a kind of its own
@compiled(
    *(
        f"void(Array({codes}, 1, 'C', readonly=True), i4[:, ::1], i4[::1], i4[::1], u1[::1])"
        for codes in ("u1", "u2", "u4")
    )
)
def _add_shares(codes: Any, shares: Ints, low: Ints, high: Ints, answered: Any) -> None:
    least, most, told = shares[0], shares[1], shares[2]
    for firm in range(len(codes)):
        code = codes[firm]
        low[firm] += least[code]
        high[firm] += most[code]
        answered[firm] += np.uint8(told[code])


@compiled(*(f"void(Array({codes}, 1, 'C', readonly=True), u8[::1], u8[::1])" for codes in ("u1", "u2", "u4")))
def _add_bits(codes: Any, by_code: Words, into: Words) -> None:
    for firm in range(len(codes)):
        into[firm] |= by_code[codes[firm]]


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
    firms = np.zeros(64, np.int64)
    for tool in range(of_tools.shape[0]):
        for word in range(of_tools.shape[1]):
            for each in range(spread(of_tools[tool, word], firms)):
                into[tool, place[word * 64 + firms[each]]] += 1
