"""The loops in numpy: a pass over all firms for each thing that is asked."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolbox.conditions.bits import WORD, Bits, Bools, Codes, Words, unpacked

Ints = npt.NDArray[np.int32]
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
