"""What the fields of a form answer to a question: as a profile writes it, or what is wrong in words for an owner."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from toolbox.conditions import told
from toolbox.conditions.phrases import Flawed
from toolbox.text import LONGEST, normal, shown
from toolbox.vocabulary import Fact, Text

UNKNOWN, NOT_APPLICABLE, NONE = "unknown", "na", "none"  # what a button answers
SPOKEN = {UNKNOWN: "unknown", NOT_APPLICABLE: told.DOES_NOT_APPLY, NONE: []}
LISTED = 60  # members that are shown to choose from; of more, one is written


class UnfitError(Exception):
    """An answer that cannot be taken. words: what to do about it."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def pressed(fact: Fact, button: str) -> Any:
    """The answer that a button gives. Raises UnfitError."""
    if button == NONE and fact.type != "set":
        raise UnfitError(_MISSING)
    return SPOKEN[button]


def answer(fact: Fact, given: Sequence[str]) -> Any:
    """The answer that the fields give: a choice's id, a set's ids, a number's text. Raises UnfitError."""
    words = [normal(word) for word in given if word.strip()]
    if not words:
        raise UnfitError(_NONE_CHOSEN if fact.type == "set" else _MISSING)
    if any(len(word.encode()) > LONGEST for word in words):
        raise UnfitError(Text("太长了，请写短一些。", "This is too long; shorten it."))
    if fact.type != "set" and len(words) > 1:
        raise UnfitError(Text("只能选一个。", "Choose one only."))
    if fact.is_number:
        return _number(fact, words[0])
    if fact.type == "yes/no":
        if words[0] not in ("yes", "no"):
            raise UnfitError(_MISSING)
        return words[0] == "yes"
    return _members(fact, words)


def _members(fact: Fact, words: Sequence[str]) -> Any:
    raw: Any = list(dict.fromkeys(words)) if fact.type == "set" else words[0]
    try:
        return told.told(fact, told.read_value(fact, raw))
    except Flawed:
        wrong = shown(next((w for w in words if w not in fact.members), words[0]), 30)
        said = Text(f"选项里没有“{wrong}”，请从列出的里选。", f"There is no '{wrong}' here; choose one that is listed.")
        raise UnfitError(said) from None


def _number(fact: Fact, word: str) -> Any:
    plain = unicodedata.normalize("NFKC", word).replace(",", "")
    try:
        value = told.told(fact, told.read_value(fact, plain))
    except Flawed:
        raise UnfitError(_range(fact)) from None
    if value is None:
        raise UnfitError(_range(fact))
    return value


def _range(fact: Fact) -> Text:
    whole = fact.type == "whole number"
    zh, en = ("整数", "a whole number") if whole else ("数", "a number")
    low, high = (None if end is None else f"{end:,.10g}" for end in (fact.low, fact.high))
    between = f"{low} 到 {high} 之间的" if low and high else ""
    limits = f" between {low} and {high}" if low and high else ""
    return Text(f"请写{between}{zh}，如 12；说不准可以写 10-20。", f"Write {en}{limits}, as 12; or a range, as 10-20.")


_MISSING = Text("请先选一个，或者点“不知道”。", "Choose one first, or say that you don't know.")
_NONE_CHOSEN = Text(
    "请至少选一项；一样都没有就点“都没有”。", "Choose at least one; if there is none, say “None of these”."
)
