"""A condition over states, with the changes that may turn it. A state is the set of the changes made, by number.

Every node can tell for a state whether it holds, and which changes may turn it: any few further changes that turn it
have at least one of those among them. That is sound for any node, and exact as far as the tests behind it are.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

State = frozenset[int]


class Node(ABC):
    """behind: the changes that matter to it; verdicts are kept by what of a state is among them."""

    def __init__(self, behind: State) -> None:
        self.behind = behind
        self._verdicts: dict[State, bool] = {}

    def holds(self, state: State) -> bool:
        """Whether it holds once these changes are made."""
        mine = state & self.behind
        if mine not in self._verdicts:
            self._verdicts[mine] = self._judge(mine)
        return self._verdicts[mine]

    @abstractmethod
    def _judge(self, state: State) -> bool: ...

    @abstractmethod
    def turning(self, state: State, left: int) -> State:
        """What may turn it. left: how many further changes are made at most; where they cannot turn it, nothing."""


class Block(Node):
    """All of its parts, or any of them."""

    def __init__(self, parts: Sequence[Node], *, every: bool) -> None:
        super().__init__(frozenset().union(*(part.behind for part in parts)))
        self._parts = parts
        self._every = every

    def _judge(self, state: State) -> bool:
        return (all if self._every else any)(part.holds(state) for part in self._parts)

    def turning(self, state: State, left: int) -> State:
        """All parts that stand in the way must turn; or, where one is enough, any of them."""
        now = self.holds(state)
        ways: list[State] = [part.turning(state, left) for part in self._parts if part.holds(state) is now]
        if now is self._every:  # one part is enough to turn it
            return frozenset().union(*ways)
        if not ways:
            return frozenset()
        if left == 1:
            return frozenset.intersection(*ways)
        return min(ways, key=len) if _apart(ways) <= left else frozenset()


def _apart(ways: Sequence[State]) -> int:
    """How many changes these at least take together: sets that share none take one each."""
    count, taken = 0, set[int]()
    for way in sorted(ways, key=len):
        if taken.isdisjoint(way):
            count += 1
            taken |= way
    return count


class Opposite(Node):
    """Holds where the part does not."""

    def __init__(self, part: Node) -> None:
        super().__init__(part.behind)
        self._part = part

    def _judge(self, state: State) -> bool:
        return not self._part.holds(state)

    def turning(self, state: State, left: int) -> State:
        """What may turn the part."""
        return self._part.turning(state, left)


class Test(Node):
    """One test. turns_on, turns_off: whether any set of changes that turns it so has one that does it alone."""

    __test__ = False  # no test of pytest's

    def __init__(
        self, behind: State, judge: Callable[[State], bool], *, turns_on: bool = False, turns_off: bool = False
    ) -> None:
        super().__init__(behind)
        self._asked = judge
        self._alone = {False: turns_on, True: turns_off}

    def _judge(self, state: State) -> bool:
        return self._asked(state)

    def turning(self, state: State, left: int) -> State:
        """The changes behind it; only those that turn it alone, where some must."""
        now, rest = self.holds(state), self.behind - state
        if not self._alone[now] and left > 1:
            return rest
        return frozenset(change for change in rest if self.holds(state | {change}) is not now)


class Within(Node):
    """A score lies so that a test on it holds.

    spans: the range of the score in a state. allowed: its values for which the test holds, as ranges from low to high
    that do not touch. A range of scores holds where one allowed range has all of it.
    """

    def __init__(
        self, behind: State, span: Callable[[State], tuple[int, int]], allowed: Sequence[tuple[int, int]]
    ) -> None:
        super().__init__(behind)
        self._span = span
        self._allowed = allowed

    def _judge(self, state: State) -> bool:
        low, high = self._span(state)
        return any(start <= low and high <= end for start, end in self._allowed)

    def turning(self, state: State, left: int) -> State:
        """Changes that move an end the right way, where so few can move it far enough."""
        low, high = self._span(state)
        moves = {change: self._span(state | {change}) for change in self.behind - state}
        if self.holds(state):
            return frozenset(change for change, span in moves.items() if span[0] < low or span[1] > high)
        ups = {change: span[0] - low for change, span in moves.items() if span[0] > low}
        downs = {change: high - span[1] for change, span in moves.items() if span[1] < high}
        found: set[int] = set()
        for start, end in self._allowed:
            # to end up here, both ends that lie outside must move in
            up, down = max(0, start - low), max(0, high - end)
            if _reach(ups, left) >= up and _reach(downs, left) >= down:
                found.update(ups if not down or (up and len(ups) <= len(downs)) else downs)
        return frozenset(found)


def _reach(moves: dict[int, int], left: int) -> int:
    return sum(sorted(moves.values(), reverse=True)[:left])
