"""What a form holds is read strictly, and answers fit into a link and come out of it again."""

from __future__ import annotations

import base64
import zlib
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox.errors import DataError
from toolbox.web.forms import LARGEST_STATE, MOST_FIELDS, packed, read_form, unpacked


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=8))
def test_what_a_browser_sends_is_what_is_read(pairs: list[tuple[str, str]]) -> None:
    sendable = [(n, v) for n, v in pairs if (n + v).isprintable()]
    form = read_form(urlencode(sendable).encode())
    for name, _ in sendable:
        assert form.all(name) == tuple(v for n, v in sendable if n == name)
        assert form.one(name) == form.all(name)[0]
    assert form.all("nothing of it") == ()


@pytest.mark.parametrize("body", [b"\xff=1", b"a=%ff", "门=1".encode(), b"a=1&" * (MOST_FIELDS + 1)])
def test_what_no_browser_sends_is_refused(body: bytes) -> None:
    with pytest.raises(DataError, match="this form cannot be read"):
        read_form(body)


@given(st.text(max_size=200))
def test_a_code_holds_answers(state: str) -> None:
    code = packed("{" + state)
    assert code.replace("-", "").replace("_", "").isalnum()
    assert (
        unpacked(code)
        == unpacked(f"http://127.0.0.1/#a={code}")
        == unpacked(f" {code[:5]}\n{code[5:]} ")
        == "{" + state
    )


def test_answers_pasted_as_they_are_are_taken() -> None:
    assert unpacked(' {"facts": {"staff": 3}}').strip() == '{"facts": {"staff": 3}}'


def _code(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "x",
        "门槛",
        "!!!!",
        _code(b"no zlib"),
        _code(zlib.compress(b"\xff\xfe")),
        _code(zlib.compress(b"short of its end")[:-4]),
        _code(zlib.compress(b"0" * (LARGEST_STATE + 1))),
        _code(zlib.compress(b"0" * 50_000_000)),
    ],
    ids=range(9),
)
def test_what_is_no_code_is_refused_however_it_swells(code: str) -> None:
    with pytest.raises(DataError, match="no code of answers"):
        unpacked(code)
