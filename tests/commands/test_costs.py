"""The statement at the command line: both languages, JSON with its schema, options, and what is wrong."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, PLANT, SHOP, menkan

TOLD = ("--set", "gross_margin=18", "--set", "order_labour_cost=48", "--set", "day_rate=300", "--set", "money_rate=6")


def test_the_json_is_what_its_schema_says(schemas: Schemas) -> None:
    for firm in (PLANT, SHOP):
        assert schemas.accept("costs", menkan("costs", firm, "--json", *DAY).json)
    assert schemas.accept("costs", menkan("costs", PLANT, "--json", *DAY, *TOLD).json)
    assert schemas.accept("cell", menkan("costs", PLANT, "--json", *DAY, *TOLD, "--why", "total.gain.all").json)


def test_the_first_six_steps_are_what_is_reckoned() -> None:
    first = [step["tool"] for step in menkan("recommend", PLANT, "--json", *DAY).json["first"]]
    assert [tool["tool"] for tool in menkan("costs", PLANT, "--json", *DAY).json["tools"]] == first


def test_both_languages_tell_the_same_figures() -> None:
    zh, en = (menkan("costs", PLANT, *DAY, *TOLD, lang=lang).out for lang in ("zh", "en"))
    assert "多久回本" in zh
    assert "paid back" in en
    for figure in ("5,600–16,800", "700–2,100", "216,000", "48,000"):
        assert figure in zh
        assert figure in en


def test_what_is_not_told_is_named() -> None:
    said = menkan("costs", PLANT, *DAY, lang="en").out
    assert "cannot be said, because the firm did not tell" in " ".join(said.split())
    assert "(gross_margin)" in said
    assert "so days are not money" in said


def test_a_larger_haircut_leaves_less_and_the_line_says_so() -> None:
    ends = []
    for haircut in ("D=80", "D=95"):
        ran = menkan("costs", PLANT, *DAY, *TOLD, "--haircut", haircut, "--json").json
        ends.append(int(ran["total"]["sums"]["gain"]["band"]["high"]))
        assert {gain["haircut"] for gain in ran["gains"]} == {int(haircut[2:])}
    assert ends[1] < ends[0]
    assert "自报打掉 95%" in menkan("costs", PLANT, *DAY, *TOLD, "--haircut", "D=95").out


def test_a_cell_tells_its_parts() -> None:
    said = menkan("costs", PLANT, *DAY, *TOLD, "--why", "marketing.gain.2027Q1").out
    assert "tencent-2021/case-carton" in said
    assert "打折 80%" in said


def test_a_quote_of_an_overlay_is_shown_with_its_origin(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "catalog" / "quotes.yaml"
    file.parent.mkdir()
    file.write_text(
        "order-portal: {once: [3000, 3000], monthly: [500, 500], who: 本县服务商, date: '2026-11-01'}\n",
        encoding="utf-8",
    )
    said = menkan("costs", PLANT, *DAY, "--knowledge", str(tmp_path)).out
    assert "本县服务商的报价（出处 本县服务商，2026-11-01）" in said
    assert "3,000" in said


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--haircut", "D"), 2, "写成 D=80"),
        (("--haircut", "D=101"), 2, "写成 D=80"),
        (("--haircut", "Z=10"), 1, "没有“Z”这个等级"),
        (("--rate", "x"), 2, "不是 0 到 100 的数"),
        (("--rate", "nan"), 2, "不是 0 到 100 的数"),
        (("--months", "0"), 2, "--months"),
        (("--seed", "-1"), 2, "--seed"),
        (("--why", "nowhere.gain.all"), 1, "没有“nowhere”这个账户或工具"),
        (("--why", "total.gain.1999Q1"), 1, "没有“1999Q1”这个季度"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], code: int, says: str) -> None:
    ran = menkan("costs", PLANT, *DAY, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err


def test_nothing_to_do_is_said() -> None:
    assert "没有要做的步骤" in menkan("costs", "-", *DAY, stdin="name: 新店\n").out
