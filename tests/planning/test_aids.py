"""Programmes as aids: what counts as money for a purchase, when, and what excludes what. All programmes are made up."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.planning.small import problem, step
from toolbox.planning import exact
from toolbox.planning.aids import aids_of
from toolbox.planning.problem import LONGEST


class _Pays(NamedTuple):
    form: str = "voucher"
    rate: tuple[float, float] | None = (30.0, 50.0)
    ceiling: tuple[int, int] | None = (1000, 2000)
    tools: tuple[str, ...] = ("a",)


class _Programme(NamedTuple):
    id: str = "p"
    usable: bool = True
    pays: _Pays | None = _Pays()
    apply_first: bool = False
    since: str | None = None
    until: str | None = None
    deadline: str | None = None
    excludes: tuple[str, ...] = ()


def test_ranges_count_at_their_low_end() -> None:
    (aid,) = aids_of([_Programme()], "2026-12")
    assert (aid.rate, aid.ceiling, aid.first, aid.last, aid.at_purchase) == (30, 1000, 0, LONGEST, True)


def test_a_grant_is_paid_later() -> None:
    (aid,) = aids_of([_Programme(pays=_Pays("grant"))], "2026-12")
    assert not aid.at_purchase


@pytest.mark.parametrize(
    "programme",
    [
        _Programme(usable=False),
        _Programme(pays=None),
        _Programme(pays=_Pays("tax credit")),
        _Programme(pays=_Pays(rate=None)),
        _Programme(pays=_Pays(tools=())),
        _Programme(until="2026-11"),
        _Programme(deadline="2026-11-30"),
    ],
)
def test_what_is_no_money_for_a_purchase_in_the_plan_is_none(programme: _Programme) -> None:
    assert aids_of([programme], "2026-12") == ()


def test_an_application_before_the_purchase_takes_a_month_and_the_deadline_is_that_of_the_application() -> None:
    programme = _Programme(apply_first=True, since="2026", until="open", deadline="2027-02-15")
    (aid,) = aids_of([programme], "2026-12")
    assert (aid.first, aid.last, aid.lead) == (1, 3, 1)


def test_a_year_ends_in_december() -> None:
    (aid,) = aids_of([_Programme(since="2027", until="2027")], "2026-12")
    assert (aid.first, aid.last) == (1, 12)


def test_what_excludes_each_other_shares_a_group_whichever_says_so() -> None:
    aids = aids_of([_Programme("q"), _Programme("p", excludes=("q",)), _Programme("r")], "2026-12")
    assert [(aid.id, aid.groups) for aid in aids] == [("p", ("p|q",)), ("q", ("p|q",)), ("r", ())]
    found = exact.best(problem(step("a", once=1000), aids=aids, budget=700))
    assert found.schedule is not None
    assert sum(found.schedule.paid.values()) == 300
