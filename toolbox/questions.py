"""Which question to ask next, and how an answer is given: by number, by word, or not at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from toolbox.conditions import told
from toolbox.conditions.phrases import Flaw, Flawed
from toolbox.explain import questions_open
from toolbox.inference import Inferred
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Fact, find_member

# What an owner is asked first: enough for advice that says something, few enough for the patience of one sitting.
OPENING = ("sector", "staff", "activities", "customers", "pains", "goals", "safeguards", "in_use", "digital_budget")
LONG = 60  # a set with more members than this is answered in words, not by number

SEPARATORS = tuple(map(re.compile, (r"[,，;；\n]", "、", r"\s+")))


def next_question(
    knowledge: Knowledge, inferred: Inferred, answered: Collection[str], *, quick: bool = False
) -> str | None:
    """The fact to ask for next, or None when nothing is left to ask.

    First the opening questions; then, unless the check is the quick one, what most points of open rules wait for.
    """
    for fact in OPENING:
        if fact in knowledge.vocabulary and fact not in answered and fact not in inferred.facts.values:
            return fact
    if quick:
        return None
    return next((q.fact for q in questions_open(knowledge, inferred) if q.fact not in answered), None)


def read_answer(fact: Fact, text: str) -> Any:
    """An answer typed by a person, as a profile writes it. Raises Flawed.

    Choices and sets take the numbers of their members (from 1) as well as words; nothing typed means nothing in a set.
    """
    text = text.strip()
    if fact.type == "set":
        named = [_member(fact, word) for word in _words(fact, text)]
        raw: Any = named[0] if len(named) == 1 else named  # one word alone may be `none`
    elif fact.type == "choice":
        raw = _member(fact, text)
    elif fact.type == "yes/no":
        raw = {"1": "yes", "2": "no"}.get(text, text)
    else:
        raw = text
    value = told.read_value(fact, raw)
    if value is None:
        raise Flawed([Flaw((), f"'{text}' is not an answer to '{fact.name}'.")])
    return told.told(fact, value)


def options(fact: Fact, language: str) -> Iterator[tuple[int, str]]:
    """The numbered choices of a question."""
    if fact.type == "yes/no":
        yield from enumerate(("是", "否") if language != "en" else ("yes", "no"), 1)
    elif fact.members and len(fact.members) <= LONG:
        yield from enumerate((m.label.of(language) for m in fact.members.values()), 1)


def _words(fact: Fact, text: str, separators: Sequence[re.Pattern[str]] = SEPARATORS) -> Iterator[str]:
    """The words of an answer: whole if it is a member, else cut at commas, then at 、, then at blanks."""
    text = text.strip()
    if not separators or find_member(fact, text) is not None:
        yield from filter(None, [text])
        return
    for part in separators[0].split(text):
        yield from _words(fact, part, separators[1:])


def _member(fact: Fact, word: str) -> str:
    names: Mapping[str, Any] = fact.members
    if word.isdigit() and len(names) <= LONG and 1 <= int(word) <= len(names):
        return list(names)[int(word) - 1]
    return word
