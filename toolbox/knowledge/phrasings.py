"""What the phrasings must hold: each speaks of something that is known, and none says two things of one fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolbox.conditions import told
from toolbox.conditions.phrases import Flawed
from toolbox.errors import Fault
from toolbox.knowledge.model import Knowledge
from toolbox.text import did_you_mean, folded, shown
from toolbox.vocabulary import Fact, find_member, member_hint

if TYPE_CHECKING:
    from toolbox.knowledge.loader import Loaded

NOTHING = "nothing"  # the entry whose words tell nothing
INDUSTRY = "industry"
OR = " or "
NOT = "not "  # a set lacks the member
GAP = "…"  # room for a few words

_WHOLE = "Write what stands before and behind it."


def faults(loaded: Loaded, knowledge: Knowledge) -> Iterator[Fault]:
    """Every fault of the phrasings."""
    said: dict[tuple[str, str], str] = {}
    for id_, phrasing in knowledge.phrasings.items():
        place = loaded.place("phrasings", id_)
        name, _, rest = id_.partition("/")
        fault = _reference(knowledge, name, rest)
        if fault:
            yield Fault(place, *fault)
            continue
        if not phrasing.zh and not phrasing.en:
            yield Fault(place, "it has no phrase.", "Write `zh: [...]` or `en: [...]`, or remove it.")
        for language in ("zh", "en"):
            for number, phrase in enumerate(getattr(phrasing, language)):
                place = loaded.place("phrasings", id_, language, number)
                parts = phrase.split(GAP)
                if len(parts) > 1 and not all(map(str.strip, parts)):
                    yield Fault(place, f"'{shown(phrase)}' begins or ends with {GAP}.", _WHOLE)
                other = said.setdefault((name, folded(phrase)), id_)
                if other != id_ or phrase in getattr(phrasing, language)[:number]:
                    yield Fault(place, f"'{shown(phrase)}' is a phrase for '{other}' too.", "Keep one of them.")
                fact = knowledge.vocabulary.get(name)
                member = find_member(fact, phrase) if fact and rest else None
                if member is not None and member not in rest.removeprefix(NOT).split(OR):
                    yield Fault(place, f"'{shown(phrase)}' is a word for '{name}/{member}'.", "Keep one of them.")


def _reference(knowledge: Knowledge, name: str, rest: str) -> tuple[str, str] | None:
    """What is wrong with an id, if anything is: `fact`, `fact/member`, `fact/yes`, `fact/12`, `industry/2231`."""
    if name == NOTHING and not rest:
        return None
    if name == INDUSTRY:
        if rest in knowledge.divisions or rest in knowledge.industry_codes:
            return None
        return f"'{shown(rest)}' is no code of GB/T 4754-2017.", did_you_mean(rest, knowledge.industry_codes)
    fact = knowledge.vocabulary.get(name)
    if fact is None:
        return f"no fact called '{shown(name)}'.", knowledge.vocabulary.hint(name)
    if fact.worked_out is not None:
        return f"'{name}' is worked out {fact.worked_out}; nobody tells it.", "Remove it."
    if not rest:
        return None if fact.type != "yes/no" else (f"'{name}' is answered with yes or no.", f"Write `{name}/yes`.")
    return _value(fact, rest)


def _value(fact: Fact, rest: str) -> tuple[str, str] | None:
    if fact.members:
        if fact.type == "set":
            rest = rest.removeprefix(NOT)
        for member in rest.split(OR):
            if member not in fact.members:
                return f"'{fact.name}' has no member '{shown(member)}'.", member_hint(fact, member)
        return None
    try:
        told.read_value(fact, rest)
    except Flawed as error:
        return error.flaws[0].fault, error.flaws[0].remedy
    return None
