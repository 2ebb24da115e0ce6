"""From fired rules to the order of adoption, for many firms at once: `toolbox.recommend` over columns, in integers.

A tool's rank and its place among all tools by id are packed into one number, so that the greatest numbers are the best
tools and ties break by id, exactly as for one firm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolbox.assessment import DIMENSION_UNIT, TOTAL_UNIT
from toolbox.batch.loops import loops_for
from toolbox.batch.loops.plain import Plain
from toolbox.batch.loops.tables import tables_of
from toolbox.batch.plans import TooMany, plans, weights
from toolbox.batch.scores import Scores
from toolbox.conditions.bits import Bits, packed, unpacked, words_for
from toolbox.conditions.columns import Bitwise, Sets
from toolbox.knowledge.model import Knowledge
from toolbox.recommend import FIRST, MOST_NEED, MOST_VOICE, VOICE

BEST = 10
NONE = -1
Places = npt.NDArray[np.int16]
_BLOCK = 16_384  # firms ranked at a time: what they need stays in the cache


class Ranked(NamedTuple):
    """Tools go by their place among all ids in order; NONE where there are fewer.

    best: the ten of highest rank that are recommended, neither held nor set aside. points: theirs, in 1/100.
    first: the first six of the order of adoption. held, aside: a row of bits a tool.
    wanted: how many tools are recommended and not in use. free: how many of them are neither held nor set aside.
    """

    best: Places
    points: npt.NDArray[np.int32]
    first: Places
    held: Bits
    aside: Bits
    wanted: npt.NDArray[np.int16]
    free: npt.NDArray[np.int16]


class Ranking:
    """The tools of a knowledge, ready to be ranked for many firms."""

    def __init__(self, knowledge: Knowledge, rules: Sequence[str], dimensions: Sequence[str]) -> None:
        """rules: the ids of recommend and hold rules in the order in which they are fired. Raises TooMany."""
        self.ids = tuple(sorted(knowledge.tools))
        self.scenarios = ("all", *sorted(knowledge.scenarios))
        self.plans = tuple(plans(knowledge, self.ids, rules, self.scenarios))
        self.bits = max(1, (len(self.ids) - 1).bit_length())
        self._words = tuple(sorted({(v.fact, v.member) for plan in self.plans for v in plan.voices}))
        self._tables = tables_of(self.plans, self._words)
        self._weights = weights(knowledge, self.scenarios[1:], dimensions)
        most = max((sum(p for _, p in plan.rules) + plan.ease for plan in self.plans), default=0)
        if (most + MOST_NEED + MOST_VOICE + 1) << self.bits >= 1 << 31:
            raise TooMany(f"a rank of {most + MOST_NEED + MOST_VOICE} and {len(self.ids)} tools do not fit in 32 bits")

    def ranked(self, fired: Bits, bitwise: Bitwise, scores: Scores) -> Ranked:
        """The ranks that follow. fired: a row of bits a rule."""
        loops = loops_for(bitwise.rows)
        if isinstance(loops, Plain):
            return self.ranked_plainly(fired, bitwise, scores)
        rows, words = bitwise.rows, words_for(bitwise.rows)
        shape = (len(self.ids), words)
        made = Ranked(
            np.full((rows, BEST), NONE, np.int16),
            np.zeros((rows, BEST), np.int32),
            np.full((rows, FIRST), NONE, np.int16),
            np.zeros(shape, np.uint64),
            np.zeros(shape, np.uint64),
            np.zeros(rows, np.int16),
            np.zeros(rows, np.int16),
        )
        told = [_told(bitwise, fact, member) for fact, member in self._words]
        in_use = _in_use(bitwise, self.ids)
        loops.rank(self._tables, fired, in_use, _stacked(told, words), self.needs(scores), self.bits, made)
        return made

    def ranked_plainly(self, fired: Bits, bitwise: Bitwise, scores: Scores) -> Ranked:
        """The same in numpy."""
        rows = bitwise.rows
        settled = _Settled(self, fired, bitwise)
        needs = self.needs(scores)
        best = np.full((rows, BEST), NONE, np.int16)
        points = np.zeros((rows, BEST), np.int32)
        first = np.full((rows, FIRST), NONE, np.int16)
        aside = np.zeros_like(settled.free)
        for start in range(0, rows, _BLOCK):
            block = slice(start, min(start + _BLOCK, rows))
            words = slice(start // 64, words_for(block.stop))
            keys = self._keys(settled, fired, needs, block, words)
            self._set_aside(keys, aside[:, words])
            top = _greatest(keys, BEST)
            there = top > 0
            best[block] = np.where(there, len(self.ids) - 1 - (top & ((1 << self.bits) - 1)), NONE)
            points[block] = np.where(there, (top >> self.bits) - 1, 0)
            first[block] = self._first(best[block], settled.in_use, block)
        free = _counted(settled.free & ~aside, rows)
        return Ranked(best, points, first, settled.held, aside, _counted(settled.wanted, rows), free)

    def needs(self, scores: Scores) -> npt.NDArray[np.int32]:
        """How weak each scenario is, in 1/100 point: a row a scenario, that of the total first."""
        found = np.empty((len(self.scenarios), scores.low.shape[1]), np.int32)
        full = 100 * TOTAL_UNIT
        twice = scores.total_low.astype(np.int64) + scores.total_high
        found[0] = MOST_NEED * (2 * full - twice) // (2 * full)
        for number, weighed in enumerate(self._weights, 1):
            twice = sum(w * (scores.low[d].astype(np.int64) + scores.high[d]) for d, w in weighed)
            full = 100 * DIMENSION_UNIT * sum(w for _, w in weighed)
            found[number] = MOST_NEED * (2 * full - twice) // (2 * full)
        return found

    # --- ranks

    def _keys(
        self, settled: _Settled, fired: Bits, needs: npt.NDArray[np.int32], block: slice, words: slice
    ) -> npt.NDArray[np.int32]:
        """A number for each firm and tool, the greater the better; 0 where the tool is not free."""
        rows = block.stop - block.start
        keys = np.zeros((len(self.ids), rows), np.int32)
        for place, plan in enumerate(self.plans):
            free = settled.free[place, words]
            if not free.any():
                continue
            total = needs[plan.scenarios[0], block].copy()
            for scenario in plan.scenarios[1:]:
                np.maximum(total, needs[scenario, block], out=total)
            for rule, points in plan.rules:
                bits = fired[rule, words]
                if bits.any():
                    total += unpacked(bits, rows) * np.int32(points)
            total += settled.voice(place, words, rows) + np.int32(plan.ease + 1)
            total <<= self.bits
            total |= len(self.ids) - 1 - place
            keys[place] = np.where(unpacked(free, rows), total, 0)
        return keys

    def _set_aside(self, keys: npt.NDArray[np.int32], aside: Bits) -> None:
        """Of tools that exclude each other the greatest stays; keys of the others become 0."""
        for group in self._rivalries():
            contested = np.flatnonzero((keys[group] > 0).sum(axis=0) > 1)
            if not len(contested):
                continue
            own = keys[np.array(group)[:, None], contested]
            undecided = own.copy()
            out = np.zeros(own.shape, np.bool_)
            for _ in group:
                chosen = undecided.argmax(axis=0)
                for member, tool in enumerate(group):
                    chose = (chosen == member) & (undecided[member] > 0)
                    rivals = [n for n, other in enumerate(group) if other in self.plans[tool].rivals]
                    undecided[member, chose] = 0
                    for rival in rivals:
                        lost = chose & (undecided[rival] > 0)
                        out[rival] |= lost
                        undecided[rival, lost] = 0
            own[out] = 0
            keys[np.array(group)[:, None], contested] = own
            for member, tool in enumerate(group):
                rows = np.zeros(keys.shape[1], np.bool_)
                rows[contested] = out[member]
                aside[tool] |= packed(rows)

    def _rivalries(self) -> list[list[int]]:
        """Tools in groups, none of which excludes a tool outside its own."""
        groups: list[list[int]] = []
        seen: set[int] = set()
        for tool, plan in enumerate(self.plans):
            if not plan.rivals or tool in seen:
                continue
            group, waiting = set(), [tool]
            while waiting:
                one = waiting.pop()
                if one not in group:
                    group.add(one)
                    waiting += self.plans[one].rivals
            seen |= group
            groups.append(sorted(group))
        return groups

    # --- the order of adoption

    def _first(self, best: Places, in_use: Bits, block: slice) -> Places:
        """The first six in the order of adoption: each tool after what it needs.

        The six best are enough to know: each brings at least itself.
        """
        first = best[:, :FIRST].copy()
        needing = np.array([bool(plan.before) for plan in self.plans] + [False])[first].any(axis=1)
        rows = np.flatnonzero(needing)
        if not len(rows):
            return first
        longest = max(len(plan.before) for plan in self.plans)
        slots = np.full((len(rows), FIRST, longest + 1), NONE, np.int16)
        slots[:, :, longest] = first[rows]
        for tool, plan in enumerate(self.plans):
            if not plan.before:
                continue
            at, place = np.nonzero(first[rows] == tool)
            firm = rows[at] + block.start
            for slot, (need, way) in enumerate(plan.before):
                missing = np.ones(len(at), np.bool_)
                for other in (*way, need):
                    missing &= (in_use[other, firm // 64] >> (firm % 64).astype(np.uint64)) & np.uint64(1) == 0
                slots[at[missing], place[missing], slot] = need
        first[rows] = _once_each(slots.reshape(len(rows), -1))
        return first


class _Settled:
    """Which tools are wanted, held and free of which firms: a row of bits a tool."""

    def __init__(self, ranking: Ranking, fired: Bits, bitwise: Bitwise) -> None:
        self._plans, self._fired, self._bitwise = ranking.plans, fired, bitwise
        self.in_use = _in_use(bitwise, ranking.ids)
        shape = self.in_use.shape
        self.wanted, held_by_rule = (np.zeros(shape, np.uint64) for _ in range(2))
        for tool, plan in enumerate(ranking.plans):
            for rule, _ in plan.rules:
                self.wanted[tool] |= fired[rule]
            for rule in plan.holds:
                held_by_rule[tool] |= fired[rule]
        self.wanted &= ~self.in_use
        self.held = np.zeros(shape, np.uint64)
        for tool, plan in enumerate(ranking.plans):
            held = held_by_rule[tool].copy()
            for need, way in plan.before:
                waits = held_by_rule[need] & ~self.in_use[need]
                for other in way:
                    waits &= ~self.in_use[other]
                held |= waits
            self.held[tool] = self.wanted[tool] & held
        self.free = self.wanted & ~self.held

    def voice(self, tool: int, words: slice, rows: int) -> npt.NDArray[np.int32]:
        """What firms' own words count for a tool, in 1/100 point."""
        spoken = np.zeros(rows, np.int32)
        for fact, member, rules in self._plans[tool].voices:
            there = _told(self._bitwise, fact, member)
            if there is None:
                continue
            bits = np.bitwise_or.reduce(self._fired[list(rules), words], axis=0) & there[words]
            if bits.any():
                spoken += unpacked(bits, rows)
        counted: npt.NDArray[np.int32] = np.minimum(spoken * np.int32(VOICE), np.int32(MOST_VOICE))
        return counted


def _told(bitwise: Bitwise, fact: str, member: str) -> Bits | None:
    return bitwise.holds(fact, member) if isinstance(bitwise.columns.get(fact), Sets) else None


def _in_use(bitwise: Bitwise, tools: Sequence[str]) -> Bits:
    """A row of bits a tool."""
    return _stacked([_told(bitwise, "in_use", tool) for tool in tools], words_for(bitwise.rows))


def _stacked(rows: Sequence[Bits | None], words: int) -> Bits:
    made = np.zeros((len(rows), words), np.uint64)
    for number, row in enumerate(rows):
        if row is not None:
            made[number] = row
    return made


# --- numbers -----------------------------------------------------------------------------------------------------


def _greatest(keys: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.int32]:
    """For each firm the greatest keys, falling. keys: a row a tool."""
    by_firm = np.ascontiguousarray(keys.T)
    if by_firm.shape[1] > count:
        by_firm = np.partition(by_firm, by_firm.shape[1] - count, axis=1)[:, -count:]
    falling = -np.sort(-by_firm, axis=1)
    if falling.shape[1] < count:
        falling = np.pad(falling, ((0, 0), (0, count - falling.shape[1])))
    found: npt.NDArray[np.int32] = falling
    return found


def _once_each(slots: Places) -> Places:
    """The first six different tools of each row."""
    first = np.full((len(slots), FIRST), NONE, np.int16)
    count = np.zeros(len(slots), np.intp)
    rows = np.arange(len(slots))
    for tool in slots.T:
        new = (tool != NONE) & (count < FIRST) & ~(first == tool[:, None]).any(axis=1)
        first[rows[new], count[new]] = tool[new]
        count += new
    return first


def _counted(bits: Bits, rows: int) -> npt.NDArray[np.int16]:
    count = np.zeros(rows, np.int16)
    for row in bits:
        if row.any():
            count += unpacked(row, rows)
    return count
