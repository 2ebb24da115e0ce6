"""Which shared services can be there for firms, and which of those bring a firm one of its first six steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from toolbox.batch.plans import TooMany
from toolbox.batch.ranking import Places
from toolbox.conditions.bits import WORD, Bits, packed
from toolbox.conditions.columns import Bitwise, Column, Rules
from toolbox.conditions.tree import All
from toolbox.knowledge.model import Knowledge


class Served(NamedTuple):
    """A row of bits a service of `Serving.ids`. can: its condition is yes. first: and it brings a first step."""

    can: Bits
    first: Bits


class Serving:
    """The services of a knowledge, ready to be asked of many firms. It holds no state of a call.

    ids: of the services, sorted. tools: what each brings.
    """

    def __init__(self, knowledge: Knowledge, tools: Sequence[str]) -> None:
        """tools: all ids by their places. Raises TooWide where a condition is beyond what columns hold, and TooMany."""
        self.ids = tuple(sorted(knowledge.services))
        self.tools = tuple(knowledge.services[id_].tools for id_ in self.ids)
        if len(self.ids) > WORD:
            raise TooMany(f"there are {len(self.ids)} services, and {WORD} is the most")
        whens = ((id_, knowledge.services[id_].when) for id_ in self.ids)
        self._conditions = Rules({id_: All(()) if when is None else when for id_, when in whens})
        # the services that a tool comes with, a bit each; no tool at the end
        bits = [sum(1 << number for number, brought in enumerate(self.tools) if tool in brought) for tool in tools]
        self._brought_by = np.array([*bits, 0], np.uint64)

    def served(self, columns: Mapping[str, Column], rows: int, bitwise: Bitwise, first: Places) -> Served:
        """For which firms each service can be there. first: the first six tools of each firm, by their places."""
        can = self._conditions.fired(columns, rows, bitwise)
        brought = np.zeros(rows, np.uint64)
        for tools in first.T:
            brought |= self._brought_by[tools]
        found = np.zeros_like(can)
        for number in range(len(self.ids)):
            found[number] = packed((brought & np.uint64(1 << number)) != 0)
        return Served(can, can & found)
