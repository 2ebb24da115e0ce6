"""Bits of many firms, 64 to a word: truths packed and unpacked, and squares of bits turned over their diagonals."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

WORD = 64  # firms to a word

Bits = npt.NDArray[np.uint64]  # one bit a firm, the first firm in the lowest bit; bits beyond the last firm are 0
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Words = npt.NDArray[np.uint64]


def packed(truths: Bools) -> Bits:
    """Truths as bits, padded with zeros to whole words."""
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


class Loops(Protocol):
    """The two steps that take the time, in one way or another: both ways give the same bits."""

    def flipped(self, words: Words) -> Bits:
        """From a word for each firm to a row of bits for each of the word's 64 bits."""
        ...

    def judged(self, codes: Codes, truths: Bools) -> Bits:
        """A row of bits a test: which firms it is yes for. truths: a row a test, an answer for each code."""
        ...


class Plain:
    """Both steps in numpy."""

    def flipped(self, words: Words) -> Bits:
        """Blocks of 64 words are squares of bits; each is turned over its diagonal, all of them at a time."""
        blocks = words_for(len(words))
        padded = np.zeros(blocks * WORD, np.uint64)
        padded[: len(words)] = words
        return turned(np.ascontiguousarray(padded.reshape(blocks, WORD).T))

    def judged(self, codes: Codes, truths: Bools) -> Bits:
        """The answers of one test for all codes at a time."""
        return np.array([packed(row[codes]) for row in truths]).reshape(len(truths), words_for(len(codes)))


PLAIN = Plain()


def turned(square: Bits) -> Bits:
    """Squares of 64 x 64 bits turned over their diagonals, in place. square: a row of words for each row of the squares.

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
