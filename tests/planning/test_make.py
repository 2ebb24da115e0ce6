"""Nothing is told that the checker does not pass."""

from __future__ import annotations

import pytest

from tests.planning.small import problem, step
from toolbox.planning.exact import Found
from toolbox.planning.make import checked, solver
from toolbox.planning.problem import Begun, Schedule

ASKED = problem(step("a", once=10), step("b", needs=("a",)), budget=10)
GOOD = Schedule((Begun("a", 0), Begun("b", 1)), {})


def test_a_good_plan_is_passed_on() -> None:
    found = Found("proven", GOOD, 100 * 99 + 100 * 98, 100 * 99 + 100 * 98)
    assert checked(ASKED, found) is found


def test_a_plan_that_breaks_something_is_a_fault_of_ours() -> None:
    with pytest.raises(RuntimeError, match="before a is in daily use"):
        checked(ASKED, Found("proven", Schedule((Begun("b", 0),), {}), 9_900, 9_900))


def test_a_worth_that_does_not_add_up_is_one_too() -> None:
    with pytest.raises(RuntimeError, match="its worth is another"):
        checked(ASKED, Found("proven", GOOD, 1, 1))


@pytest.mark.parametrize("exactly", [True, False])
def test_more_of_the_curve_is_never_worse_than_what_it_begins_with(exactly: bool) -> None:
    better, proven = solver(exactly=exactly)(ASKED, Schedule((), {}))
    assert better == GOOD
    assert proven is exactly
