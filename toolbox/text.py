"""Small helpers for words: normal form, and the nearest known word to a mistyped one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 1024  # bytes; longer strings match silently wrong in durable_rules
MOST_LISTED = 32  # names in a message
LONGEST_WORD = 80  # characters; nothing that has a name here is longer
_WORDS = {None: "null", True: "true", False: "false"}


def normal(text: str) -> str:
    """The text in Unicode normal form C, without surrounding white space."""
    return unicodedata.normalize("NFC", text).strip()


@lru_cache(maxsize=2**14)
def folded(text: str) -> str:
    """The text as it is compared: full-width forms, case and inner white space do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a mistyped one is near to, or None."""
    if len(word) > LONGEST_WORD:
        return None
    import difflib  # only ever needed on the way to an error

    by_fold = {folded(k): k for k in known}
    near = difflib.get_close_matches(folded(word), by_fold, n=1, cutoff=0.6)
    return by_fold[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean 'staff'?`, or an empty string when nothing known is near."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else ""


def one_of(word: str, known: Iterable[str]) -> str:
    """`Did you mean …?`, or all that is known where nothing is near and they are few."""
    names = list(known)
    listed = f"It takes one of: {', '.join(names)}." if 0 < len(names) <= MOST_LISTED else ""
    return did_you_mean(word, names) or listed


def shown(value: object, longest: int = 60) -> str:
    """A value as an error message quotes it: short, on one line, without control characters."""
    word = _WORDS[value] if value is None or isinstance(value, bool) else str(value)
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in word[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"


def number(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def span(low: float, high: float) -> str:
    """A range, or one number where both ends are the same."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"
