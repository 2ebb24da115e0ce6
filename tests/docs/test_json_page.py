"""The page on JSON names what is printed, and its conversation works."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.docs.pages import ROOT, blocks, code, commands, page, rows, run
from toolbox.commands.schema import KINDS

PAGE = "docs/json.md"
CALL = commands(PAGE)[0].split(" | ")
FIRM = CALL[0].removeprefix("echo ").strip("'")


def test_the_page_names_every_key_of_the_advice(tmp_path: Path) -> None:
    advice = json.loads(run(CALL[1], tmp_path, "en", FIRM))
    assert [code(row[0]) for row in rows(PAGE, "key")] == list(advice)
    for key in advice["first"][0]:
        assert f"`{key}`" in page(PAGE), key


def test_the_page_names_every_key_of_a_turn(tmp_path: Path) -> None:
    assert [code(row[0]) for row in rows(PAGE, "turn")] == list(json.loads(run("menkan ask", tmp_path, "en")))


def test_the_page_names_every_schema() -> None:
    for kind in KINDS:
        if kind not in ("tool", "rule", "programme"):  # kinds of files, not of output
            assert f"`menkan schema {kind}`" in page(PAGE)


def test_a_question_that_was_answered_with_unknown_is_not_asked_again(tmp_path: Path) -> None:
    firm = json.loads(FIRM)
    asked: list[str] = []
    for _ in range(4):
        questions = json.loads(run(CALL[1], tmp_path, "en", json.dumps(firm)))["questions"]
        asked.append(questions[0]["fact"])
        firm[asked[-1]] = "unknown"
    assert len(set(asked)) == len(asked)


def test_a_mistake_is_told_as_on_the_page(tmp_path: Path) -> None:
    error = next(json.loads(block.text) for block in blocks(PAGE) if block.language == "json")
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *CALL[1].split()[1:]],
        input='{"staf": 8}',
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, json.loads(done.stderr)) == (1, "", error)
