"""Which public programmes a firm could use: what holds of each on a given day, and what the rules of eligibility say.

A programme's state hangs on the programme and the day alone; its verdict on the firm alone. Nothing that is over is
ever called current, and what is certain to nobody, or was not looked at for half a year, needs checking.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from toolbox.answer import Label
from toolbox.conditions.verdict import asks, explain, judge
from toolbox.explain import Mark, Test, askable, tests
from toolbox.inference import Inferred
from toolbox.knowledge.model import Knowledge, Rule
from toolbox.knowledge.support import COUNTRY, DECEMBER, OPEN, Apply, Certainty, Form, Pays, Policy, first_day, last_day
from toolbox.vocabulary import Text

FORMAT = "menkan-policies/1"
GOOD_FOR = 6  # months that a check holds

State = Literal["current", "unknown end", "needs checking", "not yet", "ended", "closed"]
STATES: Mapping[State, Text] = {
    "current": Text("现行", "current"),
    "unknown end": Text("现行（截止日不明）", "in force (end unknown)"),
    "needs checking": Text("需核实", "needs checking"),
    "not yet": Text("还没开始", "not yet"),
    "ended": Text("已到期", "ended"),
    "closed": Text("已停止", "closed"),
}
LIVE: tuple[State, ...] = ("current", "unknown end", "needs checking")
_ORDER: Mapping[Mark | None, int] = {"yes": 0, "ask": 1, "no": 2, None: 3}


class Asked(NamedTuple):
    """Something that the firm did not tell and that would settle a rule."""

    fact: str
    label: Text
    question: Text


class Paid(NamedTuple):
    """What a programme pays; see toolbox/knowledge/support.py for `form`.

    rate: percent, low and high, with two decimals at most. ceiling: yuan a firm, low and high. tools: all those that it
    could help to pay for, by id.
    """

    what: Text
    form: Form
    rate: tuple[float, float] | None
    ceiling: tuple[int, int] | None
    costs: tuple[str, ...]
    tools: tuple[str, ...]


class Programme(NamedTuple):
    """One programme for one firm on one day.

    verdict: whether the firm is eligible, as far as the rules know; None where no rule judges it, and `no_rule` says
    why. failed: the tests that were not met, where the verdict is no. questions: what would settle it, where it is ask.
    usable: the firm could go after it: it is in force or needs checking, its deadline is not over, the verdict is yes.
    excludes: programmes that cannot be had beside it, whichever of the two says so. apply_first: it must be asked for
    before anything is bought.
    """

    id: str
    name: Text
    kind: Label
    jurisdiction: Label
    verdict: Mark | None
    state: State
    state_name: Text
    usable: bool
    certainty: Certainty
    checked: str
    whom: Text
    pays: Paid | None
    first: Text | None
    apply: Apply
    apply_first: bool
    since: str | None
    until: str | None
    deadline: str | None
    document: str | None
    excludes: tuple[str, ...]
    closed: Text | None
    replaced_by: tuple[Label, ...]
    no_rule: Text | None
    because: tuple[Text, ...]
    failed: tuple[Test, ...]
    questions: tuple[Asked, ...]
    rules: tuple[str, ...]
    notes: tuple[Text, ...]
    sources: tuple[str, ...]


class Policies(NamedTuple):
    """The programmes for one firm. counts: of all programmes that are known, by state."""

    format: str
    knowledge: str
    today: str
    firm: str | None
    counts: Mapping[str, int]
    programmes: tuple[Programme, ...]


class StepProgramme(NamedTuple):
    """A programme that could help to pay for one step: the firm is eligible, or would have to be asked."""

    id: str
    name: Text
    verdict: Mark
    state: State
    apply_first: bool


def state(policy: Policy, today: dt.date) -> State:
    """What holds of a programme on a day."""
    if policy.closed is not None:
        return "closed"
    if policy.until not in (None, OPEN) and today > last_day(policy.until or ""):
        return "ended"
    if policy.since is not None and today < first_day(policy.since):
        return "not yet"
    if policy.certainty == "low" or today > _months_later(dt.date.fromisoformat(policy.checked), GOOD_FOR):
        return "needs checking"
    return "unknown end" if policy.until is None else "current"


def programmes(knowledge: Knowledge, inferred: Inferred, today: dt.date) -> tuple[Programme, ...]:
    """Every programme for one firm: yes before ask before no before those that no rule judges; then by state and id.

    Closed and ended ones are there too, with their state. Nothing here needs the recommendations.
    """
    by_policy = rules_by_target(knowledge, "eligible")
    excluded = exclusions(knowledge)
    found = [
        _programme(knowledge, inferred, today, id_, by_policy.get(id_, []), excluded.get(id_, ()))
        for id_ in sorted(knowledge.policies)
    ]
    states = list(STATES)
    return tuple(sorted(found, key=lambda p: (_ORDER[p.verdict], states.index(p.state), p.id)))


def policies(
    knowledge: Knowledge, inferred: Inferred, today: dt.date, firm: str | None = None, *, everything: bool = False
) -> Policies:
    """The programmes that a firm may ask for, now or soon, with those that it may not; or really everything.

    firm: its name, as far as told.
    """
    every = programmes(knowledge, inferred, today)
    states = [programme.state for programme in every]
    shown = tuple(p for p in every if everything or (p.verdict is not None and p.state in (*LIVE, "not yet")))
    counts: dict[str, int] = {state: states.count(state) for state in STATES}
    return Policies(FORMAT, knowledge.digest, today.isoformat(), firm, counts, shown)


def for_steps(
    knowledge: Knowledge, inferred: Inferred, today: dt.date, tools: Iterable[str]
) -> dict[str, tuple[StepProgramme, ...]]:
    """The programmes in force, or to be checked, that could help to pay for each of these tools: yes before ask."""
    found: dict[str, list[StepProgramme]] = {tool: [] for tool in tools}
    for id_, rules in rules_by_target(knowledge, "eligible").items():
        policy = knowledge.policies[id_]
        paid = [tool for tool in found if policy.pays is not None and _covers(knowledge, policy.pays, tool)]
        now = state(policy, today)
        if paid and _open(policy, now, today) and (mark := verdict(rules, inferred)) != "no":
            brief = StepProgramme(id_, policy.name, mark, now, policy.apply == "before the purchase")
            for tool in paid:
                found[tool].append(brief)
    states = list(STATES)
    order = {
        tool: sorted(each, key=lambda p: (_ORDER[p.verdict], states.index(p.state), p.id))
        for tool, each in found.items()
    }
    return {tool: tuple(each) for tool, each in order.items()}


def verdict(rules: Iterable[Rule], inferred: Inferred) -> Mark:
    """What rules for one target say together: yes if any does, no if all do, else ask."""
    marks = {True if rule.id in inferred.offered else judge(rule.when, inferred.facts.values) for rule in rules}
    return "yes" if True in marks else "ask" if None in marks else "no"


def rules_by_target(knowledge: Knowledge, kind: Literal["eligible", "refer"]) -> dict[str, list[Rule]]:
    """The rules of eligibility, or of whom to turn to, by programme or partner."""
    found: dict[str, list[Rule]] = {}
    for rule in knowledge.offers.values():
        if rule.kind == kind:
            found.setdefault(rule.targets[0], []).append(rule)
    return found


def pays_for(knowledge: Knowledge, policy: Policy) -> frozenset[str]:
    """The tools that a programme could help to pay for."""
    pays = policy.pays
    return frozenset(id_ for id_ in knowledge.tools if pays is not None and _covers(knowledge, pays, id_))


def _covers(knowledge: Knowledge, pays: Pays, tool: str) -> bool:
    """Whether it could help to pay for a tool: by name, or by scenario and layer together."""
    if tool in pays.tools or "all" in pays.scenarios:
        return True
    if not (pays.scenarios or pays.layers):
        return False
    known = knowledge.tools[tool]
    fits = not pays.scenarios or not set(pays.scenarios).isdisjoint(known.scenarios)
    return fits and (not pays.layers or known.layer in pays.layers)


def exclusions(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Programmes that cannot be had together, from both sides; sorted."""
    found: dict[str, set[str]] = {}
    for id_, policy in knowledge.policies.items():
        for other in policy.excludes:
            found.setdefault(id_, set()).add(other)
            found.setdefault(other, set()).add(id_)
    return {id_: tuple(sorted(others)) for id_, others in found.items()}


def questions(knowledge: Knowledge, inferred: Inferred, rules: Iterable[Rule]) -> tuple[Asked, ...]:
    """What the firm did not tell and would settle these rules, each once, in the order of the conditions."""
    facts = inferred.facts.values
    names: dict[str, None] = {}
    for rule in rules:
        judged = explain(rule.when, facts)
        if judged.truth is None:
            names.update(dict.fromkeys(q for missing in asks(judged) for q in askable(knowledge, facts, missing)))
    asked = (knowledge.vocabulary[name] for name in names)
    return tuple(Asked(fact.name, fact.label, fact.question or fact.label) for fact in asked)


def failures(knowledge: Knowledge, inferred: Inferred, rules: Iterable[Rule]) -> Iterator[Test]:
    """The tests that were not met."""
    facts = inferred.facts.values
    for rule in rules:
        for test in tests(explain(rule.when, facts), knowledge, facts):
            if test.mark == "no" and test.fact is not None:
                yield test


def _programme(
    knowledge: Knowledge,
    inferred: Inferred,
    today: dt.date,
    id_: str,
    rules: list[Rule],
    excludes: tuple[str, ...],
) -> Programme:
    policy = knowledge.policies[id_]
    mark = verdict(rules, inferred) if rules else None
    now = state(policy, today)
    return Programme(
        id=id_,
        name=policy.name,
        kind=Label(policy.kind, knowledge.policy_kinds[policy.kind].name),
        jurisdiction=Label(policy.jurisdiction, place_name(knowledge, policy.jurisdiction)),
        verdict=mark,
        state=now,
        state_name=STATES[now],
        usable=mark == "yes" and _open(policy, now, today),
        certainty=policy.certainty,
        checked=policy.checked,
        whom=policy.whom,
        pays=_paid(knowledge, policy),
        first=policy.first,
        apply=policy.apply,
        apply_first=policy.apply == "before the purchase",
        since=policy.since,
        until=policy.until,
        deadline=policy.deadline,
        document=policy.document,
        excludes=excludes,
        closed=policy.closed,
        replaced_by=tuple(Label(other, knowledge.policies[other].name) for other in policy.replaced_by),
        no_rule=policy.no_rule,
        because=tuple(rule.because for rule in rules if rule.id in inferred.offered),
        failed=tuple(failures(knowledge, inferred, rules)) if mark == "no" else (),
        questions=questions(knowledge, inferred, rules) if mark == "ask" else (),
        rules=tuple(rule.id for rule in rules),
        notes=policy.notes,
        sources=policy.sources,
    )


def place_name(knowledge: Knowledge, jurisdiction: str) -> Text:
    """The name of the place in which a programme holds."""
    if jurisdiction == COUNTRY:
        return Text("全国", "the whole country")
    province = knowledge.provinces[jurisdiction[:2]]
    return province.name if len(jurisdiction) == len("11") else province.cities[jurisdiction]


def _open(policy: Policy, now: State, today: dt.date) -> bool:
    """Whether anyone may still ask for it."""
    return now in LIVE and (policy.deadline is None or today <= last_day(policy.deadline))


def _paid(knowledge: Knowledge, policy: Policy) -> Paid | None:
    pays = policy.pays
    if pays is None:
        return None
    return Paid(pays.what, pays.form, pays.rate, pays.ceiling, pays.costs, tuple(sorted(pays_for(knowledge, policy))))


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month."""
    month = day.month + months
    year, month = day.year + (month - 1) // DECEMBER, (month - 1) % DECEMBER + 1
    return dt.date(year, month, min(day.day, last_day(f"{year}-{month:02}").day))
