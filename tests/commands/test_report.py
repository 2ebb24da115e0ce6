"""menkan report: to a file, to standard output, for each firm of a sheet."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, PLANT, SHOP, menkan, process, terminal
from tests.commands.sheets import GOOD, OTHER, WRONG, filled

BEGINS = {
    "pdf": b"%PDF-",
    "docx": b"PK",
    "xlsx": b"PK",
    "html": b"<!doctype html>",
    "md": b"# ",
    "json": b"{",
    "svg": b"<svg",
    "png": b"\x89PNG",
}


@pytest.mark.parametrize("form", BEGINS)
def test_the_ending_tells_the_format(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"advice.{form.upper() if form == 'pdf' else form}"
    ran = menkan("report", SHOP, "-o", str(file), *DAY)
    assert (ran.code, ran.out, ran.err) == (0, "", f"已写好 {file}\n")
    assert file.read_bytes().startswith(BEGINS[form])
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_json_is_the_advice() -> None:
    assert (
        menkan("report", SHOP, "-o", "-", "--format", "json", *DAY).out == menkan("recommend", SHOP, "--json", *DAY).out
    )


def test_language_and_trials_show() -> None:
    ran = menkan("report", SHOP, "-o", "-", "--format", "md", "--set", "staff=35", *DAY, lang="en")
    assert ran.out.startswith("# Advice for ")
    assert "staff=35" in ran.out
    assert "21 November 2026" in ran.out


@pytest.mark.parametrize(
    "call",
    [
        (SHOP,),
        (SHOP, "-o", "advice"),
        (SHOP, "-o", "advice.odt"),
        (SHOP, "-o", "-"),
        (SHOP, "-o", "a.pdf", "--template", "letter.docx"),
        (SHOP, "-o", "folder", "--each"),
        (SHOP, "-o", "a.pdf", "--row", "3"),
        ("firms.xlsx", "-o", "-", "--each"),
        ("firms.xlsx", "-o", "folder", "--each", "--row", "3"),
    ],
)
def test_a_call_that_makes_no_sense_ends_with_2_and_writes_nothing(
    call: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = menkan("report", *call)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    ran = menkan("report", SHOP, "-o", str(tmp_path / "nowhere" / "advice.md"))
    assert ran.code == 1
    assert "写不进去" in ran.err


def test_a_terminal_is_not_filled_with_bytes() -> None:
    assert terminal("report", SHOP, "-o", "-", "--format", "pdf").code == 2


# --- a sheet ---------------------------------------------------------------------------------------------------------


def test_a_row_reads_as_the_profile_that_says_the_same(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "firms.xlsx", GOOD, OTHER)
    profile = json.dumps(
        {"name": "宏达纸箱厂", "行业": "制造业", "staff": "20-50", "卖给谁": ["其他企业", "经销商和代理"]}
    )
    for command in ("recommend", "roadmap", "assess"):
        told = menkan(command, "-", *DAY, stdin=profile)
        assert told.code == 0
        assert menkan(command, str(sheet), "--row", "2", *DAY) == told
        assert menkan(command, str(sheet), "--firm", "宏达 纸箱厂", *DAY) == told
    assert menkan("explain", str(sheet), "backup", "--row", "3", *DAY).code == 0


def test_the_only_firm_of_a_sheet_need_not_be_chosen(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "firms.xlsx", OTHER)
    assert "老王早餐" in menkan("recommend", str(sheet), *DAY).out


def test_several_firms_are_listed_where_none_is_chosen(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "firms.xlsx", GOOD, OTHER, OTHER)
    for call, said in (((), "宏达纸箱厂"), (("--firm", "老王早餐"), "4 老王早餐"), (("--row", "9"), "2 宏达纸箱厂")):
        ran = menkan("recommend", str(sheet), *call)
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err
        assert "--row" in ran.err


def test_wrong_cells_come_back_red_with_the_reason(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "firms.xlsx", GOOD, WRONG)
    before = sheet.read_bytes()
    ran = menkan("recommend", str(sheet), "--row", "3")
    assert ran.code == 1
    assert f"{sheet}:3: 员工人数（人）: " in ran.err
    assert sheet.read_bytes() == before
    page = openpyxl.load_workbook(tmp_path / "firms.checked.xlsx").worksheets[0]
    red = {cell.coordinate: cell.comment.text for row in page.iter_rows(min_row=2) for cell in row if cell.comment}
    assert {page[place].value for place in red} == {"制造", "二十来个"}
    assert any("是不是“制造业”？" in text for text in red.values())
    assert all(page[place].fill.fgColor.rgb == "FFF4B6B6" for place in red)


def test_the_marked_copy_goes_where_it_is_asked_for(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "firms.xlsx", WRONG)
    menkan("recommend", str(sheet), "--marked", str(tmp_path / "mine.xlsx"))
    assert (tmp_path / "mine.xlsx").exists()
    assert not (tmp_path / "firms.checked.xlsx").exists()


# --- each ------------------------------------------------------------------------------------------------------------


def _times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.md")}


def test_each_firm_gets_a_document_and_a_wrong_row_does_not_stop_the_rest(tmp_path: Path, schemas: Schemas) -> None:
    sheet = filled(tmp_path / "firms.xlsx", GOOD, WRONG, OTHER)
    folder = tmp_path / "out"
    ran = menkan("report", str(sheet), "--each", "-o", str(folder), "--format", "md", *DAY)
    assert ran.code == 1
    assert "2 家写好了，1 家有填错的" in ran.err
    assert {path.name for path in folder.glob("*.md")} == {"宏达纸箱厂.md", "老王早餐.md"}
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert schemas.accept("index", index)
    assert [(row["row"], row["status"], row["file"]) for row in index["rows"]] == [
        (2, "done", "宏达纸箱厂.md"),
        (3, "wrong", None),
        (4, "done", "老王早餐.md"),
    ]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "是不是“制造业”？" in page
    assert "%E5%AE%8F%E8%BE%BE" in page
    assert (tmp_path / "firms.checked.xlsx").exists()
    alone = menkan("report", str(sheet), "--row", "4", "-o", "-", "--format", "md", *DAY)
    assert (folder / "老王早餐.md").read_text(encoding="utf-8") == alone.out


def test_a_second_run_makes_only_what_changed_or_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    call = ("report", str(tmp_path / "firms.xlsx"), "--each", "-o", str(folder), "--format", "md", *DAY)
    third = {**OTHER, "企业名称": "第三家"}
    filled(tmp_path / "firms.xlsx", GOOD, OTHER, third)
    assert menkan(*call).code == 0
    first = _times(folder)
    indexes = [(folder / name).read_bytes() for name in ("index.json", "index.html")]
    assert menkan(*call).code == 0
    assert _times(folder) == first
    assert indexes == [(folder / name).read_bytes() for name in ("index.json", "index.html")]
    filled(tmp_path / "firms.xlsx", GOOD, {**OTHER, "员工人数（人）": 7}, third)
    (folder / "第三家.md").unlink()
    with (folder / ".menkan-done").open("a", encoding="utf-8") as journal:
        journal.write('["宏达')  # the run was killed while it wrote this line
    assert menkan(*call).code == 0
    again = _times(folder)
    assert {name for name in again if again[name] != first[name]} == {"老王早餐.md", "第三家.md"}
    assert menkan(*call[:-1], "2026-11-22").code == 0
    assert not set(_times(folder).values()) & set(again.values())


def test_names_are_safe_and_unlike(tmp_path: Path) -> None:
    firms = [{**OTHER, "企业名称": name} for name in ("../a/b", "a b", "<b>&", "=1+1", "index")]
    sheet = filled(tmp_path / "firms.xlsx", *firms)
    assert menkan("report", str(sheet), "--each", "-o", str(tmp_path / "out"), "--format", "md", *DAY).code == 0
    assert {path.name for path in (tmp_path / "out").glob("*.md")} == {
        "a b.md",
        "a b-2.md",
        "b &.md",
        "=1+1.md",
        "index_.md",
    }
    assert "<b>" not in (tmp_path / "out" / "index.html").read_text(encoding="utf-8").split("</style>")[1]


def test_a_template_that_cannot_be_filled_stops_at_once(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "firms.xlsx", GOOD, OTHER)
    (tmp_path / "letter.docx").write_bytes(b"no document")
    call = ("report", str(sheet), "--each", "-o", str(tmp_path / "out"), "--format", "docx")
    ran = menkan(*call, "--template", str(tmp_path / "letter.docx"))
    assert ran.code == 1
    assert ran.err.count("letter.docx") == 1


def test_a_bar_shows_on_a_terminal_only(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "firms.xlsx", OTHER)
    call = ("report", str(sheet), "--each", "-o", str(tmp_path / "out"), "--format", "md", *DAY)
    assert "1/1" in terminal(*call, env={"MENKAN_CACHE": os.environ["MENKAN_CACHE"]}).out
    assert "1/1" not in process(*call).err


@pytest.mark.parametrize("firm", [PLANT])
def test_documents_do_not_depend_on_where_the_firm_stands(firm: str, tmp_path: Path) -> None:
    other = tmp_path / "moved.yaml"
    other.write_bytes(Path(firm).read_bytes())
    call = ("-o", "-", "--format", "html", *DAY)
    assert menkan("report", firm, *call).out == menkan("report", str(other), *call).out
