"""Where a visitor is: the answers so far and the order of the questions, carried by the page from turn to turn.

The server keeps nothing. What the page carries is the state of an interview as every door reads it (menkan-state/1), in
plain sight, and the trail: which questions were shown, in their order, so that one can go back without losing answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from toolbox.documents import read_json
from toolbox.interview.state import read_state, write_state
from toolbox.interview.turn import OPENING
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Fact

STATE = "state"
FIRST = ("sector", "staff")  # asked on the first page; the trail begins after it


class Visit(NamedTuple):
    """The answers and the trail. full: the questions of the scoring model are asked too."""

    state: dict[str, Any]
    trail: tuple[str, ...] = ()
    full: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """The answers, as a profile writes them."""
        facts: dict[str, Any] = self.state["facts"]
        return facts

    @property
    def text(self) -> str:
        """The state as JSON, as the page carries it."""
        return json.dumps(self.state, ensure_ascii=False, separators=(",", ":"))

    def answered(self, fact: str, raw: Any) -> Visit:
        """The visit with one more answer, or with another one."""
        trail = self.trail if fact in self.trail or fact in FIRST else (*self.trail, fact)
        return self._replace(state={**self.state, "facts": {**self.facts, fact: raw}}, trail=trail)

    def before(self, fact: str | None) -> str | None:
        """The question that was shown before this one, None for the first page. fact: None is after all of them."""
        place = self.trail.index(fact) if fact in self.trail else len(self.trail)
        return self.trail[place - 1] if place else None

    def following(self, fact: str) -> str | None:
        """The question that was shown after this one, None where it is the last so far."""
        rest = self.trail[self.trail.index(fact) + 1 :] if fact in self.trail else ()
        return rest[0] if rest else None


def read_visit(state: str, trail: Iterable[str], knowledge: Knowledge, *, full: bool = False) -> Visit:
    """The visit that a page carried. Raises DataError where its answers cannot be read.

    Without a trail, as in a link, the answers are put into the order in which they would have been asked.
    """
    told = write_state(read_state(read_json(state.encode(), STATE), knowledge), knowledge)
    facts = told["facts"]
    shown = [name for name in trail if name in knowledge.vocabulary]
    first = [name for name in OPENING if name in facts]
    names = [n for n in dict.fromkeys(shown or (*first, *facts)) if n not in FIRST and askable(knowledge, n)]
    return Visit(told, tuple(names), full)


def askable(knowledge: Knowledge, name: str) -> bool:
    """Whether a firm can be asked for this fact."""
    fact = knowledge.vocabulary.get(name)
    return isinstance(fact, Fact) and fact.worked_out is None


def new_visit() -> Visit:
    """The beginning."""
    return Visit({"format": "menkan-state/1", "name": None, "facts": {}})
