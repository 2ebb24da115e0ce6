"""menkan assess: both models for one set of answers, what is unverified said plainly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, EXAMPLES, HAN, PLANT, menkan

LEVELS = """
miit-2024:
  certainty: verified
  source: miit-2024/scenes
  levels:
    none: {name: {zh: 还没上路, en: not on the way}}
    one: {name: {zh: 上路了, en: on the way}, score: 1}
"""


def test_without_a_model_both_score_the_firm_the_2021_model_first() -> None:
    models = menkan("assess", PLANT, "--json", *DAY).json["models"]
    assert [model["model"] for model in models] == ["tencent-2021", "miit-2024"]


@pytest.mark.parametrize("model", ["tencent-2021", "miit-2024"])
def test_one_model_can_be_asked_for(model: str) -> None:
    assert [m["model"] for m in menkan("assess", PLANT, "--model", model, "--json", *DAY).json["models"]] == [model]


def test_a_model_that_is_not_there_is_wrong_usage_with_the_nearest_one() -> None:
    ran = menkan("assess", PLANT, "--model", "miit-2042")
    assert (ran.code, ran.out) == (2, "")
    assert "miit-2024" in ran.err


@pytest.mark.parametrize("firm", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_gets_json_that_fits_the_schema(firm: Path, schemas: Schemas) -> None:
    assert schemas.accept("assessment", menkan("assess", str(firm), "--json", *DAY).json)


def test_the_2021_model_scores_as_the_advice_does() -> None:
    scored = menkan("assess", PLANT, "--json", *DAY).json["models"][0]
    advised = menkan("recommend", PLANT, "--json", *DAY).json["assessment"]
    assert (scored["total"], scored["stages"]) == (advised["total"], advised["stages"])
    assert [d["share"] for d in scored["dimensions"]] == [d["score"] for d in advised["dimensions"]]


def test_answers_given_for_the_advice_are_scored_by_the_ministrys_model() -> None:
    scored = menkan("assess", PLANT, "--model", "miit-2024", "--json", *DAY).json["models"][0]
    stock = next(scene for scene in scored["scenes"] if scene["id"] == "warehousing")
    assert (stock["low"], stock["high"], stock["told"]) == (1, 1, None)
    assert stock["shown_by"] == ["stock-in-sheets"]
    entry = next(entry for entry in scored["crosswalk"] if entry["id"] == "stock-in-sheets")
    assert entry["because"] == {"zh": "库存怎么记：电子表格", "en": "how stock is recorded: spreadsheet"}
    assert 0 < scored["total"]["low"] < scored["total"]["high"] < 100


def test_the_text_says_what_is_unverified_and_of_whom_the_figures_are() -> None:
    en = menkan("assess", PLANT, *DAY, lang="en").out
    assert "is not verified" in en
    assert "67 firms asked in 2021" in en
    assert "Of 63 firms in 2022" in en
    assert "not the official review" in " ".join(en.split())
    assert "没有核实" in menkan("assess", PLANT, *DAY).out


def test_every_question_is_listed_where_it_is_asked_for() -> None:
    brief, whole = (menkan("assess", PLANT, *more, *DAY, lang="en").out for more in ((), ("--all",)))
    assert "digital spending against revenue" in whole
    assert len(whole.splitlines()) > len(brief.splitlines()) + 44


def test_english_text_has_no_chinese() -> None:
    assert not HAN.search(menkan("assess", PLANT, "--all", *DAY, lang="en").out)


def test_a_level_rule_of_ones_own_counts(tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "level_rules.yaml").write_text(LEVELS, encoding="utf-8")
    call = ("assess", PLANT, "--model", "miit-2024", "--knowledge", str(tmp_path), *DAY)
    assert [stage["id"] for stage in menkan(*call, "--json").json["models"][0]["stages"]] == ["one"]
    assert "on the way" in menkan(*call, lang="en").out
    assert "take the level above as a hint" not in menkan(*call, lang="en").out


def test_the_ministrys_questions_are_asked_by_nothing_else() -> None:
    assert "ministry_" not in menkan("new").out
    assert menkan("new", "--full").out.count("# ministry_") == 31
    assert "ministry_" not in json.dumps(menkan("recommend", PLANT, "--json", *DAY).json["questions"])
