"""Faults: place, what, remedy, in the order in which a reader meets them."""

from __future__ import annotations

from toolbox.errors import DataError, Fault, in_order


def test_a_fault_is_one_line_with_its_remedy_last() -> None:
    assert str(Fault("a.yaml:3", "it is wrong.", "Mend it.")) == "a.yaml:3: it is wrong. Mend it."
    assert str(Fault("a.yaml", "it is wrong.")) == "a.yaml: it is wrong."


def test_faults_come_once_by_file_and_by_line_as_a_number() -> None:
    faults = [Fault(place, "x") for place in ("b:2", "a:10", "a:9", "a", "a:9")]
    assert [fault.place for fault in in_order(faults)] == ["a", "a:9", "a:10", "b:2"]


def test_an_error_carries_every_fault() -> None:
    faults = (Fault("a:1", "x."), Fault("a:2", "y."))
    error = DataError(*faults)
    assert error.faults == faults
    assert str(error) == "a:1: x.\na:2: y."
