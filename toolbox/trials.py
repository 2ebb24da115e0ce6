"""Quick trials over a profile: what if the firm had told this instead?

A trial is written `staff=35`, `in_use+=crm` or `pains-=unpaid_bills`: words and values as a profile writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from toolbox.conditions import told
from toolbox.conditions.phrases import Flawed
from toolbox.conditions.values import Among, Members, Value
from toolbox.documents import Document, read_text
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.profile import INDUSTRY, NAME, NOTE, REGION, Profile, read, special
from toolbox.text import shown

_TRIAL = re.compile(r"\s*([^=＝]+?)\s*([+＋\-－−]?)\s*[=＝](.*)", re.DOTALL)
_SIGNS = {"": "", "+": "+", "＋": "+", "-": "-", "－": "-", "−": "-"}
_SPOKEN_OF = {NAME: (), NOTE: (), REGION: ("province", "city"), INDUSTRY: ("sector", "division")}


class Trial(NamedTuple):
    """sign: + adds to a set, - takes from it; without one the value takes the place of what was told."""

    text: str
    word: str
    sign: str
    value: str

    @property
    def place(self) -> str:
        """Where a message says that something is wrong."""
        return f"--set {shown(self.text)}"


def parse(text: str) -> Trial | None:
    """The trial that a text means, or None where it has no `=` after a word."""
    found = _TRIAL.fullmatch(text)
    return Trial(text.strip(), found[1], _SIGNS[found[2]], found[3].strip()) if found else None


def tried(profile: Profile, trials: Iterable[Trial], knowledge: Knowledge) -> Profile:
    """The profile with these trials in the place of what it told. Raises DataError with every fault."""
    draft = _Draft(profile, knowledge)
    for trial in trials:
        draft.take(trial)
    if draft.faults:
        raise DataError(*draft.faults)
    return draft.profile()


class _Draft:
    """set_by: the facts that a trial has set, with the trial."""

    def __init__(self, profile: Profile, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.name = profile.name
        self.told: dict[str, Value] = dict(profile.told)
        self.unknown = set(profile.unknown)
        self.not_applicable = set(profile.not_applicable)
        self.industry = profile.industry
        self.faults: list[Fault] = []
        self.set_by: dict[str, Trial] = {}

    def profile(self) -> Profile:
        unknown = tuple(sorted(self.unknown - set(self.told)))
        none = frozenset(self.not_applicable).intersection(unknown)
        return Profile(self.name, MappingProxyType(self.told), unknown, self.industry, none)

    def take(self, trial: Trial) -> None:
        try:
            if not trial.value:
                fault = f"nothing stands behind '{trial.sign}='."
                raise DataError(Fault(trial.place, fault, f"Write `{shown(trial.word)}=unknown` to forget it."))
            raw = read_text(trial.value.encode(errors="surrogatepass"), trial.place).data
            if trial.sign:
                self._change(trial, raw)
            else:
                self._set(trial, raw)
        except DataError as error:
            self.faults += [fault._replace(place=trial.place) for fault in error.faults]

    # --- fact=value

    def _set(self, trial: Trial, raw: Any) -> None:
        line = read(Document(trial.place, {trial.word: raw}, {}), self.knowledge)
        which = special(trial.word)
        fact = self.knowledge.vocabulary.find(trial.word)
        spoken_of: tuple[str, ...] = _SPOKEN_OF[which] if which else (fact.name,) if fact else ()
        names = (*spoken_of, which) if which else spoken_of
        before = next((self.set_by[name] for name in names if name in self.set_by), None)
        if before is not None:
            fault = f"'{shown(before.text)}' is tried already."
            raise DataError(Fault(trial.place, fault, "Keep one of them."))
        self.set_by.update(dict.fromkeys(names, trial))
        for name in spoken_of:
            self.told.pop(name, None)
        self.told.update(line.told)
        self.unknown = self.unknown.difference(spoken_of).union(line.unknown)
        self.not_applicable = self.not_applicable.difference(spoken_of).union(line.not_applicable)
        if which == NAME:
            self.name = line.name
        if which == INDUSTRY:
            self.industry = line.industry
        self._fit(trial, spoken_of)

    def _fit(self, trial: Trial, changed: Sequence[str]) -> None:
        """Let trade and place agree again: a trade that is tried forgets a division outside it, and so on."""
        known = self.knowledge
        trades = {code: division.sector for code, division in known.divisions.items()}
        places = {city: code for code, province in known.provinces.items() for city in province.cities}
        for inner, outer, of in (("division", "sector", trades), ("city", "province", places)):
            within, around = self.told.get(inner), self.told.get(outer)
            if not isinstance(within, Among) or {inner, outer}.isdisjoint(changed):
                continue
            owners = frozenset(of[member] for member in within.members)
            if isinstance(around, Among) and not around.members.isdisjoint(owners):
                continue
            other = self.set_by.get(outer if inner in changed else inner, trial)
            if other != trial:
                fault = f"'{shown(trial.word)}' contradicts '{shown(other.text)}'."
                raise DataError(Fault(trial.place, fault, "Keep one of them."))
            if inner in changed:
                self.told[outer] = Among(owners)
            else:
                del self.told[inner]
        if self.industry is not None and not {"sector", "division"}.isdisjoint(changed):
            line = read(Document("", {INDUSTRY: self.industry}, {}), known)
            if any(self.told.get(name) != value for name, value in line.told.items()):
                self.industry = None

    # --- fact+=member, fact-=member

    def _change(self, trial: Trial, raw: Any) -> None:
        members = self._members(trial, raw)
        fact = self.knowledge.vocabulary.find(trial.word)
        assert fact is not None
        before = self.told.get(fact.name, Members(frozenset(), closed=False))
        assert isinstance(before, Members)
        has = before.has | members if trial.sign == "+" else before.has - members
        lacks = before.lacks - members if trial.sign == "+" else before.lacks | members
        self.told[fact.name] = Members(has, frozenset() if before.closed else lacks, before.closed)
        self.unknown.discard(fact.name)

    def _members(self, trial: Trial, raw: Any) -> frozenset[str]:
        fact = self.knowledge.vocabulary.find(trial.word)
        word = shown(trial.word)
        if fact is None or special(trial.word) or fact.worked_out is not None:
            read(Document(trial.place, {trial.word: raw}, {}), self.knowledge)  # says what is wrong, if anything is
        if fact is None or special(trial.word) or fact.type != "set":
            remedy = f"Write `{word}={shown(trial.value)}`."
            raise DataError(Fault(trial.place, f"'{word}' is no set to add to or take from.", remedy))
        try:
            value = None if isinstance(raw, Mapping) else told.read_value(fact, raw)
        except Flawed as error:
            raise DataError(*(Fault(trial.place, flaw.fault, flaw.remedy) for flaw in error.flaws)) from None
        if not isinstance(value, Members) or not value.has:
            fault = f"'{shown(trial.value)}' is no member of '{fact.name}'."
            raise DataError(Fault(trial.place, fault, f"Name a member, or write `{word}={shown(trial.value)}`."))
        return value.has
