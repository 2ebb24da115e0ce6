"""The reader of documents: what a file says, and on which line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox.documents import DEEPEST, LARGEST, read_file, read_lines, read_text
from toolbox.errors import DataError, Fault, in_order
from toolbox.text import normal


def data_of(text: str) -> Any:
    return read_text(text.encode(), "f").data


def fault_of(text: str | bytes) -> str:
    with pytest.raises(DataError) as caught:
        read_text(text if isinstance(text, bytes) else text.encode(), "f")
    (fault,) = caught.value.faults
    return str(fault)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12),
        ("+12", 12),
        ("-3", -3),
        ("0", 0),
        ("3.50", 3.5),
        ("-0.5", -0.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("999999999999999999", 999_999_999_999_999_999),
    ],
)
def test_numbers_truth_and_nothing_are_read_as_such(written: str, meant: object) -> None:
    read = data_of(f"key: {written}")["key"]
    assert (read, type(read)) == (meant, type(meant))


@pytest.mark.parametrize(
    "written",
    [
        *("yes", "no", "on", "off", "Yes", "True", "NULL", "010", "0x10", "1_000", "1e3", ".5", "5.", ".inf", ".nan"),
        *("2026-11-21", "12:30", "9" * 19, "1.2.3", "=", "1 2"),
    ],
)
def test_all_else_stays_the_text_that_it_is(written: str) -> None:
    assert data_of(f"key: {written}") == {"key": written}


@pytest.mark.parametrize("written", ['"12"', "'12'", '"true"', "'null'", "|\n  12", ">\n  12"])
def test_quoted_text_is_text(written: str) -> None:
    assert isinstance(data_of(f"key: {written}\n")["key"], str)


def test_text_and_keys_come_in_normal_form() -> None:
    decomposed = "cafe\N{COMBINING ACUTE ACCENT}"
    assert data_of(f"' {decomposed} ': ' {decomposed} '") == {"café": "café"}
    assert data_of(json.dumps({decomposed: [decomposed]})) == {"café": ["café"]}


def test_keys_are_always_text() -> None:
    assert data_of("12: a\ntrue: b\n1.5: c") == {"12": "a", "true": "b", "1.5": "c"}


def test_the_line_of_every_value_is_known() -> None:
    document = read_text(b"# a comment\na:\n  b: 1\n  c:\n    - 2\n    - d: 3\ne: {f: 4}\n", "f")
    places = {
        (): "f:2",
        ("a",): "f:2",
        ("a", "b"): "f:3",
        ("a", "c"): "f:4",
        ("a", "c", 0): "f:5",
        ("a", "c", 1, "d"): "f:6",
        ("e", "f"): "f:7",
    }
    assert {keys: document.place(keys) for keys in places} == places


def test_a_value_without_a_line_of_its_own_stands_with_its_parent() -> None:
    document = read_text(b"a:\n  b: 1\n", "f")
    assert document.place(("a", "b", "nothing", 5)) == "f:2"


def test_json_is_placed_by_key() -> None:
    document = read_text(b'{"a": {"b": [1]}}', "f")
    assert (document.place(), document.place(("a", "b", 0))) == ("f", "f: a.b.0")


def test_json_and_yaml_say_the_same() -> None:
    said = {"staff": 12, "in_use": ["pos"], "revenue": 1.5, "name": "小店", "city": None, "sells_online": True}
    assert data_of(json.dumps(said)) == data_of("\n".join(f"{k}: {json.dumps(v)}" for k, v in said.items())) == said


def test_a_byte_order_mark_at_the_start_is_no_matter() -> None:
    assert read_text("\ufeffa: 1".encode(), "f").data == {"a": 1}


def test_windows_line_ends_count_once() -> None:
    assert read_text(b"a: 1\r\nb: 2\r\n", "f").place(("b",)) == "f:2"


def test_the_deepest_nesting_is_read_and_one_more_is_not() -> None:
    for opened, closed in (("[" * DEEPEST, "]" * DEEPEST), ('{"a":' * (DEEPEST - 1) + "[", "]" + "}" * (DEEPEST - 1))):
        assert data_of(f"{opened}1{closed}") is not None
        assert "nested more than" in fault_of(f"[{opened}1{closed}]")


def test_a_bomb_of_any_bracket_is_refused_at_once() -> None:
    for bomb in ("[", "{", '{"a":', "- ", "? ", "[[", "!a [", "a: {"):
        assert fault_of(bomb * (LARGEST // len(bomb) - 1)).startswith("f")


def test_a_file_may_be_just_as_large_as_the_limit(tmp_path: Path) -> None:
    place = tmp_path / "large.yaml"
    place.write_text("a: 1\n#" + "x" * (LARGEST - 6))
    assert read_file(place).data == {"a": 1}
    place.write_text("a: 1\n#" + "x" * (LARGEST - 5))
    with pytest.raises(DataError, match=f"larger than {LARGEST} bytes"):
        read_file(place)
    assert fault_of(b"a: 1\n#" + b"x" * LARGEST) == f"f: there are more than {LARGEST} bytes. Split it."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"this is a folder\. Name a file\."):
        read_file(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.yaml: cannot be read \(No such file or directory\)\. Check the path\."):
        read_file(tmp_path / "gone.yaml")


def test_a_file_goes_by_the_name_it_is_given(tmp_path: Path) -> None:
    place = tmp_path / "firm.yaml"
    place.write_text("a: b: c")
    with pytest.raises(DataError) as caught:
        read_file(place, "the firm")
    assert caught.value.faults[0].place == "the firm:1"


def test_the_lines_of_a_table_are_read_as_they_stand(tmp_path: Path) -> None:
    place = tmp_path / "codes.tsv"
    place.write_text("code\tname\n0111\t稻谷种植\n", encoding="utf-8")
    assert read_lines(place, "codes") == ["code\tname", "0111\t稻谷种植"]


def test_faults_are_told_by_file_and_then_by_line_as_a_number() -> None:
    faults = [Fault(place, "x") for place in ("b:1", "a:10", "a:9", "a", "a:9", "a: key")]
    assert [fault.place for fault in in_order(faults)] == ["a", "a:9", "a:10", "a: key", "b:1"]


plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | st.text(st.characters(categories=("L", "N", "P", "Zs"))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcdef", min_size=1), plain_values, max_size=5))
def test_whatever_json_can_say_is_read_as_it_was_meant(said: dict[str, Any]) -> None:
    assert data_of(json.dumps(said)) == normalised(said)


def normalised(value: Any) -> Any:
    match value:
        case str():
            return normal(value)
        case list():
            return [normalised(item) for item in value]
        case dict():
            return {key: normalised(item) for key, item in value.items()}
        case _:
            return value


@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@`#\\ \n\t~1.中\x00\x85"), max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused_with_a_place(raw: bytes) -> None:
    try:
        places = [read_text(raw, "f").place()]
    except DataError as error:
        places = [fault.place for fault in error.faults]
    assert [place.partition(":")[0] for place in places] == ["f"]
