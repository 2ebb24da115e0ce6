"""The state that a bot carries: plain, complete, and refused with the reason where it cannot be read."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from toolbox.documents import read_text
from toolbox.errors import DataError
from toolbox.interview.answer import answer
from toolbox.interview.state import FORMAT, read_state, write_state
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile

DAY = dt.date(2026, 11, 21)


def read(knowledge: Knowledge, state: Any) -> Profile:
    return read_state(read_text(json.dumps(state).encode(), "state"), knowledge)


def test_a_state_comes_back_as_it_was_written(knowledge: Knowledge) -> None:
    facts = {"staff": 12, "goals": "unknown", "export_share": "does not apply", "in_use": ["crm"], "industry": "2231"}
    profile = read(knowledge, {"format": FORMAT, "name": "纸箱厂", "facts": facts})

    assert read(knowledge, write_state(profile, knowledge)) == profile


def test_an_empty_map_is_the_beginning(knowledge: Knowledge) -> None:
    assert read(knowledge, {}) == Profile()


def test_unknown_and_not_applicable_are_told_apart_and_neither_is_a_no(knowledge: Knowledge) -> None:
    profile = read(knowledge, {"facts": {"goals": "不知道", "export_share": "不适用"}})

    assert profile.unknown == ("export_share", "goals")
    assert profile.not_applicable == {"export_share"}
    assert not profile.told


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ([], "a state is a map."),
        ({"format": "menkan-state/7"}, "the state is of version 7; this menkan reads 1."),
        ({"format": "menkan-state/0"}, "the state is of version 0; this menkan reads 1."),
        ({"format": "something"}, "'something' is not a state."),
        ({"answers": {}}, "no key called 'answers' in a state."),
        ({"facts": [1]}, "'facts' is a map of answers."),
        ({"name": 7}, "'name' is a text of at most 1024 bytes."),
        ({"facts": {"staf": 3}}, "no fact called 'staf'."),
    ],
)
def test_a_state_that_cannot_be_read_says_why(knowledge: Knowledge, state: Any, message: str) -> None:
    with pytest.raises(DataError) as refused:
        read(knowledge, state)

    assert [fault.fault for fault in refused.value.faults] == [message]
    assert all(fault.remedy for fault in refused.value.faults)


def test_a_turn_asks_one_question_with_its_choices(knowledge: Knowledge) -> None:
    turn = answer(knowledge, read(knowledge, {"facts": {"sector": "retail"}}), DAY)

    assert turn.question is not None
    assert turn.question.fact == "staff"
    assert turn.advice is None
    assert turn.state["facts"] == {"sector": "retail"}


def test_an_answer_can_be_changed_without_losing_the_others(knowledge: Knowledge) -> None:
    before = {"sector": "retail", "staff": 3, "activities": ["runs_store"]}
    turn = answer(knowledge, read(knowledge, {"facts": {**before, "staff": 30}}), DAY)

    assert turn.state["facts"] == {**before, "staff": 30}


def test_when_nothing_is_left_to_ask_the_advice_comes(knowledge: Knowledge) -> None:
    state: dict[str, Any] = {"facts": {"sector": "retail"}}
    turn = answer(knowledge, read(knowledge, state), DAY)
    while turn.question is not None:
        state["facts"][turn.question.fact] = "unknown"
        turn = answer(knowledge, read(knowledge, state), DAY)

    assert turn.advice is not None
    assert turn.left == 0
