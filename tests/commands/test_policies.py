"""menkan policies FIRM and menkan catalog policies"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, EXAMPLES, HAN, PLANT, menkan
from toolbox.knowledge.model import Knowledge


@pytest.mark.parametrize("path", EXAMPLES[::4], ids=lambda path: path.stem)
def test_whatever_the_firm_the_json_fits_the_schema(path: object, schemas: Schemas) -> None:
    assert schemas.accept("policies", menkan("policies", str(path), "--json", "--all", *DAY).json)


def test_it_tells_what_is_paid_what_to_do_first_and_where_it_was_read() -> None:
    zh, en = (menkan("policies", PLANT, *DAY, lang=lang).out for lang in ("zh", "en"))
    for words in (
        "还要先问清的",
        "出什么：",
        "先做：",
        "最晚办理：2026-12-31",
        "把握中等",
        "核对日 2026-11-20",
        "出处 ",
    ):
        assert words in zh
    for words in ("To be asked first", "Pays: ", "First: ", "Deadline: 2026-12-31", "certainty medium", "source: "):
        assert words in en
    assert not HAN.search("".join(line for line in en.splitlines() if "checked" not in line and "〔" not in line))


def test_an_answer_turns_a_question_into_a_verdict(tmp_path: object) -> None:
    firm = "sector: retail\nstaff: 4\nlegal_form: sole_trader\ntaxpayer: small_scale\ncity: 金华\n"
    found = {p["id"]: p for p in menkan("policies", "-", "--json", *DAY, stdin=firm).json["programmes"]}
    assert found["sole-trader-income-tax"]["verdict"] == found["small-scale-vat"]["verdict"] == "yes"
    assert found["wenzhou-pilot"]["verdict"] == "no"
    assert {test["fact"] for test in found["wenzhou-pilot"]["failed"]} == {"city", "sector"}


def test_what_is_over_stands_only_in_the_full_list_with_what_replaced_it() -> None:
    short, full = menkan("policies", PLANT, *DAY).out, menkan("policies", PLANT, "--all", *DAY).out
    assert "小微企业普惠性税收减免（2019）" not in short
    assert "接续：小型微利企业所得税优惠、小规模纳税人增值税减免、六税两费减半" in full.replace("\n    ", "")
    assert "没有查到接续的" in full


def test_the_day_decides_what_is_in_force() -> None:
    def states(day: str) -> Counter[str]:
        return Counter(menkan("policies", PLANT, "--json", "--all", "--today", day).json["counts"])

    assert states("2026-11-21") == {
        "current": 17,
        "unknown end": 12,
        "needs checking": 29,
        "not yet": 0,
        "ended": 8,
        "closed": 12,
    }
    assert states("2028-01-01")["current"] == 0


def test_the_catalogue_lists_every_programme_with_its_state(knowledge: Knowledge) -> None:
    listed = menkan("catalog", "policies", "--json", *DAY).json
    assert set(listed) == set(knowledge.policies)
    assert listed["hangzhou-grant"]["state"] == "needs checking"
    shown = menkan("catalog", "policies", *DAY, lang="en").out
    assert all(id_ in shown for id_ in knowledge.policies)
