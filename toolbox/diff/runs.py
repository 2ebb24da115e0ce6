"""Work an advice out again, whole or with some answers of another, by the knowledge in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from toolbox.advice import advise, reason
from toolbox.conditions import told
from toolbox.conditions.phrases import Flawed
from toolbox.conditions.values import Value
from toolbox.diff.views import View, completed, of
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile


class Runs:
    """Runs of the knowledge in use over the answers of two advices.

    old, new: the advices as they are worked out again, with every rule that fires; None where one comes from another
    knowledge, or where what is worked out is not what the file says.
    """

    def __init__(self, knowledge: Knowledge, inference: Inference, old: View, new: View) -> None:
        self._knowledge = knowledge
        self._inference = inference
        self._made: dict[tuple[tuple[str, ...], str], View | None] = {}
        self._told = [_values(knowledge, view) for view in (old, new)]
        self._days = (old.origin.today, new.origin.today)
        self._whole = [self._run(told, day) for told, day in zip(self._told, self._days, strict=True)]
        self.old, self.new = (self._again(view, run) for view, run in zip((old, new), self._whole, strict=True))

    def mixed(self, facts: frozenset[str], *, day: str = "old") -> View | None:
        """What the knowledge in use says with these answers of the new advice and all others of the old one.

        None where it does not know one of the answers.
        """
        old, new = self._told
        if old is None or new is None:
            return None
        on = self._days[0] if day == "old" else self._days[1]
        key = (tuple(sorted(facts)), on)
        if key not in self._made:
            values: dict[str, Value] = {name: value for name, value in old.items() if name not in facts}
            values |= {name: new[name] for name in facts if name in new}
            self._made[key] = self._run(values, on)
        return self._made[key]

    def whole(self, side: Literal["old", "new"]) -> View | None:
        """What the knowledge in use says with all answers, and on the day, of one advice."""
        return self._whole[0 if side == "old" else 1]

    def _run(self, values: Mapping[str, Value] | None, on: str) -> View | None:
        try:
            day = dt.date.fromisoformat(on)
        except ValueError:
            return None
        if values is None:
            return None
        profile = Profile(None, MappingProxyType(dict(values)))
        reasoned = reason(profile, self._inference, self._knowledge, day)
        return completed(of(advise(reasoned, self._knowledge, day)), self._knowledge, reasoned.inferred)

    def _again(self, view: View, run: View | None) -> View | None:
        if run is None or view.origin.knowledge != self._knowledge.digest:
            return None
        same = run.tools == view.tools and _in_short(run) == _in_short(view)
        return run if same else None


def _in_short(view: View) -> dict[str, object]:
    return {name: known.value for name, known in view.derived.items()}


def _values(knowledge: Knowledge, view: View) -> dict[str, Value] | None:
    """What was told, as values; None where a fact or a member is not known here."""
    values: dict[str, Value] = {}
    for name, known in view.told.items():
        fact = knowledge.vocabulary.get(name)
        if fact is None or fact.worked_out is not None:
            return None
        try:
            value = told.read_value(fact, known.value)
        except Flawed:
            return None
        if value is not None:
            values[name] = value
    return values
