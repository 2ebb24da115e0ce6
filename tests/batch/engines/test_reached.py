"""An engine that does not answer is named at once, in one line."""

from __future__ import annotations

import socket

import pytest

from toolbox.batch.engines.reached import cores, reachable, refused
from toolbox.errors import DataError


def test_one_address_that_answers_is_enough() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for address in (f"127.0.0.1:{port}", f"tcp://127.0.0.1:{port}", f"127.0.0.1:1,127.0.0.1:{port}"):
            reachable(address)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("127.0.0.1:1", "nobody answers there (Connection refused)."),
        ("tcp://127.0.0.1:1", "nobody answers there (Connection refused)."),
        ("127.0.0.1", "this is no address."),
        ("127.0.0.1:99999", "this is no address."),
        ("", "this is no address."),
        ("a b:3", "this is no address."),
    ],
)
def test_nobody_and_nonsense_are_refused(address: str, fault: str) -> None:
    with pytest.raises(DataError) as caught:
        reachable(address)
    assert caught.value.faults[0].fault == fault


def test_what_an_engine_says_is_cut_to_one_line_without_names_of_classes() -> None:
    said = RuntimeError("org.apache.spark.SparkException: No such master.\n\tat org.apache.spark.Main.main(Main.java)")
    assert refused("Spark", said).faults[0].fault == "it refuses: No such master."
    assert refused("Ray", RuntimeError()).faults[0].fault == "it refuses: RuntimeError."
    traceback = (
        'An exception was thrown.\nTraceback (most recent call last):\n  File "w.py"\nModuleNotFoundError: No toolbox.'
    )
    assert refused("Spark", RuntimeError(traceback)).faults[0].fault.endswith(" ModuleNotFoundError: No toolbox.")
    assert cores() >= 1
