"""Find a tool by any word for it: Chinese, English, a product's name, pinyin initials, with typing errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from toolbox.knowledge.model import Knowledge
from toolbox.text import folded
from toolbox.vocabulary import Text, words

MOST = 10
LEAST = 60  # of 100
LEAST_INSIDE = 75  # for a typing error inside a longer word
SHORTEST_TYPO = {True: 4, False: 2}  # letters, characters

_LETTERS = re.compile(r"[a-z0-9]+")
Likeness = Callable[[str, str], float]


class Hit(NamedTuple):
    """A tool that was found. score: 0 to 100. matched: the word that fits."""

    tool: str
    name: Text
    score: int
    matched: str


def search(knowledge: Knowledge, query: str, most: int = MOST) -> list[Hit]:
    """The tools that a query may mean, the best first."""
    wanted = folded(query)
    if not wanted:
        return []
    best: dict[str, Hit] = {}
    for tool, word, weight, like in _words(knowledge):
        score = round(like(wanted, word) * weight)
        if score >= LEAST and (tool not in best or score > best[tool].score):
            best[tool] = Hit(tool, knowledge.tools[tool].name, score, word)
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.tool))[:most]


def _words(knowledge: Knowledge) -> Iterator[tuple[str, str, float, Likeness]]:
    """Every word for every tool with its weight: its own names count most, then initials, then products."""
    for id_, tool in knowledge.tools.items():
        for word in (id_, *words(tool.name, tool.also)):
            yield id_, word, 1.0, _near
        for initials in knowledge.initials.get(id_, ()):
            yield id_, initials, 0.95, _part
    for name, product in knowledge.products.items():
        for tool_id in product.tools:
            yield tool_id, name, 0.9, _near


def _part(wanted: str, word: str) -> float:
    """100 for the word itself, less for a part of it; a few letters count only where a word begins."""
    whole = folded(word)
    if wanted == whole:
        return 100.0
    short = wanted.isascii() and len(wanted) < SHORTEST_TYPO[True]
    found = any(w.startswith(wanted) for w in _LETTERS.findall(word.casefold())) if short else wanted in whole
    return 80.0 + 19.0 * len(wanted) / len(whole) if found else 0.0


def _near(wanted: str, word: str) -> float:
    """As a part of the word; less again for something near, which needs a few letters to be told from chance."""
    part, whole = _part(wanted, word), folded(word)
    if part or whole.isascii() is not wanted.isascii() or len(wanted) < SHORTEST_TYPO[wanted.isascii()]:
        return part
    from rapidfuzz import fuzz

    inside = fuzz.partial_ratio(wanted, whole) if len(whole) > len(wanted) else 0.0
    return float(max(fuzz.ratio(wanted, whole), 0.9 * inside if inside >= LEAST_INSIDE else 0.0))
