"""What is generated is up to date, and shows every command."""

from __future__ import annotations

import re

import pytest

from docs import generate
from tests.docs.pages import ROOT, page
from toolbox.conditions import durable


@pytest.mark.skipif(not durable.available(), reason="the transcript of doctor shows durable_rules")
def test_no_generated_page_is_stale() -> None:
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, text in generate.pages().items()
        if path.read_text(encoding="utf-8") != text
    ]
    assert not stale, "run `make docs`"


@pytest.mark.parametrize("tour", generate.TOURS)
def test_the_tour_shows_a_transcript_of_every_command(tour: str) -> None:
    documented = {line.removeprefix("## `menkan ").rstrip("`") for line in _headings()}
    shown = generate.shown_commands(ROOT / tour)
    missing = [c for c in documented if not any(line.startswith(_words(c)) for line in shown)]
    assert documented
    assert not missing


def test_every_option_has_help_in_both_languages() -> None:
    rows = re.findall(r"^\| `(-[^`]*)` \| (.*) \| (.*) \|$", page("docs/commands.md"), re.MULTILINE)
    assert rows
    assert [option for option, en, zh in rows if not en.strip() or not re.search("[一-鿿]", zh)] == []


@pytest.mark.parametrize("pages", [generate.READMES, generate.TOURS])
def test_both_languages_show_the_same_commands(pages: dict[str, str]) -> None:
    en, zh = ([line.split()[0] for line in generate.shown_commands(ROOT / name)] for name in pages)
    assert en
    assert en == zh


def _headings() -> list[str]:
    return [line for line in page("docs/commands.md").splitlines() if line.startswith("## `menkan ")]


def _words(usage: str) -> str:
    """The words of a command, without its options and arguments."""
    return " ".join(word for word in usage.split() if re.fullmatch("[a-z]+", word))
