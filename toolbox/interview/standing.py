"""Where an interview stands: what is decided about the first six steps, whatever may still be told.

Every bound is sound: in any completion of the open facts a tool's rank lies within [low, high], a rule that is surely
yes stays yes, and one that cannot hold never fires. From that follows when the six first steps can no longer change;
docs/interview.md has the argument.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from toolbox.assessment import MODEL, Assessed, assess, share_of
from toolbox.conditions.possible import can_hold
from toolbox.conditions.tree import Is, Leaf, facts_in
from toolbox.conditions.values import Among, Facts, Members, Span, Value, exactly
from toolbox.conditions.verdict import Truth, judge
from toolbox.facts import gather
from toolbox.inference import Inferred
from toolbox.interview.rulebook import Rulebook
from toolbox.knowledge.model import Rule
from toolbox.knowledge.voices import WORDS
from toolbox.profile import Profile
from toolbox.recommend import FIRST, MOST_VOICE, POINT, missing_before, need_of, rank, recommend, voice
from toolbox.vocabulary import Member

WEIGHT = 5040  # divides evenly by most small numbers


class Bounds(NamedTuple):
    """What may become of a tool that may be recommended.

    low and high: of its rank, in 1/100 point. certain: it is recommended and not held, whatever is still told.
    """

    low: int
    high: int
    certain: bool


class Standing:
    """One state of an interview; after an answer, only rules that read it are judged anew."""

    def __init__(
        self, book: Rulebook, profile: Profile, today: dt.date, before: tuple[Standing, str] | None = None
    ) -> None:
        """before: the standing before the last answer, and the fact that was answered."""
        self.book = book
        self.profile = profile
        self.today = today
        self.knowledge = book.knowledge
        self.answered = frozenset(profile.told) | frozenset(profile.unknown)
        gathered = gather(profile, self.knowledge, today)
        self.assessed = assess(self.knowledge, gathered.values)
        known = gathered.having(self.assessed.facts(), {})
        self.now = known.having(self._concluded(known.values), {})
        in_use = self.now.values.get("in_use")
        self.in_use = in_use.has if isinstance(in_use, Members) else frozenset()
        opened = self._opened(known.values)
        self.facts: Facts = {**opened, **self._concluded(opened)}
        self._possible: dict[tuple[str, bool], bool] = {}
        self._judge(before)
        inferred = Inferred(
            self.now, frozenset(r for r, truth in self.truths.items() if truth), "verdict", book.conditions
        )
        self.recommendations = recommend(self.knowledge, self.assessed, inferred)

    def after(self, fact: str, value: Value | None) -> Standing:
        """The standing after one more answer; None is "don't know"."""
        told = self.profile.told if value is None else {**self.profile.told, fact: value}
        unknown = (*self.profile.unknown, fact) if value is None else self.profile.unknown
        return Standing(self.book, self.profile._replace(told=told, unknown=unknown), self.today, (self, fact))

    def _concluded(self, facts: Facts) -> dict[str, Value]:
        """What the derive rules conclude from these facts."""
        concluded = {fact: judge(tree, facts) for fact, tree in self.book.concludes.items()}
        return {fact: truth for fact, truth in concluded.items() if truth is not None}

    def _judge(self, before: tuple[Standing, str] | None) -> None:
        """truths: of every rule as things are. certain and possible: whatever is still told."""
        conditions = self.book.conditions
        self.truths: dict[str, Truth] = {}
        self.certain: set[str] = set()
        self.possible: set[str] = set()
        affected: Iterable[str] = conditions
        if before is not None:
            standing, fact = before
            affected = self.book.read_by(fact)
            self.truths = dict(standing.truths)
            self.certain = standing.certain.difference(affected)
            self.possible = standing.possible.difference(affected)
        for rule in affected:
            self.truths[rule] = judge(conditions[rule], self.now.values)
            if can_hold(conditions[rule], self.facts, self._can_become):
                self.possible.add(rule)
                if judge(conditions[rule], self.facts):
                    self.certain.add(rule)

    # --- what may still be told

    @cached_property
    def open(self) -> frozenset[str]:
        """The questions that may still be asked."""
        values = self.now.values
        return frozenset(name for name in self.book.scope - self.answered if not _settled(values.get(name)))

    @cached_property
    def may_be_in_use(self) -> frozenset[str]:
        """Tools that an answer may still show to be in use, and what these replace."""
        shown = {tool for fact in self.open for member in self.left(fact) for tool in member.shows}
        if "in_use" in self.open:
            shown.update(self.knowledge.tools)
        waiting = list(shown)
        while waiting:
            more = [tool for tool in self.knowledge.tools[waiting.pop()].replaces if tool not in shown]
            shown.update(more)
            waiting.extend(more)
        return frozenset(shown) - self.in_use

    def left(self, name: str) -> Iterator[Member]:
        """The members that a choice or a set may still have, by what is known."""
        value = self.now.values.get(name)
        for id_, member in self.knowledge.vocabulary[name].members.items() if name != "in_use" else ():
            if (
                id_ in value.members
                if isinstance(value, Among)
                else not (isinstance(value, Members) and id_ in value.lacks)
            ):
                yield member

    def _opened(self, values: Facts) -> Facts:
        """The facts as far as no answer can overturn them.

        What was only derived of an open question gives way to an answer, unless another answer bounds it; a list of
        tools that is closed now may still grow by what later answers show.
        """
        told = self.profile.told.keys()
        firm = {name for name in self.open if not told.isdisjoint(self.book.narrowed_by.get(name, ()))} | {"in_use"}
        values = {name: value for name, value in values.items() if name not in self.open or name in firm}
        in_use = values.get("in_use")
        if not isinstance(in_use, Members) or not in_use.closed:
            return values
        lacks = frozenset(self.knowledge.tools) - in_use.has - self.may_be_in_use
        return {**values, "in_use": Members(in_use.has, lacks, closed=False)}

    def _can_become(self, leaf: Leaf, wanted: bool) -> bool:
        name = leaf.fact
        if name in self.book.concludes:
            answer = leaf.answer is wanted if isinstance(leaf, Is) else wanted
            if (name, answer) not in self._possible:
                condition = (self.book.concludes if answer else self.book.excludes)[name]
                self._possible[name, answer] = can_hold(condition, self.facts, self._can_become)
            return self._possible[name, answer]
        return not self.open.isdisjoint(self.book.asked_for(name))

    @cached_property
    def scores_move(self) -> bool:
        """Whether an answer that may still come changes a score."""
        values = self.now.values
        return any(i not in values and not self.open.isdisjoint(self.book.asked_for(i)) for i in self.book.indicators)

    @cached_property
    def score_ends(self) -> tuple[Assessed, Assessed]:
        """The best and the worst that scores may still come to.

        An indicator that is asked may turn out either way. One that is not asked here may still be shown by a tool in
        use, which can only be good.
        """
        if not self.scores_move:
            return self.assessed, self.assessed
        best, worst = {}, {}
        for dimension in self.knowledge.assessments[MODEL].dimensions.values():
            for indicator in dimension.indicators:
                name, share = indicator.fact, share_of(indicator, self.now.values.get(indicator.fact))
                if not self.open.isdisjoint(self.book.asked_for(name)):
                    best[name] = exactly(share.high)
                if name in self.open:
                    worst[name] = exactly(share.low)
        values = self.now.values
        return assess(self.knowledge, values, earned=best), assess(self.knowledge, values, earned=worst)

    # --- bounds

    @cached_property
    def bounds(self) -> Mapping[str, Bounds]:
        """The bounds of every tool that may be recommended."""
        made = {tool: self._bounds(tool) for tool in self.book.recommend if tool not in self.in_use}
        return {tool: bounds for tool, bounds in made.items() if bounds is not None}

    def _bounds(self, tool: str) -> Bounds | None:
        rules = self.book.recommend[tool]
        holds = [rule.id for t in self.chain(tool) for rule in self.book.hold.get(t, ())]
        if self.possible.isdisjoint(rule.id for rule in rules) or not self.certain.isdisjoint(holds):
            return None
        surely = [rule for rule in rules if rule.id in self.certain]
        maybe = [rule for rule in rules if rule.id in self.possible and rule.id not in self.certain]
        now = rank(self.knowledge, self.assessed, self.now.values, self.knowledge.tools[tool], surely)
        least, most = (need_of(self.knowledge, end, self.knowledge.tools[tool]) for end in self.score_ends)
        more = sum(self.knowledge.strengths[rule.strength or ""].points for rule in maybe) * POINT
        settled = self.possible.isdisjoint(holds) and self.may_be_in_use.isdisjoint(self.chain(tool))
        rest = now.strength + now.voice + now.ease
        more += self._louder([*surely, *maybe], now.voice)
        return Bounds(rest + least, rest + most + more, certain=bool(surely) and settled)

    def _louder(self, maybe: list[Rule], now: int) -> int:
        """How much more the firm's own words may count."""
        if not self.open.isdisjoint(WORDS) and any(rule.voices for rule in maybe):
            return MOST_VOICE - now
        return voice(self.now.values, maybe) - now

    def chain(self, tool: str) -> tuple[str, ...]:
        """What a tool needs that is not in use, and the tool."""
        return (*missing_before(self.knowledge, tool, self.in_use), tool)

    # --- the first six

    @cached_property
    def first(self) -> tuple[str, ...]:
        """The six first steps as they are now."""
        return tuple(step.tool for step in self.recommendations.steps[:FIRST])

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """The recommended tools that fill the first six with what they need, as things are; highest rank first."""
        own = sorted((-step.rank.total, step.tool) for step in self.recommendations.steps if step.rules)
        leading: list[str] = []
        brought: set[str] = set()
        for _, tool in own:
            if len(brought) >= FIRST:
                break
            leading.append(tool)
            brought.update(self.chain(tool))
        return tuple(leading)

    @cached_property
    def decided(self) -> frozenset[str]:
        """Of the leading tools, those that are in the plan whatever is still told."""
        own = {tool: self.bounds[tool] for tool in self.leading if tool in self.bounds}
        return frozenset(tool for tool, b in own.items() if b.certain and not self._may_be_set_aside(tool, b.low))

    def _may_be_set_aside(self, tool: str, low: int) -> bool:
        """Whether a rival of a rank as high may take the tool's place."""
        tools = self.knowledge.tools
        rivals = {*tools[tool].conflicts, *tools[tool].replaces}
        rivals.update(other for other in self.bounds if tool in (*tools[other].conflicts, *tools[other].replaces))
        return any(rival in self.bounds and self.bounds[rival].high >= low for rival in rivals)

    @cached_property
    def undecided(self) -> tuple[str, ...]:
        """Tools that may still change who is among the first six; none when the six are settled.

        They are settled when every leading tool is decided, the one whose needs overrun the six stays last of them, and
        every other tool that may be recommended brings nothing new or stays below all of them.
        """
        found = [tool for tool in self.leading if tool not in self.decided]
        if len({t for tool in self.leading for t in self.chain(tool)}) > FIRST:
            found += [tool for tool in self.leading[:-1] if not self._surely_before(tool, self.leading[-1])]
        full = len(self.first) == FIRST
        for tool in self.bounds.keys() - set(self.leading):
            brings_new = not set(self.first).issuperset(self.chain(tool))
            if brings_new and not (full and all(self._surely_before(ahead, tool) for ahead in self.decided)):
                found.append(tool)
        return tuple(sorted(set(found)))

    def _surely_before(self, tool: str, other: str) -> bool:
        """Whether one tool ranks above another in every completion."""
        one, two = self.bounds.get(tool), self.bounds.get(other)
        return one is not None and two is not None and (-one.low, tool) < (-two.high, other)

    @property
    def stage(self) -> Among:
        """The stages that are still possible."""
        return self.assessed.stage

    @property
    def settled(self) -> bool:
        """Whether nothing that may still be told changes the first six and, if it is asked for, the stage."""
        return not self.undecided and not (self.book.full and not self.stage.exact and self.scores_move)

    # --- what to ask

    @cached_property
    def relevant(self) -> Mapping[str, int]:
        """The open questions that may settle something, with how much: an undecided tool shares out WEIGHT among them.

        A question that alone keeps a tool open thus counts for more than one of many.
        """
        waiting: dict[str, int] = {}
        for tool in self.undecided:
            about = self._questions_about(tool)
            for name in about:
                waiting[name] = waiting.get(name, 0) + WEIGHT // len(about)
        if self.book.full and not self.stage.exact:
            for name in self._score_questions():
                waiting.setdefault(name, 0)
        return waiting

    @cached_property
    def in_play(self) -> tuple[str, ...]:
        """The tools that matter where the firm is asked what is in use: those of the six and the undecided first."""
        tools = dict.fromkeys(self.first)
        for tool in (*self.leading, *self.undecided):
            tools.update(dict.fromkeys(self.chain(tool)))
        for name in sorted(self.relevant):
            tools.update(dict.fromkeys(sorted(self.book.shows.get(name, ()))))
        return tuple(tools)

    def _questions_about(self, tool: str) -> frozenset[str]:
        chain = self.chain(tool)
        rules = [*self.book.recommend.get(tool, ()), *(r for t in chain for r in self.book.hold.get(t, ()))]
        unsure = (rule.id for rule in rules if rule.id in self.possible and rule.id not in self.certain)
        facts = {f for rule in unsure for f in facts_in(self.book.conditions[rule]) if not _settled(self.facts.get(f))}
        names = {question for fact in facts for question in self.book.questions_behind(fact)}
        if not self.may_be_in_use.isdisjoint(chain):
            names |= {question for question, tools in self.book.shows.items() if tools.intersection(chain)} | {"in_use"}
        return self.open.intersection(names) or self._score_questions()

    def _score_questions(self) -> frozenset[str]:
        values = self.now.values
        return self.open.intersection(
            q for i in self.book.indicators if i not in values for q in self.book.asked_for(i)
        )


def _settled(value: Value | None) -> bool:
    """Whether nothing more can be learnt of a fact."""
    match value:
        case None:
            return False
        case bool():
            return True
        case Members() | Among() | Span():
            return value.exact
