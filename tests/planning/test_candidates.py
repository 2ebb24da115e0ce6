"""From the advice to the problem: every step with what it needs, each range at its high end, wishes by name."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from toolbox import documents, profile
from toolbox.advice import Reasoned, reason
from toolbox.costing import Amount
from toolbox.errors import DataError
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.planning.candidates import AT_ONCE, AT_ONCE_UNKNOWN, at_once_for, in_use_of, posed, wished, yuan
from toolbox.planning.problem import Means, Wish
from toolbox.profile import Profile

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def cases(knowledge: Knowledge, inference: Inference) -> list[Reasoned]:
    day = dt.date(2026, 11, 21)
    firms = [profile.read(documents.read_file(path), knowledge) for path in EXAMPLES]
    return [reason(firm, inference, knowledge, day) for firm in firms]


def test_every_step_of_the_advice_is_a_candidate_in_its_order(
    cases: list[Reasoned], knowledge: Knowledge, today: dt.date
) -> None:
    for case in cases:
        candidates = posed(case, knowledge, today, Means()).problem.candidates
        steps = case.recommendations.steps
        assert [c.tool for c in candidates] == [s.tool for s in steps]
        for candidate, step in zip(candidates, steps, strict=True):
            assert candidate.worth == (step.rank.total if step.rules else 0)
            assert candidate.weeks == knowledge.tools[step.tool].effort.weeks[1]
            assert candidate.days == round(knowledge.tools[step.tool].effort.days[1] * 10)
            assert candidate.needs == step.after


def test_money_is_taken_at_the_high_end_and_upward() -> None:
    assert yuan(Amount(Decimal(1), Decimal("9.01"))) == 10
    assert yuan(Amount(Decimal(200), None)) == 200


def test_a_wish_for_something_else_brings_what_it_needs_and_counts_nothing(
    cases: list[Reasoned], knowledge: Knowledge, today: dt.date
) -> None:
    case = cases[0]
    advised = {step.tool for step in case.recommendations.steps} | in_use_of(case)
    other = next(t for t in knowledge.tools if t not in advised and knowledge.tools[t].needs)
    problem = posed(case, knowledge, today, Means(), [Wish("must", other)]).problem
    added = {c.tool: c for c in problem.candidates if c.tool not in advised}
    assert {other, *knowledge.tools[other].needs} - advised <= added.keys()
    assert {c.worth for c in added.values()} == {0}


def test_what_is_in_use_cannot_be_wished_for(cases: list[Reasoned], knowledge: Knowledge, today: dt.date) -> None:
    case, tool = next((case, tool) for case in cases for tool in sorted(in_use_of(case)))
    with pytest.raises(DataError, match="in use already"):
        posed(case, knowledge, today, Means(), [Wish("must", tool)])


def test_a_wish_goes_by_any_word_for_the_tool(knowledge: Knowledge) -> None:
    assert wished(knowledge, "must", "数据备份") == Wish("must", "backup")
    assert wished(knowledge, "without", "backup") == Wish("without", "backup")
    assert wished(knowledge, "deadline", "Data backup", 3) == Wish("deadline", "backup", 3)
    assert wished(knowledge, "deadline", "some-programme", 3, ["some-programme"]) == Wish(
        "deadline", "some-programme", 3
    )


def test_a_mistyped_wish_is_answered_with_the_nearest(knowledge: Knowledge) -> None:
    with pytest.raises(DataError, match=r"no such tool\. Did you mean 'backup'"):
        wished(knowledge, "must", "bakup")
    with pytest.raises(DataError, match=r"no such tool or programme\. Did you mean 'voucher-2027'"):
        wished(knowledge, "deadline", "vouchr-2027", 1, ["voucher-2027"])


def test_a_smaller_firm_bears_less_at_once(knowledge: Knowledge, inference: Inference, today: dt.date) -> None:
    assert list(AT_ONCE.values()) == sorted(AT_ONCE.values())
    assert at_once_for(reason(Profile(), inference, knowledge, today)) == AT_ONCE_UNKNOWN
