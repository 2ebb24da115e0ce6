"""How an answer is given by a person: by number, by word, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from toolbox.conditions import told
from toolbox.conditions.phrases import Flaw, Flawed
from toolbox.vocabulary import Fact, find_member

LONG = 60  # a fact with more members than this is answered in words, not by number
MOST_TOOLS = 24  # that are offered by number where it is asked which are in use

SEPARATORS = tuple(map(re.compile, (r"[,，;；\n]", "、", r"\s+")))


def read_answer(fact: Fact, text: str, offered: Sequence[str]) -> Any:
    """An answer typed by a person, as a profile writes it. Raises Flawed.

    offered: the members as they were numbered, from 1. Choices and sets take these numbers as well as any words for any
    member; nothing typed means nothing in a set.
    """
    text = text.strip()
    if fact.type == "set":
        named = [_member(offered, word) for word in _words(fact, text)]
        raw: Any = named[0] if len(named) == 1 else named  # one word alone may be `none`
    elif fact.type == "choice":
        raw = _member(offered, text)
    elif fact.type == "yes/no":
        raw = {"1": "yes", "2": "no"}.get(text, text)
    else:
        raw = text
    value = told.read_value(fact, raw)
    if value is None:
        raise Flawed([Flaw((), f"'{text}' is not an answer to '{fact.name}'.")])
    return told.told(fact, value)


def offered(fact: Fact, in_play: Sequence[str] = ()) -> tuple[str, ...]:
    """The members to choose from by number; none of a fact that has too many.

    in_play: of the tools in use, those that matter now; the others may still be named in words.
    """
    if fact.name == "in_use":
        return tuple(in_play[:MOST_TOOLS])
    return tuple(fact.members) if len(fact.members) <= LONG else ()


def options(fact: Fact, names: Sequence[str], language: str) -> Iterator[tuple[int, str]]:
    """The numbered choices of a question. names: the members that are offered."""
    if fact.type == "yes/no":
        yield from enumerate(("是", "否") if language != "en" else ("yes", "no"), 1)
    else:
        yield from enumerate((fact.members[name].label.of(language) for name in names), 1)


def _words(fact: Fact, text: str, separators: Sequence[re.Pattern[str]] = SEPARATORS) -> Iterator[str]:
    """The words of an answer: whole if it is a member, else cut at commas, then at 、, then at blanks."""
    text = text.strip()
    if not separators or find_member(fact, text) is not None:
        yield from filter(None, [text])
        return
    for part in separators[0].split(text):
        yield from _words(fact, part, separators[1:])


def _member(offered: Sequence[str], word: str) -> str:
    return offered[int(word) - 1] if word.isdigit() and 1 <= int(word) <= len(offered) else word
