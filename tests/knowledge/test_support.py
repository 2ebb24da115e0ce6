"""Programmes, partners and papers: what the built-in ones promise, and days that are known in part."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from toolbox.documents import read_file
from toolbox.eligibility import state
from toolbox.knowledge.codec import from_plain, to_plain
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.support import first_day, last_day

IN_REPORTS = Path(__file__).parent.parent / "data" / "policies_in_reports.yaml"
FIGURE = re.compile(r"[0-9][0-9.,]*\s*(%|％|元|万元|亿元|个百分点|percent|yuan|million|billion)")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-11-21", "2026-11-21", "2026-11-21"),
    ],
)
def test_a_day_known_in_part_runs_from_its_first_to_its_last(text: str, first: str, last: str) -> None:
    assert (first_day(text).isoformat(), last_day(text).isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-02-30", "2026-1-1", "soon", "2026-01-01x"])
def test_what_is_no_day_is_refused(text: str) -> None:
    for read in (first_day, last_day):
        with pytest.raises(ValueError, match=r"not a day|must be in|out of range"):
            read(text)


def test_on_the_day_of_the_first_check_the_programmes_stand_like_this(knowledge: Knowledge, today: dt.date) -> None:
    assert today == dt.date(2026, 11, 21)
    assert Counter(state(policy, today) for policy in knowledge.policies.values()) == {
        "current": 17,
        "unknown end": 12,
        "needs checking": 29,
        "ended": 8,
        "closed": 12,
    }


def test_every_programme_of_the_inventories_is_there_or_is_none(knowledge: Knowledge) -> None:
    placed = read_file(IN_REPORTS).data
    assert sum(key.startswith("PC") for key in placed) == 29
    assert sum(not key.startswith("PC") for key in placed) == 59
    named = {id_ for ids in placed.values() for id_ in (ids if isinstance(ids, list) else [ids])}
    assert named - {"no programme"} == set(knowledge.policies)


def test_every_programme_that_is_not_closed_has_a_rule_or_says_why_not(knowledge: Knowledge) -> None:
    ruled = {rule.targets[0] for rule in knowledge.offers.values() if rule.kind == "eligible"}
    for id_, policy in knowledge.policies.items():
        if policy.closed is None:
            assert (id_ in ruled) is (policy.no_rule is None), id_
        else:
            assert id_ not in ruled


def test_what_was_closed_says_what_took_its_place_where_that_is_known(knowledge: Knowledge) -> None:
    closed = {id_: policy for id_, policy in knowledge.policies.items() if policy.closed is not None}
    assert closed["digital-plan-2020"].replaced_by == ("digital-plan-2027",)
    assert {id_ for id_, policy in closed.items() if policy.replaced_by} == {
        "digital-plan-2020",
        "small-firms-tax-2019",
        "small-relending-2014",
    }


def test_figures_stand_only_where_a_source_was_read(knowledge: Knowledge) -> None:
    for id_, policy in knowledge.policies.items():
        texts = [policy.whom, *policy.notes, *([policy.pays.what] if policy.pays else [])]
        figures = (policy.pays and (policy.pays.rate or policy.pays.ceiling)) or any(
            FIGURE.search(words) for text in texts for words in text
        )
        if figures:
            assert set(policy.sources) - {"judgement"}, id_
    for entry in (*knowledge.partners.values(), *knowledge.papers.values()):
        assert not any(FIGURE.search(word) for value in entry if hasattr(value, "zh") for word in value)


def test_what_is_told_second_hand_is_of_low_certainty(knowledge: Knowledge) -> None:
    second = {"second-hand-2026", "pilot-hangzhou-2024"}
    for id_, policy in knowledge.policies.items():
        if set(policy.sources) <= second:
            assert policy.certainty == "low", id_


def test_partners_are_of_the_four_kinds_of_the_report_and_public_ones(knowledge: Knowledge) -> None:
    kinds = {partner.kind for partner in knowledge.partners.values()}
    assert {"professional", "tool_makers", "research", "finance", "public"} <= kinds <= set(knowledge.partner_kinds)


def test_what_a_firm_needs_beyond_tools_is_met_by_a_partner(knowledge: Knowledge) -> None:
    """Needs that are for the market or for makers of policy to meet are left: no body helps one firm with them."""
    beyond = {id_ for id_, need in knowledge.needs.items() if need.beyond_tools is not None}
    met = {need for partner in knowledge.partners.values() for need in partner.meets}
    assert beyond - met == {
        "acquirers-do-not-know-trades",
        "software-sellers-struggle",
        "no-policy-for-online-software",
    }


def test_partners_name_no_vendor(knowledge: Knowledge) -> None:
    vendors = {product.vendor.zh for product in knowledge.products.values()} | set(knowledge.products)
    vendors = {name for name in vendors if len(name) > 2 and not name.startswith(("不限", "报告", "政府"))}
    said = " ".join(str(partner) for partner in knowledge.partners.values())
    assert [name for name in sorted(vendors) if name in said and name not in ("电商平台",)] == []


def test_no_rule_that_advises_reads_what_only_programmes_ask(loaded: Loaded, knowledge: Knowledge) -> None:
    from toolbox.conditions.tree import facts_in

    own = {id_ for id_, entry in loaded.entries.sections["facts"].items() if "standing" in entry.document.name}
    assert len(own) == 10
    assert not own & {fact for rule in knowledge.rules.values() for fact in facts_in(rule.when)}
    assert own <= {fact for rule in knowledge.offers.values() for fact in facts_in(rule.when)}


def test_the_interview_asks_nothing_for_the_sake_of_programmes(loaded: Loaded, knowledge: Knowledge) -> None:
    from toolbox.interview.rulebook import Rulebook

    own = {id_ for id_, entry in loaded.entries.sections["facts"].items() if "standing" in entry.document.name}
    for full in (False, True):
        assert not Rulebook(knowledge, full=full).scope & own


def test_what_is_kept_comes_back_the_same(knowledge: Knowledge) -> None:
    import json

    back = from_plain(json.loads(json.dumps(to_plain(knowledge))))
    for section in ("policies", "partners", "papers", "offers", "policy_kinds", "partner_kinds"):
        assert dict(getattr(back, section)) == dict(getattr(knowledge, section)), section
