"""Every word that says something, and what it says: from the catalogue's labels and other names, and the phrasings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from toolbox.conditions import told
from toolbox.conditions.values import Among, Members, Value
from toolbox.knowledge.model import Knowledge, Phrasing
from toolbox.knowledge.phrasings import GAP, INDUSTRY, NOT, NOTHING, OR
from toolbox.understand.cues import NEUTRAL, Cue, cues
from toolbox.understand.form import DEGREE, form
from toolbox.vocabulary import Fact, words

WIDEST_GAP = 8  # signs
_STOP = re.compile(r"[,，。;；!?\n]")
_NEGATION = re.compile(r"没有|没|不|无")
_IDLE = ("province", "city", "division", "sector", "in_use")  # their words are read in ways of their own
_SPOKEN_OF = ("customers", "sales_channels", "payment_ways")  # their names alone tell nothing


class Kind(Enum):
    """How a word must stand to say what it means."""

    SAID = "said"  # anywhere
    SHORT = "short"  # beside a word that the fact is spoken of with
    TOPIC = "topic"  # what a fact is spoken of with
    HEAD = "head"  # beside a number
    USED = "used"  # where it is in use, or not
    TRADE = "trade"  # where the firm is or does that
    PLACE = "place"  # where the firm is there
    GOAL = "goal"  # where it is wished for
    NOTHING = "nothing"


_OWN = {"in_use": Kind.USED, "erp_in_use": Kind.USED, "safeguards": Kind.USED, "goals": Kind.GOAL}


class Meaning(NamedTuple):
    """One thing that a word may say. value: None for topics, heads and trades. code: of a trade or a place."""

    kind: Kind
    fact: str
    value: Value | None = None
    code: str = ""


class Word(NamedTuple):
    """A word or phrase in form. rest: the parts behind gaps."""

    text: str
    rest: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    cue: Cue | None = None


class Token(NamedTuple):
    """A word that stands in a text. parts: the places of its parts."""

    start: int
    end: int
    word: Word
    parts: tuple[tuple[int, int], ...]

    def of(self, kind: Kind) -> Iterator[Meaning]:
        """Its meanings of a kind."""
        return (meaning for meaning in self.word.meanings if meaning.kind is kind)


class Lexicon:
    """All words, and where they stand in a text.

    The list is not indexed: asking of each word whether a text has it takes a millisecond, an index fifty.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._vocabulary = knowledge.vocabulary
        self._entries: list[tuple[str, Kind, str, str]] = [(word, Kind.NOTHING, "", "") for word in NEUTRAL.split()]
        for id_, phrasing in knowledge.phrasings.items():
            self._phrasing(id_, phrasing)
        for fact in knowledge.vocabulary.values():
            if fact.worked_out is None and fact.only_for is None:
                self._fact(fact)
        self._tools(knowledge)
        self._places(knowledge)
        self._trades(knowledge)
        self._entries = [(folded, *entry[1:]) for entry in self._entries if (folded := _folded(entry[0]))]
        self._cues = {form(word): cue for word, cue in cues()}

    # --- gathering

    def _phrasing(self, id_: str, phrasing: Phrasing) -> None:
        name, _, rest = id_.partition("/")
        if name == NOTHING:
            kind = Kind.NOTHING
        elif name in (INDUSTRY, "sector", "division"):
            kind, name = Kind.TRADE, "sector" if name == "sector" else INDUSTRY
        elif not rest:
            kind = Kind.HEAD if self._vocabulary[name].is_number else Kind.TOPIC
        else:
            kind = _OWN.get(name, Kind.SAID) if not rest.startswith(NOT) else Kind.SAID
        for word in (*phrasing.zh, *phrasing.en):
            whole = kind is Kind.USED and _IN_USE.match(word)
            self._entries.append((word, Kind.SAID if whole else kind, name, rest))

    def _fact(self, fact: Fact) -> None:
        if fact.name in _IDLE:
            return
        if fact.is_number:
            self._entries += [(word, Kind.HEAD, fact.name, "") for word in words(fact.label, fact.also)]
        elif fact.type == "yes/no":
            self._entries += [(word, Kind.SAID, fact.name, "yes") for word in words(fact.label, fact.also)]
        for name, member in fact.members.items():
            self._entries += [(word, _kind(fact, word), fact.name, name) for word in words(member.label, member.also)]

    def _tools(self, knowledge: Knowledge) -> None:
        for id_, member in knowledge.vocabulary["in_use"].members.items():
            self._entries += [(word, Kind.USED, "in_use", id_) for word in words(member.label, member.also)]
        for name, product in knowledge.products.items():
            self._entries += [(name, Kind.USED, "in_use", id_) for id_ in product.tools]

    def _places(self, knowledge: Knowledge) -> None:
        for code, province in knowledge.provinces.items():
            self._entries += [(word, Kind.PLACE, "province", code) for word in words(province.name, province.also)]
        for province in knowledge.provinces.values():
            for code, name in province.cities.items():
                short = _ENDING.sub("", name.zh)
                self._entries += [(word, Kind.PLACE, "city", code) for word in (name.zh, short, name.en) if word[1:]]

    def _trades(self, knowledge: Knowledge) -> None:
        for name, member in knowledge.vocabulary["sector"].members.items():
            self._entries += [(word, Kind.TRADE, "sector", name) for word in words(member.label, member.also)]
        self._entries += [(d.name.zh, Kind.TRADE, INDUSTRY, code) for code, d in knowledge.divisions.items()]
        self._goods = [made for code, name in knowledge.industry_codes.items() for made in _goods(code, name)]

    # --- finding

    def tokens(self, text: str) -> list[Token]:
        """The words of a text in form, in order: the longest first, none over another."""
        taken = bytearray(len(text))
        kept: list[Token] = []
        found = sorted(self._candidates(text), key=_rank)
        plain = [token for token in found if len(token.parts) == 1 and not _trade(token)]
        inside = {place for token in plain for place in range(*token.parts[0])}
        for token in found:
            trade = _trade(token)
            first, *rest = token.parts
            if any(end - start == 1 and start in inside for start, end in rest):
                continue
            if _free(taken, first, _LOOSE if trade else 0) and all(_free(taken, part, _TRADE) for part in rest):
                kept.append(token)
                for part in rest:
                    _take(taken, part, _LOOSE)
                _take(taken, first, _TRADE if trade else _FIRM)
        return sorted(kept, key=lambda token: token.start)

    def _candidates(self, text: str) -> Iterator[Token]:
        for word in self._words_in(text):
            at = text.find(word.text)
            while at >= 0:
                parts = _parts(text, at, word)
                if parts:
                    yield Token(at, parts[-1][1], word, parts)
                at = text.find(word.text, at + 1)

    def _words_in(self, text: str) -> Iterator[Word]:
        """The words of which the text has the first part."""
        found: dict[str, list[Meaning]] = {}
        for word, kind, fact, rest in self._entries:
            if (word if GAP not in word else word[: word.index(GAP)]) in text:
                found.setdefault(word, []).append(self._meaning(kind, fact, rest))
        for what, end, code in self._goods:
            if what in text:
                for word in (f"{what}{end}", *(shape.format(what) for shape in _SHAPES[end])):
                    if word in text:
                        found.setdefault(word, []).append(Meaning(Kind.TRADE, INDUSTRY, None, code))
        told = {word: _one_of_each(meanings) for word, meanings in found.items()}
        for word in told.keys() | {cue for cue in self._cues if cue in text}:
            first, *rest_ = word.split(GAP)
            yield Word(first, tuple(rest_), told.get(word, ()), self._cues.get(word))

    def _meaning(self, kind: Kind, name: str, rest: str) -> Meaning:
        if kind in (Kind.TRADE, Kind.PLACE) or not rest:
            return Meaning(kind, name, None, rest)
        fact = self._vocabulary[name]
        if fact.type == "set":
            members, none = frozenset(rest.removeprefix(NOT).split(OR)), frozenset[str]()
            has, lacks = (none, members) if rest.startswith(NOT) else (members, none)
            return Meaning(kind, name, Members(has, lacks, closed=False))
        if fact.type == "choice":
            return Meaning(kind, name, Among(frozenset(rest.split(OR))))
        return Meaning(kind, name, told.read_value(fact, rest))


_IN_USE = re.compile("[用上装拉办接开做搞]了|有")  # a phrase that says by itself that a tool is in use
_PLAIN = re.compile("[\u4e00-\u9fff]+")


def _folded(word: str) -> str:
    """The form of a word, gaps kept."""
    return word if _PLAIN.fullmatch(word) and not DEGREE.search(word) else GAP.join(map(form, word.split(GAP)))


def _one_of_each(meanings: list[Meaning]) -> tuple[Meaning, ...]:
    """The meanings of a word; of two tools neither, of two trades or places the first, which is the more everyday."""
    tools = {meaning for meaning in meanings if meaning.fact == "in_use" and meaning.kind is Kind.USED}
    kept: list[Meaning] = []
    for meaning in dict.fromkeys(meanings):
        single = meaning.kind in (Kind.TRADE, Kind.PLACE) and any(other.kind is meaning.kind for other in kept)
        if not single and not (meaning in tools and len(tools) > 1):
            kept.append(meaning)
    return tuple(kept)


# what may stand over what: the parts of a phrase behind its gaps and the names of trades over each other, else nothing
_FIRM, _TRADE, _LOOSE = 1, 2, 4


def _trade(token: Token) -> bool:
    """Whether the word names a trade and nothing else."""
    return token.word.cue is None and all(meaning.kind is Kind.TRADE for meaning in token.word.meanings)


def _free(taken: bytearray, part: tuple[int, int], allowed: int) -> bool:
    return not any(mark & ~allowed for mark in taken[slice(*part)])


def _take(taken: bytearray, part: tuple[int, int], mark: int) -> None:
    for place in range(*part):
        taken[place] |= mark


def _parts(text: str, start: int, word: Word) -> tuple[tuple[int, int], ...] | None:
    """Where the parts of a word stand if it begins here, each whole and near to the one before."""
    parts = [(start, start + len(word.text))]
    for part in word.rest:
        end = parts[-1][1]
        at = text.find(part, end, end + WIDEST_GAP + len(part))
        if at < 0 or _STOP.search(text, end, at):
            return None
        parts.append((at, at + len(part)))
    return tuple(parts) if all(_whole(text, *part) for part in parts) else None


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number runs on beyond the ends."""
    return not (_runs(text, start - 1, start) or _runs(text, end - 1, end))


def _runs(text: str, left: int, right: int) -> bool:
    if left < 0 or right >= len(text):
        return False
    one, other = text[left], text[right]
    return one.isascii() and other.isascii() and one.isalnum() and other.isalnum()


def _rank(token: Token) -> tuple[float, int, bool, int]:
    """The order of words that overlap: the longest first, a negation at its beginning not counted; then the later.

    A single sign behind a gap counts half, for it may belong to another word.
    """
    negation = _NEGATION.match(token.word.text)
    sizes = [end - start for start, end in token.parts]
    length = sizes[0] + sum(size if size > 1 else 0.5 for size in sizes[1:])
    counted = length - (len(negation[0]) if negation and length > len(negation[0]) else 0)
    return -counted, -sum(sizes), len(sizes) > 1, -token.start


def _kind(fact: Fact, word: str) -> Kind:
    """How the word of a member must stand: a short one says too little by itself."""
    if fact.name == "goals":
        return Kind.GOAL
    if fact.name == "safeguards":
        return Kind.USED if len(word) < 6 else Kind.SAID
    short = len(word) < 3 or (word.isascii() and " " not in word)
    return Kind.SHORT if fact.type == "choice" or fact.name in _SPOKEN_OF or short else Kind.SAID


_SPLIT = re.compile("[、，]|和|及")
_VAGUE = re.compile("其他|类似|未列|等|专用|及其|[（(]")


def _goods(code: str, name: str) -> Iterator[tuple[str, str, str]]:
    """What an entry of the standard is about, and what is done with it: 皮鞋制造 is 皮鞋 and 制造."""
    end = name[-2:] if name[-2:] in _SHAPES else ""
    if _VAGUE.search(name):
        return
    for what in _SPLIT.split(name.removesuffix(end).removesuffix("的")) if end else (name,):
        if len(what) > (1 if end else 2):
            yield what, end, code


_ENDING = re.compile(
    "市$|地区$|(?:蒙古族|回族|藏族|苗族|彝族|壮族|布依族|朝鲜族|侗族|白族|土家族|哈尼族|傣族|傈僳族|景颇族|羌族|哈萨克|柯尔克孜|蒙古|回)+自治州$"
)

# how people say it
_SHAPES = {
    "": (),
    "制造": ("{}厂", "{}制造", "{}加工厂", "生产{}", "制造{}"),
    "加工": ("{}加工厂", "{}加工", "加工{}"),
    "零售": ("{}店", "{}零售"),
    "批发": ("{}批发", "批发{}"),
    "种植": ("种{}", "种植{}", "{}种植"),
    "饲养": ("养{}", "{}养殖", "{}养殖场"),
}
