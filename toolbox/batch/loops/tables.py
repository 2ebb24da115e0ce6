"""What is fixed of all tools as flat arrays that a loop can walk: for each tool the place where its entries begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolbox.batch.plans import ToolPlan, Voice

Ints = npt.NDArray[np.int32]


class Tables(NamedTuple):
    """Entries of tool t are those from `at[t]` to `at[t + 1]`. Voices and needs have entries of their own."""

    rules_at: Ints
    rules: Ints  # a row a rule: its number, its points
    holds_at: Ints
    holds: Ints
    voices_at: Ints
    voices: Ints  # a row a voice: which of the words it is, the first of its rules, the one behind its last
    voice_rules: Ints
    scenarios_at: Ints
    scenarios: Ints
    before_at: Ints
    before: Ints  # a row a need: which tool, the first on the way to it, the one behind the last
    ways: Ints
    rivals_at: Ints
    rivals: Ints
    ease: Ints


def tables_of(plans: Sequence[ToolPlan], words: Sequence[tuple[str, str]]) -> Tables:
    """The tables of these plans. words: facts and members that voices speak by, in the order of their numbers."""
    number = {word: place for place, word in enumerate(words)}
    voices = [voice for plan in plans for voice in plan.voices]
    needs = [need for plan in plans for need in plan.before]
    voice_rules = _at(voice.rules for voice in voices)
    ways = _at(way for _, way in needs)

    def row(voice: Voice, place: int) -> tuple[int, int, int]:
        return number[voice.fact, voice.member], int(voice_rules[place]), int(voice_rules[place + 1])

    return Tables(
        _at(plan.rules for plan in plans),
        _flat([rule for plan in plans for rule in plan.rules], 2),
        _at(plan.holds for plan in plans),
        _flat([rule for plan in plans for rule in plan.holds]),
        _at(plan.voices for plan in plans),
        _flat([row(voice, place) for place, voice in enumerate(voices)], 3),
        _flat([rule for voice in voices for rule in voice.rules]),
        _at(plan.scenarios for plan in plans),
        _flat([scenario for plan in plans for scenario in plan.scenarios]),
        _at(plan.before for plan in plans),
        _flat([(need, int(ways[n]), int(ways[n + 1])) for n, (need, _) in enumerate(needs)], 3),
        _flat([tool for _, way in needs for tool in way]),
        _at(plan.rivals for plan in plans),
        _flat([tool for plan in plans for tool in plan.rivals]),
        _flat([plan.ease for plan in plans]),
    )


def _at(entries: Iterable[Sequence[object]]) -> Ints:
    return np.cumsum([0, *(len(each) for each in entries)], dtype=np.int32)


def _flat(entries: Sequence[object], width: int = 1) -> Ints:
    found = np.array(entries, np.int32)
    return found if width == 1 else found.reshape(-1, width)
