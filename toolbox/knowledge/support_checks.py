"""What must hold of programmes, partners and papers: places, dates, figures with a source, a rule for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from toolbox.conditions import phrases
from toolbox.conditions.tree import Tree, facts_in
from toolbox.errors import Fault
from toolbox.knowledge import model
from toolbox.knowledge.support import (
    COUNTRY,
    OPEN,
    Paper,
    PaperEntry,
    Partner,
    Pays,
    Policy,
    ServiceEntry,
    first_day,
    last_day,
)
from toolbox.text import one_of, shown

if TYPE_CHECKING:
    from toolbox.knowledge.loader import Loaded

COSTS = ("software", "equipment", "services", "research", "computing", "training", "loan interest", "guarantee", "tax")
PERCENT = 100
_PLACES = {"province", "city"}  # the facts that tell where a firm is

Found = Iterator[Fault]


def faults(loaded: Loaded, k: model.Knowledge) -> list[Fault]:
    """Every fault of programmes, partners and papers."""
    checks = (_policies, _partners, _papers)
    return [fault for check in checks for fault in check(loaded, k)]


def rule_faults(loaded: Loaded, k: model.Knowledge, rule: model.Rule) -> Found:
    """What is wrong with the target of a rule of eligibility or help."""
    if rule.kind == "refer":
        yield from _unknown(loaded, "rules", rule.id, ("refer",), rule.targets, k.partners, "partner")
        return
    yield from _unknown(loaded, "rules", rule.id, ("eligible",), rule.targets, k.policies, "programme")
    policy = k.policies.get(rule.targets[0])
    if policy is None:
        return
    place = loaded.place("rules", rule.id, "eligible")
    if policy.closed is not None:
        yield Fault(place, f"'{rule.targets[0]}' is closed, so nobody is eligible.", "Remove the rule.")
    if policy.jurisdiction != COUNTRY and not facts_in(rule.when) & _PLACES:
        where = loaded.place("rules", rule.id, "when")
        yield Fault(where, f"'{rule.targets[0]}' holds in one place; the rule asks for none.", "Ask province or city.")


def papers(loaded: Loaded) -> dict[str, Paper]:
    """The papers with their conditions read. Adds faults to the loaded."""
    made: dict[str, Paper] = {}
    for id_, entry in loaded.shaped["papers"].items():
        when, there = (condition(loaded, "papers", id_, key) for key in ("when", "there when"))
        made[id_] = Paper(
            entry.name, entry.shows, entry.by_hand, entry.records, entry.tools, entry.sources, when, there
        )
    return made


def condition(loaded: Loaded, section: str, id_: str, key: str) -> Tree | None:
    """The condition that an entry writes under this key, if it writes one. Adds faults to the loaded."""
    raw = loaded.entries.sections[section][id_].raw.get(key)
    if raw is None:
        return None
    try:
        return phrases.read(raw, loaded.vocabulary)
    except phrases.Flawed as error:
        for flaw in error.flaws:
            loaded.fault(section, id_, [key, *flaw.path], flaw.fault, flaw.remedy)
        return None


def forget_what_is_off(loaded: Loaded) -> None:
    """Take out of programmes and partners what they say of entries that an overlay switched off."""
    off = {(o.what, o.id) for o in loaded.entries.overridden if o.how == "switched off"}
    gone = {what: {i for w, i in off if w == what} - set(loaded.shaped[what]) for what in ("tools", "policies")}
    policies: dict[str, Policy] = loaded.shaped["policies"]
    for id_, policy in policies.items():
        pays = policy.pays and policy.pays._replace(tools=_without(policy.pays.tools, gone["tools"]))
        policies[id_] = policy._replace(
            pays=pays,
            excludes=_without(policy.excludes, gone["policies"]),
            replaced_by=_without(policy.replaced_by, gone["policies"]),
        )
    for section in ("partners", "papers", "services"):
        entries: dict[str, Partner | PaperEntry | ServiceEntry] = loaded.shaped[section]
        for id_, entry in entries.items():
            entries[id_] = entry._replace(tools=_without(entry.tools, gone["tools"]))


def _without(names: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)


# --- programmes


def _policies(loaded: Loaded, k: model.Knowledge) -> Found:
    ruled = {rule.targets[0] for rule in k.offers.values() if rule.kind == "eligible"}
    cities = {code for province in k.provinces.values() for code in province.cities}
    for id_, policy in k.policies.items():
        yield from _one(loaded, id_, "kind", policy.kind, k.policy_kinds, "kind of programme")
        if policy.jurisdiction not in {COUNTRY, *k.provinces, *cities}:
            place = loaded.place("policies", id_, "jurisdiction")
            fault = f"there is no province or prefecture '{shown(policy.jurisdiction)}'."
            yield Fault(place, fault, "Write its code from catalog/regions.yaml, or `country`.")
        yield from _dates(loaded, id_, policy)
        for key, names in (("excludes", policy.excludes), ("replaced by", policy.replaced_by)):
            yield from _unknown(loaded, "policies", id_, (key,), names, k.policies, "programme")
            if id_ in names:
                place = loaded.place("policies", id_, key)
                yield Fault(place, f"a programme cannot stand in its own '{key}'.", "Remove it.")
        if policy.replaced_by and policy.closed is None:
            place = loaded.place("policies", id_, "replaced by")
            yield Fault(place, "what is replaced is closed.", "Write `closed: {zh: …, en: …}`.")
        yield from _ruled(loaded, id_, policy, ruled=id_ in ruled)
        if policy.pays is not None:
            yield from _pays(loaded, k, id_, policy.pays, policy.sources)


def _ruled(loaded: Loaded, id_: str, policy: Policy, *, ruled: bool) -> Found:
    """A programme that is not closed has a rule, or says why it has none."""
    if policy.closed is not None:
        return
    if not ruled and policy.no_rule is None:
        fault = f"no rule says who is eligible for '{id_}'."
        yield Fault(
            loaded.place("policies", id_), fault, "Add one to rules/policies/, or write `no rule: {zh: …, en: …}`."
        )
    if ruled and policy.no_rule is not None:
        where = loaded.place("policies", id_, "no rule")
        yield Fault(where, "it has a rule and says why it has none.", "Remove `no rule`.")


_WRITE_DATE = "Write it as 2026-11-20, 2026-11 or 2026."


def _dates(loaded: Loaded, id_: str, policy: Policy) -> Found:
    sound = True
    for key in ("since", "until", "deadline"):
        text = getattr(policy, key)
        if text is not None and not (key == "until" and text == OPEN) and _last(text) is None:
            sound = False
            yield Fault(
                loaded.place("policies", id_, key), f"'{shown(text)}' is not a day, month or year.", _WRITE_DATE
            )
    try:
        dt.date.fromisoformat(policy.checked)
    except ValueError:
        place = loaded.place("policies", id_, "checked")
        yield Fault(place, f"'{shown(policy.checked)}' is not a day.", "Write it as 2026-11-20.")
    limited = sound and policy.since and policy.until and policy.until != OPEN
    if limited and last_day(policy.until or "") < first_day(policy.since or ""):
        yield Fault(loaded.place("policies", id_, "until"), "it ends before it begins.", "Mend one of the dates.")


def _last(text: str) -> dt.date | None:
    try:
        return last_day(text)
    except ValueError:
        return None


def _pays(loaded: Loaded, k: model.Knowledge, id_: str, pays: Pays, sources: Sequence[str]) -> Found:
    for key, names, known, what in (
        ("tools", pays.tools, k.tools, "tool"),
        ("scenarios", pays.scenarios, [*k.scenarios, "all"], "scenario"),
        ("layers", pays.layers, k.layers, "layer"),
        ("costs", pays.costs, COSTS, "kind of cost"),
    ):
        yield from _unknown(loaded, "policies", id_, ("pays", key), names, known, what)
    if (pays.rate or pays.ceiling) and not [source for source in sources if source != "judgement"]:
        fault = "a rate or a ceiling names where it was read; `judgement` is no such place."
        yield Fault(loaded.place("policies", id_, "pays"), fault, "Write its source, or leave the figure out.")
    if pays.rate and not 0 <= pays.rate[0] <= pays.rate[1] <= PERCENT:
        place = loaded.place("policies", id_, "pays", "rate")
        yield Fault(place, f"'rate' runs from {pays.rate[0]} to {pays.rate[1]}.", "Write two percentages, low first.")
    if pays.ceiling and not 0 < pays.ceiling[0] <= pays.ceiling[1]:
        place = loaded.place("policies", id_, "pays", "ceiling")
        fault = f"'ceiling' runs from {pays.ceiling[0]} to {pays.ceiling[1]}."
        yield Fault(place, fault, "Write two amounts in yuan, low first.")


# --- partners and papers


def _partners(loaded: Loaded, k: model.Knowledge) -> Found:
    ruled = {rule.targets[0] for rule in k.offers.values() if rule.kind == "refer"}
    for id_, partner in k.partners.items():
        yield from _one(loaded, id_, "kind", partner.kind, k.partner_kinds, "kind of partner", section="partners")
        yield from _unknown(loaded, "partners", id_, ("meets",), partner.meets, k.needs, "need")
        yield from _unknown(loaded, "partners", id_, ("tools",), partner.tools, k.tools, "tool")
        if id_ not in ruled:
            fault = f"no rule says when to turn to '{id_}'."
            yield Fault(loaded.place("partners", id_), fault, "Add one to rules/partners/.")


def _papers(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, paper in k.papers.items():
        yield from _unknown(loaded, "papers", id_, ("records",), paper.records, k.records, "record")
        yield from _unknown(loaded, "papers", id_, ("tools",), paper.tools, k.tools, "tool")
        for number, tool in enumerate(paper.tools):
            if tool in k.tools and not set(k.tools[tool].yields) & set(paper.records):
                place = loaded.place("papers", id_, "tools", number)
                yield Fault(place, f"'{tool}' yields none of these records.", "Name a tool that does.")
        if not paper.records:
            yield Fault(loaded.place("papers", id_, "records"), "it names no record.", "Name at least one.")


def _one(
    loaded: Loaded, id_: str, key: str, name: str, known: Iterable[str], what: str, *, section: str = "policies"
) -> Found:
    if name not in known:
        yield Fault(loaded.place(section, id_, key), f"there is no {what} '{shown(name)}'.", one_of(name, known))


def _unknown(
    loaded: Loaded,
    section: str,
    id_: str,
    keys: Sequence[str],
    names: Iterable[str],
    known: Iterable[str],
    what: str,
) -> Found:
    for number, name in enumerate(names):
        if name not in known:
            yield Fault(
                loaded.place(section, id_, *keys, number), f"there is no {what} '{shown(name)}'.", one_of(name, known)
            )
