"""Two advices compared at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, HAN, PLANT, menkan


@pytest.fixture(scope="module")
def advices(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """An advice, and another after the stock was put into software and half of the people left."""
    folder = tmp_path_factory.mktemp("advices")
    trials = ("--set", "stock_records=software", "--set", "staff=8")
    for name, more in (("old.json", ()), ("new.json", trials)):
        (folder / name).write_text(menkan("recommend", PLANT, "--json", *more, *DAY).out, encoding="utf-8")
    return str(folder / "old.json"), str(folder / "new.json")


def test_advices_that_differ_are_no_failure(advices: tuple[str, str], schemas: Schemas) -> None:
    ran = menkan("diff", *advices, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert schemas.accept("diff", ran.json)
    assert ran.json["format"] == "menkan-diff/1"
    assert (ran.json["same"], ran.json["verified"]) == (False, True)


def test_both_languages_name_the_answers_the_rules_and_the_tools(advices: tuple[str, str]) -> None:
    zh, en = (menkan("diff", *advices, lang=lang) for lang in ("zh", "en"))
    assert "员工人数：80人 → 8人" in zh.out
    assert "head-count: 80 people → 8 people" in en.out
    assert not HAN.search(en.out)
    assert zh.out.count("■") == en.out.count("■") >= 5


def test_the_same_advice_twice_is_said_to_be_the_same(advices: tuple[str, str], schemas: Schemas) -> None:
    assert menkan("diff", advices[0], advices[0], lang="en").out == "The two advices are the same.\n"
    assert schemas.accept("diff", menkan("diff", advices[0], advices[0], "--json").json)


def test_one_of_them_may_come_from_standard_input(advices: tuple[str, str]) -> None:
    old = Path(advices[0]).read_text(encoding="utf-8")
    assert menkan("diff", "-", advices[1], "--json", stdin=old).json == menkan("diff", *advices, "--json").json
    assert menkan("diff", "-", "-", stdin=old).code == 2


def test_what_is_no_advice_is_refused() -> None:
    ran = menkan("diff", PLANT, PLANT, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.error["faults"][0]["fault"] == "this is no advice of menkan's."
