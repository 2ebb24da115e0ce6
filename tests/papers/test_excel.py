"""Excel: texts that stay texts, a chart of Excel's own, sheets that print."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.papers.conftest import SECTION, Made, Maker
from toolbox.papers.compose import Extra
from toolbox.papers.excel import excel, sheet_name
from toolbox.papers.report import Report, Section


def test_nothing_is_a_formula_or_a_link(hostile: Made) -> None:
    made = excel(hostile[0])
    packed = zipfile.ZipFile(io.BytesIO(made))
    sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) >= 6
    assert [xml for xml in sheets if "<f>" in xml or "<hyperlink" in xml] == []
    texts = [c.value for page in load_workbook(io.BytesIO(made)).worksheets for row in page.rows for c in row]
    assert "=2+2" in texts


def test_the_radar_is_a_chart_of_its_own_over_the_scores(plant: Report) -> None:
    made = excel(plant)
    packed = zipfile.ZipFile(io.BytesIO(made))
    chart = packed.read("xl/charts/chart1.xml").decode()
    assert "<c:radarChart>" in chart
    ranges = set(re.findall(r"<c:f>'?([^<']+)'?!\$(\w)\$(\d+):\$\w\$(\d+)</c:f>", chart))
    assert {place[0] for place in ranges} == {plant.words["scores"]}
    page = load_workbook(io.BytesIO(made))[plant.words["scores"]]
    lows = [page.cell(row, 2).value for row in range(2, 12)]
    assert lows == [axis.low for axis in plant.scores.axes]
    assert [page.cell(row, 3).value for row in range(2, 12)] == [axis.high for axis in plant.scores.axes]


def test_two_sections_of_one_name_are_two_sheets(make: Maker) -> None:
    twice = Extra((SECTION, SECTION, Section("a/b*c?" * 20, ("x",))))
    names = load_workbook(io.BytesIO(excel(make(extra=twice)[0]))).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)


def test_a_name_of_a_sheet_has_no_forbidden_sign() -> None:
    assert not set(sheet_name("[]:*?/\\'" * 9)) & set("[]:*?/\\'")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed; the CI installs it")
def test_it_opens_in_libreoffice_and_reads_the_same(plant: Report, tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_bytes(excel(plant))
    subprocess.run(
        [
            "soffice",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "report.xlsx"),
        ],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        timeout=180,
        check=True,
    )
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.csv"))
    for step in plant.steps:
        assert step.name in text
        assert step.what in text
    assert "Err:" not in text
