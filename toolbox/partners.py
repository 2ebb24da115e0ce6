"""Whom a firm can turn to where a tool alone does not do it: kinds of bodies, matched by rules, never one vendor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from toolbox.answer import Label
from toolbox.eligibility import Asked, questions, rules_by_target, verdict
from toolbox.explain import Mark
from toolbox.inference import Inferred
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Text

FORMAT = "menkan-partners/1"
_ORDER = ("yes", "ask", "no")


class Referral(NamedTuple):
    """One kind of body for one firm. meets: needs that it meets. tools: steps at which it can help.

    because: the reasons of the rules that fired. questions: what would settle it, where the verdict is ask.
    """

    id: str
    name: Text
    kind: Label
    verdict: Mark
    helps: Text
    how: Text
    beware: Text | None
    meets: tuple[Label, ...]
    tools: tuple[str, ...]
    because: tuple[Text, ...]
    questions: tuple[Asked, ...]
    rules: tuple[str, ...]
    sources: tuple[str, ...]


class Partners(NamedTuple):
    """All kinds of bodies for one firm: those that fit before those that may."""

    format: str
    knowledge: str
    today: str
    firm: str | None
    partners: tuple[Referral, ...]


class Helper(NamedTuple):
    """A body that fits the firm, in short. tools: steps at which it can help."""

    id: str
    name: Text
    kind: Label
    helps: Text
    because: tuple[Text, ...]
    tools: tuple[str, ...]


def partners(knowledge: Knowledge, inferred: Inferred) -> tuple[Referral, ...]:
    """Every partner with what the rules say of it: yes before ask before no, then by id."""
    found = []
    for id_, rules in rules_by_target(knowledge, "refer").items():
        partner, mark = knowledge.partners[id_], verdict(rules, inferred)
        found.append(
            Referral(
                id_,
                partner.name,
                Label(partner.kind, knowledge.partner_kinds[partner.kind].name),
                mark,
                partner.helps,
                partner.how,
                partner.beware,
                tuple(Label(need, knowledge.needs[need].label) for need in partner.meets),
                partner.tools,
                tuple(rule.because for rule in rules if rule.id in inferred.offered),
                questions(knowledge, inferred, rules) if mark == "ask" else (),
                tuple(rule.id for rule in rules),
                partner.sources,
            )
        )
    return tuple(sorted(found, key=lambda each: (_ORDER.index(each.verdict), each.id)))


def every_partner(knowledge: Knowledge, inferred: Inferred, today: dt.date, firm: str | None = None) -> Partners:
    """All partners with the firm's name, as `menkan partners` prints them."""
    return Partners(FORMAT, knowledge.digest, today.isoformat(), firm, partners(knowledge, inferred))


def helpers(knowledge: Knowledge, inferred: Inferred, steps: Iterable[str]) -> tuple[Helper, ...]:
    """The partners that fit, in short, for the advice: those who can help with the earliest step first, then by id.

    steps: the tools advised, in their order; of a partner's tools only these are named.
    """
    order = {tool: place for place, tool in enumerate(steps)}
    found = []
    for id_, rules in rules_by_target(knowledge, "refer").items():
        fired = tuple(rule.because for rule in rules if rule.id in inferred.offered)
        if fired:
            partner = knowledge.partners[id_]
            tools = tuple(sorted((tool for tool in partner.tools if tool in order), key=order.__getitem__))
            kind = Label(partner.kind, knowledge.partner_kinds[partner.kind].name)
            found.append(Helper(id_, partner.name, kind, partner.helps, fired, tools))
    return tuple(sorted(found, key=lambda each: (order[each.tools[0]] if each.tools else len(order), each.id)))
