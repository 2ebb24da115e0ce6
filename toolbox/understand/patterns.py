"""Patterns that read like lists of words."""

from __future__ import annotations


def any_of(words: str) -> str:
    """A pattern for one of these words, which blanks part; the longest is tried first. A word may be a pattern."""
    return f"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"


COUNT = "[0-9零〇一二两三四五六七八九十百千几多来余]"  # one sign of a number
