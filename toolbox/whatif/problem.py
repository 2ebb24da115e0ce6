"""What decides whether a tool is a step of the plan, as one formula over the changes of a firm.

The formula has the tests that bear on the tool: those of its rules, of the rules that hold it or what it needs, of the
tools that need it, and of those that would take its place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from toolbox.assessment import MODEL, TOTAL_UNIT, Assessed, DimensionScore, assess, share_of, stages
from toolbox.conditions.normal import negated, normalised
from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, leaves
from toolbox.conditions.tree import Within as Bounds
from toolbox.conditions.values import Facts, Span
from toolbox.conditions.verdict import judge
from toolbox.facts import gather
from toolbox.knowledge.model import Indicator, Knowledge, Rule
from toolbox.profile import Profile
from toolbox.recommend import exclude
from toolbox.whatif.changes import changed, possible
from toolbox.whatif.formula import Block, Node, Opposite, State, Test, Within
from toolbox.whatif.reading import Reading
from toolbox.whatif.rivals import Stays

NOTHING: State = frozenset()
_FARTHEST = 10**9
_ANY_SCORE = Bounds("score", 0, None)


class Problem:
    """What decides whether a tool is a step of the plan, as one formula over the changes of a firm.

    goal: holds where the tool is a step. changes: all that may matter to it.
    """

    def __init__(self, knowledge: Knowledge, profile: Profile, today: dt.date, tool: str) -> None:
        self.knowledge = knowledge
        self.profile = profile
        self.today = today
        self.tool = tool
        self._made: dict[object, Node] = {}
        self._facts: dict[tuple[State, bool], Facts] = {}
        self._shares: dict[tuple[str, State], Span] = {}
        self._behind_shares: dict[str, State] = {}
        self._behind_dimension: dict[str, State] = {}
        self._dimensions: dict[tuple[str, State], DimensionScore] = {}
        self._concluded: dict[str, list[Tree]] = {}
        for rule in knowledge.rules.values():
            if rule.kind == "derive":
                self._concluded.setdefault(rule.targets[0], []).append(rule.when)
        self._tools = self._bearing()
        self.rivals = {name: self._excluded(name) for name in self._tools}
        self._reading = Reading(knowledge, today)
        self._read_all()
        known = gather(profile, knowledge, today).values
        self.changes = possible(self._reading, profile, known, tool)
        self._telling: dict[str, set[int]] = {}
        for number, change in enumerate(self.changes):
            for told in change.tells():
                self._telling.setdefault(told, set()).add(number)
        self.behind_scores = self._changes_behind(self._behind.get(_ANY_SCORE, ()))
        self.goal = Block([self._carried(other) for other in self._carriers()], every=False)

    # --- what bears on the tool

    def _carriers(self) -> list[str]:
        """The tools by whose recommendation the tool gets into the plan: itself, and those that need it."""
        needing = (other for other, needs in self.knowledge.prerequisites.items() if self.tool in needs)
        return [self.tool, *needing]

    def _bearing(self) -> tuple[str, ...]:
        """The carriers, and all that may take the place of one of them, directly or by way of another."""
        found = dict.fromkeys(self._carriers())
        waiting = list(found)
        while waiting:
            for other in sorted(self._excluded(waiting.pop())):
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return tuple(found)

    def _excluded(self, tool: str) -> frozenset[str]:
        """The tools that do not belong in one plan with this one."""
        return frozenset(
            other for other in self.knowledge.tools if other != tool and exclude(self.knowledge, tool, other)
        )

    def rivals_of_rivals(self, tool: str) -> list[str]:
        """The tool, what may take its place, what may take theirs, and so on."""
        found = {tool: None}
        waiting = [tool]
        while waiting:
            more = [other for other in sorted(self.rivals[waiting.pop()]) if other not in found]
            found.update(dict.fromkeys(more))
            waiting.extend(more)
        return list(found)

    def rules(self, tool: str, kind: str) -> list[Rule]:
        """The rules of a kind for a tool."""
        return [rule for rule in self.knowledge.rules_for(tool) if rule.kind == kind]

    def _read_all(self) -> None:
        """Let the reading see every test before the changes are made of them."""
        self._behind: dict[Leaf, frozenset[str]] = {}
        conditions: list[Tree] = []
        for tool in self._tools:
            conditions += [rule.when for rule in self.rules(tool, "recommend")]
            for needed in (tool, *self.knowledge.prerequisites[tool]):
                conditions += [Has("in_use", needed), *(rule.when for rule in self.rules(needed, "hold"))]
        tests = [leaf for tree in conditions for leaf in leaves(self._written_out(normalised(tree)))]
        if any(self.rivals.values()):  # who takes whose place is a matter of ranks, and these of scores
            tests.append(_ANY_SCORE)
        for test in tests:
            if test not in self._behind:
                self._behind[test] = self._reading.behind(test)

    def _written_out(self, tree: Tree) -> Tree:
        """A condition in normal form with the rules of derived facts in their place."""
        match tree:
            case All(parts):
                return All(tuple(map(self._written_out, parts)))
            case Any(parts):
                return Any(tuple(map(self._written_out, parts)))
            case Is(fact, answer) if fact in self._concluded:
                either = Any(tuple(self._concluded[fact]))
                return normalised(either) if answer else negated(either)
            case _:
                return tree

    # --- the formula

    def node(self, rule: Rule) -> Node:
        """Whether a rule fires."""
        if rule.id not in self._made:
            self._made[rule.id] = self._compiled(self._written_out(normalised(rule.when)))
        return self._made[rule.id]

    def _compiled(self, tree: Tree) -> Node:
        match tree:
            case All(parts) | Any(parts):
                return Block([self._compiled(part) for part in parts], every=isinstance(tree, All))
        if tree not in self._made:
            self._made[tree] = self._test(tree)
        return self._made[tree]

    def _test(self, tree: Tree) -> Node:
        leaf = tree.part if isinstance(tree, Not) else tree
        assert not isinstance(leaf, All | Any | Not), "not in normal form"
        behind = self._changes_behind(self._behind[leaf])
        name = leaf.fact
        if name == "stage" or name.startswith("score"):
            if self.knowledge.assessments[MODEL].implied:
                return Test(behind, lambda state: judge(tree, self._with_scores(state)) is True)
            return Within(behind, lambda state: self._score(name, state), self._allowed(leaf, isinstance(tree, Not)))
        alone = len({self.changes[number].slot for number in behind}) <= 1
        # what brings a tool into use, or says yes, does so whatever else is changed; to take it back is another thing
        brings = (isinstance(tree, Has) and name == "in_use") or (isinstance(tree, Is) and tree.answer)
        return Test(
            behind,
            lambda state: judge(tree, self.gathered(state, sized=name == "size")) is True,
            turns_on=alone or brings,
            turns_off=alone,
        )

    def _allowed(self, leaf: Leaf, opposite: bool) -> list[tuple[int, int]]:
        """The scores for which a test holds."""
        if isinstance(leaf, Bounds):
            return [(-_FARTHEST if leaf.low is None else leaf.low, _FARTHEST if leaf.high is None else leaf.high)]
        assert isinstance(leaf, OneOf)
        allowed: list[tuple[int, int]] = []
        start = 0
        for stage, bound in self.knowledge.assessments[MODEL].bands.items():
            if (stage in leaf.members) is not opposite:
                touches = bool(allowed) and allowed[-1][1] == start - 1
                allowed = [
                    *allowed[: -1 if touches else None],
                    (allowed[-1][0] if touches else start, bound * TOTAL_UNIT),
                ]
            start = bound * TOTAL_UNIT + 1
        return allowed

    def _changes_behind(self, told: Iterable[str]) -> State:
        return frozenset().union(*(self._telling.get(name, ()) for name in told))

    def telling(self, facts: Iterable[str]) -> State:
        """The changes that tell something of these sets."""
        return self._changes_behind(name for name in self._telling if name.partition("/")[0] in facts)

    def _in_use(self, tool: str) -> Node:
        return self._compiled(Has("in_use", tool))

    def _carried(self, tool: str) -> Node:
        """The tool in question is in the plan because this one is recommended."""
        parts = [self.candidate(tool)]
        if tool != self.tool:
            parts.append(self._missing(tool, self.tool))
        if self.rivals[tool]:
            parts.append(Stays(self, tool))
        return Block(parts, every=True)

    def candidate(self, tool: str) -> Node:
        """The tool is recommended and nothing holds it."""
        key = ("candidate", tool)
        if key not in self._made:
            fired = [self.node(rule) for rule in self.rules(tool, "recommend")]
            holds = [Opposite(self.node(rule)) for rule in self.rules(tool, "hold")]
            parts: list[Node] = [Opposite(self._in_use(tool)), Block(fired, every=False), *holds]
            for needed in self.knowledge.prerequisites[tool]:
                held = [Opposite(self.node(rule)) for rule in self.rules(needed, "hold")]
                if held:
                    free = Block(held, every=True)
                    parts.append(Block([Opposite(self._missing(tool, needed)), free], every=False))
            self._made[key] = Block(parts, every=True)
        return self._made[key]

    def _missing(self, tool: str, needed: str) -> Node:
        """What a tool needs is to be brought in before it: some way there leads over no tool in use."""
        key = ("missing", tool, needed)
        if key not in self._made:
            ways: list[Node] = []
            for need in self.knowledge.tools[tool].needs:
                if need == needed:
                    ways.append(Opposite(self._in_use(need)))
                elif needed in self.knowledge.prerequisites[need]:
                    ways.append(Block([Opposite(self._in_use(need)), self._missing(need, needed)], every=True))
            self._made[key] = Block(ways, every=False)
        return self._made[key]

    # --- states

    def gathered(self, state: State, *, sized: bool = False) -> Facts:
        """The facts in a state. sized: the size class too, which takes longest."""
        if (state, sized) not in self._facts:
            profile = changed(self.profile, (self.changes[number] for number in sorted(state)))
            values = gather(profile if sized else _unsized(profile), self.knowledge, self.today).values
            self._facts[state, sized] = values if sized else {**profile.told, **values}
        return self._facts[state, sized]

    def _with_scores(self, state: State) -> Facts:
        facts = self.gathered(state, sized=True)
        return {**facts, **assess(self.knowledge, facts).facts()}

    def _score(self, name: str, state: State) -> tuple[int, int]:
        assessed = self.assessed(state)
        if name in ("score", "stage"):
            return assessed.total
        return assessed.dimensions[name.removeprefix("score_")].score

    def assessed(self, state: State) -> Assessed:
        """The scores in a state; each dimension is reckoned once for all states that do not differ in it."""
        assessment = self.knowledge.assessments[MODEL]
        if assessment.implied:
            return assess(self.knowledge, self.gathered(state, sized=True))
        dimensions = {name: self._dimension(name, state) for name in assessment.dimensions}
        weights = {name: each.weight for name, each in assessment.dimensions.items()}
        low = sum(weights[name] * each.score.low for name, each in dimensions.items())
        high = sum(weights[name] * each.score.high for name, each in dimensions.items())
        return Assessed(MODEL, dimensions, Span(low, high), stages(assessment, Span(low, high)))

    def _dimension(self, name: str, state: State) -> DimensionScore:
        indicators = self.knowledge.assessments[MODEL].dimensions[name].indicators
        if name not in self._behind_dimension:
            self._behind_dimension[name] = frozenset().union(*map(self._behind_share, indicators))
        mine = state & self._behind_dimension[name]
        if (name, mine) not in self._dimensions:
            shares = [(each.weight, self._share(each, mine)) for each in indicators]
            span = Span(sum(w * share.low for w, share in shares), sum(w * share.high for w, share in shares))
            self._dimensions[name, mine] = DimensionScore(span, 0, 0)
        return self._dimensions[name, mine]

    def _behind_share(self, indicator: Indicator) -> State:
        if indicator.fact not in self._behind_shares:
            told = self._reading.score(indicator) if indicator.weight else ()
            self._behind_shares[indicator.fact] = self._changes_behind(told)
        return self._behind_shares[indicator.fact]

    def _share(self, indicator: Indicator, state: State) -> Span:
        name, mine = indicator.fact, state & self._behind_share(indicator)
        if (name, mine) not in self._shares:
            self._shares[name, mine] = share_of(indicator, self.gathered(mine).get(name))
        return self._shares[name, mine]


def _unsized(profile: Profile) -> Profile:
    """The profile without its trade, from which no size class follows."""
    told = {name: value for name, value in profile.told.items() if name not in ("sector", "division")}
    return profile._replace(told=told, industry=None)
