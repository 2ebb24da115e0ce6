"""A firm as its user writes it: in Chinese or English, exact, as a range, or unknown; every fault with its place."""

from __future__ import annotations

from typing import Any

import pytest

from toolbox.conditions.values import Among, Members, Span, exactly, only
from toolbox.documents import read_text
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile, read


def _read(knowledge: Knowledge, text: str) -> Profile:
    return read(read_text(text.encode(), "firm.yaml"), knowledge)


def _faults(knowledge: Knowledge, text: str) -> list[str]:
    with pytest.raises(DataError) as error:
        _read(knowledge, text)
    return [str(fault) for fault in error.value.faults]


def test_english_keys_and_values_are_read(knowledge: Knowledge) -> None:
    profile = _read(knowledge, "name: Ming's\nsector: retail\nstaff: 4\ncustomers: [consumers]\nsells_online: no\n")
    assert profile.name == "Ming's"
    assert profile.told == {
        "sector": only("retail"),
        "staff": exactly(4),
        "customers": Members(frozenset({"consumers"})),
        "sells_online": False,
    }


def test_chinese_keys_and_labels_tell_the_same(knowledge: Knowledge) -> None:
    chinese = _read(knowledge, "企业名称: 明明\n行业: 零售\n员工人数: 4\n卖给谁: [个人消费者]\n线上销售: 否\n")
    english = _read(knowledge, "sector: retail\nstaff: 4\ncustomers: [consumers]\nsells_online: no\n")
    assert chinese.told == english.told
    assert chinese.name == "明明"


def test_json_tells_the_same(knowledge: Knowledge) -> None:
    as_json = _read(knowledge, '{"sector": "retail", "staff": 4}')
    assert as_json == _read(knowledge, "sector: retail\nstaff: 4")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("20-50", Span(20, 50)),
        ("20到50人", Span(20, 50)),
        ("20～50", Span(20, 50)),
        ("between 20 and 50", Span(20, 50)),
        ("at least 20", Span(20, 200_000)),
        ("少于 20", Span(1, 19)),
        ("'12'", exactly(12)),
        ("12人", exactly(12)),
    ],
)
def test_a_number_may_be_a_range(knowledge: Knowledge, raw: str, value: Span) -> None:
    assert _read(knowledge, f"staff: {raw}").told == {"staff": value}


def test_money_keeps_its_decimals(knowledge: Knowledge) -> None:
    assert _read(knowledge, "revenue: 12.34").told == {"revenue": exactly(1234)}


def test_a_choice_may_stay_between_two(knowledge: Knowledge) -> None:
    assert _read(knowledge, "planning: [paper, 表格]").told == {"planning": Among(frozenset({"paper", "spreadsheet"}))}


@pytest.mark.parametrize("raw", ["[]", "无", "none"])
def test_an_empty_set_is_known_to_be_empty(knowledge: Knowledge, raw: str) -> None:
    assert _read(knowledge, f"safeguards: {raw}").told == {"safeguards": Members(frozenset())}


def test_a_set_may_be_known_in_part(knowledge: Knowledge) -> None:
    told = _read(knowledge, "safeguards: {has: [backup], lacks: [training]}").told["safeguards"]
    assert told == Members(frozenset({"backup"}), frozenset({"training"}), closed=False)


@pytest.mark.parametrize("raw", ["unknown", "不知道", "'?'", "说不清", ""])
def test_do_not_know_is_an_answer_of_its_own(knowledge: Knowledge, raw: str) -> None:
    profile = _read(knowledge, f"staff: {raw}")
    assert profile.told == {}
    assert profile.unknown == ("staff",)


@pytest.mark.parametrize(
    ("raw", "province", "city"),
    [
        ("浙江", "33", None),
        ("浙江省金华市浦江县", "33", "3307"),
        ("'330700'", "33", "3307"),
        ("33", "33", None),
        ("Zhejiang", "33", None),
        ("金华", "33", "3307"),
        ("北京市", "11", None),
        ("广西壮族自治区钦州市灵山县", "45", "4507"),
    ],
)
def test_a_region_is_a_name_or_a_code(knowledge: Knowledge, raw: str, province: str, city: str | None) -> None:
    told = _read(knowledge, f"region: {raw}").told
    assert told["province"] == only(province)
    assert told.get("city") == (only(city) if city else None)


@pytest.mark.parametrize(
    ("raw", "code", "sector"),
    [
        ("L7291", "7291", "business_services"),
        ("'22'", "22", "manufacturing"),
        ("C", "C", "manufacturing"),
        ("餐饮业", "62", "catering"),
        ("精制茶加工", "1530", "manufacturing"),
    ],
)
def test_an_industry_is_a_code_or_a_name(knowledge: Knowledge, raw: str, code: str, sector: str) -> None:
    profile = _read(knowledge, f"industry: {raw}")
    assert profile.industry == code
    assert profile.told["sector"] == only(sector)


def test_a_section_of_several_trades_leaves_the_trade_open(knowledge: Knowledge) -> None:
    profile = _read(knowledge, "industry: F")
    assert profile.industry == "F"
    assert "sector" not in profile.told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("staf: 3", "firm.yaml:1: no fact called 'staf'. Did you mean 'staff'?"),
        ("size: small", "firm.yaml:1: 'size' is worked out by the size standard; it cannot be told. Leave it out."),
        ("staff: lots", "firm.yaml:1: 'staff' is a number; 'lots' is not a phrase for one."),
        ("staff: 0", "firm.yaml:1: 'staff' lies between 1 and 200000; 0 does not."),
        ("staff: 2.5", "firm.yaml:1: 'staff' takes no decimals; 2.5 has more."),
        ("staff: yes", "firm.yaml:1: 'staff' is a number; 'yes' is not a phrase for one."),
        ("sector: bakery", "firm.yaml:1: 'sector' has no member 'bakery'."),
        ("sells_online: often", "firm.yaml:1: 'sells_online' takes yes or no, not 'often'."),
        ("sector: retail\n行业: 餐饮", "firm.yaml:2: '行业' contradicts 'sector' about 'sector'. Keep one of them."),
        ("sector: retail\nindustry: C22", "firm.yaml:2: 'industry' contradicts 'sector' about 'sector'."),
        ("region: Atlantis", "firm.yaml:1: 'atlantis' is no province or prefecture."),
        ("industry: '9999'", "firm.yaml:1: '9999' is no code or name of GB/T 4754-2017."),
        ("staff: 3\nstaff: 4", "firm.yaml:2: 'staff' is written twice. Keep one of them."),
        ("- staff", "firm.yaml:1: a profile is a map of facts. Write lines like `staff: 12`."),
    ],
)
def test_a_fault_names_place_and_remedy(knowledge: Knowledge, text: str, says: str) -> None:
    faults = _faults(knowledge, text)
    assert len(faults) == 1
    assert faults[0].startswith(says)


def test_all_faults_are_told_at_once(knowledge: Knowledge) -> None:
    faults = _faults(knowledge, "staf: 3\nsector: bakery\npains: [few_customers, headache]\n")
    assert [fault.split(":")[1] for fault in faults] == ["1", "2", "3"]


@pytest.mark.parametrize("raw", [True, 3.5, ["x"], {"a": 1}])
def test_a_region_of_another_kind_is_refused(knowledge: Knowledge, raw: Any) -> None:
    import json

    assert len(_faults(knowledge, json.dumps({"region": raw}))) == 1


def test_the_same_fact_told_twice_alike_is_no_contradiction(knowledge: Knowledge) -> None:
    assert _read(knowledge, "sector: manufacturing\nindustry: C2231").told["sector"] == only("manufacturing")


def test_a_note_is_not_a_fact(knowledge: Knowledge) -> None:
    assert _read(knowledge, "备注: 客流被挡住\nstaff: 3").told == {"staff": exactly(3)}
