"""Text as it is compared; each sign knows its place in the text as it was written.

Full-width forms, case and blanks beside Chinese do not count, nor do words of degree: 退货率很高 is 退货率高.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_SAME = str.maketrans("帐", "账")
_WIDE = re.compile(r"[\u2e80-\ud7a3\uf900-\ufaff\uff00-\uffef]")


DEGREE = re.compile("很|非常|特别|比较|挺|蛮|十分(?!钟)|相当|实在|越来越|(?<!不)太(?![阳平原仓湖太])")


class Form(NamedTuple):
    """A text as it is compared. places: for each sign, where it begins and ends in the text as it was written."""

    text: str
    places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the form stands in the text as it was written."""
        return self.places[start][0], self.places[end - 1][1]


def form_of(text: str) -> Form:
    """The form of a text. A line end stays; other white space is one blank between narrow signs, else nothing."""
    idle = {place for found in DEGREE.finditer(text) for place in range(*found.span())}
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    blank: int | None = None
    for place, raw in enumerate(text):
        if place in idle:
            continue
        if raw.isspace() and raw != "\n":
            blank = place if blank is None else blank
            continue
        folded = unicodedata.normalize("NFKC", raw).casefold().translate(_SAME)
        if blank is not None and signs and not _WIDE.match(signs[-1]) and not _WIDE.match(raw):
            signs.append(" ")
            places.append((blank, place))
        blank = None
        for sign in folded:
            signs.append("\N{REPLACEMENT CHARACTER}" if sign in " \0" else sign)
            places.append((place, place + 1))
    return Form("".join(signs), tuple(places))


def form(word: str) -> str:
    """The form of a word."""
    if word.isascii():
        return " ".join(word.casefold().split())
    if word.isalpha() and not DEGREE.search(word) and unicodedata.is_normalized("NFKC", word):
        return word.casefold().translate(_SAME)
    return form_of(word).text
