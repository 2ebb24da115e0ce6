"""A form is taken from the browser that it was given to, for a day, and from nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox.web.tokens import LIFE, Tokens


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_token_is_good_for_its_visitor_for_a_day() -> None:
    clock = Clock()
    tokens = Tokens(b"s" * 32, clock)
    visitor = tokens.visitor()
    token = tokens.give(visitor)
    assert tokens.check(token, visitor) == "good"
    assert tokens.check(token, tokens.visitor()) == "other"
    clock.now += LIFE + 2
    assert tokens.check(token, visitor) == "old"


def test_a_token_of_another_run_of_the_server_is_old_not_good() -> None:
    one, other = Tokens(), Tokens()
    assert other.check(one.give("somebody"), "somebody") == "old"


def test_processes_that_share_a_secret_take_each_others_tokens() -> None:
    assert Tokens(b"k" * 32).check(Tokens(b"k" * 32).give("somebody"), "somebody") == "good"


@pytest.mark.parametrize("token", ["", ".", "..", "1.somebody", "x.somebody.y", "1..", "٣.somebody.0", "9" * 5000])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert Tokens().check(token, "somebody") != "good"


@given(st.text(max_size=80), st.text(max_size=30))
def test_no_text_that_was_made_up_is_good(token: str, visitor: str) -> None:
    assert Tokens().check(token, visitor) != "good"


@given(st.integers(0, 200), st.characters(codec="ascii"))
def test_no_changed_token_is_good(place: int, letter: str) -> None:
    tokens = Tokens(b"s" * 32, Clock())
    token = tokens.give("somebody")
    place %= len(token)
    changed = token[:place] + letter + token[place + 1 :]
    assert changed == token or tokens.check(changed, "somebody") != "good"
