"""What was understood of a text, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from toolbox.conditions import told
from toolbox.conditions.values import Members, Value
from toolbox.reports.console import line, table
from toolbox.understand import Aside, Read, Understood, Words
from toolbox.vocabulary import Fact, Text, Vocabulary

HEADS = (Text("事项", "fact"), Text("读作", "read as"), Text("原话", "words"))
NOTHING = Text("没有读出什么。", "Nothing could be read.")
ASIDE = Text("没有算数的：", "Not counted:")
UNREAD = Text("没有读懂的：", "Not understood:")
WHY = {
    "other firm": Text("说的是别家", "said of others"),
    "past": Text("以前的事", "in the past"),
    "wish": Text("还只是打算", "only wished for"),
    "question": Text("是在问", "asked"),
    "condition": Text("是假设", "supposed"),
    "urged": Text("别人要求的", "asked for by others"),
    "maybe": Text("说得不确定", "not said for certain"),
    "contradiction": Text("前后矛盾", "contradicts itself"),
}


def print_understood(understood: Understood, vocabulary: Vocabulary, language: str) -> None:
    """A table of facts, what was left out and why, what led to nothing."""
    if understood.facts:
        table([head.of(language) for head in HEADS], [_row(read, vocabulary, language) for read in understood.facts])
    else:
        line(NOTHING.of(language))
    if understood.aside:
        line()
        line(ASIDE.of(language), "bold")
        for aside in understood.aside:
            line(_held_back(aside, vocabulary, language), indent=2)
    if understood.unread:
        line()
        line(UNREAD.of(language), "bold")
        line(_quoted(understood.unread, language), "dim", indent=2)


def _row(read: Read, vocabulary: Vocabulary, language: str) -> tuple[str, str, str]:
    fact = vocabulary[read.fact]
    return fact.label.of(language), _value(fact, read.value, language), _quoted(read.words, language)


def _held_back(aside: Aside, vocabulary: Vocabulary, language: str) -> str:
    fact = vocabulary[aside.fact]
    said = f"{fact.label.of(language)}: {_value(fact, aside.value, language)}"
    return f"{_quoted(aside.words, language)} — {said} ({WHY[aside.why].of(language)})"


def _value(fact: Fact, value: Value, language: str) -> str:
    """The value; a set told in part as what is in it and what is not."""
    if not isinstance(value, Members):
        return told.in_words(fact, value, language)
    between, no = ("、", "没有 ") if language != "en" else (", ", "not ")
    named = [told.label_of(fact, member, language) for member in fact.members if member in value.has]
    named += [no + told.label_of(fact, member, language) for member in fact.members if member in value.lacks]
    return between.join(named)


def _quoted(words: Iterable[Words], language: str) -> str:
    return ("、" if language != "en" else ", ").join(
        f"“{part.text}”" if language != "en" else f'"{part.text}"' for part in words
    )
