"""Read texts: find the statements, put those about one fact together, and say what was left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from toolbox.conditions.values import Among, Members, Span, Value, only
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.phrasings import INDUSTRY
from toolbox.understand.amounts import amounts
from toolbox.understand.clauses import Clause, Mood, clauses
from toolbox.understand.form import Form, form_of
from toolbox.understand.statements import Statement, statements
from toolbox.understand.trades import places, trades
from toolbox.understand.understood import Aside, Read, Understood, Why, Words, as_told
from toolbox.understand.words import Lexicon

LONGEST = 20_000  # signs; what stands behind is left unread


class _Known(NamedTuple):
    """What the statements say of one fact so far."""

    value: Value
    said: tuple[Statement, ...]


class Reader:
    """Reads texts with one knowledge; making one takes longer than reading."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lexicon = Lexicon(knowledge)

    def understand(self, text: str, today: dt.date | None = None) -> Understood:
        """What a text tells of a firm."""
        form = form_of(text[:LONGEST])
        found = list(clauses(form.text, self._lexicon.tokens(form.text)))
        said = [
            statement
            for before, clause in zip([None, *found], found, strict=False)
            for statement in self._statements(clause, before, today)
        ]
        meant = [statement for statement in said if statement.mood is Mood.FACT]
        reading = _Reading(self._knowledge, text, form)
        reading.take(meant)
        asides = [s for s in said if s.mood is not Mood.FACT and s.value is not None]
        return reading.understood(asides, found, said)

    def _statements(self, clause: Clause, before: Clause | None, today: dt.date | None) -> Iterable[Statement]:
        vocabulary = self._knowledge.vocabulary
        yield from statements(clause, before if before and before.sentence == clause.sentence else None, vocabulary)
        yield from trades(clause)
        yield from places(clause)
        yield from amounts(clause, vocabulary, today)


class _Reading:
    """One text on the way from statements to facts."""

    def __init__(self, knowledge: Knowledge, text: str, form: Form) -> None:
        self.knowledge = knowledge
        self.text = text
        self.form = form
        self.known: dict[str, _Known] = {}
        self.aside: list[Aside] = []
        self.industry: str | None = None

    def take(self, said: Sequence[Statement]) -> None:
        """Put the statements together, those of one fact at a time."""
        self._trade([s for s in said if s.fact in (INDUSTRY, "sector") and s.value is None])
        by_fact: dict[str, list[Statement]] = {}
        for statement in [*said, *self._places(said)]:
            if statement.value is not None:
                by_fact.setdefault(statement.fact, []).append(statement)
        for fact, statements_ in by_fact.items():
            kind = self.knowledge.vocabulary[fact].type
            (self._set if kind == "set" else self._single)(fact, statements_)
        if "province" not in self.known:
            self.known.pop("city", None)

    def understood(self, asides: Iterable[Statement], found: Sequence[Clause], said: Sequence[Statement]) -> Understood:
        """What there is to say in the end."""
        vocabulary = self.knowledge.vocabulary
        reads = tuple(
            Read(fact, self.known[fact].value, as_told(vocabulary, fact, self.known[fact].value), self._words(fact))
            for fact in vocabulary
            if fact in self.known
        )
        for s in asides:
            assert s.value is not None
            told = as_told(vocabulary, s.fact, s.value)
            self.aside.append(Aside(s.fact, s.value, told, cast("Why", s.mood.value), (self._part(s),)))
        once = {(aside.words[0], aside.fact, str(aside.told)): aside for aside in self.aside}
        ordered = tuple(once[key] for key in sorted(once))
        return Understood(reads, self.industry, ordered, self._unread(found, said))

    # --- one fact at a time

    def _set(self, fact: str, said: Sequence[Statement]) -> None:
        values = [cast("Members", s.value) for s in said]
        has = frozenset[str]().union(*(v.has for v in values))
        lacks = frozenset[str]().union(*(v.lacks for v in values))
        both = has & lacks
        kept = tuple(s for s, v in zip(said, values, strict=True) if (v.has | v.lacks) - both)
        if both:
            self._contradiction(fact, [s for s, v in zip(said, values, strict=True) if (v.has | v.lacks) & both])
        if kept:
            self.known[fact] = _Known(Members(has - both, lacks - both, closed=False), kept)

    def _single(self, fact: str, said: Sequence[Statement]) -> None:
        value = said[0].value
        for statement in said[1:]:
            value = None if value is None or statement.value is None else _both(value, statement.value)
        if value is None:
            self._contradiction(fact, said)
        else:
            self.known[fact] = _Known(value, tuple(said))

    def _contradiction(self, fact: str, said: Iterable[Statement]) -> None:
        for s in said:
            assert s.value is not None
            told = as_told(self.knowledge.vocabulary, fact, s.value)
            self.aside.append(Aside(fact, s.value, told, "contradiction", (self._part(s),)))

    # --- trades and places

    def _trade(self, said: Sequence[Statement]) -> None:
        """Trade, division and code from all that the firm says it does; of several trades, one of them is the main."""
        if not said:
            return
        codes = {s.code for s in said if s.fact == INDUSTRY}
        exact = {code for code in codes if not any(other != code and other.startswith(code) for other in codes)}
        sectors = {self._sector(s) for s in said}
        self.known["sector"] = _Known(Among(frozenset(sectors)), tuple(said))
        if exact and {self.knowledge.divisions[code[:2]].sector for code in exact} == sectors:
            divisions = frozenset(code[:2] for code in exact)
            coded = tuple(s for s in said if s.fact == INDUSTRY)
            self.known["division"] = _Known(Among(divisions), coded)
            self.industry = next(iter(exact)) if len(exact) == 1 else None

    def _sector(self, statement: Statement) -> str:
        if statement.fact == "sector":
            return statement.code
        return self.knowledge.divisions[statement.code[:2]].sector

    def _places(self, said: Sequence[Statement]) -> Iterable[Statement]:
        for s in said:
            if s.value is None and s.fact in ("province", "city"):
                yield s._replace(fact="province", value=only(s.code[:2]))
                if s.fact == "city":
                    yield s._replace(value=only(s.code))

    # --- the words

    def _words(self, fact: str) -> tuple[Words, ...]:
        return tuple(sorted({self._part(s) for s in self.known[fact].said}))

    def _part(self, statement: Statement) -> Words:
        return self._between(statement.start, statement.end)

    def _between(self, start: int, end: int) -> Words:
        begin, finish = self.form.span(start, end)
        return Words(begin, finish, self.text[begin:finish])

    def _unread(self, found: Sequence[Clause], said: Sequence[Statement]) -> tuple[Words, ...]:
        parts: list[Words] = []
        told = bytearray(len(self.form.text))
        for s in said:
            told[s.start : s.end] = b"\1" * (s.end - s.start)
        for clause in found:
            if clause.own.strip() and not any(told[clause.start : clause.end]):
                words = self._between(clause.start, clause.end)
                text = words.text.strip()
                begin = words.start + words.text.index(text) if text else words.start
                parts.append(Words(begin, begin + len(text), text))
        if len(self.text) > LONGEST:
            parts.append(Words(LONGEST, len(self.text), self.text[LONGEST:]))
        return tuple(part for part in parts if part.text)


def _both(one: Value, other: Value) -> Value | None:
    """What two values of one fact say together; None where they contradict each other."""
    match one, other:
        case bool(), bool():
            return one if one == other else None
        case Among(), Among():
            shared = one.members & other.members
            return Among(shared) if shared else None
        case Span(), Span():
            low, high = max(one.low, other.low), min(one.high, other.high)
            return Span(low, high) if low <= high else None
    return None
