"""The independent checker: it finds each way in which a choice can be wrong, and counts for itself."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolbox.clustering.check import broken, counted, paid
from toolbox.clustering.problem import Choice, Delivery, Kind, Problem, Purchase, Service

MICRO = Kind("micro", ("a", "b"), (10, 30), 6, ("s",))
SMALL = Kind("small", ("b", "c"), (20, 9), 4, ("s",))
ASKED = Problem(
    (MICRO, SMALL),
    (Service("s", ("a", "c"), 100, 2, 5), Service("t", ("b",), 10)),
    (Purchase("b", {"micro": 7, "small": 8}, 3, 2, 6), Purchase("c", {"small": 5}, 0, 1)),
    {"c": ("b",)},
    200,
)
GOOD = Choice(("s",), (Delivery(0, ("s",), ("b",), 3), Delivery(1, ("s",), ("b",), 2)))


def test_a_good_choice_is_let_stand_and_counted() -> None:
    assert broken(ASKED, GOOD) == []
    assert counted(ASKED, GOOD) == 3 * (30 + Fraction(10, 2)) + 2 * (20 + Fraction(9, 2))
    assert paid(ASKED, GOOD) == 100 + 3 + 5 * 2 + 3 * 7 + 2 * 8


def test_what_a_tool_needs_must_be_there_for_it_to_count() -> None:
    alone = Choice(("s",), (Delivery(1, ("s",), (), 2),))
    assert counted(ASKED, alone) == 0
    assert broken(ASKED, alone) == ["a delivery to kind 1 is worth nothing"]


@pytest.mark.parametrize(
    ("choice", "changes", "said"),
    [
        (GOOD._replace(services=("s", "x")), {}, "x is no service"),
        (GOOD._replace(services=()), {}, "s serves without being chosen"),
        (GOOD._replace(services=("s", "s")), {}, "a service is chosen twice"),
        (Choice((), (Delivery(7, (), ("b",), 2),)), {}, "there is no such kind of firms"),
        (Choice((), (Delivery(0, (), ("c",), 2),)), {}, "c is not for sale to micro firms"),
        (Choice(("t",), (Delivery(0, ("t",), ("b",), 2),)), {}, "b is given and bought for the same firm"),
        (Choice(("t",), (Delivery(0, ("t",), (), 2),)), {}, "t is not open to kind 0"),
        (Choice(("s",), (Delivery(0, ("s",), (), 6),)), {}, "s serves 6 firms and can serve 5"),
        (
            Choice((), (Delivery(0, (), ("b",), 5), Delivery(0, (), ("b",), 2))),
            {},
            "more firms of kind 0 are reached than",
        ),
        (Choice((), (Delivery(0, (), ("b",), 1),)), {}, "b is bought for 1 firms"),
        (Choice((), (Delivery(0, (), ("b",), 6), Delivery(1, (), ("b",), 1))), {}, "b is bought for 7 firms"),
        (GOOD, {"budget": 149}, "150 yuan are spent of 149"),
        (GOOD, {"must": ("t",)}, "t is not chosen"),
        (GOOD, {"reach": 51}, "too few micro firms are reached"),
        (Choice((), (Delivery(0, (), ("b",), 5),)), {"fair": 50}, "small firms are left behind"),
    ],
)
def test_each_way_of_being_wrong_is_named(choice: Choice, changes: dict[str, object], said: str) -> None:
    wrong = broken(ASKED._replace(**changes), choice)  # type: ignore[arg-type]
    assert any(each.startswith(said) for each in wrong), wrong


def test_fairness_is_kept_where_each_class_has_its_part() -> None:
    assert broken(ASKED._replace(fair=100, reach=50), GOOD) == []
