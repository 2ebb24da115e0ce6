"""menkan portfolio: from what a batch wrote to a picture that can be published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, HAN, menkan


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("county")
    menkan("batch", "sample", "--firms", "300", "--seed", "1", "-o", str(place / "firms.parquet"))
    ran = menkan("batch", str(place / "firms.parquet"), "-o", str(place / "out"), *DAY)
    assert ran.code == 0, ran.err
    return place / "out"


def test_a_run_becomes_a_page_a_workbook_and_json(out: Path, tmp_path: Path, schemas: Schemas) -> None:
    for ending, start in (("html", b"<!doctype html>"), ("xlsx", b"PK"), ("json", b'{"format":"menkan-portfolio/1"')):
        ran = menkan("portfolio", str(out), "-o", str(tmp_path / f"p.{ending}"))
        assert ran.code == 0, ran.err
        assert (tmp_path / f"p.{ending}").read_bytes().startswith(start)
        assert "虚构" in ran.err
    printed = menkan("portfolio", str(out), "-o", "-")
    assert schemas.accept("portfolio", printed.json)
    assert printed.json["firms"] == 300
    assert printed.json["fewest"] == 5


def test_the_page_speaks_the_language_that_is_asked_for(out: Path, tmp_path: Path) -> None:
    menkan("portfolio", str(out), "-o", str(tmp_path / "p.html"), "--lang", "en")
    assert not HAN.search((tmp_path / "p.html").read_text(encoding="utf-8").replace("“·”", ""))


def test_withholding_nothing_is_said_aloud(out: Path) -> None:
    ran = menkan("portfolio", str(out), "-o", "-", "--no-suppression")
    assert ran.code == 0
    assert "不得公开" in ran.err
    assert ran.json["fewest"] == 1
    assert not any(table["withheld"] for table in ran.json["tables"])


def test_what_is_no_run_is_refused(out: Path, tmp_path: Path) -> None:
    nothing = menkan("portfolio", str(tmp_path), "-o", str(tmp_path / "p.html"))
    assert (nothing.code, nothing.out) == (1, "")
    source = menkan("portfolio", str(out.parent / "firms.parquet"), "-o", str(tmp_path / "p.html"))
    assert source.code == 1
    assert "Traceback" not in source.err
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_and_an_unknown_format_are_said(out: Path, tmp_path: Path) -> None:
    assert menkan("portfolio", str(out), "-o", str(tmp_path / "nowhere" / "p.html")).code == 1
    assert menkan("portfolio", str(out), "-o", str(tmp_path / "p.pdf")).code == 2
    assert menkan("portfolio", str(out), "-o", "-", "--fewest", "1").code == 2
