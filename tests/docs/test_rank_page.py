"""The worked example on the page on ranks is right, by hand and by the program."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

import pytest

from tests.docs.pages import ROOT, code, page, rows
from toolbox.advice import Advice, StepAdvice, advise, reason
from toolbox.documents import read_file
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import read

PAGE = "docs/rank.md"
PARTS_OF_RANK = ("strength", "need", "voice", "ease")
PARTS = list(rows(PAGE, "part"))
WORKED = re.search(r"<!-- worked: (\S+) (\S+) -->", page(PAGE))


@pytest.fixture(scope="module")
def advice(knowledge: Knowledge, inference: Inference, today: dt.date) -> Advice:
    assert WORKED
    firm = read(read_file(ROOT / WORKED[1]), knowledge)
    return advise(reason(firm, inference, knowledge, today), knowledge, today)


@pytest.fixture(scope="module")
def step(advice: Advice) -> StepAdvice:
    assert WORKED
    return next(step for wave in (advice.first, *advice.later) for step in wave if step.tool == WORKED[2])


def test_the_page_has_the_rank_that_the_program_prints(step: StepAdvice) -> None:
    rank = step.rank
    assert _points("rank") == [Fraction(str(rank.total))]
    assert [sum(_points(part)) for part in PARTS_OF_RANK] == [
        Fraction(str(part)) for part in (rank.strength, rank.need, rank.voice, rank.ease)
    ]


def test_the_parts_of_the_page_add_up() -> None:
    assert sum(sum(_points(part)) for part in PARTS_OF_RANK) == sum(_points("rank"))
    assert next(row[1] for row in PARTS if row[0] == "rank") == " + ".join(
        f"{float(sum(_points(part))):g}" for part in PARTS_OF_RANK
    )


def test_each_rule_of_the_page_fired_with_its_strength(step: StepAdvice) -> None:
    told = [(code(row[1]), row[1].split(", ")[1], int(row[2])) for row in PARTS if row[0] == "strength"]
    assert told == [(why.said.rule, why.strength, why.points) for why in step.why]


def test_the_need_of_the_page_is_the_formula_over_its_scores(step: StepAdvice, advice: Advice) -> None:
    scores = {d.id: d for d in advice.assessment.dimensions}
    low = high = full = 0
    for row in PARTS:
        found = re.fullmatch(r"`(\w+)`: score (\d+) to (\d+), weight (\d+)", row[1])
        if found:
            dimension, weight = scores[found[1]], int(found[4])
            assert (dimension.score.low, dimension.score.high) == (int(found[2]), int(found[3]))
            assert dimension.weight == weight
            low, high, full = low + weight * int(found[2]), high + weight * int(found[3]), full + 100 * weight
    last = next(row[1] for row in PARTS if row[0] == "need" and "full" in row[1])
    assert last == f"low {low}, high {high}, full {full}: 30 × ({2 * full} − {low} − {high}) ÷ {2 * full}"
    assert sum(_points("need")) == Fraction(30 * (2 * full - low - high), 2 * full)


def test_the_voice_of_the_page_is_what_the_firm_said_and_the_rules_look_for(
    knowledge: Knowledge, step: StepAdvice, advice: Advice
) -> None:
    row = next(row for row in PARTS if row[0] == "voice")
    said = {
        f"{known.fact}/{word}" for known in advice.firm.told if known.fact in ("pains", "goals") for word in known.value
    }
    wanted = {word for why in step.why for word in knowledge.rules[why.said.rule].voices}
    assert re.findall(r"`([^`]+)`", row[1]) == sorted(said & wanted)
    assert int(row[2]) == min(5 * len(said & wanted), 15)


def test_the_ease_of_the_page_is_that_of_the_tool(knowledge: Knowledge, step: StepAdvice) -> None:
    tool = knowledge.tools[step.tool]
    cost, skills, weeks = (row for row in PARTS if row[0] == "ease")
    assert cost[1] == f"cost band `{tool.cost.band}`, ease {knowledge.costs[tool.cost.band].ease}, times 2"
    assert skills[1] == f"skills `{tool.effort.skills}`, ease {knowledge.skills[tool.effort.skills].ease}, times 3"
    assert weeks[1].startswith(f"at most {tool.effort.weeks[1]} weeks, ease ")
    for row in (cost, skills, weeks):
        ease, times = map(int, re.findall(r"ease (\d), times (\d)", row[1])[0])
        assert int(row[2]) == ease * times


def test_the_page_tells_the_points_and_eases_of_the_catalogue(knowledge: Knowledge) -> None:
    text = page(PAGE)
    for id_, strength in knowledge.strengths.items():
        assert f"`{id_}` {strength.points}" in text
    for id_, ease in [
        *((i, c.ease) for i, c in knowledge.costs.items()),
        *((i, s.ease) for i, s in knowledge.skills.items()),
    ]:
        assert f"{id_} {ease}" in text


def _points(part: str) -> list[Fraction]:
    return [Fraction(row[2]) for row in PARTS if row[0] == part and row[2]]
