"""Columns of a table tell what its rows tell one by one, whatever the type that the table gives them."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa
import pytest

from toolbox.batch.columns_of_firms import profile_of
from toolbox.batch.reading import read
from toolbox.errors import DataError
from toolbox.headings import read_headings
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile

CELLS: dict[str, list[Any]] = {
    "staff": [
        "12",
        "20-50",
        "１２人",
        "至少 5",
        "1,200",
        "12.5",
        "-3",
        "many",
        "不知道",
        "",
        None,
        "007",
        "1e3",
        "50以下",
    ],
    "营业收入（元）": ["120000", "123456", "1-2", "x", "", None, "0"],
    "revenue": ["12.34", "12.345", "0.1", "99999999999", "", None, "12.30", "1,234.5"],
    "成立年份": ["2015", "2015-06-01", "1800", "去年", "", None],
    "leader_backs_it": ["yes", "√", "0", "是", "maybe", "不知道", "", None, "FALSE"],
    "sector": ["retail", "制造业", "retial", "retail、wholesale", "", None, "unknown"],
    "pains": [
        "late_delivery",
        "late_delivery、unpaid_bills",
        "none",
        "无",
        "[]",
        "不知道",
        "x；late_delivery",
        "",
        None,
    ],
    "in_use": ["crm", "CRM, erp", '{"has": ["crm"], "lacks": ["erp"]}', "crm;;erp", "nothing such", "", None, "[1"],
    "goals": ["know_numbers", "不适用", "know_numbers|in_order", "", None, "know_numbers\nin_order"],
    "地区": ["浙江", "浙江金华", "330700", "Atlantis", "", None],
    "province": ["33", "", "", None, "浙江", "44"],
    "industry": ["C13", "13", "1311", "Z", "", None, "食品制造业"],
    "note": ["x", "y" * 3000, "", None],
}


def alone(headings: Any, cells: Any, knowledge: Knowledge) -> Profile | None:
    """What one row tells by itself, or None where it is refused."""
    try:
        _, profile = headings.read(cells, "t", knowledge)
    except DataError:
        return None
    return Profile(told=dict(profile.told), industry=profile.industry)


def agree(names: list[str], columns: list[list[Any]], arrays: list[Any], knowledge: Knowledge) -> int:
    """Hold all rows to their reading one by one; how many were refused."""
    headings = read_headings(names, knowledge, "t")
    rows = list(zip(*columns, strict=True))
    got = read(headings, arrays, len(rows), knowledge)
    one_by_one = [alone(headings, row, knowledge) for row in rows]
    assert sorted(got.bad) == [n for n, profile in enumerate(one_by_one) if profile is None]
    kept = [profile for profile in one_by_one if profile is not None]
    assert [profile_of(got.firms, n) for n in range(got.firms.rows)] == kept
    assert list(got.kept) == [n for n, profile in enumerate(one_by_one) if profile is not None]
    assert all(got.bad.values())
    return len(got.bad)


@pytest.mark.parametrize("seed", range(6))
def test_texts_tell_what_rows_tell(seed: int, knowledge: Knowledge) -> None:
    rng = random.Random(seed)
    names = [name for name in CELLS if name != ("revenue" if seed % 2 else "营业收入（元）")]
    columns = [[rng.choice(CELLS[name]) if rng.random() < 0.5 else None for _ in range(250)] for name in names]
    kinds = [pa.string(), pa.dictionary(pa.int32(), pa.string()), None]
    arrays = [pa.array(c, kinds[seed % 3]) if kinds[seed % 3] else c for c in columns]
    assert agree(names, columns, arrays, knowledge) > 20


def test_every_kind_of_text_alone_tells_what_a_row_tells(knowledge: Knowledge) -> None:
    for name, cells in CELLS.items():
        agree([name], [cells], [pa.array(cells, pa.string())], knowledge)


def test_numbers_truths_and_lists_tell_what_rows_tell(knowledge: Knowledge) -> None:
    nan = float("nan")
    cases: list[tuple[str, list[Any], Any]] = [
        ("staff", [1, 5, 0, 200_001, None, -1], pa.int64()),
        ("staff", [1.0, 5.5, nan, 1e300, None, -0.0], pa.float64()),
        ("revenue", [0.1, 0.1 + 0.2, 12.345, nan, None, 1e8, 123456.78, 5e-324], pa.float64()),
        ("revenue", [1.5, 0.1, None, 3.25, 2.0, 7.75], pa.float32()),
        ("营业收入（元）", [1, 123_456, 10**15, None, 5, 0], pa.int64()),
        ("leader_backs_it", [True, False, None, True], pa.bool_()),
        ("leader_backs_it", [1, 0, 2, None], pa.int8()),
        ("industry", [13, 1311, 1, None], pa.int64()),
        ("pains", [["late_delivery"], [], None, ["no such"], ["late_delivery", "unpaid_bills"]], pa.list_(pa.string())),
        ("sector", [None, None], pa.null()),
    ]
    for name, cells, kind in cases:
        array = pa.array(cells, kind)
        agree([name], [array.to_pylist()], [array], knowledge)


def test_what_is_missing_is_counted(knowledge: Knowledge) -> None:
    headings = read_headings(["staff", "pains", "sector"], knowledge, "t")
    cells = [pa.array(["3", None, "不知道"]), pa.array(["[]", "", None]), pa.array(["retail", "retail", "零售"])]
    assert read(headings, cells, 3, knowledge).missing == {"staff": 2, "pains": 2, "sector": 0}
