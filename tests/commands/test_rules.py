"""The rules at the command line: list, show, test, lint."""

from __future__ import annotations

from pathlib import Path

from tests.commands.running import menkan
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge

WRONG_EXAMPLE = """
title: {zh: 都备份, en: Back up anyway}
recommend: backup
strength: useful
when: {staff: at least 2}
because: {zh: 因为。, en: Because.}
sources: [judgement]
examples:
  - {name: one man, firm: {staff: 1}, expect: yes}
  - {name: another, firm: {staff: 1}, expect: no}
  - {name: nobody said, firm: {}, expect: ask staff}
"""


def test_every_rule_is_listed_and_can_be_shown_as_a_sentence(knowledge: Knowledge) -> None:
    listed = [line.split()[1] for line in menkan("rules", "list").out.splitlines()]
    assert listed == list(knowledge.every_rule())
    for id_, rule in knowledge.every_rule().items():
        for lang in ("zh", "en"):
            said = menkan("rules", "show", id_, lang=lang)
            assert (said.code, said.err) == (0, "")
            assert rule.title.of(lang) in said.out
            assert rule.because.of(lang) in said.out
            assert rule.origin in said.out


def test_the_rules_of_one_tool_by_any_of_its_names() -> None:
    by_id, by_name = (menkan("rules", "list", "--tool", tool, "--json").json for tool in ("inventory", "进销存"))
    assert by_id == by_name
    assert by_id
    assert all("inventory" in rule["targets"] for rule in by_id)


def test_the_built_in_knowledge_passes_and_counts_are_told(loaded: Loaded) -> None:
    examples = sum(len(entry.examples) for entry in loaded.shaped["rules"].values())
    rules = len(loaded.knowledge.every_rule())
    assert menkan("rules", "test", "--json").json == {"rules": rules, "examples": examples, "failed": 0}
    assert f"{examples} 个例子，全部符合" in menkan("rules", "test").out
    assert menkan("rules", "lint", "--json").json["rules"] == rules
    assert "没有错误" in menkan("rules", "lint").out


def test_an_example_that_fails_is_named_and_ends_with_1(tmp_path: Path) -> None:
    rule = tmp_path / "rules" / "recommend" / "backup-anyway.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(WRONG_EXAMPLE, encoding="utf-8")
    ran = menkan("rules", "test", "--knowledge", str(tmp_path))
    assert (ran.code, ran.out) == (1, "")
    assert "backup-anyway.yaml" in ran.err
    assert "one man" in ran.err


def test_lint_names_the_file_and_the_line_of_every_fault(tmp_path: Path) -> None:
    rule = tmp_path / "rules" / "recommend" / "backup-anyway.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(WRONG_EXAMPLE.replace("useful", "usefull").replace("recommend: backup", "recommend: bakup"))
    ran = menkan("rules", "lint", "--knowledge", str(tmp_path))
    assert ran.code == 1
    assert [line.split("backup-anyway.yaml:")[1][:2] for line in ran.err.splitlines()] == ["3:", "4:"]
    assert "是不是“backup”？" in ran.err
