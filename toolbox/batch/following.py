"""What follows from what firms told, as `toolbox.facts` has it for one firm: tools in use, age, stage of life, size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import chain

import numpy as np
import numpy.typing as npt

from toolbox.batch.bounding import Bounding
from toolbox.batch.columns_of_firms import Firms
from toolbox.batch.loops import loops_for
from toolbox.conditions.bits import WORD, Bools, Words, distinct, overlaid
from toolbox.conditions.columns import HIGHEST, LOWEST, Coded, Column, Sets, Spans, among, places_of
from toolbox.conditions.values import Among, Facts, Value
from toolbox.facts import GROWTH_PERCENT, STARTUP_YEARS
from toolbox.knowledge.model import Knowledge, SizeGroup
from toolbox.knowledge.size_groups import UNCOVERED
from toolbox.sizing import CLASSES, size_of

_LIFE = ("startup", "growth", "mature")
_SIZES = (*CLASSES, UNCOVERED)


class Following:
    """What follows, for one knowledge and one day."""

    def __init__(self, knowledge: Knowledge, today: dt.date) -> None:
        self._knowledge = knowledge
        self._year = today.year
        vocabulary = knowledge.vocabulary
        self._tools = places_of(vocabulary["in_use"].members)
        self._rows_of_words = -(-len(self._tools) // WORD)
        self._bounding = Bounding(vocabulary)
        self._shows = {
            name: {member: self._mask(tools) for member, tools in members.items()}
            for name, members in vocabulary.showing.items()
        }
        self._covers = {tool: self._mask(_covered(knowledge, tool)) for tool in knowledge.tools}
        self._shown_by = {name: self._mask(fact.shown_by) for name, fact in vocabulary.items() if fact.shown_by}
        # groups of the size standard by what is known of the trade; every call may add, all add the same
        self._groups: dict[tuple[str | None, Value | None, Value | None], tuple[str, ...] | None] = {}

    def facts(self, firms: Firms) -> dict[str, Column]:
        """The columns that firms told, and those that follow."""
        columns = dict(firms.facts)
        self._bounding.narrow(columns)
        in_use = self._in_use(columns, firms.rows)
        if in_use is not None:
            columns["in_use"] = in_use
            self._bounding.rule_out(columns, in_use)
            self._answered_by_tools(columns, in_use)
        age = _age(columns.get("founded"), self._year)
        if age is not None:
            columns["age"] = age
        lifecycle = _lifecycle(columns)
        if lifecycle is not None:
            columns["lifecycle"] = lifecycle
        size = self._size(firms, columns)
        if size is not None:
            columns["size"] = size
        return columns

    # --- tools

    def _mask(self, tools: tuple[str, ...]) -> npt.NDArray[np.uint64]:
        mask = np.zeros(self._rows_of_words, np.uint64)
        for tool in tools:
            place = self._tools[tool]
            mask[place // WORD] |= np.uint64(1 << place % WORD)
        return mask

    def _in_use(self, columns: Mapping[str, Column], rows: int) -> Sets | None:
        told = columns.get("in_use")
        shown = self._shown(columns, rows)
        if not isinstance(told, Sets):
            if shown is None:
                return None
            nobody = np.zeros(rows, np.bool_)
            told = Sets(np.zeros_like(shown), np.zeros_like(shown), nobody, nobody, self._tools)
        shown = np.zeros_like(told.has) if shown is None else shown
        has = told.has | shown
        for tool, mask in self._covers.items():
            if mask.any():
                place = self._tools[tool]
                holding = (has[place // WORD] >> np.uint64(place % WORD)) & np.uint64(1)
                for word in np.flatnonzero(mask).tolist():
                    has[word] |= mask[word] * holding
        return Sets(has, told.lacks & ~has, told.closed, told.known | (shown != 0).any(axis=0), told.places)

    def _shown(self, columns: Mapping[str, Column], rows: int) -> Words | None:
        """Tools that a way of working shows."""
        shown: Words | None = None
        for name, column in columns.items():
            by_member = self._shows.get(name)
            if not by_member:
                continue
            shown = np.zeros((self._rows_of_words, rows), np.uint64) if shown is None else shown
            if isinstance(column, Coded):
                by_code = np.zeros((self._rows_of_words, len(column.table)), np.uint64)
                for code, value in enumerate(column.table):
                    if isinstance(value, Among) and value.exact:
                        (member,) = value.members
                        by_code[:, code] = by_member.get(member, 0)
                for word in np.flatnonzero(by_code.any(axis=1)).tolist():
                    loops_for(rows).add_bits(column.codes, by_code[word], shown[word])
            elif isinstance(column, Sets):
                for member, mask in by_member.items():
                    holding = column.holds(member)
                    for word in np.flatnonzero(mask).tolist():
                        shown[word] |= mask[word] * holding
        return shown

    def _answered_by_tools(self, columns: dict[str, Column], in_use: Sets) -> None:
        for name, mask in self._shown_by.items():
            shown = np.zeros(in_use.has.shape[1], np.bool_)
            for words, tools in zip(in_use.has, mask, strict=True):
                if tools:
                    shown |= (words & tools) != 0
            before = columns.get(name)
            if isinstance(before, Coded):
                open_ = np.array([value is None for value in before.table], np.bool_)[before.codes]
                codes = overlaid(before.codes, open_ & shown, len(before.table))
                columns[name] = Coded(codes, (*before.table, True))
            else:
                columns[name] = Coded(shown.view(np.uint8), (None, True))

    # --- size

    def _size(self, firms: Firms, columns: Mapping[str, Column]) -> Coded | None:
        trades = [("division", columns.get("division")), ("sector", columns.get("sector"))]
        sides: list[tuple[str, npt.NDArray[np.integer], tuple[Value | str | None, ...]]] = [
            (name, column.codes, column.table) for name, column in trades if isinstance(column, Coded)
        ]
        if firms.industries is not None:
            sides.append(("industry", *firms.industries))
        if not sides:
            return None
        combined = np.zeros(firms.rows, np.int64)
        for _, codes, table in sides:
            combined = combined * len(table) + codes
        found, places = distinct(combined, int(np.prod([len(table) for *_, table in sides])))
        groups = [self._groups_of(_split(int(key), sides)) for key in found]
        possible = np.zeros(firms.rows, np.uint8)
        for name in dict.fromkeys(chain.from_iterable(group or () for group in groups)):
            inside = np.array([group is not None and name in group for group in groups], np.bool_)[places]
            rows = np.flatnonzero(inside)
            if name == UNCOVERED:
                possible[rows] |= 1 << len(CLASSES)
            else:
                possible[rows] |= self._classes(self._knowledge.size_groups[name], columns, rows)
        classes = tuple(among(m for bit, m in enumerate(_SIZES) if mask >> bit & 1) for mask in range(1 << len(_SIZES)))
        return Coded(possible, classes)

    def _groups_of(self, told: Mapping[str, Value | str | None]) -> tuple[str, ...] | None:
        industry = told.get("industry")
        assert industry is None or isinstance(industry, str)
        facts: Facts = {n: v for n in ("division", "sector") if isinstance(v := told.get(n), Among)}
        key = (industry, facts.get("division"), facts.get("sector"))
        if key not in self._groups:
            sized = size_of(self._knowledge, industry, facts)
            self._groups[key] = sized.groups if sized else None
        return self._groups[key]

    def _classes(self, group: SizeGroup, columns: Mapping[str, Column], rows: npt.NDArray[np.intp]) -> np.ndarray:
        """The classes that these firms may be of, as bits: as large as the smallest measure."""
        low = np.full(len(rows), len(CLASSES), np.uint8)
        high = low.copy()
        for measure, limits in group.limits.items():
            column = columns.get(measure)
            if not isinstance(column, Spans):
                low[:] = 0
                high = np.minimum(high, len(CLASSES) - 1)
                continue
            scale = self._knowledge.vocabulary[measure].scale
            lowest, highest = column.low[rows], column.high[rows]
            least, most = np.zeros(len(rows), np.uint8), np.zeros(len(rows), np.uint8)
            for limit in limits.values():
                least += lowest >= limit * scale
                most += highest >= limit * scale
            most[(lowest == LOWEST) & (highest == HIGHEST)] = len(CLASSES) - 1
            low, high = np.minimum(low, least), np.minimum(high, most)
        return ((np.uint8(2) << high) - (np.uint8(1) << low)).astype(np.uint8)


def _covered(knowledge: Knowledge, tool: str) -> tuple[str, ...]:
    """All that a tool in use covers, directly or not."""
    covered: dict[str, None] = {}
    waiting = [tool]
    while waiting:
        known = knowledge.tools.get(waiting.pop())
        for other in known.replaces if known else ():
            if other not in covered:
                covered[other] = None
                waiting.append(other)
    return tuple(covered)


def _age(founded: Column | None, year: int) -> Spans | None:
    if not isinstance(founded, Spans):
        return None
    known = founded.known
    low = np.where(known, np.maximum(0, year - np.where(known, founded.high, 0)), LOWEST)
    high = np.where(known, np.maximum(0, year - np.where(known, founded.low, 0)), HIGHEST)
    return Spans(low, high)


def _lifecycle(columns: Mapping[str, Column]) -> Coded | None:
    age, growth, told = columns.get("age"), columns.get("revenue_growth"), columns.get("lifecycle")
    if not isinstance(age, Spans):
        return None
    threshold = GROWTH_PERCENT * 10  # the fact keeps one decimal
    known = age.known
    grown = isinstance(growth, Spans)
    may_grow: Bools = growth.high >= threshold if isinstance(growth, Spans) else known
    may_not: Bools = growth.low < threshold if isinstance(growth, Spans) else known
    assert grown or growth is None
    young, older = age.low < STARTUP_YEARS, age.high >= STARTUP_YEARS
    mask = np.where(known, young * 1 + (older & may_grow) * 2 + (older & may_not) * 4, 0).astype(np.uint8)
    table = tuple(among(m for bit, m in enumerate(_LIFE) if each >> bit & 1) for each in range(1 << len(_LIFE)))
    if not isinstance(told, Coded):
        return Coded(mask, table)
    open_ = np.array([value is None for value in told.table], np.bool_)[told.codes]
    return Coded(np.where(open_, mask + len(told.table), told.codes).astype(np.uint32), (*told.table, *table))


def _split(
    key: int, sides: list[tuple[str, npt.NDArray[np.integer], tuple[Value | str | None, ...]]]
) -> dict[str, Value | str | None]:
    found: dict[str, Value | str | None] = {}
    for name, _, table in reversed(sides):
        key, code = divmod(key, len(table))
        found[name] = table[code]
    return found
