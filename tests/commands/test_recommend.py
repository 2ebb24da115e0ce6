"""The advice at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.running import DAY, EXAMPLES, PLANT, SHOP, menkan


@pytest.mark.parametrize("firm", EXAMPLES, ids=lambda path: path.stem)
def test_the_page_says_what_the_json_says(firm: Path) -> None:
    told = menkan("recommend", str(firm), "--json", *DAY).json
    page = menkan("recommend", str(firm), *DAY).out
    for step in told["first"]:
        assert f"\n{step['place']}. {step['name']['zh']}\n" in page
        assert all(f"规则：{why['said']['rule']}" in page for why in step["why"])
    for step in (step for wave in told["later"] for step in wave):
        assert f"{step['place']}. {step['name']['zh']}（{step['cost']['name']['zh']}）" in page.replace("\n", "")
    for part in ("held", "set_aside"):
        assert all(f"· {item['name']['zh']}" in page for item in told[part])
    for question in told["questions"]:
        assert f"（{question['fact']}，" in page


def test_all_writes_later_waves_in_full_and_the_scores() -> None:
    told = menkan("recommend", PLANT, "--json", *DAY).json
    short, full = menkan("recommend", PLANT, *DAY).out, menkan("recommend", PLANT, "--all", *DAY).out
    assert told["later"]
    steps = len(told["first"]) + sum(map(len, told["later"]))
    assert (short.count("排名分 "), full.count("排名分 ")) == (len(told["first"]), steps)


def test_explain_writes_every_condition_with_its_mark() -> None:
    plain, explained = menkan("recommend", SHOP, *DAY).out, menkan("recommend", SHOP, "--explain", *DAY).out
    assert "依据：" in plain
    assert "✓ " not in plain
    assert "✓ " in explained
    assert "依据：" not in explained


def test_an_empty_profile_gets_questions_and_says_that_nothing_follows_yet() -> None:
    ran = menkan("recommend", "-", *DAY, stdin="name: 新店\n")
    assert ran.code == 0
    assert "回答下面的问题就能继续" in ran.out
    assert "先不打分" in ran.out
    assert "? " in ran.out


def test_every_fault_of_a_profile_is_told_at_once() -> None:
    ran = menkan("recommend", "-", stdin="staf: 3\nsector: caterin\nrevenue: -5\n")
    assert ran.code == 1
    assert [line.split(":")[1] for line in ran.err.splitlines()] == ["1", "2", "3"]
