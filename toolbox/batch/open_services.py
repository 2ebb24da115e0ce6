"""Which shared services could be there for firms, and bring them one of their first steps; for the rows of advice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolbox.batch.kernel import Advised, Kernel
from toolbox.conditions.columns import Bits, Rules, unpacked


class OpenServices:
    """The services of one kernel's knowledge. It holds no state of a call."""

    def __init__(self, kernel: Kernel) -> None:
        """Raises TooWide where a condition is beyond what columns hold."""
        services = kernel.knowledge.services
        self._conditions = Rules({id_: s.when for id_, s in services.items() if s.when is not None})
        place = {tool: number for number, tool in enumerate(kernel.tools)}
        self._tools = {id_: [place[tool] for tool in service.tools] for id_, service in services.items()}
        self._names = pa.array(sorted(services), pa.string())

    def lists(self, advised: Advised) -> pa.Array:
        """By row the ids of services, sorted: their condition is yes, and one of their tools is among the first six."""
        matrix = np.zeros((advised.rows, len(self._names)), np.bool_)
        for number, there in enumerate(self._there(advised)):
            matrix[:, number] = there
        rows, places = np.nonzero(matrix)
        offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=advised.rows))]).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(offsets), self._names.take(pa.array(places)))

    def _there(self, advised: Advised) -> Iterator[npt.NDArray[np.bool_]]:
        rows = advised.rows
        fired: dict[str, Bits] = dict(
            zip(self._conditions.ids, self._conditions.fired(advised.facts, rows), strict=True)
        )
        for id_ in sorted(self._tools):
            places = np.array(self._tools[id_], np.int16)
            there: npt.NDArray[np.bool_] = np.asarray(np.isin(advised.ranked.first, places).any(axis=1))
            if id_ in fired:
                there &= unpacked(fired[id_], rows).astype(np.bool_)
            yield there
