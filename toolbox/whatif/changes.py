"""Which single changes of a firm may matter to some tests: what it has not told yet, and what it can change in a year.

Values that no test tells apart make one change: `staff` at least 20, paper or a spreadsheet. A fact that is known
because it follows from others is not changed by itself; what it follows from is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from toolbox.conditions.tree import Has, Is, Leaf, OneOf, Within
from toolbox.conditions.values import Among, Facts, Members, Span, Value
from toolbox.profile import Profile
from toolbox.vocabulary import Fact
from toolbox.whatif.reading import Read, Reading, covered_by

Kind = Literal["answer", "figure", "practice", "tool"]

# What a change is reckoned to take: an answer is only said, a figure decided, a practice lived, a tool brought in.
EFFORT: Mapping[Kind, int] = MappingProxyType({"answer": 1, "figure": 2, "practice": 3, "tool": 5})

_INSIDE = {"division": "sector", "city": "province"}


class Change(NamedTuple):
    """One change of what a firm told. Of two changes of one slot only one can be made.

    test: what holds once it is made, or fails where it is not positive. trials: the same as `--set` takes it. told: the
    facts that it tells, with their values; of a set only what it adds or takes. shows: the yes/no questions that the
    tools it brings in answer with yes.
    """

    slot: str
    fact: str
    kind: Kind
    test: Leaf
    positive: bool
    trials: tuple[str, ...]
    told: tuple[tuple[str, Value], ...]
    shows: frozenset[str] = frozenset()

    @property
    def effort(self) -> int:
        """What it is reckoned to take."""
        return EFFORT[self.kind]

    def tells(self) -> Iterator[str]:
        """The facts, and members as `in_use/crm`, that it tells."""
        for name, value in self.told:
            if isinstance(value, Members):
                yield from (f"{name}/{member}" for member in (*value.has, *value.lacks))
            else:
                yield name


def fits(changes: Iterable[Change], more: Change) -> bool:
    """Whether a change can be made beside others: no other of its slot, and none that says no to what it shows."""
    return not any(
        more.slot == other.slot or _denied(more) & other.shows or _denied(other) & more.shows for other in changes
    )


def _denied(change: Change) -> frozenset[str]:
    return frozenset(name for name, value in change.told if value is False)


def changed(profile: Profile, changes: Iterable[Change]) -> Profile:
    """The profile once these changes are made."""
    told: dict[str, Value] = dict(profile.told)
    for change in changes:
        for name, value in change.told:
            told[name] = _moved(told.get(name), value) if isinstance(value, Members) else value
    return profile._replace(told=told)


def _moved(before: Value | None, change: Members) -> Members:
    """A set with the members of the change in it, and without those that the change takes out."""
    known = before if isinstance(before, Members) else Members(frozenset(), closed=False)
    has = (known.has | change.has) - change.lacks
    return Members(has, frozenset() if known.closed else (known.lacks | change.lacks) - has, known.closed)


# --- the changes -------------------------------------------------------------------------------------------------


def possible(reading: Reading, profile: Profile, known: Facts, target: str) -> list[Change]:
    """Every change of what was read. known: the facts as they are. target: the tool that no change may bring in."""
    maker = _Maker(reading, profile, known, target)
    return [change for name in sorted(reading.facts) for change in maker.changes(name)]


class _Maker:
    def __init__(self, reading: Reading, profile: Profile, known: Facts, target: str) -> None:
        self.reading = reading
        self.knowledge = reading.knowledge
        self.profile = profile
        self.known = known
        self.target = target

    def changes(self, name: str) -> Iterator[Change]:
        fact = self.knowledge.vocabulary[name]
        if fact.worked_out is not None or name in self.profile.not_applicable:
            return
        read = self.reading.facts[name]
        match fact.type:
            case "yes/no":
                yield from self._answers(fact)
            case "choice":
                yield from self._choices(fact, read)
            case "set":
                yield from self._members(fact, read)
            case _:
                yield from self._numbers(fact, read)

    def _changeable(self, fact: Fact) -> bool:
        return fact.changeable is not None and fact.name in self.profile.told

    def _answers(self, fact: Fact) -> Iterator[Change]:
        now = self.known.get(fact.name)
        for answer in (True, False):
            if now is None or (
                now is not answer and self._changeable(fact) and (answer or fact.changeable == "freely")
            ):
                kind: Kind = "answer" if now is None else "practice"
                trial = f"{fact.name}={'yes' if answer else 'no'}"
                yield Change(fact.name, fact.name, kind, Is(fact.name, answer), True, (trial,), ((fact.name, answer),))

    # --- choices

    def _choices(self, fact: Fact, read: Read) -> Iterator[Change]:
        everything = [member for member in fact.members if self._fits(fact.name, member)]
        now = self.known.get(fact.name)
        still = now.members if isinstance(now, Among) else frozenset(fact.members)
        answers = [member for member in everything if member in still]
        changes = [member for member in everything if member not in still] if self._changeable(fact) else []
        if fact.changeable == "onward":
            order = {member: place for place, member in enumerate(fact.members)}
            changes = [member for member in changes if order[member] > max(order.get(m, 0) for m in still)]
        for group in self._alike(fact, read, answers) if len(still) > 1 else ():
            if now is None or len(group) < len(still):
                yield from self._choice(fact, group, "answer")
        for group in self._alike(fact, read, changes):
            yield from self._choice(fact, group, "tool" if fact.members[group[0]].shows else "practice")

    def _alike(self, fact: Fact, read: Read, members: list[str]) -> list[list[str]]:
        """Members that no test tells apart; those that show a tool stand alone, as does each where it is wanted."""
        groups: dict[tuple[object, ...], list[str]] = {}
        for member in members:
            alone = member if read.finely or fact.members[member].shows else None
            mark = (alone, *(member in test.members for test in sorted(read.tests)))
            groups.setdefault(mark, []).append(member)
        return list(groups.values())

    def _choice(self, fact: Fact, members: list[str], kind: Kind) -> Iterator[Change]:
        brought = fact.members[members[0]].shows
        shows = self._shows(brought)
        also = self._also(brought, shows, kind)
        if also is None:
            return
        said = members[0] if len(members) == 1 else f"[{', '.join(members)}]"
        told: list[tuple[str, Value]] = [(fact.name, Among(frozenset(members)))]
        outer = _INSIDE.get(fact.name)
        if outer is not None and outer not in self.known:
            told.append((outer, Among(frozenset(self._owner(fact.name, member) for member in members))))
        test = OneOf(fact.name, tuple(members))
        trials = (f"{fact.name}={said}", *(f"{name}=yes" for name in also))
        slot = outer if outer is not None and outer not in self.known else fact.name
        facts = (*told, *((name, True) for name in also))
        yield Change(slot, fact.name, kind, test, True, trials, facts, shows)

    def _owner(self, inner: str, member: str) -> str:
        """The sector of a division, the province of a city."""
        if inner == "division":
            return self.knowledge.divisions[member].sector
        return next((code for code, province in self.knowledge.provinces.items() if member in province.cities), "")

    def _fits(self, fact: str, member: str) -> bool:
        """Whether a choice agrees with what is known of the trade and the place."""
        for inner, outer in _INSIDE.items():
            within, around = self.known.get(inner), self.known.get(outer)
            if fact == inner and isinstance(around, Among):
                return self._owner(inner, member) in around.members
            if fact == outer and isinstance(within, Among):
                return any(self._owner(inner, each) == member for each in within.members)
        return True

    # --- sets

    def _members(self, fact: Fact, read: Read) -> Iterator[Change]:
        now = self.known.get(fact.name)
        for member in sorted(read.members):
            holds = now.holds(member) if isinstance(now, Members) else None
            freely = self._changeable(fact) and fact.changeable == "freely"
            if holds is None:
                yield from self._member(fact, member, "answer", add=True)
                yield from self._member(fact, member, "answer", add=False)
            elif not holds and self._changeable(fact):
                brings = fact.name == "in_use" or fact.members[member].shows
                yield from self._member(fact, member, "tool" if brings else "practice", add=True)
            elif holds and freely and member in getattr(self.profile.told[fact.name], "has", ()):
                yield from self._member(fact, member, "practice", add=False)

    def _member(self, fact: Fact, member: str, kind: Kind, *, add: bool) -> Iterator[Change]:
        brought = (member,) if fact.name == "in_use" else fact.members[member].shows
        shows = self._shows(brought) if add else frozenset()
        also = self._also(brought, shows, kind) if add else []
        if also is None:
            return
        one: frozenset[str] = frozenset((member,))
        none: frozenset[str] = frozenset()
        value = Members(one, none, closed=False) if add else Members(none, one, closed=False)
        trials = (f"{fact.name}{'+' if add else '-'}={member}", *(f"{name}=yes" for name in also))
        told: tuple[tuple[str, Value], ...] = ((fact.name, value), *((name, True) for name in also))
        yield Change(f"{fact.name}/{member}", fact.name, kind, Has(fact.name, member), add, trials, told, shows)

    def _shows(self, brought: tuple[str, ...]) -> frozenset[str]:
        """The yes/no questions that the use of these tools, and of those that they replace, answers with yes."""
        tools = covered_by(self.knowledge, brought)
        asked = self.knowledge.vocabulary.items() if tools else ()
        return frozenset(name for name, fact in asked if not tools.isdisjoint(fact.shown_by))

    def _also(self, brought: tuple[str, ...], shows: frozenset[str], kind: Kind) -> list[str] | None:
        """Questions answered with no that the use of these tools turns into yes.

        None where the change cannot be: it brings in the tool in question, or an answer would contradict a no.
        """
        if self.target in brought:
            return None
        turned = sorted(name for name in shows if self.profile.told.get(name) is False)
        return None if turned and kind == "answer" else turned

    # --- numbers

    def _numbers(self, fact: Fact, read: Read) -> Iterator[Change]:
        lowest, highest = (int((bound or 0) * fact.scale) for bound in (fact.low, fact.high))
        now = self.known.get(fact.name)
        still = now if isinstance(now, Span) else Span(lowest, highest)
        starts = sorted({lowest, *(cut for cut in read.cuts if lowest < cut <= highest)})
        for start, end in zip(starts, [*(cut - 1 for cut in starts[1:]), highest], strict=True):
            common = Span(max(start, still.low), min(end, still.high))
            if common.low <= common.high:
                if now is None or (not still.exact and common != still):
                    yield number(fact, common, "answer")
            elif self._changeable(fact) and (fact.changeable == "freely" or start > still.high):
                yield number(fact, Span(start, end), "figure")


def number(fact: Fact, span: Span, kind: Kind) -> Change:
    """A change of a number to one of a range."""
    low = None if fact.low is not None and span.low == int(fact.low * fact.scale) else span.low
    high = None if fact.high is not None and span.high == int(fact.high * fact.scale) else span.high
    test = Within(fact.name, low, high)
    return Change(fact.name, fact.name, kind, test, True, (f"{fact.name}={phrase(fact, test)}",), ((fact.name, span),))


def phrase(fact: Fact, test: Within) -> str:
    """A range of numbers as a profile writes it."""
    low, high = test.low, test.high
    if low is not None and low == high:
        return fact.told_as(low)
    if high is None:
        return f"at least {fact.told_as(low if low is not None else int((fact.low or 0) * fact.scale))}"
    if low is None:
        return f"at most {fact.told_as(high)}"
    return f"between {fact.told_as(low)} and {fact.told_as(high)}"
