"""Quick trials: the profile as if the firm had told something else."""

from __future__ import annotations

import pytest

from toolbox.conditions.values import Members, exactly, only
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile
from toolbox.trials import Trial, parse, tried

FIRM = Profile("厂", {"staff": exactly(12), "pains": Members(frozenset({"unpaid_bills"})), "sector": only("retail")})


def trials(*texts: str) -> list[Trial]:
    return [trial for text in texts if (trial := parse(text)) is not None]


def test_a_trial_takes_the_place_of_what_was_told(knowledge: Knowledge) -> None:
    told = tried(FIRM, trials("员工人数=35"), knowledge).told

    assert told["staff"] == exactly(35)
    assert told["sector"] == only("retail")


def test_plus_and_minus_change_a_set_and_leave_the_rest_of_it(knowledge: Knowledge) -> None:
    told = tried(FIRM, trials("pains+=late_delivery", "in_use+=crm"), knowledge).told
    without = tried(FIRM, trials("pains-=客户拖欠货款"), knowledge).told

    assert told["pains"] == Members(frozenset({"unpaid_bills", "late_delivery"}))
    assert isinstance(told["in_use"], Members)
    assert told["in_use"].holds("crm") is True
    assert without["pains"] == Members(frozenset())


def test_unknown_forgets(knowledge: Knowledge) -> None:
    profile = tried(FIRM, trials("staff=unknown"), knowledge)

    assert "staff" not in profile.told
    assert "staff" in profile.unknown


def test_an_industry_brings_its_trade_along(knowledge: Knowledge) -> None:
    assert tried(FIRM, trials("industry=2231"), knowledge).told["sector"] == only("manufacturing")


@pytest.mark.parametrize("text", ["staff=abc", "staf=3", "staff+=3", "pains+=nothing_known", "score=3", "staff="])
def test_a_trial_that_cannot_be_read_says_where_and_what_to_do(knowledge: Knowledge, text: str) -> None:
    with pytest.raises(DataError) as refused:
        tried(FIRM, trials(text), knowledge)

    assert {fault.place for fault in refused.value.faults} == {f"--set {text}"}
    assert all(fault.remedy for fault in refused.value.faults)


def test_a_word_without_an_equals_sign_is_no_trial() -> None:
    assert parse("staff") is None
