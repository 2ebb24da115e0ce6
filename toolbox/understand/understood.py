"""What was understood: the facts with the words that tell them, what was held back and why, what led to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from toolbox.conditions import told
from toolbox.conditions.values import Value
from toolbox.vocabulary import Vocabulary

Why = Literal["other firm", "past", "wish", "question", "condition", "urged", "maybe", "contradiction"]


class Words(NamedTuple):
    """A part of the text: text[start:end]."""

    start: int
    end: int
    text: str


class Read(NamedTuple):
    """A fact that the text tells. told: the value as a profile writes it. words: where the text says so."""

    fact: str
    value: Value
    told: Any
    words: tuple[Words, ...]


class Aside(NamedTuple):
    """A fact that the words would tell if they were not meant otherwise, or did not contradict each other."""

    fact: str
    value: Value
    told: Any
    why: Why
    words: tuple[Words, ...]


class Understood(NamedTuple):
    """What a text tells of a firm.

    industry: the code of GB/T 4754-2017 that the words lead to, as exact as they are.
    unread: the parts of the text that led to nothing.
    """

    facts: tuple[Read, ...] = ()
    industry: str | None = None
    aside: tuple[Aside, ...] = ()
    unread: tuple[Words, ...] = ()

    @property
    def values(self) -> Mapping[str, Value]:
        """The value of each fact."""
        return {read.fact: read.value for read in self.facts}

    def profile(self) -> dict[str, Any]:
        """The facts as a profile writes them; trade and division follow from the industry."""
        lines: dict[str, Any] = {"industry": self.industry} if self.industry else {}
        covered = ("sector", "division") if self.industry else ()
        return lines | {read.fact: read.told for read in self.facts if read.fact not in covered}


class ReadPrinted(NamedTuple):
    """A fact as it is printed."""

    fact: str
    told: Any
    words: tuple[Words, ...]


class AsidePrinted(NamedTuple):
    """What was held back, as it is printed."""

    fact: str
    told: Any
    why: Why
    words: tuple[Words, ...]


class Answer(NamedTuple):
    """What `menkan understand --json` prints. profile: what `menkan recommend -` reads."""

    format: Literal["menkan-understood/1"]
    profile: Mapping[str, Any]
    facts: tuple[ReadPrinted, ...]
    aside: tuple[AsidePrinted, ...]
    unread: tuple[Words, ...]


def answer(understood: Understood) -> Answer:
    """What was understood, in plain values."""
    return Answer(
        "menkan-understood/1",
        understood.profile(),
        tuple(ReadPrinted(read.fact, read.told, read.words) for read in understood.facts),
        tuple(AsidePrinted(aside.fact, aside.told, aside.why, aside.words) for aside in understood.aside),
        understood.unread,
    )


def as_told(vocabulary: Vocabulary, fact: str, value: Value) -> Any:
    """A value as a profile writes it."""
    return told.told(vocabulary[fact], value)
