"""Why an advice changed, as one frozen value: what every surface shows, and what `--json` prints."""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolbox.advice import RankAdvice
from toolbox.answer import Origin
from toolbox.diff.views import Status
from toolbox.knowledge.model import RuleKind
from toolbox.vocabulary import Text

FORMAT = "menkan-diff/1"

Side = Literal["old", "new"]
How = Literal["entered", "left", "moved", "reweighed", "outside"]
Part = Literal["strength", "need", "voice", "ease"]


class Cause(NamedTuple):
    """One reason for one change.

    kind: answers, rule, the knowledge, the program, the day, a part of the rank, other tools, or the file itself, which
    does not say what menkan says of the same firm. facts, rules, tools: whose change it is. part, old, new: for a part
    of the rank, its points.
    """

    kind: Literal["answers", "rule", "knowledge", "program", "day", "rank", "tools", "file"]
    said: Text
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    part: Part | None = None
    old: float | None = None
    new: float | None = None


class OriginChange(NamedTuple):
    """Something of what made the advice that differs: the program, the knowledge, its overlays, or the day."""

    what: Literal["program", "knowledge", "overlays", "day"]
    old: str
    new: str


class FactChange(NamedTuple):
    """A fact that differs, in words; None where it is not told. because: for derived facts."""

    fact: str
    label: Text
    old: Text | None
    new: Text | None
    because: tuple[Cause, ...] = ()


class RuleChange(NamedTuple):
    """A rule that fires now and did not, or the other way round. tools: for which it speaks, as far as it is said."""

    rule: str
    kind: RuleKind
    title: Text
    tools: tuple[str, ...]
    fires: bool
    because: tuple[Cause, ...]


class Place(NamedTuple):
    """What became of a tool in one advice. place: in the order of adoption, for steps."""

    status: Status
    place: int | None
    rank: RankAdvice | None


class ToolChange(NamedTuple):
    """A tool that entered or left the plan, moved in it, counts for more or less, or stands otherwise outside it.

    alone: changed answers each of which does it by itself, where that could be tried.
    """

    tool: str
    name: Text
    how: How
    old: Place
    new: Place
    because: tuple[Cause, ...]
    alone: tuple[str, ...] = ()


class Diff(NamedTuple):
    """Two advices side by side. same: nothing differs.

    verified: both come from the knowledge in use, which says of their answers what the files say, and every change that
    is laid to an answer was tried. known: which of the two the knowledge in use could work out again.
    """

    format: str
    old: Origin
    new: Origin
    same: bool
    verified: bool
    known: tuple[Side, ...]
    origin: tuple[OriginChange, ...]
    answers: tuple[FactChange, ...]
    derived: tuple[FactChange, ...]
    rules: tuple[RuleChange, ...]
    tools: tuple[ToolChange, ...]
