"""What a choice is worth: the best step in full, the second half, the third a third; nothing that cannot be used."""

from __future__ import annotations

from toolbox.clustering.problem import Kind, Problem, Purchase, Service, modes, usable, value_of, worth_of

KIND = Kind("small", ("a", "b", "c"), (30, 60, 20), 9, ("s", "t"))


def test_the_first_step_of_a_firm_counts_most() -> None:
    assert worth_of((30, 60, 20)) == 6 * 60 + 3 * 30 + 2 * 20
    assert worth_of(()) == 0


def test_a_step_counts_once_what_it_needs_is_there_too() -> None:
    needs = {"b": ("a",), "c": ("b",), "a": ("elsewhere",)}
    assert usable(KIND, ("b", "c"), needs) == frozenset()
    assert usable(KIND, ("a", "b", "other"), needs) == {"a", "b"}
    assert value_of(KIND, ("a", "c"), needs) == 6 * 30


def test_no_way_buys_or_draws_on_what_adds_nothing() -> None:
    services = (Service("s", ("a", "b"), 9), Service("t", ("b",), 9, 2))
    asked = Problem(
        (KIND,), services, (Purchase("a", {"small": 1}), Purchase("b", {"small": 3}), Purchase("c", {"micro": 1}))
    )
    found = [(mode.services, mode.bought, mode.yuan) for mode in modes(asked, KIND)]
    assert found == [
        ((), ("a",), 1),
        ((), ("b",), 3),
        ((), ("a", "b"), 4),
        (("s",), (), 0),
        (("t",), (), 2),
        (("t",), ("a",), 3),
    ]
