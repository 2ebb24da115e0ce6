"""Whoever follows the page to the letter finds the new tool in the advice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, blocks, commands, page, run, write_files

PAGES = {"docs/writing-knowledge.md": "en", "docs/writing-knowledge.zh-CN.md": "zh"}
TOOL = "cold-store-booking"
RULE = "book-cold-store-for-fresh-goods"


@pytest.mark.parametrize("name", PAGES)
def test_following_the_page_puts_the_tool_into_the_advice(name: str, tmp_path: Path) -> None:
    assert write_files(name, tmp_path)
    said = [run(command, tmp_path, PAGES[name]) for command in commands(name)]
    advice = json.loads(run(f"{commands(name)[-1]} --json", tmp_path, PAGES[name]))
    step = next(step for step in advice["first"] if step["tool"] == TOOL)
    assert step["name"][PAGES[name]] in said[-1]
    assert [why["said"]["rule"] for why in step["why"]] == [RULE]
    assert step["sources"] == ["our-visits-2026/cold-store"]


@pytest.mark.parametrize("name", PAGES)
def test_a_slip_is_told_as_the_page_tells_it(name: str, tmp_path: Path) -> None:
    write_files(name, tmp_path)
    text = (ROOT / name).read_text(encoding="utf-8")
    place = f"centre/rules/recommend/logistics/{RULE}.yaml"
    message = text[text.index(f"`{place}:") + 1 :].split("`")[0]
    slip, right = re.findall("['“]([^'”]+)['”]", message)
    rule = tmp_path / place
    rule.write_text(rule.read_text(encoding="utf-8").replace(f"  {right}:", f"  {slip}:", 1), encoding="utf-8")
    with pytest.raises(AssertionError) as wrong:
        run(commands(name)[0], tmp_path, PAGES[name])
    assert message in str(wrong.value)


def test_both_languages_tell_of_the_same_firm(tmp_path: Path) -> None:
    told = []
    for name, language in PAGES.items():
        write_files(name, tmp_path)
        told.append(json.loads(run(f"{commands(name)[-1]} --json", tmp_path, language))["first"])
    assert [step["tool"] for step in told[0]] == [step["tool"] for step in told[1]]


def test_the_reference_names_every_file_of_the_catalogue() -> None:
    text = page("docs/writing-knowledge.md")
    named = {name for group in re.findall(r"catalog/\{([^}]+)\}\.yaml", text) for name in group.split(",")}
    for path in (ROOT / "catalog").iterdir():
        assert path.stem in named or f"catalog/{path.name}" in text, path.name


def test_the_examples_of_the_reference_are_files_of_the_checkout() -> None:
    shown = [block for block in blocks("docs/writing-knowledge.md") if (block.file or "").startswith(("cat", "rul"))]
    assert len(shown) == 2
    for block in shown:
        assert block.text == (ROOT / str(block.file)).read_text(encoding="utf-8")
