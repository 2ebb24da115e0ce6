"""Tables of firms read as profiles read."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from tests.interview.worlds import value as exact_value
from toolbox.cells import as_cell, from_excel
from toolbox.conditions import told
from toolbox.conditions.values import Among, Members, Span, Value, exactly, only
from toolbox.documents import Document
from toolbox.errors import DataError
from toolbox.headings import Headings, read_headings
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile, read


def row(knowledge: Knowledge, **cells: Any) -> Profile:
    """The profile of one row under these headings."""
    return read_headings(list(cells), knowledge, "t.csv").read(cells.values(), "t.csv:2", knowledge)[1]


def faults(knowledge: Knowledge, **cells: Any) -> list[str]:
    with pytest.raises(DataError) as caught:
        row(knowledge, **cells)
    return [str(fault) for fault in caught.value.faults]


def keys(headings: Headings) -> list[str | None]:
    return [column and column.key for column in headings.columns]


# --- headings


def test_a_heading_is_any_word_for_a_fact(knowledge: Knowledge) -> None:
    found = read_headings(
        ["编号", "企业名称", "员工人数", "Pains", "sector", "地区", "行业代码", "备注"], knowledge, "t.csv"
    )
    assert keys(found) == ["id", "name", "staff", "pains", "sector", "region", "industry", "note"]
    assert not found.strays


def test_every_word_for_a_fact_that_may_be_told_finds_it_as_a_heading(knowledge: Knowledge) -> None:
    for fact in knowledge.vocabulary.values():
        if fact.worked_out is None:
            unit = f"（{fact.unit.zh}）" if fact.unit else "（单选）"
            for word in (fact.name, fact.label.zh, fact.label.en, f"{fact.label.zh}{unit}"):
                (column,) = read_headings([word], knowledge, "t.csv").columns
                assert column is not None
                assert knowledge.vocabulary.find(word.removesuffix(unit)) is knowledge.vocabulary[column.key], word


def test_what_a_heading_may_be_is_asked(knowledge: Knowledge) -> None:
    found = read_headings(["stafff", "电话", ""], knowledge, "t.csv")
    assert found.columns == (None, None, None)
    assert [stray.heading for stray in found.strays] == ["stafff", "电话"]
    assert found.strays[0].near == "Did you mean 'staff'?"


def test_a_mapping_names_a_column_or_leaves_it_out(knowledge: Knowledge) -> None:
    found = read_headings(["从业", "sector", "size"], knowledge, "t.csv", {"从业": "员工人数（人）", "size": "-"})
    assert keys(found) == ["staff", "sector", None]


@pytest.mark.parametrize(
    ("headings", "mapped", "fault"),
    [
        (["staff", "员工人数"], {}, "t.csv: 员工人数: it tells 'staff', and so does 'staff'."),
        (["size"], {}, "t.csv: size: 'size' is worked out"),
        (["营业收入（美元）"], {}, "'美元' is no unit of 'revenue'."),
        (["a"], {"b": "staff"}, "--map b=staff: there is no column 'b'."),
        (["a"], {"a": "staf"}, "--map a=staf: no fact called 'staf'. Did you mean 'staff'?"),
    ],
)
def test_wrong_headings_are_refused(knowledge: Knowledge, headings: list[str], mapped: Any, fault: str) -> None:
    with pytest.raises(DataError) as caught:
        read_headings(headings, knowledge, "t.csv", mapped)
    assert fault in str(caught.value)


# --- cells


def test_lists_yes_and_no_ranges_and_not_known_are_read_as_people_write_them(knowledge: Knowledge) -> None:
    members = list(knowledge.vocabulary["pains"].members.items())[:3]
    listed = "；".join(member.label.zh for _, member in members)
    found = row(
        knowledge, pains=listed, 员工人数="20-50", leader_backs_it="√", sells_online=0, goals="不知道", sites=2.0
    )
    assert found.told["pains"] == Members(frozenset(name for name, _ in members))
    assert found.told["staff"] == Span(20, 50)
    assert (found.told["leader_backs_it"], found.told["sells_online"]) == (True, False)
    assert found.told["sites"] == exactly(2)
    assert found.unknown == ("goals",)


def test_a_member_whose_own_words_hold_a_comma_stays_whole(knowledge: Knowledge) -> None:
    drinks = knowledge.vocabulary["division"].members["15"].label.zh
    assert "、" in drinks
    assert row(knowledge, division=drinks).told["division"] == only("15")
    assert row(knowledge, division=f"{drinks}、13").told["division"] == Among(frozenset(("15", "13")))


def test_an_empty_cell_tells_nothing(knowledge: Knowledge) -> None:
    assert row(knowledge, staff="", pains=None, sites=float("nan"), goals="  ") == Profile()


@pytest.mark.parametrize(
    ("heading", "cell", "low", "high"),
    [
        ("营业收入（元）", 12_345_600, 123456, 123456),
        ("营业收入（元）", 12_345_678, 123456, 123457),
        ("营业收入（亿元）", "0.5-1", 500_000, 1_000_000),
        ("营业收入", "1,234.5", 123450, 123450),
        ("营业收入", 0.1 + 0.2, 30, 30),
        ("员工人数", "３５人", 35, 35),
        ("员工人数", "50以下", 1, 49),
        ("成立年份", dt.date(2015, 6, 1), 2015, 2015),
        ("成立年份", "2015-06-01", 2015, 2015),
        ("revenue_growth", from_excel(0.125, "0.0%"), 125, 125),
    ],
)
def test_numbers_come_in_the_units_of_their_fact(
    knowledge: Knowledge, heading: str, cell: Any, low: int, high: int
) -> None:
    (found,) = row(knowledge, **{heading: cell}).told.values()
    assert found == Span(low, high)


def test_a_date_that_excel_made_is_refused_with_its_row_and_column(knowledge: Knowledge) -> None:
    (said,) = faults(knowledge, 员工人数=dt.datetime(2026, 5, 10))
    assert said.startswith("t.csv:2: 员工人数: this is a date, 2026-05-10")
    assert "as text" in said


def test_every_fault_of_a_row_is_told_under_its_heading(knowledge: Knowledge) -> None:
    said = faults(knowledge, 员工人数="many", 行业="manufacturin", pains="late_delivery、no such pain", sites=True)
    assert [line.split(": ")[1] for line in said] == ["员工人数", "行业", "pains", "sites"]
    assert any("Did you mean 'manufacturing'?" in line for line in said)


def test_cells_that_contradict_each_other_are_refused(knowledge: Knowledge) -> None:
    assert any("contradicts" in line for line in faults(knowledge, industry="C13", sector="retail"))


# --- the table and the profile agree


def _any_value(knowledge: Knowledge, name: str, rng: random.Random) -> Value | None:
    fact = knowledge.vocabulary[name]
    value, other = exact_value(fact, rng), exact_value(fact, rng)
    kind = rng.random()
    if kind < 0.1:
        return None
    match value, other:
        case Span(), Span() if kind < 0.4:
            return Span(min(value.low, other.low), max(value.low, other.low))
        case Among(), Among() if kind < 0.4:
            return Among(value.members | other.members)
        case Members(), Members() if kind < 0.4:
            return Members(value.has, other.has - value.has, closed=False)
    return value


@pytest.mark.parametrize("seed", range(40))
def test_a_profile_written_to_cells_reads_back_as_it_was(seed: int, knowledge: Knowledge) -> None:
    rng = random.Random(seed)
    names = [n for n, f in knowledge.vocabulary.items() if not f.worked_out and n not in ("division", "city")]
    firm = {name: _any_value(knowledge, name, rng) for name in names if rng.random() < 0.6}
    cells = [as_cell(knowledge.vocabulary[name], value) for name, value in firm.items()]
    if seed % 2:
        cells = [str(cell) for cell in cells]  # as CSV holds them
    _, found = read_headings(list(firm), knowledge, "t.csv").read(cells, "t.csv:2", knowledge)
    written = {name: told.told(knowledge.vocabulary[name], value) for name, value in firm.items()}
    assert found == read(Document("firm", written, {}), knowledge)
    assert found.told == {name: value for name, value in firm.items() if value is not None}
    assert set(found.unknown) == {name for name, value in firm.items() if value is None}
