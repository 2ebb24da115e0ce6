"""The plan at the command line: what is asked, what is told, and what is refused."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, HAN, PLANT, SHOP, menkan, process
from toolbox.commands.means import NOTHING, Asked

MEANS = ("--budget", "20000", "--monthly", "800", "--staff-days", "6", "--months", "6")
CALL = ("plan", SHOP, *MEANS, *DAY)


def _without_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)


def test_the_plan_fits_its_schema_and_keeps_its_means(schemas: Schemas) -> None:
    plan = menkan(*CALL, "--json").json
    assert schemas.accept("plan", plan)
    assert plan["status"]["kind"] == "proven"
    assert plan["steps"]
    assert plan["start"] == "2026-12"
    assert plan["totals"]["from_budget"] <= 20_000
    for month in plan["months"]:
        assert month["monthly"] <= 800
        assert month["days"] <= 6
        assert len(month["under_way"]) <= plan["means"]["at_once"]
    assert sum(month["once"] for month in plan["months"]) == plan["totals"]["once"]["yuan"]
    assert sum(month["monthly"] for month in plan["months"]) == plan["totals"]["running"]["yuan"]
    assert round(sum(month["days"] for month in plan["months"]), 1) == plan["totals"]["days"]


def test_the_same_bytes_in_every_process() -> None:
    first = process(*CALL, "--json", env={"PYTHONHASHSEED": "1"})
    assert (first.code, first.err, first.out.count("\n")) == (0, "", 1)
    assert process(*CALL, "--json", env={"PYTHONHASHSEED": "2"}) == first


def test_it_is_well_laid_in_both_languages() -> None:
    for lang in ("zh", "en"):
        ran = menkan(*CALL, lang=lang)
        assert (ran.code, ran.err) == (0, "")
        assert not any(line != line.rstrip() for line in ran.out.splitlines())
        assert bool(HAN.search(ran.out.split("\n", 1)[1])) is (lang == "zh")  # the first line has the firm's name
    assert menkan(*CALL, "--json").out == menkan(*CALL, "--json", lang="en").out


def test_wishes_are_kept() -> None:
    wishes = ("--must", "crm", "--without", "backup", "--deadline", "account-hygiene=2026-12")
    plan = menkan("plan", SHOP, *wishes, "--greedy", "--json", *DAY).json
    begun = {step["tool"]: step for step in plan["steps"]}
    assert "crm" in begun
    assert "backup" not in begun
    assert begun["account-hygiene"]["in_use"] == "2027-01"
    assert [wish["kind"] for wish in plan["wishes"]] == ["must", "without", "deadline"]


def test_what_cannot_be_is_told_with_its_reason_and_what_would_do(schemas: Schemas) -> None:
    call = ("plan", SHOP, "--must", "crm", "--monthly", "0", *DAY)
    plan = menkan(*call, "--json").json
    assert schemas.accept("plan", plan)
    assert (plan["status"]["kind"], plan["steps"]) == ("infeasible", [])
    (enough,) = plan["conflict"]["alone"]
    assert enough["mean"] == "monthly"
    would, too_little = (
        menkan("plan", SHOP, "--must", "crm", "--monthly", str(int(enough["amount"]) - less), *DAY, "--json").json
        for less in (0, 1)
    )
    assert would["steps"]
    assert too_little["status"]["kind"] == "infeasible"
    said = menkan(*call, lang="en").out
    assert "What cannot hold together" in said
    assert enough["said"]["en"] in said


def test_what_cannot_be_is_no_error() -> None:
    assert menkan("plan", SHOP, "--must", "crm", "--without", "crm", *DAY).code == 0


def test_without_the_solver_the_quick_way_works_and_the_other_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _without_solver(monkeypatch)
    assert menkan(*CALL, "--greedy", "--json").json["status"]["kind"] == "greedy"
    ran = menkan(*CALL, lang="en")
    assert (ran.code, ran.out) == (1, "")
    assert "pip install 'menkan[plan]'" in ran.err


def test_the_quick_way_is_never_better_than_the_best() -> None:
    quick, best = (menkan(*CALL, "--json", *more).json["status"] for more in (("--greedy",), ()))
    assert quick["worth"] <= best["worth"]
    assert quick["bound"] is None
    assert best["bound"] == best["worth"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--staff-days", "nan"),
        ("--staff-days", "-1"),
        ("--staff-days", "2.55"),
        ("--staff-days", "six"),
        ("--budget", "-1"),
        ("--months", "0"),
        ("--months", "37"),
        ("--deadline", "backup"),
        ("--deadline", "=2027-01"),
        ("--deadline", "backup=2027-13"),
        ("--start", "2026"),
        ("--start", "soon"),
    ],
)
def test_wrong_means_are_wrong_usage(wrong: tuple[str, str]) -> None:
    ran = menkan("plan", SHOP, *wrong, *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--must", "nothing at all"), "there is no such tool."),
        (("--deadline", "nothing at all=2027-01"), "there is no such tool or programme."),
        (("--deadline", "backup=2026-11"), "the deadline lies before the plan begins."),
        (("--start", "2026-10"), "the plan would begin before today."),
    ],
)
def test_wrong_wishes_are_wrong_data(wrong: tuple[str, str], said: str, schemas: Schemas) -> None:
    ran = menkan("plan", SHOP, *wrong, *DAY, "--greedy", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert schemas.accept("error", ran.error)
    assert ran.error["faults"][0]["fault"] == said


def test_a_plan_may_begin_this_month() -> None:
    plan = menkan("plan", SHOP, "--start", "2026-11", "--months", "3", "--greedy", "--json", *DAY).json
    assert [month["month"] for month in plan["months"]] == ["2026-11", "2026-12", "2027-01"]


def test_nothing_to_plan_is_said() -> None:
    assert "没有值得安排的步骤" in menkan("plan", "-", "--greedy", stdin="name: 新店\n").out


def test_only_options_that_were_given_ask_for_a_plan() -> None:
    assert not NOTHING.anything
    assert Asked(*NOTHING[:-1], greedy=True).anything
    assert NOTHING._replace(budget=0).anything


# --- drawn by the roadmap


def test_the_roadmap_draws_a_plan_and_a_saved_plan_alike(tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    saved.write_text(menkan(*CALL, "--json").out, encoding="utf-8")
    files = [tmp_path / name for name in ("a.svg", "a.ics", "b.svg", "b.ics")]
    drawn = menkan("roadmap", SHOP, *MEANS, "--gantt", "--svg", str(files[0]), "--ics", str(files[1]), *DAY)
    again = menkan(
        "roadmap", SHOP, "--plan", str(saved), "--gantt", "--svg", str(files[2]), "--ics", str(files[3]), *DAY
    )
    assert (drawn.code, again.code, drawn.err) == (0, 0, "")
    assert drawn.out.replace("a.", "b.") == again.out.replace("a.", "b.")
    assert files[0].read_bytes() == files[2].read_bytes()
    assert files[1].read_bytes() == files[3].read_bytes()


def test_without_means_the_waves_are_drawn_by_weeks() -> None:
    text = menkan("roadmap", PLANT, "--gantt", *DAY, lang="en").out
    advice = menkan("recommend", PLANT, "--json", *DAY).json
    steps = [*advice["first"], *(step for wave in advice["later"] for step in wave)]
    assert len(re.findall(r"[.=#]{5,}  \d+-\d+$", text, re.MULTILINE)) == len(steps)
    assert "estimate" in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}", "this is not a plan in the format menkan-plan/1."),
        ('{"format": "menkan-plan/1"}', "this is not what a plan says there."),
        ("[1]", "this is not a plan in the format menkan-plan/1."),
    ],
)
def test_a_file_that_is_no_plan_is_refused(content: str, said: str, tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    saved.write_text(content, encoding="utf-8")
    ran = menkan("roadmap", SHOP, "--plan", str(saved), lang="en")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


@pytest.mark.parametrize(("key", "value"), [("begins", "2026-13"), ("begins", "2031-01"), ("in_use", "soon")])
def test_a_plan_whose_months_make_no_sense_is_refused(key: str, value: str, tmp_path: Path) -> None:
    plan = menkan(*CALL, "--greedy", "--json").json
    plan["steps"][0][key] = value
    saved = tmp_path / "plan.json"
    saved.write_text(json.dumps(plan), encoding="utf-8")
    ran = menkan("roadmap", SHOP, "--plan", str(saved))
    assert (ran.code, ran.out) == (1, "")
    assert "plan.json" in ran.err


def test_a_picture_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    ran = menkan("roadmap", SHOP, "--svg", str(tmp_path / "no" / "a.svg"), *DAY, lang="en")
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_the_json_of_a_plan_comes_from_plan() -> None:
    assert menkan("roadmap", SHOP, "--gantt", "--json", *DAY).code == 2


def test_a_programme_of_the_city_is_drawn_on_with_what_is_uncertain_about_it(schemas: Schemas, tmp_path: Path) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text(
        "sector: manufacturing\nstaff: 45\nprovince: 浙江\ncity: 杭州\n"
        "activities: [makes_goods, keeps_stock, makes_to_order]\n"
        "in_use: [bookkeeping]\nstock_records: paper\nplanning: paper\npains: [stock_mismatch, late_delivery]\n",
        encoding="utf-8",
    )
    call = ("plan", str(firm), "--budget", "50000", *DAY)
    plan = menkan(*call, "--json").json
    assert schemas.accept("plan", plan)
    (aid,) = plan["aids"]
    assert aid["programme"]["id"] == "hangzhou-grant"
    assert aid["yuan"] > 0
    assert "需核实" in menkan(*call).out
    by = menkan(*call, "--deadline", "hangzhou-grant=2027-03", "--json").json
    assert by["status"]["kind"] == "proven"
