"""A firm as its user writes it: a flat map of facts, in Chinese or English, exact, as ranges, or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from toolbox.conditions import told
from toolbox.conditions.phrases import Flawed
from toolbox.conditions.values import Among, Value, only
from toolbox.documents import Document
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.text import LONGEST, did_you_mean, folded, shown
from toolbox.vocabulary import Fact, words

NAME, NOTE, REGION, INDUSTRY = "name", "note", "region", "industry"
MOST = 1000  # lines
SPECIAL = {
    NAME: (NAME, "企业名称", "名称"),
    NOTE: (NOTE, "备注", "说明"),
    REGION: (REGION, "地区", "所在地"),
    INDUSTRY: (INDUSTRY, "国民经济行业", "行业代码"),
}
_CODE = "Write its name, or its code of GB/T 2260."
_SPECIAL_KEY = {folded(word): key for key, words_ in SPECIAL.items() for word in words_}


class Profile(NamedTuple):
    """What a firm told.

    told: values by fact.
    unknown: facts to which the answer was "don't know" or "does not apply"; neither counts as a no.
    industry: its code of GB/T 4754-2017, if it told one.
    not_applicable: which of the unknown do not apply.
    """

    name: str | None = None
    told: Mapping[str, Value] = MappingProxyType({})
    unknown: tuple[str, ...] = ()
    industry: str | None = None
    not_applicable: frozenset[str] = frozenset()


def special(word: str) -> str | None:
    """Which of the keys that are no facts a word means: name, note, region or industry."""
    return _SPECIAL_KEY.get(folded(word))


def read(document: Document, knowledge: Knowledge) -> Profile:
    """The profile that a document holds. Raises DataError with every fault."""
    if not isinstance(document.data, Mapping):
        raise DataError(Fault(document.place(), "a profile is a map of facts.", "Write lines like `staff: 12`."))
    if len(document.data) > MOST:
        raise DataError(Fault(document.place(), f"a profile has at most {MOST} lines.", "Keep one firm a file."))
    reader = _Reader(document, knowledge)
    for key, raw in document.data.items():
        reader.take(key, raw)
    reader.compare()
    if reader.faults:
        raise DataError(*reader.faults)
    unknown = sorted(set(reader.unknown) - set(reader.told))
    none = frozenset(reader.not_applicable).intersection(unknown)
    return Profile(reader.name, MappingProxyType(reader.told), tuple(unknown), reader.industry, none)


class _Reader:
    def __init__(self, document: Document, knowledge: Knowledge) -> None:
        self.document = document
        self.knowledge = knowledge
        self.name: str | None = None
        self.told: dict[str, Value] = {}
        self.unknown: list[str] = []
        self.not_applicable: list[str] = []
        self.industry: str | None = None
        self.faults: list[Fault] = []
        self.disputed: set[str] = set()  # facts told twice, and differently
        self._said: dict[str, str] = {}

    def take(self, key: str, raw: Any) -> None:
        which = special(key)
        if which is not None:
            self._special(which, key, raw)
            return
        fact = self.knowledge.vocabulary.find(key)
        if fact is None:
            self._fault(key, f"no fact called '{shown(key)}'.", self._hint(key))
        elif fact.worked_out is not None:
            how = fact.worked_out
            self._fault(key, f"'{fact.name}' is worked out {how}; it cannot be told.", "Leave it out.")
        else:
            self._tell(fact, key, raw)

    def compare(self) -> None:
        """Refuse a division outside the trade and a prefecture outside the province that were told."""
        for inner, outer, fits in (("division", "sector", self._is_of), ("city", "province", self._is_in)):
            within, around = self.told.get(inner), self.told.get(outer)
            if not (isinstance(within, Among) and isinstance(around, Among)) or self.disputed & {inner, outer}:
                continue
            if not any(fits(one, other) for one in within.members for other in around.members):
                key, said = self._said[inner], self._said[outer]
                self._fault(key, f"'{shown(key)}' contradicts '{shown(said)}'.", "Keep one of them.")

    def _is_of(self, division: str, sector: str) -> bool:
        return self.knowledge.divisions[division].sector == sector

    def _is_in(self, city: str, province: str) -> bool:
        return city in self.knowledge.provinces[province].cities

    def _tell(self, fact: Fact, key: str, raw: Any) -> None:
        try:
            value = told.read_value(fact, raw)
        except Flawed as error:
            for flaw in error.flaws:
                self.faults.append(Fault(self.document.place((key, *flaw.path)), flaw.fault, flaw.remedy))
            return
        if value is None and told.does_not_apply(raw):
            self.not_applicable.append(fact.name)
        self._keep(fact.name, value, key)

    def _keep(self, fact: str, value: Value | None, key: str) -> None:
        other = self._said.setdefault(fact, key)
        before = self.told.get(fact)
        if before is not None and value is not None and before != value:
            self._fault(key, f"'{shown(key)}' contradicts '{shown(other)}' about '{fact}'.", "Keep one of them.")
            self.disputed.add(fact)
            return
        if value is None:
            self.unknown.append(fact)
        else:
            self.told[fact] = value

    def _special(self, special: str, key: str, raw: Any) -> None:
        if special in (NAME, NOTE):
            if not isinstance(raw, str | int | None) or isinstance(raw, bool) or len(str(raw).encode()) > LONGEST:
                self._fault(key, f"'{shown(key)}' is a text of at most {LONGEST} bytes.", "Shorten it, or quote it.")
            elif special == NAME and raw is not None:
                self.name = str(raw)
        elif raw is None or (isinstance(raw, str) and folded(raw) in told.UNKNOWN):
            return
        elif not isinstance(raw, str | int) or isinstance(raw, bool):
            self._fault(
                key, f"'{shown(key)}' takes a code or a name, not '{shown(raw)}'.", "Leave it out if it is not known."
            )
        elif special == REGION:
            self._region(key, folded(str(raw)))
        else:
            self._industry(key, str(raw))

    def _region(self, key: str, word: str) -> None:
        """`浙江`, `浙江省金华市浦江县`, `330700`, `Zhejiang`: the province, and the prefecture where it is said."""
        for code, province in self.knowledge.provinces.items():
            names = sorted(map(folded, words(province.name, province.also)), key=len, reverse=True)
            name = next((n for n in names if word.startswith(n)), None)
            if name is None and not (word.isdigit() and len(word) in (2, 4, 6) and word.startswith(code)):
                continue
            if name is None and _no_city(word, province.cities):
                self._fault(
                    key, f"there is no prefecture '{word[:4]}' in {province.name.zh}.", f"Or tell `{code}` alone."
                )
                return
            self._keep("province", only(code), key)
            rest = word.removeprefix(name or "")
            for city, text in province.cities.items():
                short = folded(text.zh.removesuffix("市"))
                named = rest.startswith(short) or word.startswith(folded(text.zh)) or rest == folded(text.en)
                if named or (name is None and word[:4] == city):
                    self._keep("city", only(city), key)
            return
        for code, province in self.knowledge.provinces.items():
            for city, text in province.cities.items():
                if word.startswith(folded(text.zh.removesuffix("市"))) or word == folded(text.en):
                    self._keep("province", only(code), key)
                    self._keep("city", only(city), key)
                    return
        names = [w for p in self.knowledge.provinces.values() for w in words(p.name, p.also)]
        self._fault(key, f"'{shown(word)}' is no province or prefecture.", did_you_mean(word, names) or _CODE)

    def _industry(self, key: str, word: str) -> None:
        code = self._industry_code(word)
        if code is None:
            hint = did_you_mean(word, [d.name.zh for d in self.knowledge.divisions.values()])
            self._fault(key, f"'{shown(word)}' is no code or name of GB/T 4754-2017.", hint or "Or tell `sector`.")
            return
        self.industry = code
        division = self.knowledge.divisions.get(code[:2])
        if division is not None:
            self._keep("division", only(code[:2]), key)
            self._keep("sector", only(division.sector), key)
        else:
            sectors = {d.sector for d in self.knowledge.divisions.values() if d.section == code}
            if len(sectors) == 1:
                self._keep("sector", only(sectors.pop()), key)

    def _industry_code(self, word: str) -> str | None:
        """A code as it is, with or without its section's letter; or the code of a name."""
        bare = word[1:] if word[:1].isalpha() and word[1:].isdigit() else word
        known = self.knowledge
        if bare in known.divisions or bare in known.industry_codes:
            return bare
        if any(d.section == word.upper() for d in known.divisions.values()):
            return word.upper()
        wanted = folded(word)
        named = {c: d.name.zh for c, d in known.divisions.items()} | dict(known.industry_codes)
        fits = [c for c, name in named.items() if folded(name) == wanted]
        return min(fits, key=lambda c: (len(c), c)) if fits else None

    def _hint(self, key: str) -> str:
        special = did_you_mean(key, [w for words_ in SPECIAL.values() for w in words_])
        return self.knowledge.vocabulary.near(key) or special or "Run `menkan new --full` to see every fact."

    def _fault(self, key: str, fault: str, remedy: str = "") -> None:
        self.faults.append(Fault(self.document.place((key,)), fault, remedy))


def _no_city(code: str, cities: Mapping[str, object]) -> bool:
    """Whether a code of GB/T 2260 names no prefecture that is there; 00 is the province, 90 what it runs itself."""
    return bool(cities) and len(code) > 2 and code[2:4] not in ("00", "90") and code[:4] not in cities
