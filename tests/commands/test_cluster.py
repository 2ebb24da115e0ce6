"""menkan cluster: a county's budget over the advice of a batch."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, HAN, menkan

OFFERS = """
services:
  shared-bookkeeping: {a year: 3000}
  public-cloud-platform: {once: 900000}
purchases:
  backup: {price: 600, at least: 6}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with advice for made-up firms and with offers."""
    place = tmp_path_factory.mktemp("county")
    assert menkan("batch", "sample", "--firms", "150", "--seed", "5", "-o", str(place / "firms.parquet")).code == 0
    assert menkan("batch", str(place / "firms.parquet"), "-o", str(place / "advice.parquet"), *DAY).code == 0
    (place / "offers.yaml").write_text(OFFERS, encoding="utf-8")
    return place


def _call(place: Path, *more: str, budget: str = "20000") -> tuple[str, ...]:
    return (
        "cluster",
        str(place / "advice.parquet"),
        "--budget",
        budget,
        "--offers",
        str(place / "offers.yaml"),
        *more,
        *DAY,
    )


def test_it_says_what_to_choose_what_that_costs_and_whom_it_reaches(place: Path) -> None:
    ran = menkan(*_call(place), lang="en")
    assert ran.code == 0, ran.err
    for said in (
        "150 firms",
        "proven to be the best",
        "Shared services chosen",
        "Shared bookkeeping service",
        "Data backup",
        "By size class",
        "With a tenth more",
        "above the whole budget",
        "nobody has told what it costs",
    ):
        assert said in ran.out
    assert not HAN.search(ran.out)


def test_chinese_is_told_in_chinese(place: Path) -> None:
    ran = menkan(*_call(place, "--fair", "--reach", "1", "--must", "backup", "--share", "50", "--quotes-only"))
    assert ran.code == 0, ran.err
    for said in ("预算 20,000 元", "不低于全体的 80%", "至少 1%", "一定要有 数据备份", "县里出 50%", "不按估计价买"):
        assert said in ran.out


def test_json_fits_its_schema_and_is_the_same_each_time(place: Path, schemas: Schemas) -> None:
    ran = menkan(*_call(place, "--json"))
    assert ran.code == 0, ran.err
    assert schemas.accept("cluster", ran.json)
    assert ran.json["format"] == "menkan-cluster/1"
    assert menkan(*_call(place, "--json"), lang="en").out == ran.out
    none = menkan(*_call(place, "--json", "--must", "shared-bookkeeping", budget="10"))
    assert (none.code, none.json["status"]["kind"], none.json["conflict"]["budget"]) == (0, "infeasible", 3000)
    assert schemas.accept("cluster", none.json)


def test_why_there_is_none_is_said_in_words(place: Path) -> None:
    none = menkan(*_call(place, "--must", "shared-bookkeeping", budget="10"), lang="en")
    assert none.code == 0
    assert "What cannot hold together" in none.out
    assert "With all else as it is, 3,000 yuan would do" in none.out
    nothing = menkan(*_call(place, budget="0"), lang="en")
    assert nothing.code == 0
    assert "This budget brings nothing; it takes at least" in nothing.out
    quick = menkan(*_call(place, "--greedy"), lang="en")
    assert "not proven to be the best" in quick.out


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--budget", "-1"), 2, "-1"),
        (("--budget", "much"), 2, "much"),
        (("--budget", "5", "--offers", "{place}/none.yaml"), 1, "No such file"),
        (("--budget", "5", "--must", "shared-bookeeping"), 1, "there is no such service or tool. Did you mean"),
        (("--budget", "5", "--must", "public-warehouse"), 1, "nobody told what it costs, so it cannot be chosen."),
        (("--budget", "5", "--fair", "0"), 2, "0"),
        ((), 2, "--budget"),
    ],
)
def test_what_is_wrong_is_said(place: Path, more: tuple[str, ...], code: int, said: str) -> None:
    told = tuple(word.replace("{place}", str(place)) for word in more)
    ran = menkan("cluster", str(place / "advice.parquet"), *told, lang="en")
    assert ran.code == code
    assert said in ran.err


def test_firms_are_no_advice(place: Path) -> None:
    ran = menkan("cluster", str(place / "firms.parquet"), "--budget", "5", lang="en")
    assert ran.code == 1
    assert "this is no advice of `menkan batch`." in ran.err
