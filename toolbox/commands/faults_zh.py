"""Faults in Chinese: a finished English message, found again by the templates of a table when it is printed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from toolbox.errors import Fault, InChinese

TABLE = Path(__file__).parent / "locale" / "zh" / "faults.tsv"
Kind = Literal["fault", "remedy", "part"]

_HOLE = re.compile(r"\{(\w+)(?::(part|list|number))?\}")


class Template(NamedTuple):
    """One line of the table. words: the English words between the holes."""

    kind: str
    english: str
    chinese: str
    words: tuple[str, ...]

    def filled(self, text: str) -> str | None:
        """The text in Chinese, or None where it is another text."""
        if not all(word in text for word in self.words):
            return None  # most lines end here, and no pattern is compiled for them
        found = re.fullmatch(self._pattern(), text, re.DOTALL)
        if found is None:
            return None
        how = dict(_HOLE.findall(self.english))
        held = {name: _held(value, how[name]) for name, value in found.groupdict().items()}
        return _HOLE.sub(lambda hole: held[hole[1]], self.chinese)

    def _pattern(self) -> str:
        pattern, end, seen = "", 0, set()
        for hole in _HOLE.finditer(self.english):
            pattern += re.escape(self.english[end : hole.start()])
            held = r"\d+" if hole[2] == "number" else ".*?"
            pattern += f"(?P={hole[1]})" if hole[1] in seen else f"(?P<{hole[1]}>{held})"
            seen.add(hole[1])
            end = hole.end()
        return pattern + re.escape(self.english[end:])


def in_chinese(fault: Fault) -> InChinese:
    """A fault and its remedy in Chinese; words that the table does not know stay as they are."""
    return InChinese(translated("fault", fault.fault), translated("remedy", fault.remedy))


def told_in_chinese(fault: Fault) -> str:
    """A fault as a line of Chinese."""
    said, remedy = in_chinese(fault)
    gap = " " if remedy and not said.endswith(("。", "？")) else ""
    return f"{fault.place}: {said}{gap}{remedy}"


def translated(kind: Kind, text: str) -> str:
    """The text in Chinese, or as it is where no template fits."""
    found = match(kind, text)
    return found[1] if found else text


def match(kind: Kind, text: str) -> tuple[Template, str] | None:
    """The template that fits with the most words of its own, and the text in Chinese."""
    for template in templates():
        said = template.filled(text) if template.kind == kind else None
        if said is not None:
            return template, said
    return None


@cache
def templates() -> tuple[Template, ...]:
    """All templates, those with the most words of their own first."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    found = (Template(row[0], row[1], row[2], _words(row[1])) for row in rows if len(row) > 1)
    return tuple(sorted(found, key=lambda template: -sum(map(len, template.words))))


def _words(english: str) -> tuple[str, ...]:
    return tuple(filter(None, _HOLE.sub("\0", english).split("\0")))


def _held(value: str, how: str) -> str:
    return translated("part", value) if how == "part" else value.replace(", ", "、") if how == "list" else value
