"""What shared services would be to firms, added up by cell of the cube: whom they serve, who wants them, what is held.

A tool is wanted where a rule recommends it and it is not in use, whether it is a step, held back or set aside. A firm
is served where the service's condition is yes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from toolbox.batch.kernel import Advised, Kernel
from toolbox.conditions.columns import Bits, Column, Rules, Sets, every, packed, unpacked, words_for

Ints = npt.NDArray[np.int64]


class Serving:
    """The services of one kernel's knowledge, ready to be asked of many firms. It holds no state of a call."""

    def __init__(self, kernel: Kernel) -> None:
        """Raises TooWide where a condition is beyond what columns hold."""
        knowledge = kernel.knowledge
        self._tools = kernel.tools
        self._services = {id_: service.tools for id_, service in knowledge.services.items()}
        self._conditions = Rules({id_: s.when for id_, s in knowledge.services.items() if s.when is not None})
        # the services that a tool comes with, a bit each; no tool at the end
        bits = [sum(1 << n for n, tools in enumerate(self._services.values()) if t in tools) for t in kernel.tools]
        self._brought_by = np.array([*bits, 0], np.uint64)
        number = {rule: place for place, rule in enumerate(kernel.rules)}
        self._recommend: dict[str, list[int]] = {}
        for rule, place in number.items():
            if knowledge.rules[rule].kind == "recommend":
                for tool in knowledge.rules[rule].targets:
                    self._recommend.setdefault(tool, []).append(place)

    def sums(self, advised: Advised, place: Ints, count: int) -> dict[tuple[str, str], Ints]:
        """Firms by measure and name, a number a cell. place: each firm's cell. Names without a firm are left out.

        wanted: firms that want the tool. For a service: served: whom it serves · service: of these, who wants one of
        its tools · service_first: who has one among the first six · unlocked: who has a wanted one held back.
        service_tool, unlocked_tool: named `service/tool`, of those served who wants the tool, and has it held back.
        """
        return {
            key: np.bincount(place[np.flatnonzero(unpacked(bits, advised.rows))], minlength=count).astype(np.int64)
            for key, bits in self._measured(advised)
            if bits.any()
        }

    def _measured(self, advised: Advised) -> Iterator[tuple[tuple[str, str], Bits]]:
        wanted = {tool: self._wanted(tool, advised) for tool in self._tools}
        held = dict(zip(self._tools, advised.ranked.held, strict=True))
        yield from ((("wanted", tool), bits) for tool, bits in wanted.items())
        fired = self._conditions.fired(advised.facts, advised.rows)
        served = dict(zip(self._conditions.ids, fired, strict=True))
        everyone = every(advised.rows)
        among_first = np.bitwise_or.reduce(self._brought_by[advised.ranked.first], axis=1)
        for number, (service, tools) in enumerate(self._services.items()):
            here = served.get(service, everyone)
            yield ("served", service), here
            yield ("service", service), here & _any(wanted[tool] for tool in tools)
            yield ("service_first", service), here & packed((among_first & np.uint64(1 << number)) != 0)
            yield ("unlocked", service), here & _any(held[tool] for tool in tools)
            for tool in tools:
                yield ("service_tool", f"{service}/{tool}"), here & wanted[tool]
                yield ("unlocked_tool", f"{service}/{tool}"), here & held[tool]

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


def _any(rows: Iterator[Bits]) -> Bits:
    found: Bits = np.bitwise_or.reduce(list(rows), axis=0)
    return found
