"""What would it take: the fewest changes after which a tool is a step of the plan, or is no longer one.

Only what a firm has not told yet may turn out this way or that, and only what it can change within a year may change
(`changeable` in catalog/facts/). Every set that is told was run through the whole pipeline, and no part of it does it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from toolbox import explain
from toolbox.advice import Reasoned, reason
from toolbox.conditions import sentence, told
from toolbox.conditions.tree import Has
from toolbox.conditions.values import Facts, Members
from toolbox.explain import ChangeSet, Status, WhatIf, explain_tool
from toolbox.facts import gather
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile
from toolbox.trials import parse, tried
from toolbox.vocabulary import Text
from toolbox.whatif.changes import EFFORT, Change
from toolbox.whatif.joined import Wide, widened
from toolbox.whatif.search import search

MOST_CHANGES = 3
MOST_TRIED = 5_000  # sets of changes; a second or two
MOST_LISTED = 10

_HOLDS = {True: Text("有", "it does"), False: Text("没有", "it does not"), None: Text("不知道", "unknown")}

__all__ = ["EFFORT", "MOST_CHANGES", "what_if"]


def what_if(knowledge: Knowledge, inference: Inference, reasoned: Reasoned, tool: str, today: dt.date) -> WhatIf:
    """The fewest changes that turn whether a tool is a step of the plan. KeyError for a tool that is not known."""
    profile = reasoned.profile
    before, _ = _status(knowledge, reasoned, tool)
    if before == "in use":
        return WhatIf(None, (), 0, MOST_CHANGES, MOST_CHANGES, 0)
    found = search(knowledge, profile, today, tool, most_changes=MOST_CHANGES, most_tried=MOST_TRIED)
    known = gather(profile, knowledge, today).values
    waiting = sorted(widened(knowledge, found.sets), key=_order)
    listed: list[ChangeSet] = []
    while waiting and len(listed) < MOST_LISTED:
        wide = waiting.pop(0)
        after, place = _status(knowledge, _after(knowledge, inference, profile, wide.changes, today), tool)
        if (after == "step") is not (before == "step"):
            changes = tuple(_said(knowledge, change, known) for change in wide.changes)
            listed.append(ChangeSet(changes, _effort(wide.changes), after, place))
        else:  # values that each do it need not do it while it is open which of them it is
            waiting[0:0] = sorted((Wide(each, ()) for each in wide.made_of if len(wide.made_of) > 1), key=_order)
    wanted: Literal["step", "no step"] = "no step" if before == "step" else "step"
    return WhatIf(wanted, tuple(listed), len(waiting), found.complete, MOST_CHANGES, found.tried)


def _status(knowledge: Knowledge, reasoned: Reasoned, tool: str) -> tuple[Status, int | None]:
    explained = explain_tool(knowledge, reasoned.inferred, reasoned.recommendations, tool)
    return explained.status, explained.place


def _after(
    knowledge: Knowledge, inference: Inference, profile: Profile, changes: Sequence[Change], today: dt.date
) -> Reasoned:
    """All that follows from the profile with these changes, made as `--set` makes them."""
    trials = [trial for text in _trials(changes) if (trial := parse(text)) is not None]
    return reason(tried(profile, trials, knowledge), inference, knowledge, today)


def _trials(changes: Sequence[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for change in changes for text in change.trials))


def _order(wide: Wide) -> tuple[int, int, tuple[str, ...]]:
    return _effort(wide.changes), len(wide.changes), _trials(wide.changes)


def _effort(changes: Sequence[Change]) -> int:
    return sum(change.effort for change in changes)


# --- in words ----------------------------------------------------------------------------------------------------


def _said(knowledge: Knowledge, change: Change, known: Facts) -> explain.Change:
    fact = knowledge.vocabulary[change.fact]
    to = sentence.test(change.test, knowledge.vocabulary, positive=change.positive)
    value = known.get(fact.name)
    if isinstance(change.test, Has):
        now = _HOLDS[value.holds(change.test.member) if isinstance(value, Members) else None]
    else:
        now = Text(told.in_words(fact, value, "zh"), told.in_words(fact, value, "en"))
    return explain.Change(fact.name, fact.label, change.kind, change.effort, now, to, change.trials)
