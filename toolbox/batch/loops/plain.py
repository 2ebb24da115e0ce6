"""The loops in numpy: a pass over all firms for each thing that is asked."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolbox.conditions.bits import WORD, Bits, Bools, Codes, Words, turned_back, unpacked

_FEW = 8  # codes that are quicker compared one by one than looked up
Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]
Longs = npt.NDArray[np.int64]


class Plain:
    """Loops without state."""

    # --- sets

    def set_members(self, starts: Longs, codes: Codes, places: Ints, into: Words) -> Bools:
        """Set the bits of the members that each firm lists; of which firms all of them have a place.

        starts: where the codes of each firm begin, and where those of the last one end. places: of each code, or -1.
        """
        some = np.flatnonzero(starts[1:] > starts[:-1])
        for word, row in enumerate(into):
            bits = [1 << place % WORD if place // WORD == word else 0 for place in places.tolist()]
            if len(some) and any(bits):
                row[some] |= np.bitwise_or.reduceat(np.array(bits, np.uint64)[codes], starts[some])
        whole = np.ones(len(starts) - 1, np.bool_)
        if (places < 0).any():
            unknown = np.flatnonzero((places < 0)[codes])
            whole[np.searchsorted(starts, unknown, side="right") - 1] = False
        return whole

    def add_bits(self, codes: Codes, by_code: Words, into: Words) -> None:
        """Set the bits that each firm's code stands for."""
        into |= by_code[codes]

    # --- scores

    def add_shares(self, codes: Codes, shares: Ints, low: Ints, high: Ints, answered: npt.NDArray[np.uint8]) -> None:
        """Add what each firm's code earns. shares: at least, at most, and 1 where it is an answer, by code."""
        if shares.shape[1] > _FEW:
            low += shares[0][codes]
            high += shares[1][codes]
            answered += shares[2].astype(np.uint8)[codes]
            return
        for code, (least, most, told) in enumerate(shares.T.tolist()):
            if least or most or told:
                here = codes == code
                for into, amount in ((low, least), (high, most), (answered, told)):
                    if amount:
                        into += here * into.dtype.type(amount)

    # --- the cube

    def add_by_place(self, place: Longs, amounts: Ints, into: Longs) -> None:
        """Add each firm's amount to the sum of its place."""
        found = np.bincount(place, amounts.astype(np.float64), minlength=len(into))
        into += np.rint(found).astype(np.int64)  # sums below 2**53 are exact in floats

    def count_first(self, first: npt.NDArray[np.int16], place: Longs, into: Longs) -> None:
        """Count each firm at its place for each of its tools. first: a row a firm, -1 for none. into: a row a tool."""
        tools, places = into.shape
        rows, slots = np.nonzero(first >= 0)
        found = np.bincount(place[rows] * tools + first[rows, slots], minlength=places * tools)
        into += found.reshape(places, tools).T

    def count_bits(self, of_tools: Bits, place: Longs, into: Longs) -> None:
        """Count each firm at its place for each tool whose bit it has. into: a row a tool."""
        for tool, words in enumerate(of_tools):
            if words.any():
                into[tool] += np.bincount(place[unpacked(words, len(place))], minlength=into.shape[1])

    # --- rows

    def listed(self, of_tools: Bits, rows: int) -> tuple[Longs, Shorts]:
        """For each firm how many tools there are whose bit it has; all these tools, firm by firm, rising."""
        there = [tool for tool, words in enumerate(of_tools) if words.any()]
        words = turned_back(of_tools[there])
        if not words:
            return np.zeros(rows, np.int64), np.zeros(0, np.int16)
        by_firm = np.stack(words, axis=1)[:rows]
        sizes = np.bitwise_count(by_firm).sum(axis=1, dtype=np.int64)
        flags = np.unpackbits(np.ascontiguousarray(by_firm).view(np.uint8), bitorder="little")
        return sizes, np.array(there, np.int16)[np.flatnonzero(flags.view(np.bool_)) % (len(words) * WORD)]
