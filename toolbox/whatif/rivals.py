"""Whether another tool takes the place of one, as a node of the formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolbox.knowledge.voices import WORDS
from toolbox.recommend import rank
from toolbox.whatif.formula import Node, State

if TYPE_CHECKING:
    from toolbox.whatif.problem import Problem

_ROUNDED = 4  # what rounding may add to the difference of two needs, in 1/100 point


class Stays(Node):
    """No other tool takes the place of this one, which is recommended and not held: none, or none of a higher rank."""

    def __init__(self, problem: Problem, tool: str) -> None:
        self._problem = problem
        self._tool = tool
        self._circle = tuple(problem.rivals_of_rivals(tool))
        self._wishes = problem.telling(WORDS)
        self._gained: dict[tuple[str, str], dict[int, int]] = {}
        parts = [problem.candidate(other).behind for other in self._circle]
        super().__init__(frozenset().union(problem.behind_scores, self._wishes, *parts))

    def _judge(self, state: State) -> bool:
        if not self._problem.candidate(self._tool).holds(state):
            return True
        return self._tool in self._kept(state)

    def _kept(self, state: State) -> list[str]:
        """The tools of the circle that are recommended and that no other takes the place of, the highest rank first."""
        rivals = [other for other in self._circle if self._problem.candidate(other).holds(state)]
        if self._problem.rivals[self._tool].isdisjoint(rivals):
            return rivals
        kept: list[str] = []
        for other in sorted(rivals, key=lambda other: (-self._rank(other, state), other)):
            if self._problem.rivals[other].isdisjoint(kept):
                kept.append(other)
        return kept

    def _rank(self, tool: str, state: State) -> int:
        problem = self._problem
        fired = [rule for rule in problem.rules(tool, "recommend") if problem.node(rule).holds(state)]
        facts = problem.gathered(state & self._wishes)
        return rank(problem.knowledge, problem.assessed(state), facts, problem.knowledge.tools[tool], fired).total

    def turning(self, state: State, left: int) -> State:
        """What gets a rival recommended or out of the way, and what moves the ranks of two far enough."""
        if self.holds(state):
            rivals = self._problem.rivals[self._tool]
            return frozenset().union(*(self._overtaking(other, self._tool, state, left) for other in rivals))
        first = self._kept(state)
        rival = next(other for other in first if other in self._problem.rivals[self._tool])
        others = self._problem.rivals[rival]
        ways = [self._overtaking(other, rival, state, left) for other in others]
        return self._problem.candidate(rival).turning(state, left).union(*ways)

    def _overtaking(self, other: str, tool: str, state: State, left: int) -> State:
        """What may bring another tool into the plan before this one."""
        candidate = self._problem.candidate(other)
        if not candidate.holds(state):
            return candidate.turning(state, left)
        if (-self._rank(other, state), other) < (-self._rank(tool, state), tool):  # and yet a third one keeps it out
            return self.behind - state
        return self._lifting(other, tool, state, left)

    def _lifting(self, other: str, tool: str, state: State, left: int) -> State:
        """What may lift the rank of one tool over that of another: rules, wishes, or scores where they reach so far."""
        problem = self._problem
        rules = [rule for rule in problem.rules(other, "recommend") if not problem.node(rule).holds(state)]
        rules += [rule for rule in problem.rules(tool, "recommend") if problem.node(rule).holds(state)]
        found = (self._wishes - state).union(*(problem.node(rule).turning(state, left) for rule in rules))
        gains = self._gains(other, tool)
        nothing: State = frozenset()
        gap = self._rank(tool, state) - self._rank(other, state)
        gap += self._needs(other, state) - self._needs(tool, state)  # from here on as if no score had moved
        gap -= self._needs(other, nothing) - self._needs(tool, nothing)
        gap -= sum(gains.get(number, 0) for number in state)
        ahead = sorted((gain for number, gain in gains.items() if number not in state), reverse=True)
        return found | (gains.keys() - state) if sum(ahead[:left]) >= gap else found

    def _needs(self, tool: str, state: State) -> int:
        return self._need(tool, self._problem.knowledge.tools[tool].scenarios, state)

    def _need(self, tool: str, scenarios: tuple[str, ...], state: State) -> int:
        problem = self._problem
        mine = problem.knowledge.tools[tool]._replace(scenarios=scenarios)
        return rank(problem.knowledge, problem.assessed(state), {}, mine, ()).need

    def _gains(self, other: str, tool: str) -> dict[int, int]:
        """For each change of a score the most by which it moves the need for one tool closer to that for another."""
        if (other, tool) not in self._gained:
            scenarios = {name: self._problem.knowledge.tools[name].scenarios for name in (other, tool)}
            before = {
                (name, s): self._need(name, (s,), frozenset()) for name, several in scenarios.items() for s in several
            }
            gains: dict[int, int] = {}
            for number in self._problem.behind_scores:
                after = {key: self._need(key[0], (key[1],), frozenset((number,))) for key in before}
                up = max(after[other, s] - before[other, s] for s in scenarios[other])
                down = max(before[tool, s] - after[tool, s] for s in scenarios[tool])
                if any(after[key] != before[key] for key in before):
                    gains[number] = max(0, up) + max(0, down) + _ROUNDED
            self._gained[other, tool] = gains
        return self._gained[other, tool]
