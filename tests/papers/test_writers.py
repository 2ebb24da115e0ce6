"""Every format holds the same report, says a firm's name to the letter, and gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.commands.running import ROOT
from tests.papers.conftest import HOSTILE, Made, Maker
from toolbox.papers.report import Report
from toolbox.papers.writers import FORMATS, PICTURES, Order, write

READABLE = ("pdf", "docx", "xlsx", "html", "md", "json")
# a process of its own for each run: what differs between processes (hash seeds, clocks, addresses) must not show
RUN = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
import datetime as dt
from pathlib import Path
from toolbox.commands.common import read_case
from toolbox.commands.report import order_of
from toolbox.papers.writers import FORMATS, write
order = order_of(read_case(sys.argv[2], (), dt.datetime(2026, 11, 21)), (), None, "both")
for form in FORMATS:
    print(form, hashlib.sha256(write(form, order)).hexdigest())
"""


def _words(form: str, made: bytes) -> str:
    """What a reader of the document can read, blanks aside."""
    match form:
        case "pdf":
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
        case "docx":
            xml = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
            text = unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)))
        case "xlsx":
            cells = (cell for page in load_workbook(io.BytesIO(made)).worksheets for row in page.rows for cell in row)
            text = "\n".join(str(cell.value) for cell in cells if cell.value is not None)
        case "html":
            text = unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", made.decode(), flags=re.DOTALL))
        case "md":
            text = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", made.decode())
        case _:
            text = "".join(_texts(json.loads(made)))
    return re.sub(r"\s+", "", text)


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else [str(value)]


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.fixture(scope="module")
def written(hostile: Made) -> dict[str, bytes]:
    """The report of the firm with the hostile name in every format."""
    return {form: write(form, Order(*hostile)) for form in FORMATS}


@pytest.mark.parametrize("form", READABLE)
def test_a_name_that_means_something_elsewhere_comes_out_to_the_letter(form: str, written: dict[str, bytes]) -> None:
    assert _squeezed(HOSTILE) in _words(form, written[form])


@pytest.mark.parametrize("form", READABLE)
def test_every_step_with_its_reason_stands_in_every_format(form: str, written: dict[str, bytes], hostile: Made) -> None:
    words = _words(form, written[form])
    assert len(hostile[0].steps) == 6
    for step in hostile[0].steps:
        assert _squeezed(step.name) in words
        assert step.reasons
        for reason in step.reasons:
            assert _squeezed(reason.because) in words
            assert reason.rule in words


@pytest.mark.parametrize("form", [form for form in READABLE if form != "json"])
def test_what_another_part_adds_is_shown_where_it_is_given(form: str, written: dict[str, bytes], plant: Report) -> None:
    words = _words(form, written[form])
    for said in ("项目", "=2+2", "3,000", "一段话", "备注"):
        assert said in words
    assert "=2+2" not in _words(form, write(form, Order(plant, None)))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["html", "svg"])
def test_markup_is_well_formed_whatever_a_firm_is_called(form: str, written: dict[str, bytes]) -> None:
    from lxml import etree

    if form == "svg":
        etree.fromstring(written[form])
    else:
        parser = etree.HTMLParser()
        page = etree.fromstring(written[form], parser)
        assert {error.message for error in parser.error_log if "Tag" not in error.message} == set()
        assert not page.xpath("//b[contains(., 'panic')]")


def test_a_picture_may_be_one_of_two_or_both(hostile: Made) -> None:
    sizes = {picture: write("svg", Order(*hostile, picture=picture)) for picture in PICTURES}
    assert len(set(sizes.values())) == 3
    assert len(sizes["both"]) > max(len(sizes["radar"]), len(sizes["roadmap"]))


@pytest.mark.parametrize("form", FORMATS)
def test_a_firm_that_told_nothing_gets_a_document_too(form: str, make: Maker) -> None:
    assert write(form, Order(*make({})))


@pytest.mark.parametrize("firm", ["birds-nest-brand-growth"])
def test_the_same_input_and_day_give_the_same_bytes_in_every_format(firm: str, tmp_path: Path) -> None:
    example = ROOT / "examples" / f"{firm}.yaml"
    runs = [
        subprocess.run(
            [sys.executable, "-c", RUN, str(ROOT), str(example)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "MENKAN_CACHE": str(tmp_path)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    ]
    assert runs[0] == runs[1]
    assert runs[0].count("\n") == len(FORMATS)


def test_another_day_gives_other_bytes(hostile: Made) -> None:
    report, advice = hostile
    later = report._replace(day="2026-11-22")
    for form in ("pdf", "docx", "xlsx"):
        made = {hashlib.sha256(write(form, Order(each, advice))).digest() for each in (report, later)}
        assert len(made) == 2
