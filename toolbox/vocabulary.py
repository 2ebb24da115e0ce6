"""The words a condition or a profile may use: facts, their types, their members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from toolbox.text import MOST_LISTED, did_you_mean, folded

FactType = Literal["yes/no", "choice", "set", "number", "whole number"]
Change = Literal["onward", "freely"]


class Text(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """The words in this language: zh or en."""
        return self.en if language == "en" else self.zh

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: object, _handler: object) -> dict[str, object]:
        words = {"type": "string", "minLength": 1}
        return {
            "type": "object",
            "properties": {"zh": words, "en": words},
            "required": ["zh", "en"],
            "additionalProperties": False,
        }


class Member(NamedTuple):
    """One value of a choice or a set.

    shows: tools whose use the answer shows. narrows: for a set, what other facts may still be where this one is in it:
    members of a choice, or the least and the most of a number; where it is not in it, the rest.
    """

    label: Text
    also: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    narrows: Mapping[str, tuple[str | float, ...]] = MappingProxyType({})


class Fact(NamedTuple):
    """One thing that can be known of a firm.

    Numbers are kept as whole multiples of 10**-decimals, so that every reader compares integers.

    type: yes/no, choice (one member), set (any members), number or whole number.
    unit, low, high: for numbers; low and high are in the unit, both allowed.
    members: for choices and sets, in the order in which they are offered.
    indicator: which indicator of the 2021 model the fact answers.
    shown_by: tools whose use answers a yes/no fact with yes.
    worked_out: how the program comes to know it; None if the firm is asked.
    only_for: the one scoring model that it is asked for; no rule reads it.
    changeable: whether a firm can change it within a year: freely, or only onward, which is from no to yes, to a choice
    further on, to one more member of a set, or to a larger number.
    """

    name: str
    type: FactType
    label: Text
    question: Text | None = None
    also: tuple[str, ...] = ()
    unit: Text | None = None
    low: float | None = None
    high: float | None = None
    decimals: int = 0
    members: Mapping[str, Member] = MappingProxyType({})
    indicator: int | None = None
    shown_by: tuple[str, ...] = ()
    worked_out: str | None = None
    only_for: str | None = None
    changeable: Change | None = None

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.type in ("number", "whole number")

    @property
    def scale(self) -> int:
        """How many stored units make one unit: 10**decimals."""
        return int(10**self.decimals)

    def told_as(self, stored: int) -> str:
        """A stored number as people write it: 123456 with four decimals is '12.3456'."""
        whole, rest = divmod(abs(stored), self.scale)
        digits = f"{whole}.{rest:0{self.decimals}d}".rstrip("0").rstrip(".") if self.decimals else str(whole)
        return f"-{digits}" if stored < 0 else digits


class Index(NamedTuple):
    """What is found of all facts at once. words: the fact of each word for one, folded; the rest as of `Vocabulary`."""

    words: Mapping[str, str]
    showing: Mapping[str, Mapping[str, tuple[str, ...]]]
    shown: Mapping[str, tuple[str, ...]]
    narrowing: Mapping[str, Mapping[str, Mapping[str, tuple[str | float, ...]]]]


class Vocabulary(Mapping[str, Fact]):
    """All facts by name, findable by any of their words."""

    def __init__(self, facts: Mapping[str, Fact], index: Index | None = None) -> None:
        """index: where it was made before."""
        self._facts = facts
        self.index = index or index_of(facts)

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __contains__(self, name: object) -> bool:
        return name in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def find(self, word: str) -> Fact | None:
        """The fact that this word means: its name, a label or another word for it."""
        name = word if word in self._facts else self.index.words.get(folded(word))
        return None if name is None else self._facts[name]

    def hint(self, word: str) -> str:
        """What to do about a word that means no fact: the nearest one, or where all of them stand."""
        return self.near(word) or "See catalog/facts/ for every fact."

    def near(self, word: str) -> str:
        """`Did you mean …?` over all words for facts, or an empty string."""
        return did_you_mean(word, [*self._facts, *(w for f in self._facts.values() for w in words(f.label, f.also))])

    @property
    def showing(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """By fact and member, the tools whose use the answer shows; without the list of tools itself."""
        return self.index.showing

    @property
    def shown(self) -> Mapping[str, tuple[str, ...]]:
        """By yes/no fact, the tools whose use answers it with yes."""
        return self.index.shown

    @property
    def narrowing(self) -> Mapping[str, Mapping[str, Mapping[str, tuple[str | float, ...]]]]:
        """By fact and member, what the answer leaves of other facts."""
        return self.index.narrowing


def index_of(facts: Mapping[str, Fact]) -> Index:
    """What would otherwise be looked for in every fact."""
    by_word: dict[str, str] = {}
    for fact in facts.values():
        for word in (fact.name, *words(fact.label, fact.also)):
            by_word.setdefault(folded(word), fact.name)
    members = {name: fact.members.items() for name, fact in facts.items()}
    return Index(
        by_word,
        {
            name: shows
            for name, own in members.items()
            if name != "in_use" and (shows := {id_: member.shows for id_, member in own if member.shows})
        },
        {name: fact.shown_by for name, fact in facts.items() if fact.shown_by},
        {
            name: narrows
            for name, own in members.items()
            if (narrows := {id_: member.narrows for id_, member in own if member.narrows})
        },
    )


def words(label: Text, also: tuple[str, ...]) -> tuple[str, ...]:
    """Every word for a thing: its two labels and its other names."""
    return (label.zh, label.en, *also)


def find_member(fact: Fact, word: str) -> str | None:
    """The id of the member that this word means, or None."""
    if word in fact.members:
        return word
    wanted = folded(word)
    for name, member in fact.members.items():
        if wanted in map(folded, (name, *words(member.label, member.also))):
            return name
    return None


def member_hint(fact: Fact, word: str) -> str:
    """`Did you mean …?` over the members of a fact; where nothing is near, all of them or how else to find one."""
    near = did_you_mean(word, [*fact.members, *(w for m in fact.members.values() for w in words(m.label, m.also))])
    if near:
        return near
    if len(fact.members) <= MOST_LISTED:
        names = fact.members if word.isascii() else (member.label.zh for member in fact.members.values())
        return f"It takes one of: {', '.join(names)}."
    coded = all(name.isdigit() for name in fact.members)
    listing = "menkan catalog list" if fact.name == "in_use" else "menkan new"
    return "Write its name or its code." if coded else f"Run `{listing}` to see all."
