"""What is known of one fact: exactly, as a range, in part, or not at all.

Not at all is the absence of a value. The four kinds of value:

    bool       a yes/no fact
    Span       a number, in the fact's stored units; exact when low == high
    Among      a choice, as the members that it may still be; exact when there is one
    Members    a set: members that are in it, members that are not, and whether the rest are out
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Span(NamedTuple):
    """A whole number between two bounds, both included."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


class Among(NamedTuple):
    """One of these members; never empty."""

    members: frozenset[str]

    @property
    def exact(self) -> bool:
        """Whether it is one member."""
        return len(self.members) == 1


class Members(NamedTuple):
    """A set that may be known only in part.

    closed: nothing beyond `has` is in the set.
    """

    has: frozenset[str]
    lacks: frozenset[str] = frozenset()
    closed: bool = True

    @property
    def exact(self) -> bool:
        """Whether nothing about it is open."""
        return self.closed

    def holds(self, member: str) -> bool | None:
        """Whether the member is in it; None if that is not known."""
        if member in self.has:
            return True
        return False if self.closed or member in self.lacks else None


Value = bool | Span | Among | Members
Facts = Mapping[str, Value]


def exactly(number: int) -> Span:
    """A number known exactly."""
    return Span(number, number)


def only(member: str) -> Among:
    """A choice known exactly."""
    return Among(frozenset((member,)))


def is_exact(value: Value) -> bool:
    """Whether nothing about a value is open."""
    return isinstance(value, bool) or value.exact
