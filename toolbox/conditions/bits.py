"""Bits of many firms, 64 to a word: truths packed and unpacked, and squares of bits turned over their diagonals."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

WORD = 64  # firms to a word

Bits = npt.NDArray[np.uint64]  # one bit a firm, the first firm in the lowest bit; bits beyond the last firm are 0
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Words = npt.NDArray[np.uint64]
_MOST_LOOKED_UP = 1 << 22  # places in a table of keys; beyond it the keys that occur are sorted out
_FEW = 24  # codes that are quicker compared one by one than looked up


def packed(truths: Bools | npt.NDArray[np.uint8]) -> Bits:
    """Truths, or numbers that are not zero, as bits, padded with zeros to whole words."""
    filled = np.packbits(truths, bitorder="little")
    padded = np.zeros(words_for(len(truths)) * 8, np.uint8)
    padded[: len(filled)] = filled
    bits: Bits = padded.view(np.uint64)
    return bits


def unpacked(bits: Bits, rows: int) -> Bools:
    """Bits as truths."""
    found: Bools = np.unpackbits(bits.view(np.uint8), count=rows, bitorder="little").view(np.bool_)
    return found


def words_for(rows: int) -> int:
    """How many words hold a bit for each of so many firms."""
    return -(-rows // WORD)


def every(rows: int) -> Bits:
    """A bit for each firm."""
    return packed(np.ones(rows, np.bool_))


def judged(codes: Codes, truths: Bools) -> Bits:
    """A row of bits a test: which firms it is yes for. truths: a row a test, an answer for each code."""
    made = np.zeros((len(truths), words_for(len(codes))), np.uint64)
    if truths.shape[1] > _FEW:
        for test, answers in enumerate(truths):
            made[test] = packed(answers[codes])
        return made
    for code in np.flatnonzero(truths.any(axis=0)).tolist():
        made[truths[:, code]] |= packed(codes == code)
    return made


def distinct(keys: npt.NDArray[np.int64], count: int) -> tuple[npt.NDArray[np.int64], Codes]:
    """The keys that occur, rising, and for each row the place of its own. keys: from 0, below count."""
    if count > _MOST_LOOKED_UP:
        found, places = np.unique(keys, return_inverse=True)
        return found, places.astype(code_type(len(found)))
    there = np.zeros(count, np.bool_)
    there[keys] = True
    found = np.flatnonzero(there)
    lookup = np.zeros(count, code_type(len(found)))
    lookup[found] = np.arange(len(found))
    return found, lookup[keys]


def code_type(count: int) -> type[np.unsignedinteger]:
    """The smallest kind of codes that tells so many things apart."""
    return np.uint8 if count <= 1 << 8 else np.uint16 if count <= 1 << 16 else np.uint32


def overlaid(codes: Codes, rows: Bools, code: int) -> Codes:
    """The codes with another one in these rows."""
    made = codes.astype(np.promote_types(codes.dtype, code_type(code + 1)))
    np.copyto(made, code, where=rows)
    return made


def turned(square: Bits) -> Bits:
    """Squares of 64 x 64 bits turned over their diagonals, in place. square: words, a row for each row of the squares.

    Halves change places, then quarters, and so on down to single bits (Warren, Hacker's Delight, 7-3).
    """
    step, mask = WORD // 2, (1 << WORD // 2) - 1
    while step:
        halves = square.reshape(WORD // 2 // step, 2, step, square.shape[1])
        low, high = halves[:, 0], halves[:, 1]
        changed = ((low >> np.uint64(step)) ^ high) & np.uint64(mask)
        high ^= changed
        low ^= changed << np.uint64(step)
        step //= 2
        mask ^= mask << step & (1 << WORD) - 1
    return square


def turned_back(bits: Bits) -> list[Words]:
    """From a row of bits for each of many things to a word of them for each firm, 64 things a word."""
    found: list[Words] = []
    for start in range(0, len(bits), WORD):
        square = np.zeros((WORD, bits.shape[1]), np.uint64)
        rows = bits[start : start + WORD]
        square[: len(rows)] = rows
        found.append(np.ascontiguousarray(turned(square).T).reshape(-1))
    return found
