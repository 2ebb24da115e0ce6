"""Good files, spoiled at random: each is read, or refused with a fault that names a place. Nothing else happens."""

from __future__ import annotations

import copy
import datetime as dt
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolbox import profile
from toolbox.conditions import durable, phrases
from toolbox.documents import read_text
from toolbox.errors import DataError, Fault
from toolbox.facts import gather
from toolbox.knowledge import model
from toolbox.knowledge.examples import failures
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.shapes import shaped
from toolbox.knowledge.sources import roots
from toolbox.text import normal

ROOT = Path(__file__).parents[2]
TOOL_AT = "catalog/tools/logistics/inventory.yaml"
RULE_AT = "rules/recommend/logistics/stock-software-for-hand-kept-stock.yaml"
HOLD_AT = "rules/hold/factory-systems-under-twenty-people.yaml"
KNOWN = (TOOL_AT, RULE_AT, HOLD_AT)
PROFILES = [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.yaml"))]

relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
many, some, few = (settings(relaxed, max_examples=count) for count in (600, 300, 25))

# --- spoiling text

PIECES = [
    *(
        b":",
        b": ",
        b"- ",
        b"\n",
        b"\n  ",
        b"\t",
        b'"',
        b"'",
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b"&a ",
        b"*a",
        b"!!int ",
        b"#",
    ),
    *(
        b"|\n",
        b">\n",
        b"---\n",
        b"...\n",
        b"%YAML 1.1\n",
        b"? ",
        b"<<: ",
        b"\\",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\r",
    ),
    *(word.encode() for word in ("：", "至少 ", "不知道", "🏪", "e\u0301", "\u2028", "０")),
    *(
        b"9" * 30,
        b"-1",
        b"1e400",
        b".nan",
        b"null",
        b"~",
        b"true",
        b"yes",
        b"at least ",
        b"between 9 and 1",
        b"staff: 1\n",
    ),
]


@st.composite
def spoiled_text(draw: st.DrawFn, texts: list[bytes]) -> bytes:
    """One of the texts with one to four pieces cut, doubled, swapped for others or put in between."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=3))
        how = draw(st.sampled_from(("cut", "double", "swap", "insert", "end here")))
        middle = {"cut": b"", "double": text[start:end] * 2, "swap": piece, "insert": piece + text[start:end]}
        text = text[:start] if how == "end here" else text[:start] + middle[how] + text[end:]
    return text


# --- spoiling what was read

nasty_numbers = st.sampled_from([0, -1, 1, 0.5, -0.0, 1e300, 10**17, 2**53 + 1, 999_999])
nasty_words = st.sampled_from(
    [
        "",
        " ",
        "yes",
        "是",
        "unknown",
        "不知道",
        "none",
        "at least 3",
        "between 9 and 1",
        "5-3",
        "5%",
        "x" * 2000,
        "制造业",
        "13",
        "id",
        "?",
    ]
) | st.text(max_size=8)
nasty = st.recursive(
    st.none() | st.booleans() | nasty_numbers | nasty_words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(nasty_words, inner, max_size=3),
    max_leaves=5,
)


def paths_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of keys to everything in a value, itself left out."""
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from paths_in(inner, (*path, key))


@st.composite
def spoiled_data(draw: st.DrawFn, goods: list[Any]) -> Any:
    """One of the values with one to three of its parts replaced, removed, renamed or repeated elsewhere."""
    data = copy.deepcopy(draw(st.sampled_from(goods)))
    for _ in range(draw(st.integers(1, 3))):
        paths = list(paths_in(data))
        if not paths:
            break
        *way, last = draw(st.sampled_from(paths))
        holder = data
        for key in way:
            holder = holder[key]
        match draw(st.sampled_from(("replace", "replace", "remove", "rename", "wrap"))):
            case "replace":
                holder[last] = draw(nasty)
            case "remove":
                del holder[last]
            case "rename" if isinstance(holder, dict):
                holder[draw(nasty_words)] = holder.pop(last)
            case _:
                holder[last] = [holder[last]] if draw(st.booleans()) else {"x": holder[last]}
    return data


def parsed(texts: list[bytes]) -> list[Any]:
    return [read_text(text, "good").data for text in texts]


def is_placed(faults: Sequence[Fault], name: str) -> bool:
    """Whether there is a fault, and each names its place and says something, on one line."""
    return bool(faults) and all(
        fault.place.startswith(name) and fault.fault and "\n" not in str(fault) and "Traceback" not in str(fault)
        for fault in faults
    )


# --- profiles


class Reader:
    """Reads profiles and entries with the built-in knowledge. (Hypothesis would print a bare Knowledge in full.)"""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def profile(self, raw: bytes) -> None:
        """Read a profile, and what follows from it; or see it refused well."""
        try:
            told = profile.read(read_text(raw, "firm"), self.knowledge)
            gather(told, self.knowledge, dt.date(2026, 11, 21))
            sound = True
        except DataError as error:
            sound = is_placed(error.faults, "firm")
        assert sound

    def entry(self, raw: bytes, kind: Any) -> None:
        """Read one file of knowledge, as far as it can be judged alone; or see it refused well."""
        faults: list[Fault] = []
        sound = True
        try:
            document = read_text(raw, "entry")
            value = shaped(kind, document.data, document, (), faults)
            if isinstance(value, model.RuleEntry):
                durable.check(phrases.read(document.data["when"], self.knowledge.vocabulary))
        except DataError as error:
            sound = is_placed(error.faults, "entry")
        except phrases.Flawed as error:
            sound = is_placed([Fault("entry", flaw.fault, flaw.remedy) for flaw in error.flaws], "entry")
        except durable.TooWide as error:
            sound = is_placed([Fault("entry", str(error))], "entry")
        assert sound
        assert not faults or is_placed(faults, "entry")

    def known(self, key: str) -> bool:
        """Whether a profile may hold this key."""
        return profile.folded(key) in profile._SPECIAL_KEY or self.knowledge.vocabulary.find(normal(key)) is not None


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    return Reader(knowledge)


def test_there_are_good_profiles_to_spoil(knowledge: Knowledge) -> None:
    assert PROFILES
    for raw in PROFILES:
        profile.read(read_text(raw, "firm"), knowledge)


@many
@given(raw=spoiled_text(PROFILES))
def test_a_profile_spoiled_as_text_is_read_or_refused(raw: bytes, reader: Reader) -> None:
    reader.profile(raw)


@many
@given(data=spoiled_data(parsed(PROFILES)))
def test_a_profile_spoiled_as_data_is_read_or_refused(data: Any, reader: Reader) -> None:
    reader.profile(json.dumps(data).encode())


@some
@given(good=st.sampled_from(parsed(PROFILES)), key=st.text(max_size=12), value=nasty)
def test_an_unknown_key_in_a_profile_is_never_accepted(good: Any, key: str, value: Any, reader: Reader) -> None:
    if not reader.known(key) and key not in good:
        with pytest.raises(DataError) as caught:
            profile.read(read_text(json.dumps({**good, key: value}).encode(), "firm"), reader.knowledge)
        assert is_placed(caught.value.faults, "firm")


# --- tools and rules


def good_texts(at: str) -> list[bytes]:
    return [(ROOT / at).read_bytes()]


@some
@given(raw=spoiled_text(good_texts(TOOL_AT)))
def test_a_tool_spoiled_as_text_is_read_or_refused(raw: bytes, reader: Reader) -> None:
    reader.entry(raw, model.Tool)


@some
@given(data=spoiled_data(parsed(good_texts(TOOL_AT))))
def test_a_tool_spoiled_as_data_is_read_or_refused(data: Any, reader: Reader) -> None:
    reader.entry(json.dumps(data).encode(), model.Tool)


@some
@given(raw=spoiled_text(good_texts(RULE_AT) + good_texts(HOLD_AT)))
def test_a_rule_spoiled_as_text_is_read_or_refused(raw: bytes, reader: Reader) -> None:
    reader.entry(raw, model.RuleEntry)


@some
@given(data=spoiled_data(parsed(good_texts(RULE_AT) + good_texts(HOLD_AT))))
def test_a_rule_spoiled_as_data_is_read_or_refused(data: Any, reader: Reader) -> None:
    reader.entry(json.dumps(data).encode(), model.RuleEntry)


def lint(files: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What is wrong with an overlay of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for at, data in files.items():
            place = Path(folder, at)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(json.dumps(data))
        try:
            return tuple(failures(Loaded(roots((Path(folder),)))))
        except DataError as error:
            return error.faults


@pytest.mark.usefixtures("built_in_files_read_once")
@few
@given(st.fixed_dictionaries({at: spoiled_data(parsed(good_texts(at))) for at in KNOWN}))
def test_a_spoiled_overlay_is_loaded_or_refused(files: dict[str, Any]) -> None:
    faults = lint(files)
    assert not faults or is_placed(faults, "")


def fixed_maps(at: str) -> list[tuple[Any, ...]]:
    """The path to each map of a file, the file itself first."""
    (data,) = parsed(good_texts(at))
    maps = [(), *(path for path in paths_in(data) if isinstance(at_path(data, path), Mapping))]
    return [(at, *path) for path in maps]


def at_path(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


@pytest.mark.usefixtures("built_in_files_read_once")
@pytest.mark.parametrize("where", [where for at in KNOWN for where in fixed_maps(at)], ids=str)
def test_an_unknown_key_is_accepted_nowhere_in_a_file(where: tuple[Any, ...]) -> None:
    at, *path = where
    (data,) = copy.deepcopy(parsed(good_texts(at)))
    at_path(data, tuple(path))["zzz"] = "yes"
    assert [fault for fault in lint({at: data}) if "'zzz'" in fault.fault]
