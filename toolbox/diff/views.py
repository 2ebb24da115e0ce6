"""Two advices in one shape each: read from what `menkan recommend --json` printed, or from reasoning anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, cast

from toolbox.advice import FORMAT, Advice, Known, RankAdvice
from toolbox.answer import Label, Origin
from toolbox.documents import Document
from toolbox.errors import DataError, Fault
from toolbox.inference import Inferred
from toolbox.knowledge.model import Knowledge, RuleKind
from toolbox.text import shown
from toolbox.vocabulary import Text

Status = Literal["step", "held", "set aside", "in use", "not recommended"]

_REMEDY = "Give a file as `menkan recommend --json` printed it."


class Fired(NamedTuple):
    """A rule that fires. facts: what its tests read, as far as it is said; points: 0 for a rule that holds back."""

    rule: str
    kind: RuleKind
    title: Text
    points: int
    facts: tuple[str, ...]
    condition: tuple[Text, ...]


class Standing(NamedTuple):
    """What became of one tool.

    rules: that fire for it. held_by: that hold it. others: what it is there for, waits for, or gives way to.
    """

    status: Status
    place: int | None = None
    rank: RankAdvice | None = None
    rules: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class View(NamedTuple):
    """An advice as far as two are compared.

    told, derived: facts by name. unknown: facts answered with "don't know". rules: those that fire, as far as it is
    said. whole: whether that is all rules that fire; an advice does not say which recommend a tool outside the plan.
    """

    origin: Origin
    told: Mapping[str, Known]
    unknown: frozenset[str]
    derived: Mapping[str, Known]
    tools: Mapping[str, Standing]
    names: Mapping[str, Text]
    rules: Mapping[str, Fired]
    whole: bool = False

    def standing(self, tool: str) -> Standing:
        """What became of a tool; one that is not spoken of is not recommended."""
        return self.tools.get(tool, Standing("not recommended"))


@dataclass(frozen=True)
class _Test:
    fact: str | None
    test: Text


@dataclass(frozen=True)
class _Said:
    rule: str
    title: Text
    tests: list[_Test]


@dataclass(frozen=True)
class _Why:
    said: _Said
    points: int


@dataclass(frozen=True)
class _Step:
    place: int
    tool: str
    name: Text
    rank: RankAdvice
    why: list[_Why]
    needed_by: list[Label]


@dataclass(frozen=True)
class _Held:
    tool: str
    name: Text
    rank: RankAdvice
    because: list[Text]
    rules: list[str]
    waits_for: list[Label]


@dataclass(frozen=True)
class _Aside:
    tool: str
    name: Text
    rank: RankAdvice
    instead: Label


@dataclass(frozen=True)
class _Firm:
    told: list[Known]
    unknown: list[str]
    derived: list[Known]


@dataclass(frozen=True)
class _Advice:
    origin: Origin
    firm: _Firm
    first: list[_Step]
    later: list[list[_Step]]
    held: list[_Held]
    set_aside: list[_Aside]


def read(document: Document) -> View:
    """The advice that a document holds. Raises DataError where it holds none, or one of another version."""
    data = document.data
    written = data.get("format") if isinstance(data, Mapping) else None
    if written != FORMAT:
        raise DataError(_other(document, written))
    return _view(_checked(document))


def of(advice: Advice) -> View:
    """An advice that was just worked out."""
    return _view(cast("_Advice", advice))  # what was read has the same names


def completed(view: View, knowledge: Knowledge, inferred: Inferred) -> View:
    """The view with every rule that fires, also for tools that are not in the plan."""
    rules = dict(view.rules)
    for id_ in sorted(inferred.fired):
        rule = knowledge.rules[id_]
        if rule.kind != "derive" and (id_ not in rules or not rules[id_].facts):
            points = knowledge.strengths[rule.strength].points if rule.strength else 0
            rules[id_] = Fired(id_, rule.kind, rule.title, points, (), ())
    return view._replace(rules=rules, whole=True)


def _other(document: Document, written: Any) -> Fault:
    kind, _, version = FORMAT.partition("/")
    if not isinstance(written, str):
        return Fault(document.place(), "this is no advice of menkan's.", _REMEDY)
    if written.startswith(f"{kind}/"):
        fault = f"the advice is of version {shown(written.partition('/')[2])}; this menkan reads {version}."
        return Fault(document.place(("format",)), fault, "Compare with the menkan that printed it.")
    return Fault(document.place(("format",)), f"this is a '{shown(written)}', not an advice.", _REMEDY)


def _checked(document: Document) -> _Advice:
    import pydantic

    try:
        checked: _Advice = _shape().validate_python(document.data)
    except pydantic.ValidationError as error:
        path = tuple(part for part in error.errors(include_url=False)[0]["loc"])
        where = ".".join(map(str, path))
        fault = f"'{shown(where)}' is not what an advice has there."
        raise DataError(Fault(document.place(), fault, _REMEDY)) from None
    return checked


def _shape() -> Any:
    import pydantic

    return pydantic.TypeAdapter(_Advice)


def _view(data: _Advice) -> View:
    steps = [*data.first, *(step for wave in data.later for step in wave)]
    told = {known.fact: known for known in data.firm.told}
    derived = {known.fact: known for known in data.firm.derived}
    tools = {tool: Standing("in use") for tool in _in_use(derived.get("in_use", told.get("in_use")))}
    for step in steps:
        rules = tuple(why.said.rule for why in step.why)
        others = tuple(choice.id for choice in step.needed_by)
        tools[step.tool] = Standing("step", step.place, step.rank, rules, (), others)
    for held in data.held:
        waits = tuple(choice.id for choice in held.waits_for)
        tools[held.tool] = Standing("held", None, held.rank, (), tuple(held.rules), waits)
    for aside in data.set_aside:
        tools[aside.tool] = Standing("set aside", None, aside.rank, (), (), (aside.instead.id,))
    names = {step.tool: step.name for step in steps}
    names |= {held.tool: held.name for held in data.held} | {aside.tool: aside.name for aside in data.set_aside}
    for choice in (choice for step in steps for choice in step.needed_by):
        names.setdefault(choice.id, choice.name)
    names |= {aside.instead.id: aside.instead.name for aside in data.set_aside}
    unknown = frozenset(data.firm.unknown)
    return View(data.origin, told, unknown, derived, tools, names, _rules(steps, data.held))


def _in_use(known: Known | None) -> Iterable[str]:
    value = known.value if known else ()
    has = value.get("has", ()) if isinstance(value, Mapping) else value
    return [tool for tool in has if isinstance(tool, str)] if isinstance(has, list | tuple) else []


def _rules(steps: Iterable[_Step], held: Iterable[_Held]) -> dict[str, Fired]:
    rules: dict[str, Fired] = {}
    for why in (why for step in steps for why in step.why):
        said = why.said
        facts = tuple(dict.fromkeys(test.fact for test in said.tests if test.fact is not None))
        condition = tuple(test.test for test in said.tests)
        rules[said.rule] = Fired(said.rule, "recommend", said.title, why.points, facts, condition)
    for each in held:
        for id_, because in zip(each.rules, each.because, strict=False):
            rules[id_] = Fired(id_, "hold", because, 0, (), ())
    return rules
