"""The self-check through a real terminal: numbers, words, ?, back, stop, resume."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from tests.commands.running import DAY, menkan, process, terminal

# one answer to each of the nine questions: numbers and words, full-width commas, nothing at all
NINE = ("餐饮", "6", "5、8，17", "1 2", "点单收银排队", "1,3", "1，记库存", "一样没有", "收款码")


def _told(path: Path) -> dict[str, object]:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


def test_the_quick_check_asks_nine_questions_and_then_advises(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    ran = terminal("check", "--quick", "--answers", str(kept), *DAY, answers=NINE, env={"NO_COLOR": "1"})
    assert ran.code == 0
    assert ran.out.count("\n> ") == 9
    assert "先做这" in ran.out
    assert _told(kept) == {
        "sector": "catering",
        "staff": 6,
        "activities": ["runs_store", "takes_bookings", "perishable"],
        "customers": ["consumers", "firms"],
        "pains": ["queues"],
        "goals": ["more_customers", "keep_customers"],
        "by_hand": ["orders", "stock"],
        "safeguards": [],
        "in_use": ["qr-payment"],
    }


def test_the_answers_lead_to_the_advice_that_the_same_profile_gets(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    ran = terminal("check", "--quick", "--answers", str(kept), *DAY, answers=NINE, env={"NO_COLOR": "1"})
    advice = menkan("recommend", str(kept), *DAY).out
    assert ran.out.rstrip().endswith(advice.rstrip())


def test_before_each_question_it_says_what_is_decided(tmp_path: Path) -> None:
    ran = terminal("check", *DAY, answers=(*NINE, "q"), env={"NO_COLOR": "1"})
    said = [tuple(map(int, found)) for found in re.findall(r"已定 (\d) 步，最多还有 (\d+) 问", ran.out)]
    assert len(said) == 10
    assert said[0][0] == 0
    assert said[-1][0] >= 1
    assert all(before > after for (_, before), (_, after) in pairwise(said[:3]))


def test_it_stops_by_itself_when_nothing_could_change_the_steps(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    told = yaml.safe_load(Path("examples/cross-border-seller.yaml").read_text(encoding="utf-8"))
    facts: dict[str, object] = {}
    while (question := menkan("ask", *DAY, stdin=json.dumps({"facts": facts})).json["question"]) is not None:
        facts[question["fact"]] = told.get(question["fact"], "unknown")  # it tells what it told elsewhere
    kept.write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
    ran = terminal("check", "--answers", str(kept), *DAY, answers=(), env={"NO_COLOR": "1"})
    assert len(facts) <= 20
    assert "不会变" in ran.out
    assert "先做这" in ran.out


def test_quick_and_full_exclude_each_other() -> None:
    ran = terminal("check", "--quick", "--full", answers=())
    assert (ran.code, "\n> " in ran.out) == (2, False)


def test_english_words_and_questions_too(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    answers = ("catering", "6-9", "runs a store open to the public", "q")
    ran = terminal("check", "--answers", str(kept), answers=answers, env={"MENKAN_LANG": "en", "NO_COLOR": "1"})
    assert ran.code == 0
    assert "the same command resumes" in ran.out
    assert _told(kept) == {"sector": "catering", "staff": "between 6 and 9", "activities": ["runs_store"]}


def test_a_question_mark_means_unknown_and_is_not_asked_again(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    terminal("check", "--answers", str(kept), answers=("餐饮", "?", "？", "q"))
    assert _told(kept) == {"sector": "catering", "staff": "unknown", "activities": "unknown"}
    again = terminal("check", "--answers", str(kept), answers=("q",), env={"NO_COLOR": "1"})
    assert "卖给谁" in again.out.split("\n> ")[0]


def test_back_asks_the_last_question_again(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    terminal("check", "--answers", str(kept), answers=("b", "餐饮", "60", "b", "b", "零售", "6", "q"))
    assert _told(kept) == {"sector": "retail", "staff": 6}


def test_what_is_not_understood_is_asked_again_and_not_kept(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    ran = terminal("check", "--answers", str(kept), answers=("", "餐馆儿", "99", "餐饮", "很多", "-5", "6", "q"))
    assert ran.out.count("没看懂") == 5
    assert _told(kept) == {"sector": "catering", "staff": 6}


def test_stopping_keeps_every_answer_and_resuming_goes_on_behind_it(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    stopped = terminal("check", "--quick", "--answers", str(kept), answers=(*NINE[:4], "q"))
    assert stopped.code == 0
    assert "下次用同样的命令接着答" in stopped.out
    assert len(_told(kept)) == 4
    resumed = terminal("check", "--quick", "--answers", str(kept), *DAY, answers=NINE[4:], env={"NO_COLOR": "1"})
    assert resumed.out.count("\n> ") == 5
    whole = tmp_path / "whole.yaml"
    terminal("check", "--quick", "--answers", str(whole), *DAY, answers=NINE)
    assert _told(kept) == _told(whole)


def test_the_end_of_input_interrupts_and_loses_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    ran = terminal("check", "--answers", str(kept), answers=NINE[:3])
    assert ran.code == 130
    assert "Traceback" not in ran.out
    assert len(_told(kept)) == 3


def test_what_somebody_wrote_into_the_file_stays_as_it_was_written(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    written = "# 张三的店，2026 年走访\n企业名称: 老街面馆   # 化名\n行业: 餐饮\n员工人数: 不知道\n"
    kept.write_text(written, encoding="utf-8")
    terminal("check", "--answers", str(kept), answers=("5", "q"))  # the head-count is not asked again
    assert kept.read_text(encoding="utf-8") == f"{written}activities:\n- runs_store\n"
    assert menkan("recommend", str(kept)).code == 0


@pytest.mark.parametrize(
    "written", ['{"sector": "catering", "name": "老街面馆"}', "{sector: catering, name: 老街面馆}"]
)
def test_a_file_in_braces_is_kept_whole(written: str, tmp_path: Path) -> None:
    kept = tmp_path / "firm.txt"
    kept.write_text(written, encoding="utf-8")
    terminal("check", "--answers", str(kept), answers=("6", "q"))
    expected = {"sector": "catering", "name": "老街面馆", "staff": 6}
    assert (json.loads(kept.read_text(encoding="utf-8")) if '"' in written else _told(kept)) == expected


def test_a_file_that_cannot_be_read_is_refused_before_a_question_is_asked(tmp_path: Path) -> None:
    kept = tmp_path / "firm.yaml"
    kept.write_text("staff: many")
    ran = terminal("check", "--answers", str(kept), answers=())
    assert ran.code == 1
    assert "\n> " not in ran.out
    assert kept.read_text() == "staff: many"


def test_a_place_that_cannot_be_written_is_told() -> None:
    ran = terminal("check", "--answers", "/proc/firm.yaml", answers=("餐饮",), env={"NO_COLOR": "1"})
    assert ran.code == 1
    assert "/proc/firm.yaml: 写不进去" in ran.out


def test_without_a_file_it_says_that_nothing_is_kept() -> None:
    assert "答案没有存" in terminal("check", answers=("餐饮", "q")).out


def test_off_a_terminal_it_is_refused() -> None:
    ran = process("check", stdin="1\n")
    assert (ran.code, ran.out) == (2, "")
    assert "menkan recommend -" in ran.err
