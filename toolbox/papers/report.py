"""One report in one language, as frozen values that every writer of documents shows. Shapes without behaviour.

All texts are finished: a writer decides where they stand, never what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """A fact of the firm. how: how it follows, for facts that were not told."""

    label: str
    words: str
    how: str = ""


class Axis(NamedTuple):
    """One dimension of the assessment. low, high: points of 100, equal where all is answered.

    words: the score as it is said. peer: how much of what the survey asked about its firms had, in percent, on average;
    None where the survey did not ask. peers: each of its figures in words.
    """

    name: str
    low: float
    high: float
    answered: int
    indicators: int
    words: str
    peer: float | None
    peers: tuple[str, ...]


class Scores(NamedTuple):
    """The assessment. known: whether anything is answered. said: where the firm stands, in a sentence."""

    model: str
    known: bool
    said: str
    axes: tuple[Axis, ...]
    peer_note: str
    stage_peers: tuple[str, ...]
    notes: tuple[str, ...]


class Reason(NamedTuple):
    """A rule that speaks for a step: why, what the firm told that met it, and where it comes from."""

    because: str
    given: str
    rule: str
    sources: str
    paths: str


class Step(NamedTuple):
    """One step in full. Texts that there is nothing to say for are empty."""

    place: int
    tool: str
    name: str
    what: str
    layer: str
    scenarios: str
    reasons: tuple[Reason, ...]
    needed_by: str
    after: str
    cost: str
    price: str
    effort: str
    weeks: str
    skills: str
    free_way: str
    products: str
    help: str
    paying: str
    rank: str
    points: float
    strength: float
    need: float
    voice: float
    ease: float
    low_yuan: int
    high_yuan: int | None


class Box(NamedTuple):
    """A step in the picture of the roadmap. after: the places of the steps that it needs first."""

    place: int
    name: str
    weeks: str
    after: tuple[int, ...]


class Wave(NamedTuple):
    """rows: what may be done side by side; each row waits for the rows above it."""

    number: int
    title: str
    rows: tuple[tuple[Box, ...], ...]


class Held(NamedTuple):
    """Useful, but not now."""

    name: str
    because: tuple[str, ...]
    until: tuple[str, ...]
    waits: str


class Open(NamedTuple):
    """A question that would settle more, and how many tools wait for it."""

    question: str
    waits: str


class Cited(NamedTuple):
    """A source, by the number that the report gives it."""

    number: int
    id: str
    words: str
    stance: str
    url: str


class Section(NamedTuple):
    """A part that another step of the pipeline adds: costs, policies, a plan. Shown where there is one.

    table: its heading row first; all rows alike in length, or no row at all.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


class Report(NamedTuple):
    """All that the documents say. words: the fixed words of the report, by their keys in `words.py`.

    language: zh or en. day: as 2026-11-21; date: the same in words. facts: the few that head the report.
    sections: what comes between the steps and the open questions.
    """

    language: str
    day: str
    date: str
    firm: str
    title: str
    words: Mapping[str, str]
    facts: tuple[Entry, ...]
    profile: tuple[Entry, ...]
    trials: tuple[str, ...]
    message: str
    scores: Scores
    steps: tuple[Step, ...]
    later: tuple[tuple[Step, ...], ...]
    waves: tuple[Wave, ...]
    longest: str
    held: tuple[Held, ...]
    set_aside: tuple[str, ...]
    questions: tuple[Open, ...]
    sections: tuple[Section, ...]
    method: tuple[str, ...]
    sources: tuple[Cited, ...]
    made: str
