"""What shared services would be to firms, added up by cell of the cube: whom they serve, who wants them, what is held.

A tool is wanted where a rule recommends it and it is not in use, whether it is a step, held back or set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from toolbox.batch.kernel import Advised, Kernel
from toolbox.conditions.bits import Bits, packed, words_for
from toolbox.conditions.columns import Column, Sets


class ServiceSums:
    """What is asked of many firms about the services of one kernel. It holds no state of a call.

    names: what is asked, by measure and name.

    wanted: firms that want the tool. For a service: served: whom it can serve · service: of these, who wants one of
    its tools · service_first: who has one among the first six · unlocked: who has a wanted one held back.
    service_tool, unlocked_tool: named `service/tool`, of those served who wants the tool, and has it held back.
    """

    def __init__(self, kernel: Kernel) -> None:
        self._tools = kernel.tools
        self._services = dict(zip(kernel.serving.ids, kernel.serving.tools, strict=True))
        self._recommend: dict[str, list[int]] = {}
        for place, rule in enumerate(kernel.rules):
            if kernel.knowledge.rules[rule].kind == "recommend":
                for tool in kernel.knowledge.rules[rule].targets:
                    self._recommend.setdefault(tool, []).append(place)
        self.names = tuple(self._named())

    def bits(self, advised: Advised) -> Bits:
        """A row of bits for each of `names`: of which firms it is so."""
        return np.stack(list(self._rows(advised)))

    def _named(self) -> Iterator[tuple[str, str]]:
        yield from (("wanted", tool) for tool in self._tools)
        for service, tools in self._services.items():
            yield from ((measure, service) for measure in ("served", "service", "service_first", "unlocked"))
            for tool in tools:
                yield from ((measure, f"{service}/{tool}") for measure in ("service_tool", "unlocked_tool"))

    def _rows(self, advised: Advised) -> Iterator[Bits]:
        """In the order of `_named`."""
        wanted = {tool: self._wanted(tool, advised) for tool in self._tools}
        held = dict(zip(self._tools, advised.ranked.held, strict=True))
        yield from wanted.values()
        for here, first, tools in zip(*advised.served, self._services.values(), strict=True):
            yield here
            yield here & _any(wanted[tool] for tool in tools)
            yield first
            yield here & _any(held[tool] for tool in tools)
            for tool in tools:
                yield here & wanted[tool]
                yield here & held[tool]

    def _wanted(self, tool: str, advised: Advised) -> Bits:
        rules = self._recommend.get(tool, ())
        if not rules:
            return np.zeros(words_for(advised.rows), np.uint64)
        recommended: Bits = np.bitwise_or.reduce(advised.fired[list(rules)], axis=0)
        return recommended & ~_using(tool, advised.facts.get("in_use"), advised.rows)


def _using(tool: str, column: Column | None, rows: int) -> Bits:
    if isinstance(column, Sets) and tool in column.places:
        return packed(column.holds(tool))
    return np.zeros(words_for(rows), np.uint64)


def _any(rows: Iterable[Bits]) -> Bits:
    found: Bits = np.bitwise_or.reduce(list(rows), axis=0)
    return found
