"""menkan batch: a sheet of firms in, a sheet of advice out, and back to the whole advice of one of them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
import yaml

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, HAN, ROOT, menkan
from toolbox.advice import reason
from toolbox.documents import read_file
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import read
from toolbox.recommend import FIRST

EXAMPLES = ROOT / "examples"
NOT_FACTS = ("name", "note", "名称", "企业名称", "备注")

SHEET = """编号,员工人数（人）,行业,痛点,电话
甲,12,零售业,,123
乙,二十,制造业,,456
丙,45,制造业,,789
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "企业.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_sheet_becomes_advice_and_every_row_is_counted(sheet: Path, schemas: Schemas) -> None:
    out, bad = sheet.parent / "advice.parquet", sheet.parent / "bad.csv"
    ran = menkan("batch", str(sheet), "-o", str(out), "--rejects", str(bad), "--json", *DAY)
    assert ran.code == 0, ran.err
    assert schemas.accept("batch", ran.json)
    assert (ran.json["read"], ran.json["advised"], ran.json["rejected"]) == (3, 2, 1)
    assert pq.read_table(out).column("id").to_pylist() == ["甲", "丙"]
    assert "乙" in bad.read_text(encoding="utf-8-sig")
    assert "电话" in ran.err  # a column that is not read is said


def test_explain_says_what_recommend_says(sheet: Path, tmp_path: Path) -> None:
    out, firm = tmp_path / "advice.parquet", tmp_path / "firm.yaml"
    menkan("batch", str(sheet), "-o", str(out), *DAY)
    firm.write_text("员工人数: 45\n行业: 制造业\n", encoding="utf-8")
    alone, explained = (
        menkan("recommend", str(firm), "--json", *DAY),
        menkan("batch", "explain", str(out), "--firm", "丙", "--json"),
    )
    assert explained.code == 0, explained.err
    assert explained.json == alone.json
    assert menkan("batch", "explain", str(out), "--firm", "丙").out == menkan("recommend", str(firm), *DAY).out


def test_an_excel_sheet_of_all_example_firms_is_advised_as_each_of_them(
    tmp_path: Path, knowledge: Knowledge, inference: Inference, today: dt.date
) -> None:
    firms: dict[str, dict[str, Any]] = {}
    for path in sorted(EXAMPLES.glob("*.yaml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        firms[path.stem] = {_heading(key, knowledge): value for key, value in told.items() if key not in NOT_FACTS}
    headings = ["id", *dict.fromkeys(heading for told in firms.values() for heading in told)]
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(headings)
    for id_, told in firms.items():
        book.active.append([id_, *(_cell(told.get(heading)) for heading in headings[1:])])
    sheet, out = tmp_path / "firms.xlsx", tmp_path / "advice.parquet"
    book.save(sheet)
    ran = menkan("batch", str(sheet), "-o", str(out), "--json", *DAY)
    assert (ran.code, ran.json["advised"], ran.json["rejected"]) == (0, len(firms), 0), ran.err
    for row in pq.read_table(out).to_pylist():
        alone = reason(read(read_file(EXAMPLES / f"{row['id']}.yaml"), knowledge), inference, knowledge, today)
        first = [step.tool for step in alone.recommendations.steps[:FIRST]]
        assert [row[f"step_{place}"] for place in range(1, FIRST + 1) if row[f"step_{place}"]] == first, row["id"]


def _heading(key: str, knowledge: Knowledge) -> str:
    """One heading for a fact, whose profiles may call it by several words."""
    fact = knowledge.vocabulary.find(key)
    return fact.name if fact else {"地区": "region", "行业代码": "industry"}.get(key, key)


def _cell(told: Any) -> Any:
    """What a profile tells, as it is written into a cell."""
    if isinstance(told, list):
        return "、".join(map(str, told)) or "无"
    return {True: "是", False: "否"}[told] if isinstance(told, bool) else told


def test_a_dry_run_tells_what_is_wrong_and_writes_nothing(sheet: Path, schemas: Schemas) -> None:
    before = set(sheet.parent.iterdir())
    said, told = menkan("batch", str(sheet), "--check"), menkan("batch", str(sheet), "--check", "--json").json
    assert schemas.accept("batch-check", told)
    assert (told["rows"], told["rejected"]) == (3, 1)
    assert {c["fact"]: c["told"] for c in told["columns"]}["pains"] == 0
    assert [stray["heading"] for stray in told["strays"]] == ["电话"]
    assert "二十" in said.out
    assert HAN.search(said.out)
    assert set(sheet.parent.iterdir()) == before


def test_a_heading_that_is_nearly_a_fact_is_asked_about(sheet: Path) -> None:
    sheet.write_text(SHEET.replace("员工人数（人）", "员工人数字"), encoding="utf-8")
    out = sheet.parent / "a.csv"
    ran = menkan("batch", str(sheet), "-o", str(out))
    assert ran.code == 1
    assert "员工人数字" in ran.err
    assert not out.exists()
    assert menkan("batch", str(sheet), "-o", str(out), "--map", "员工人数字=员工人数").code == 0
    assert menkan("batch", str(sheet), "-o", str(out), "--map", "员工人数字=-").code == 0


def test_progress_is_shown_where_it_is_asked_for(sheet: Path) -> None:
    quiet = menkan("batch", str(sheet), "-o", str(sheet.parent / "a.csv"), lang="en")
    told = menkan("batch", str(sheet), "-o", str(sheet.parent / "a.csv"), "--progress", lang="en")
    assert "a second" not in quiet.err
    assert "3 rows" in told.err


def test_the_sum_alone_needs_no_rows(sheet: Path) -> None:
    cube = sheet.parent / "cube.parquet"
    assert menkan("batch", str(sheet), "--cube", str(cube)).code == 0
    table = pq.read_table(cube).to_pylist()
    assert sum(row["value"] for row in table if row["measure"] == "firms") == 2


@pytest.mark.parametrize(
    ("call", "code"),
    [((), 2), (("x.csv",), 2), (("x.csv", "-o", "a.csv"), 1), (("x.csv", "-o", "a.csv", "--map", "a"), 2)],
)
def test_wrong_calls_end_as_others_do(call: tuple[str, ...], code: int) -> None:
    assert menkan("batch", *call).code == code


def test_made_up_firms_go_all_the_way(tmp_path: Path) -> None:
    firms, out = str(tmp_path / "firms.csv"), str(tmp_path / "advice.xlsx")
    assert menkan("batch", "sample", "--firms", "40", "--seed", "2", "-o", firms).code == 0
    ran = menkan("batch", firms, "-o", out, "--json")
    assert json.loads(ran.out)["advised"] == 40


def test_a_share_of_a_sample_is_asked_for_in_figures(tmp_path: Path) -> None:
    out = str(tmp_path / "firms")
    assert menkan("batch", "sample", "--firms", "40", "-o", out, "--share", "1/2").code == 0
    assert pq.read_table(out).num_rows == 40
    for wrong in ("3/2", "0/2", "two", "1/"):
        assert menkan("batch", "sample", "--firms", "40", "-o", out, "--share", wrong).code == 2
    assert menkan("batch", "sample", "--firms", "40", "-o", out + ".csv", "--share", "1/2").code == 2
