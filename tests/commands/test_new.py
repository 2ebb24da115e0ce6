"""A commented profile to fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.running import DAY, menkan, process
from toolbox.documents import read_text
from toolbox.knowledge.model import Knowledge
from toolbox.profile import read

ANSWER = re.compile(r"^# ([a-z_0-9]+):( .*)?$", re.MULTILINE)
AS = re.compile(r"(?:如|as) (\[.*?\])")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_claims_nothing_until_somebody_fills_it_in(lang: str) -> None:
    text = menkan("new", "--full", lang=lang).out
    told = menkan("recommend", "-", "--json", *DAY, stdin=text).json["firm"]
    assert told["told"] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_with_every_comment_mark_taken_from_the_answers_it_is_a_profile(lang: str, knowledge: Knowledge) -> None:
    text = ANSWER.sub(r"\1:\2", menkan("new", "--full", lang=lang).out)
    profile = read(read_text(text.encode(), "new.yaml"), knowledge)
    assert profile.told == {}
    assert set(profile.unknown) == _asked(knowledge)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lists_filled_in_as_shown_are_read(lang: str, knowledge: Knowledge) -> None:
    sets = {name for name in _asked(knowledge) if knowledge.vocabulary[name].type == "set"}
    shown = {name: AS.search(how) for name, how in ANSWER.findall(menkan("new", "--full", lang=lang).out)}
    text = "\n".join(f"{name}: {found[1]}" for name, found in shown.items() if found)
    assert read(read_text(text.encode(), "new.yaml"), knowledge).told.keys() == sets


def _asked(knowledge: Knowledge) -> set[str]:
    told_otherwise = {"province", "city", "division"}
    return {name for name, fact in knowledge.vocabulary.items() if fact.worked_out is None} - told_otherwise


def test_the_indicators_come_only_when_they_are_wanted(knowledge: Knowledge) -> None:
    indicators = [name for name, fact in knowledge.vocabulary.items() if fact.indicator and fact.worked_out is None]
    short, full = menkan("new").out, menkan("new", "--full").out
    assert len(indicators) == 44
    assert not [name for name in indicators if f"\n# {name}:" in short]
    assert not [name for name in indicators if f"\n# {name}:" not in full]


def test_it_writes_a_file_and_prints_nothing(tmp_path: Path) -> None:
    file = tmp_path / "firm.yaml"
    ran = process("new", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert str(file) in ran.err
    assert file.read_text(encoding="utf-8") == process("new").out


def test_it_never_overwrites(tmp_path: Path) -> None:
    file = tmp_path / "firm.yaml"
    file.write_text("staff: 3")
    ran = menkan("new", str(file))
    assert ran.code == 1
    assert "已存在" in ran.err
    assert file.read_text() == "staff: 3"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    assert "写不进去" in menkan("new", str(tmp_path / "no" / "firm.yaml")).err
    assert menkan("new", str(tmp_path)).code == 1
