"""Whether a firm is eligible for a programme, and what holds of the programme on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.firms import TODAY, made_up, reasoned
from toolbox.eligibility import LIVE, STATES, Programme, exclusions, for_steps, pays_for, policies, programmes, state
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.support import OPEN, Policy, first_day, last_day
from toolbox.vocabulary import Text

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
WORDS = Text("某事", "something")
PLAIN = Policy(WORDS, "country", "tax", "high", "2026-11-20", WORDS, ("judgement",))
FACTORY = {
    "sector": "manufacturing",
    "staff": 40,
    "revenue": 3000,
    "legal_form": "company",
    "privately_owned": True,
    "bank_loan": True,
    "assets": 900,
    "taxable_profit": 80,
}


@pytest.fixture
def ask(knowledge: Knowledge, inference: Inference) -> Any:
    """The programmes for a firm in plain words, by id."""

    def asked(firm: Mapping[str, Any], today: dt.date = TODAY) -> dict[str, Programme]:
        inferred = reasoned(knowledge, inference, firm).inferred
        return {programme.id: programme for programme in programmes(knowledge, inferred, today)}

    return asked


# --- states


@given(today=DAYS)
@settings(max_examples=60, deadline=None)
def test_nothing_is_current_past_its_end_before_its_beginning_or_when_closed(
    today: dt.date, knowledge: Knowledge
) -> None:
    for id_, policy in knowledge.policies.items():
        now = state(policy, today)
        if policy.closed is not None:
            assert now == "closed", id_
            continue
        over = policy.until not in (None, OPEN) and today > last_day(policy.until or "")
        early = policy.since is not None and today < first_day(policy.since)
        assert (now == "ended") is over, id_
        assert (now == "not yet") is (early and not over), id_
        assert (now in LIVE) is not (over or early), id_
        if now == "current":
            assert policy.until is not None
            assert policy.certainty != "low"
            assert today <= dt.date.fromisoformat(policy.checked) + dt.timedelta(days=184)
        if now == "unknown end":
            assert policy.until is None


@pytest.mark.parametrize(
    ("changes", "today", "expected"),
    [
        ({"until": "2027-12-31"}, "2026-11-21", "current"),
        ({"until": OPEN}, "2026-11-21", "current"),
        ({}, "2026-11-21", "unknown end"),
        ({"until": "2026"}, "2026-12-31", "current"),
        ({"until": "2026"}, "2027-01-01", "ended"),
        ({"until": "2026-11-20"}, "2026-11-21", "ended"),
        ({"since": "2027"}, "2026-12-31", "not yet"),
        ({"since": "2027", "until": OPEN}, "2027-01-01", "current"),
        ({"until": OPEN}, "2027-05-20", "current"),
        ({"until": OPEN}, "2027-05-21", "needs checking"),
        ({"checked": "2026-08-31", "until": OPEN}, "2027-02-28", "current"),
        ({"checked": "2026-08-31", "until": OPEN}, "2027-03-01", "needs checking"),
        ({"certainty": "low", "until": OPEN}, "2026-11-21", "needs checking"),
        ({"certainty": "low", "until": "2020"}, "2026-11-21", "ended"),
        ({"closed": WORDS, "until": "2030"}, "2026-11-21", "closed"),
    ],
)
def test_what_holds_of_a_programme_follows_from_it_and_the_day(
    changes: dict[str, Any], today: str, expected: str
) -> None:
    assert state(PLAIN._replace(**changes), dt.date.fromisoformat(today)) == expected


def test_every_state_has_a_name_in_both_languages() -> None:
    assert set(LIVE) < set(STATES)
    assert len({text.zh for text in STATES.values()}) == len({text.en for text in STATES.values()}) == len(STATES)


# --- verdicts


def test_a_firm_within_all_limits_is_eligible(ask: Any) -> None:
    found = ask(FACTORY)["small-profit-income-tax"]
    assert (found.verdict, found.state, found.usable) == ("yes", "current", True)
    assert found.because
    assert found.failed == found.questions == ()


def test_a_firm_beyond_a_limit_is_told_which(ask: Any) -> None:
    found = ask({**FACTORY, "taxable_profit": 400})["small-profit-income-tax"]
    assert (found.verdict, found.usable) == ("no", False)
    assert [test.fact for test in found.failed] == ["taxable_profit"]


def test_what_was_not_told_is_asked_in_plain_words(ask: Any) -> None:
    firm = {name: value for name, value in FACTORY.items() if name != "taxable_profit"}
    found = ask(firm)["small-profit-income-tax"]
    assert found.verdict == "ask"
    assert [(q.fact, q.question.zh.endswith("？") or "？" in q.question.zh) for q in found.questions] == [
        ("taxable_profit", True)
    ]


def test_a_programme_that_no_rule_judges_says_why(ask: Any) -> None:
    found = ask(FACTORY)["digital-plan-2027"]
    assert (found.verdict, found.usable) == (None, False)
    assert found.no_rule is not None


def test_a_grant_of_one_city_is_for_that_city(ask: Any) -> None:
    assert ask({**FACTORY, "city": "杭州"})["hangzhou-grant"].verdict == "yes"
    assert ask({**FACTORY, "city": "金华"})["hangzhou-grant"].verdict == "no"
    assert ask(FACTORY)["hangzhou-grant"].verdict == "ask"


def test_a_firm_in_a_city_not_heard_of_is_asked_about_its_pilot(ask: Any) -> None:
    """The list of pilot cities is incomplete, and the first batch should be over."""
    for city in ("金华", "苏州"):
        found = ask({**FACTORY, "city": city})["pilot-cities"]
        assert [q.fact for q in found.questions] == ["pilot_city"]
    assert ask({**FACTORY, "city": "苏州", "pilot_city": True})["pilot-cities"].verdict == "yes"


def test_low_certainty_stays_in_need_of_checking(ask: Any) -> None:
    found = ask({**FACTORY, "city": "杭州"})["hangzhou-grant"]
    assert (found.state, found.certainty, found.apply_first) == ("needs checking", "low", True)


def test_nothing_can_be_used_once_its_day_is_over(ask: Any) -> None:
    assert ask(FACTORY)["sme-loan-interest"].usable
    late = ask(FACTORY, dt.date(2027, 1, 1))["sme-loan-interest"]
    assert (late.verdict, late.state, late.usable) == ("yes", "ended", False)


def test_half_a_year_later_all_needs_checking(ask: Any) -> None:
    assert {p.state for p in ask(FACTORY, dt.date(2027, 7, 1)).values() if p.state in LIVE} == {"needs checking"}


def test_an_exclusion_is_told_on_both_sides(ask: Any, knowledge: Knowledge) -> None:
    found = ask(FACTORY)
    assert found["sme-loan-interest"].excludes == ("equipment-loan-interest", "service-loan-interest")
    assert found["equipment-loan-interest"].excludes == ("sme-loan-interest",)
    for id_, others in exclusions(knowledge).items():
        assert all(id_ in exclusions(knowledge)[other] for other in others)


# --- what they pay for


def test_selectors_name_the_tools_that_a_programme_pays_for(knowledge: Knowledge) -> None:
    paid = pays_for(knowledge, knowledge.policies["research-deduction"])
    assert paid == {id_ for id_, tool in knowledge.tools.items() if "rnd" in tool.scenarios}
    assert pays_for(knowledge, knowledge.policies["pilot-cities"]) == set(knowledge.tools)
    assert pays_for(knowledge, knowledge.policies["small-scale-vat"]) == frozenset()


@pytest.mark.parametrize("seed", range(10))
def test_a_step_names_exactly_the_open_programmes_that_could_pay_for_it(
    seed: int, knowledge: Knowledge, inference: Inference
) -> None:
    inferred = reasoned(knowledge, inference, made_up(knowledge, seed)).inferred
    every = programmes(knowledge, inferred, TODAY)
    briefs = for_steps(knowledge, inferred, TODAY, knowledge.tools)
    for tool, found in briefs.items():
        wanted = [
            p.id for p in every if p.verdict in ("yes", "ask") and p.state in LIVE and p.pays and tool in p.pays.tools
        ]
        assert [brief.id for brief in found] == wanted, tool


# --- the list as printed


def test_what_is_printed_leaves_out_what_is_over_or_not_judged(knowledge: Knowledge, inference: Inference) -> None:
    inferred = reasoned(knowledge, inference, FACTORY).inferred
    short, full = (policies(knowledge, inferred, TODAY, everything=every) for every in (False, True))
    assert all(p.verdict is not None and p.state not in ("ended", "closed") for p in short.programmes)
    assert {p.id for p in full.programmes} == set(knowledge.policies)
    assert short.counts == full.counts
    assert sum(full.counts.values()) == len(knowledge.policies)


def test_programmes_come_by_verdict_then_state_then_id(knowledge: Knowledge, inference: Inference) -> None:
    found = programmes(knowledge, reasoned(knowledge, inference, FACTORY).inferred, TODAY)
    verdicts, states = ["yes", "ask", "no", None], list(STATES)
    keys = [(verdicts.index(p.verdict), states.index(p.state), p.id) for p in found]
    assert keys == sorted(keys)
    assert found == programmes(knowledge, reasoned(knowledge, inference, FACTORY).inferred, TODAY)


@pytest.mark.parametrize("engine", ["durable", "verdict"])
def test_both_readers_judge_alike(engine: Any, knowledge: Knowledge, inference: Inference) -> None:
    other = Inference(knowledge, engine)
    for seed in range(6):
        firm = made_up(knowledge, seed)
        ours, theirs = (reasoned(knowledge, reader, firm).inferred for reader in (inference, other))
        assert ours.offered == theirs.offered
        assert programmes(knowledge, ours, TODAY) == programmes(knowledge, theirs, TODAY)
