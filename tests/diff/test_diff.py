"""Why an advice changed: an answer, a rule, a tool switched off, the program, the day; each change has its cause."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.firms import made_up
from toolbox import profile
from toolbox.advice import advise, reason
from toolbox.diff import Diff, compare, read
from toolbox.diff.values import ToolChange
from toolbox.documents import read_file, read_json, read_text
from toolbox.errors import DataError
from toolbox.inference import Inference
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import roots
from toolbox.plain import as_json
from toolbox.profile import Profile
from toolbox.trials import parse, tried

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = dt.date(2026, 11, 21)
RULE = "rules/recommend/logistics/stock-software-for-hand-kept-stock.yaml"


class Program:
    """A knowledge with the rules ready to fire."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge, self.inference = knowledge, Inference(knowledge)

    def advice(self, firm: Profile, *trials: str, today: dt.date = TODAY) -> Any:
        """The advice as it is printed."""
        firm = tried(firm, [trial for text in trials if (trial := parse(text))], self.knowledge)
        reasoned = reason(firm, self.inference, self.knowledge, today)
        return json.loads(as_json(advise(reasoned, self.knowledge, today)))

    def diff(self, old: Any, new: Any) -> Diff:
        """Two printed advices compared."""
        views = [read(read_json(json.dumps(each).encode(), "advice")) for each in (old, new)]
        return compare(*views, self.knowledge, self.inference)


@pytest.fixture(scope="module")
def ours(knowledge: Knowledge) -> Program:
    return Program(knowledge)


@pytest.fixture(scope="module")
def plant(knowledge: Knowledge) -> Profile:
    return profile.read(read_file(EXAMPLES / "corrugated-board-plant-pujiang.yaml"), knowledge)


@pytest.fixture(scope="module")
def with_overlay(tmp_path_factory: pytest.TempPathFactory, built_in_files_read_once: None) -> tuple[Program, Program]:
    """Two other programs: one whose rule for stock software asks for more, one that has no order portal."""
    changed, off = (tmp_path_factory.mktemp(name) for name in ("changed", "off"))
    rule = (Path(__file__).parents[2] / RULE).read_text(encoding="utf-8")
    more = rule.replace("  stock_by_hand: yes\nbecause", "  stock_by_hand: yes\n  staff: less than 50\nbecause")
    more = more.replace("stock_by_hand: yes}\n    expect: yes", "stock_by_hand: yes, staff: 9}\n    expect: yes")
    assert more != rule
    (changed / RULE).parent.mkdir(parents=True)
    (changed / RULE).write_text(more, encoding="utf-8")
    (off / "off.yaml").write_text("tools: [order-portal]\n", encoding="utf-8")
    return Program(Loaded(roots([changed])).knowledge), Program(Loaded(roots([off])).knowledge)


def _of(found: Diff, tool: str) -> ToolChange:
    return next(each for each in found.tools if each.tool == tool)


def _kinds(each: ToolChange) -> set[str]:
    return {cause.kind for cause in each.because}


def _everything_has_a_cause(found: Diff) -> None:
    for each in (*found.derived, *found.rules, *found.tools):
        assert each.because, each
        for cause in each.because:
            assert cause.facts or cause.rules or cause.tools or cause.kind in ("knowledge", "program", "day", "file")
            assert "various" not in cause.said.en
    for tool in found.tools:
        for part in ("strength", "need", "voice", "ease"):
            if tool.how in ("moved", "reweighed") and tool.old.rank and tool.new.rank:
                points = [getattr(rank, part) for rank in (tool.old.rank, tool.new.rank)]
                said = [[cause.old, cause.new] for cause in tool.because if cause.part == part]
                assert said == ([points] if points[0] != points[1] else [])


def test_the_same_advice_twice_differs_in_nothing(ours: Program, plant: Profile) -> None:
    advice = ours.advice(plant)
    found = ours.diff(advice, advice)
    assert found.same
    assert found.verified
    assert (found.origin, found.answers, found.derived, found.rules, found.tools) == ((), (), (), (), ())


def test_an_answer_is_followed_through_what_it_shows_to_rules_and_tools(ours: Program, plant: Profile) -> None:
    found = ours.diff(ours.advice(plant), ours.advice(plant, "stock_records=software", "revenue=2000"))
    assert found.verified
    assert [each.fact for each in found.answers] == ["revenue", "stock_records"]
    assert [each.fact for each in found.derived if each.fact == "stock_by_hand"] == ["stock_by_hand"]
    inventory = _of(found, "inventory")
    assert (inventory.how, inventory.new.status) == ("left", "in use")
    assert inventory.alone == ("stock_records",)
    assert {fact for cause in inventory.because for fact in cause.facts} == {"stock_records"}
    _everything_has_a_cause(found)


def test_points_of_a_rank_are_told_with_the_answers_that_moved_them(ours: Program, plant: Profile) -> None:
    found = ours.diff(ours.advice(plant), ours.advice(plant, "internal_network=yes"))
    backup = _of(found, "backup")
    (cause,) = [cause for cause in backup.because if cause.part == "need"]
    assert cause.facts == ("internal_network",)
    assert backup.old.rank is not None
    assert backup.new.rank is not None
    assert (cause.old, cause.new) == (backup.old.rank.need, backup.new.rank.need)
    assert f"{cause.old:g} → {cause.new}" in cause.said.en


@pytest.mark.parametrize("seed", range(4))
def test_every_change_has_a_cause_whatever_was_answered(ours: Program, knowledge: Knowledge, seed: int) -> None:
    firms = [
        profile.read(read_text(json.dumps(made_up(knowledge, at, sector="retail")).encode(), "firm"), knowledge)
        for at in (seed, seed + 50)
    ]
    found = ours.diff(*(ours.advice(firm) for firm in firms))
    assert found.verified
    assert found.answers
    assert found.rules
    assert found.tools
    _everything_has_a_cause(found)


def _tried_alone(ours: Program, firm: Profile, trials: Sequence[str], found: Diff) -> None:
    advices = {trial.split("=")[0]: ours.advice(firm, trial) for trial in trials}
    for each in found.tools:
        for fact in each.alone:
            steps = [
                step["tool"]
                for step in (*advices[fact]["first"], *(s for wave in advices[fact]["later"] for s in wave))
            ]
            assert (each.tool in steps) is (each.new.status == "step")


def test_what_an_answer_is_said_to_do_alone_it_does_alone(ours: Program, plant: Profile) -> None:
    trials = ("stock_records=software", "staff=8", "internal_network=yes")
    found = ours.diff(ours.advice(plant), ours.advice(plant, *trials))
    assert any(each.alone for each in found.tools)
    _tried_alone(ours, plant, trials, found)


@pytest.mark.parametrize("newer", [True, False])
def test_a_changed_rule_is_named_and_told_from_a_changed_answer(
    ours: Program, plant: Profile, with_overlay: tuple[Program, Program], *, newer: bool
) -> None:
    theirs, _ = with_overlay
    program = theirs if newer else ours
    found = program.diff(ours.advice(plant), theirs.advice(plant, "internal_network=yes"))
    assert not found.verified
    assert found.known == (("new",) if newer else ("old",))
    assert {change.what for change in found.origin} == {"knowledge", "overlays"}
    (rule,) = [each for each in found.rules if each.rule == "stock-software-for-hand-kept-stock"]
    assert not rule.fires
    (cause,) = rule.because
    assert cause.kind == "knowledge"
    assert "condition" in cause.said.en or "knowledge" in cause.said.en
    backup = _of(found, "backup")
    assert {fact for cause in backup.because if cause.part == "need" for fact in cause.facts} == {"internal_network"}
    _everything_has_a_cause(found)


def test_a_tool_that_was_switched_off_leaves_by_the_knowledge(
    ours: Program, plant: Profile, with_overlay: tuple[Program, Program]
) -> None:
    _, theirs = with_overlay
    for program in (ours, theirs):
        found = program.diff(ours.advice(plant), theirs.advice(plant))
        assert _of(found, "order-portal").how == "left"
        assert {cause.kind for rule in found.rules for cause in rule.because} == {"knowledge"}
        assert found.answers == ()
        _everything_has_a_cause(found)


def test_of_two_knowledges_that_are_both_another_the_files_are_read(
    ours: Program, plant: Profile, with_overlay: tuple[Program, Program]
) -> None:
    theirs, others = with_overlay
    found = ours.diff(theirs.advice(plant), others.advice(plant, "staff=8"))
    assert found.known == ()
    _everything_has_a_cause(found)


def test_another_version_of_the_program_is_said(ours: Program, plant: Profile) -> None:
    old, new = ours.advice(plant), ours.advice(plant)
    old["origin"]["menkan"] = "0.0.9"
    old["first"][0]["rank"]["ease"] = 20.0
    old["first"][0]["rank"]["total"] -= 5
    found = ours.diff(old, new)
    assert [(each.what, each.old) for each in found.origin] == [("program", "0.0.9")]
    assert found.known == ("new",)
    (change,) = found.tools
    assert (change.how, _kinds(change)) == ("reweighed", {"rank"})
    assert "the program is another (0.0.9 → " in change.because[0].said.en


def test_a_file_that_was_changed_by_hand_is_found_out(ours: Program, plant: Profile) -> None:
    old, new = ours.advice(plant), ours.advice(plant)
    new["first"][1]["rank"]["ease"] = 20.0
    found = ours.diff(old, new)
    assert not found.verified
    assert any("changed by hand" in cause.said.en for each in found.tools for cause in each.because)


def test_the_day_is_named_where_it_is_the_cause(ours: Program, knowledge: Knowledge) -> None:
    firm = profile.read(read_text(b"sector: retail\nstaff: 4\nfounded: 2024\nin_use: []", "firm"), knowledge)
    found = ours.diff(ours.advice(firm, today=dt.date(2025, 1, 1)), ours.advice(firm, today=dt.date(2030, 1, 1)))
    assert [each.what for each in found.origin] == ["day"]
    assert {cause.kind for each in found.derived for cause in each.because} == {"day"}
    _everything_has_a_cause(found)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"staff": 3}, "no advice of menkan's"),
        ({"format": "menkan-turn/1"}, "this is a 'menkan-turn/1', not an advice"),
        ({"format": "menkan-advice/2"}, "version 2; this menkan reads 1"),
        ({"format": "menkan-advice/1"}, "is not what an advice has there"),
        ({"format": ["menkan-advice/1"]}, "no advice of menkan's"),
    ],
)
def test_what_is_no_advice_is_refused_with_the_reason(data: object, says: str) -> None:
    with pytest.raises(DataError) as refused:
        read(read_json(json.dumps(data).encode(), "advice.json"))
    (fault,) = refused.value.faults
    assert fault.place.startswith("advice.json")
    assert says in fault.fault
    assert fault.remedy
