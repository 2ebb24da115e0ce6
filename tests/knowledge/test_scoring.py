"""The level rule and the crosswalk are data: a folder laid over the built-in knowledge says them otherwise."""

from __future__ import annotations

from pathlib import Path

from toolbox.assessment import TOTAL_UNIT, stages
from toolbox.conditions.tree import facts_in
from toolbox.conditions.values import exactly
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import roots

MIIT = "miit-2024"
RULE = """
miit-2024:
  certainty: verified
  source: miit-2024/scenes
  constrained: [product_design, marketing, quality]
  levels:
    none: {name: {zh: 未达一级, en: below level one}}
    three: {name: {zh: 三级, en: level three}, score: 60, scene level: 3, scenes: 6, constrained: 3}
"""
IMPLIED = """
stock-in-sheets:
  when: {stock_records: spreadsheet}
  at least: {ministry_scene_warehousing: one}
a-plan-of-our-county:
  when: {someone_in_charge: yes}
  includes: {ministry_talent: [people]}
"""
SIX = dict.fromkeys(("product_design", "marketing", "quality", "people", "office", "planning"), exactly(3))


def _with(folder: Path, name: str, text: str) -> Knowledge:
    (folder / "catalog").mkdir()
    (folder / "catalog" / name).write_text(text, encoding="utf-8")
    return Loaded(roots([folder])).knowledge


def test_the_built_in_level_rule_says_that_it_is_unverified(knowledge: Knowledge) -> None:
    rule = knowledge.assessments[MIIT].levels
    assert rule is not None
    assert rule.certainty == "unverified"
    assert len(rule.constrained) == 10
    assert rule.notes


def test_another_level_rule_takes_its_place(knowledge: Knowledge, tmp_path: Path) -> None:
    """The retelling with six scenes for level three, which the built-in rule leaves at level two."""
    ours = _with(tmp_path, "level_rules.yaml", RULE).assessments[MIIT]
    total = exactly(60 * TOTAL_UNIT)
    assert stages(knowledge.assessments[MIIT], total, SIX).members == {"two"}
    assert stages(ours, total, SIX).members == {"three"}
    assert ours.levels is not None
    assert ours.levels.certainty == "verified"


def test_entries_of_the_crosswalk_are_added_and_replaced(knowledge: Knowledge, tmp_path: Path) -> None:
    ours = {e.id: e for e in _with(tmp_path, "implied.yaml", IMPLIED).assessments[MIIT].implied}
    theirs = {e.id: e for e in knowledge.assessments[MIIT].implied}
    assert set(ours) - set(theirs) == {"a-plan-of-our-county"}
    assert len(ours["stock-in-sheets"].shown) == 1
    assert len(theirs["stock-in-sheets"].shown) == 2


def test_no_rule_reads_a_question_of_one_model(knowledge: Knowledge) -> None:
    asked = {name for name, fact in knowledge.vocabulary.items() if fact.only_for is not None}
    assert len(asked) == 31
    assert not asked & {fact for rule in knowledge.rules.values() for fact in facts_in(rule.when)}
