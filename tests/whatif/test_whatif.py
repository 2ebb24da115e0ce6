"""What is told of what-if: each way does it, no part of it does, the least effort first, over the real knowledge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from toolbox import profile
from toolbox.advice import reason
from toolbox.documents import read_file, read_text
from toolbox.explain import Change, WhatIf
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile
from toolbox.trials import parse, tried
from toolbox.whatif import MOST_CHANGES, what_if

EXAMPLES = Path(__file__).parents[2] / "examples"
ASKED = [
    *(("corrugated-board-plant-pujiang", tool) for tool in ("erp-light", "inventory", "mes-light", "wms")),
    *(("neighbourhood-restaurant", tool) for tool in ("pos", "crm", "business-intelligence", "membership")),
    *(("tea-maker-fujian", tool) for tool in ("online-shop", "barcode", "incident-plan")),
    *(("umbrella-maker-dongshi", tool) for tool in ("erp", "data-dashboard", "network-firewall")),
]


class Case:
    """A firm and the program, for trying changes."""

    def __init__(self, knowledge: Knowledge, inference: Inference, firm: Profile, today: dt.date) -> None:
        self.knowledge, self.inference, self.firm, self.today = knowledge, inference, firm, today

    def found(self, tool: str) -> WhatIf:
        reasoned = reason(self.firm, self.inference, self.knowledge, self.today)
        return what_if(self.knowledge, self.inference, reasoned, tool, self.today)

    def is_step(self, tool: str, changes: Iterable[Change] = ()) -> bool:
        """Whether the tool is a step once these changes are made as `--set` makes them."""
        texts = dict.fromkeys(text for change in changes for text in change.trials)
        trials = [trial for text in texts if (trial := parse(text))]
        after = tried(self.firm, trials, self.knowledge)
        plan = reason(after, self.inference, self.knowledge, self.today).recommendations
        return tool in {step.tool for step in plan.steps}


def _told(knowledge: Knowledge, inference: Inference, today: dt.date, text: str) -> Case:
    return Case(knowledge, inference, profile.read(read_text(text.encode(), "firm"), knowledge), today)


@pytest.mark.parametrize(("firm", "tool"), ASKED)
def test_every_way_does_it_and_no_part_of_it_does(
    knowledge: Knowledge, inference: Inference, today: dt.date, firm: str, tool: str
) -> None:
    case = Case(knowledge, inference, profile.read(read_file(EXAMPLES / f"{firm}.yaml"), knowledge), today)
    before, found = case.is_step(tool), case.found(tool)
    assert found.wanted == ("no step" if before else "step")
    assert found.complete == MOST_CHANGES
    for each in found.sets:
        assert 1 <= len(each.changes) <= MOST_CHANGES
        assert case.is_step(tool, each.changes) is not before
        assert (each.status == "step") is not before
        for size in range(1, len(each.changes)):
            assert all(case.is_step(tool, part) is before for part in combinations(each.changes, size))
        for change in each.changes:
            known = knowledge.vocabulary[change.fact]
            assert known.worked_out is None
            assert known.changeable or change.kind == "answer"
    efforts = [each.effort for each in found.sets]
    assert efforts == sorted(efforts)


def test_something_is_found_both_ways(knowledge: Knowledge, inference: Inference, today: dt.date) -> None:
    case = _told(knowledge, inference, today, "sector: manufacturing\nstaff: 30\nin_use: []\nactivities: [keeps_stock]")
    wanted = {tool: case.found(tool) for tool in ("inventory", "mes-light", "barcode")}
    assert all(each.sets for each in wanted.values())


def test_neighbouring_numbers_are_told_as_one_range(knowledge: Knowledge, inference: Inference, today: dt.date) -> None:
    case = _told(knowledge, inference, today, "sector: manufacturing\nplanning: paper\nin_use: []")
    found = case.found("mes-light")
    staff = [c for each in found.sets for c in each.changes if c.fact == "staff"]
    assert staff
    assert len({change.trials for change in staff}) == 1


def test_what_does_not_apply_is_not_supposed(knowledge: Knowledge, inference: Inference, today: dt.date) -> None:
    text = "sector: manufacturing\nin_use: []\nstaff: does not apply\npains: does not apply"
    found = _told(knowledge, inference, today, text).found("mes-light")
    assert {"staff", "pains"}.isdisjoint(change.fact for each in found.sets for change in each.changes)


def test_a_fact_that_no_firm_can_change_is_left_as_it_was_told(
    knowledge: Knowledge, inference: Inference, today: dt.date
) -> None:
    found = _told(knowledge, inference, today, "sector: catering\nstaff: 3\nin_use: []").found("mes-light")
    assert {"sector", "staff"}.isdisjoint(change.fact for each in found.sets for change in each.changes)


def test_a_tool_in_use_has_nothing_to_turn(knowledge: Knowledge, inference: Inference, today: dt.date) -> None:
    found = _told(knowledge, inference, today, "in_use: [inventory]").found("inventory")
    assert (found.wanted, found.sets) == (None, ())


def test_a_tool_that_is_not_known_is_refused(knowledge: Knowledge, inference: Inference, today: dt.date) -> None:
    with pytest.raises(KeyError):
        _told(knowledge, inference, today, "staff: 3").found("no-such-tool")
