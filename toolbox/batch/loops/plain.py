"""The loops in numpy: a pass over all firms for each thing that is asked."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolbox.conditions import bits
from toolbox.conditions.bits import Bits, unpacked

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Plain(bits.Plain):
    """Loops without state."""

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
