"""What every report for a terminal is written with: one language, and lines, headings and lists in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from toolbox.answer import Origin
from toolbox.reports.console import line
from toolbox.vocabulary import Text


class Named(Protocol):
    """Whatever has a name in both languages."""

    @property
    def name(self) -> Text:
        """The name."""
        ...


class Page:
    """One language to write in."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, zh: str, en: str) -> str:
        """The words in the language of the page."""
        return en if self.language == "en" else zh

    def of(self, text: Text) -> str:
        """The text in the language of the page."""
        return text.of(self.language)

    def listed(self, words: Iterable[str]) -> str:
        """The words one after another."""
        return self.say("、", ", ").join(words)

    def names(self, things: Iterable[Named]) -> str:
        """The names of things one after another."""
        return self.listed(self.of(thing.name) for thing in things)

    def line(self, zh: str, en: str, style: str = "", indent: int = 0) -> None:
        """Print a line."""
        line(self.say(zh, en), style, indent)

    def heading(self, zh: str, en: str) -> None:
        """Print a heading, apart from what stands above."""
        line()
        self.line(f"■ {zh}", f"■ {en}", "heading")

    def foot(self, origin: Origin, notes: Iterable[Text] = ()) -> None:
        """Print what made the answer, below notes on it."""
        line()
        for note in notes:
            line(self.of(note), "dim")
        self.line(
            f"menkan {origin.menkan} · 知识 {origin.knowledge[:12]} · {origin.today}",
            f"menkan {origin.menkan} · knowledge {origin.knowledge[:12]} · {origin.today}",
            "dim",
        )
