"""How the scoring models hang together: shares, scenes, level rules, and what other answers show of their questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from typing import Any as Json

from toolbox.conditions import phrases
from toolbox.conditions.tree import facts_in
from toolbox.errors import Fault
from toolbox.knowledge import model
from toolbox.text import normal, one_of, shown
from toolbox.vocabulary import Fact, find_member, member_hint

if TYPE_CHECKING:
    from toolbox.knowledge.loader import Loaded

FULL = 100
_UNTIMELY = ("by rules", "by the assessment")  # worked out only after the scores
_PERCENT = "They are percent of the weight."


# --- what other answers show


def implied(loaded: Loaded, assessment: str) -> Iterator[model.Implied]:
    """The entries that show something of a question of this model, in the order of their ids."""
    for id_, entry in sorted(loaded.shaped["implied"].items()):
        if any(fact.only_for == assessment for fact in _facts(loaded, entry)):
            yield from _read(loaded, id_, entry)


def _facts(loaded: Loaded, entry: model.ImpliedEntry) -> Iterator[Fact]:
    return (loaded.vocabulary[name] for _, name in _names(entry) if name in loaded.vocabulary)


def _names(entry: model.ImpliedEntry) -> Iterator[tuple[str, str]]:
    """Each fact of which something is shown, with the key under which it stands."""
    parts = {"at least": entry.at_least, "at most": entry.at_most, "includes": entry.includes, "lacks": entry.lacks}
    return ((key, name) for key, part in parts.items() for name in part)


def _read(loaded: Loaded, id_: str, entry: model.ImpliedEntry) -> Iterator[model.Implied]:
    raw = loaded.entries.sections["implied"][id_].raw
    try:
        when = phrases.read(raw["when"], loaded.vocabulary)
    except phrases.Flawed as error:
        for flaw in error.flaws:
            loaded.fault("implied", id_, ["when", *flaw.path], flaw.fault, flaw.remedy)
        return
    reader = _Reader(loaded, id_)
    found = (
        *reader.bounds("at least", entry.at_least),
        *reader.bounds("at most", entry.at_most),
        *reader.members("includes", entry.includes),
        *reader.members("lacks", entry.lacks),
    )
    yield model.Implied(id_, when, found, entry.sources)


class _Reader:
    """Reads what one entry shows; what is wrong goes to the faults."""

    def __init__(self, loaded: Loaded, id_: str) -> None:
        self.loaded = loaded
        self.id = id_

    def bounds(self, key: str, part: Mapping[str, str | float]) -> Iterator[model.Shown]:
        least = key == "at least"
        for fact, raw in self._facts(key, part):
            if fact.is_number:
                try:
                    stored = phrases.stored_number(fact, str(raw).removesuffix(".0"))
                except ValueError as error:
                    self._fault([key, fact.name], str(error))
                else:
                    yield model.Shown(fact.name, low=stored if least else None, high=None if least else stored)
            elif fact.type == "choice":
                member = self._member(fact, raw, [key, fact.name])
                names = list(fact.members)
                if member is not None:
                    place = names.index(member)
                    yield model.Shown(fact.name, among=tuple(names[place:] if least else names[: place + 1]))
            else:
                self._fault([key, fact.name], f"'{fact.name}' is a set.", "Write `includes:` or `lacks:`.")

    def members(self, key: str, part: Mapping[str, tuple[str, ...]]) -> Iterator[model.Shown]:
        for fact, words in self._facts(key, part):
            if fact.type != "set":
                self._fault([key, fact.name], f"'{fact.name}' is no set.", "Write `at least:` or `at most:`.")
                continue
            read = [self._member(fact, word, [key, fact.name, place]) for place, word in enumerate(words)]
            found = tuple(member for member in read if member is not None)
            yield model.Shown(fact.name, has=found) if key == "includes" else model.Shown(fact.name, lacks=found)

    def _facts(self, key: str, part: Mapping[str, Json]) -> Iterator[tuple[Fact, Json]]:
        for name, raw in part.items():
            fact = self.loaded.vocabulary.get(name)
            if fact is not None and fact.only_for is not None and fact.type != "yes/no":
                yield fact, raw
            elif fact is not None:  # one that is not there is told by `faults`
                fault = f"'{name}' is no choice, set or number that is asked for one scoring model only."
                self._fault([key, name], fault, "Let a rule derive it, or let tools show it.")

    def _member(self, fact: Fact, word: object, keys: Sequence[str | int]) -> str | None:
        member = find_member(fact, normal(str(word)))
        if member is None:
            self._fault(keys, f"'{fact.name}' has no member '{shown(word)}'.", member_hint(fact, str(word)))
        return member

    def _fault(self, keys: Sequence[str | int], fault: str, remedy: str = "") -> None:
        self.loaded.fault("implied", self.id, keys, fault, remedy)


# --- checks


Found = Iterator[Fault]


def faults(loaded: Loaded, knowledge: model.Knowledge) -> Found:
    """Every fault of what stands between a model and its facts."""
    for id_, assessment in knowledge.assessments.items():
        yield from _indicators(loaded, knowledge, id_, assessment)
        yield from _scenes(loaded, knowledge, id_, assessment)
        if bool(assessment.bands) is (assessment.levels is not None):
            fault = "a model has either 'bands' or an entry in catalog/level_rules.yaml."
            yield Fault(loaded.place("assessments", id_), fault, "Keep one of them, or write one.")
        if assessment.levels is not None:
            yield from _level_rule(loaded, id_, assessment, assessment.levels)
    for id_ in sorted(set(loaded.shaped["level_rules"]) - set(knowledge.assessments)):
        hint = one_of(id_, knowledge.assessments)
        yield Fault(loaded.place("level_rules", id_), f"there is no assessment '{shown(id_)}'.", hint)
    yield from _only_for(loaded, knowledge)
    yield from _implied(loaded, knowledge)


def questions(assessment: model.Assessment) -> set[str]:
    """The facts that a model reads: those of its indicators and of its scenes."""
    indicators = {i.fact for dimension in assessment.dimensions.values() for i in dimension.indicators}
    return indicators | {scene.fact for scene in assessment.scenes.values()}


def _indicators(loaded: Loaded, k: model.Knowledge, id_: str, assessment: model.Assessment) -> Found:
    for name, dimension in assessment.dimensions.items():
        for number, indicator in enumerate(dimension.indicators):
            keys = ("dimensions", name, "indicators", number)
            fact = k.vocabulary.get(indicator.fact)
            if fact is None:
                continue  # told when it was read
            place = loaded.place("assessments", id_, *keys)
            if fact.is_number and _entry(loaded, id_, name, number).bins is None:
                yield Fault(place, f"'{fact.name}' is a number and has no bins.", "Write `bins:` with a name.")
            if bool(fact.members) is not bool(indicator.shares):
                remedy = "Write `shares: {member: percent}`." if fact.members else "Remove them."
                yield Fault(place, "choices and sets have shares, nothing else has any.", remedy)
            yield from _shares(loaded, id_, keys, fact, indicator.shares)
            yield from _beside(loaded, k, (id_, *keys), indicator.beside)


def _entry(loaded: Loaded, id_: str, dimension: str, number: int) -> model.IndicatorEntry:
    indicators: tuple[model.IndicatorEntry, ...] = loaded.shaped["assessments"][id_].dimensions[dimension].indicators
    return indicators[number]


def _shares(loaded: Loaded, id_: str, keys: tuple[str | int, ...], fact: Fact, shares: Mapping[str, int]) -> Found:
    for member in shares:
        if member not in fact.members:
            place = loaded.place("assessments", id_, *keys, "shares", member)
            yield Fault(place, f"'{fact.name}' has no member '{shown(member)}'.", member_hint(fact, member))
    most = sum(shares.values()) if fact.type == "set" else max(shares.values(), default=0)
    if shares and (most != FULL or min(shares.values()) < 0):
        how = "the shares of a set add up to" if fact.type == "set" else "the best share of a choice is"
        yield Fault(loaded.place("assessments", id_, *keys, "shares"), f"{how} 100, not {most}.", _PERCENT)


def _beside(loaded: Loaded, k: model.Knowledge, where: tuple[str | int, ...], names: Iterable[str]) -> Found:
    id_, *keys = where
    known = {name for other, a in k.assessments.items() if other != id_ for name in a.dimensions}
    for number, name in enumerate(names):
        if name not in known:
            place = loaded.place("assessments", str(id_), *keys, "beside", number)
            yield Fault(place, f"there is no dimension '{shown(name)}' of another model.", one_of(name, known))


def _scenes(loaded: Loaded, k: model.Knowledge, id_: str, assessment: model.Assessment) -> Found:
    lengths: dict[int, str] = {}
    for name, scene in assessment.scenes.items():
        fact = k.vocabulary.get(scene.fact)
        if fact is None or fact.type != "choice":
            place = loaded.place("assessments", id_, "scenes", name, "fact")
            hint = "Its members are the levels." if fact else k.vocabulary.hint(scene.fact)
            yield Fault(place, f"'{shown(scene.fact)}' is no fact that is a choice.", hint)
        else:
            lengths.setdefault(len(fact.members), name)
        if scene.scenario not in k.scenarios:
            place = loaded.place("assessments", id_, "scenes", name, "scenario")
            hint = one_of(scene.scenario, k.scenarios)
            yield Fault(place, f"there is no scenario '{shown(scene.scenario)}'.", hint)
        yield from _beside(loaded, k, (id_, "scenes", name), scene.beside)
    if len(lengths) > 1:
        place = loaded.place("assessments", id_, "scenes", list(lengths.values())[1])
        fault = "the scenes of one model have as many levels each."
        yield Fault(place, fault, "Name facts with as many choices.")


def _level_rule(loaded: Loaded, id_: str, assessment: model.Assessment, rule: model.LevelRule) -> Found:
    for number, name in enumerate(rule.constrained):
        if name not in assessment.scenes:
            place = loaded.place("level_rules", id_, "constrained", number)
            yield Fault(place, f"there is no scene '{shown(name)}'.", one_of(name, assessment.scenes))
    before: tuple[int, ...] | None = None
    for name, level in rule.levels.items():
        takes = (level.score, level.scene_level, level.scenes, level.constrained)
        place = loaded.place("level_rules", id_, "levels", name)
        if before is None and any(takes):
            yield Fault(place, "the lowest level takes nothing.", "Begin with one that has a name only.")
        elif before is not None and any(now < then for now, then in zip(takes, before, strict=True)):
            yield Fault(place, "a level takes at least what the one before it takes.", "Let no number fall.")
        most = (FULL, len(assessment.scenes), min(level.scenes, len(rule.constrained)))
        if level.score > most[0] or level.scenes > most[1] or level.constrained > most[2] or min(takes) < 0:
            remedy = f"It may take {most[0]} points, {most[1]} scenes and {most[2]} constrained ones at most."
            yield Fault(place, "it takes more than there is.", remedy)
        before = takes
    if before is None:
        yield Fault(loaded.place("level_rules", id_, "levels"), "there is no level.", "Write at least one.")


def _only_for(loaded: Loaded, k: model.Knowledge) -> Found:
    """A fact that is asked for one model belongs to it, and no rule reads it: it would be asked for all the same."""
    asked = {name: fact.only_for for name, fact in k.vocabulary.items() if fact.only_for is not None}
    for name, id_ in asked.items():
        assessment = k.assessments.get(id_)
        if assessment is None or name not in questions(assessment):
            place = loaded.place("facts", name, "only for")
            yield Fault(place, f"'{shown(id_)}' is no assessment that reads '{name}'.", one_of(id_, k.assessments))
    for id_, rule in k.every_rule().items():
        for name in sorted(facts_in(rule.when) & asked.keys()):
            place = loaded.place("rules", id_, "when")
            yield Fault(place, f"'{name}' is asked for {asked[name]} only; no rule reads it.", "Use another fact.")


def _implied(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, entry in loaded.shaped["implied"].items():
        dead = [(key, name) for key, name in _names(entry) if name not in k.vocabulary]
        for key, name in dead:
            fault = f"no fact called '{shown(name)}'."
            yield Fault(loaded.place("implied", id_, key, name), fault, k.vocabulary.hint(name))
        models = {fact.only_for for fact in _facts(loaded, entry)} - {None}
        if len(models) != 1 and not dead:
            fault = f"it shows something of {len(models)} scoring models, not of one."
            yield Fault(loaded.place("implied", id_), fault, "Split it." if models else "Name one of its questions.")
    for assessment in k.assessments.values():
        for each in assessment.implied:
            for name in sorted(facts_in(each.when)):
                if k.vocabulary[name].worked_out in _UNTIMELY:
                    place = loaded.place("implied", each.id, "when")
                    how = k.vocabulary[name].worked_out
                    yield Fault(place, f"'{name}' is worked out {how}, after the scores.", "Write its condition out.")
