"""Whoever follows the page to the letter finds the new tool in the advice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, blocks, commands, run, write_files

PAGES = {"docs/writing-knowledge.md": "en", "docs/writing-knowledge.zh-CN.md": "zh"}
TOOL = "cold-store-booking"
RULE = "book-cold-store-for-fresh-goods"


@pytest.mark.parametrize("page", PAGES)
def test_following_the_page_puts_the_tool_into_the_advice(page: str, tmp_path: Path) -> None:
    assert write_files(page, tmp_path)
    said = [run(command, tmp_path, PAGES[page]) for command in commands(page)]
    advice = json.loads(run(f"{commands(page)[-1]} --json", tmp_path, PAGES[page]))
    step = next(step for step in advice["first"] if step["tool"] == TOOL)
    assert step["name"][PAGES[page]] in said[-1]
    assert [why["said"]["rule"] for why in step["why"]] == [RULE]
    assert step["sources"] == ["our-visits-2026/cold-store"]


@pytest.mark.parametrize("page", PAGES)
def test_a_slip_is_told_as_the_page_tells_it(page: str, tmp_path: Path) -> None:
    write_files(page, tmp_path)
    text = (ROOT / page).read_text(encoding="utf-8")
    place = f"centre/rules/recommend/logistics/{RULE}.yaml"
    message = text[text.index(f"`{place}:") + 1 :].split("`")[0]
    slip, right = (part.split("'")[0] for part in (message.split("called '")[1], message.split("mean '")[1]))
    rule = tmp_path / place
    rule.write_text(rule.read_text(encoding="utf-8").replace(f"  {right}:", f"  {slip}:", 1), encoding="utf-8")
    with pytest.raises(AssertionError) as wrong:
        run(commands(page)[0], tmp_path, PAGES[page])
    assert message in str(wrong.value)


def test_both_languages_tell_of_the_same_firm(tmp_path: Path) -> None:
    told = []
    for page, language in PAGES.items():
        write_files(page, tmp_path)
        told.append(json.loads(run(f"{commands(page)[-1]} --json", tmp_path, language))["first"])
    assert [step["tool"] for step in told[0]] == [step["tool"] for step in told[1]]


def test_the_examples_of_the_reference_are_files_of_the_checkout() -> None:
    shown = [block for block in blocks("docs/writing-knowledge.md") if (block.file or "").startswith(("cat", "rul"))]
    assert len(shown) == 2
    for block in shown:
        assert block.text == (ROOT / str(block.file)).read_text(encoding="utf-8")
