"""Size classes by the 2017 standard: every group at every limit, unknown and rough measures, uncovered industries."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.firms import values
from toolbox.conditions.values import Facts, Span, exactly, only
from toolbox.knowledge.model import Knowledge
from toolbox.sizing import CLASSES, size_of

# One code of each of the 16 groups, and its limits of small, medium and large as the standard prints them.
STANDARD: dict[str, dict[str, tuple[int, int, int]]] = {
    "A": {"revenue": (50, 500, 20_000)},
    "13": {"staff": (20, 300, 1000), "revenue": (300, 2000, 40_000)},
    "48": {"revenue": (300, 6000, 80_000), "assets": (300, 5000, 80_000)},
    "51": {"staff": (5, 20, 200), "revenue": (1000, 5000, 40_000)},
    "52": {"staff": (10, 50, 300), "revenue": (100, 500, 20_000)},
    "54": {"staff": (20, 300, 1000), "revenue": (200, 3000, 30_000)},
    "592": {"staff": (20, 100, 200), "revenue": (100, 1000, 30_000)},
    "60": {"staff": (20, 300, 1000), "revenue": (100, 2000, 30_000)},
    "61": {"staff": (10, 100, 300), "revenue": (100, 2000, 10_000)},
    "62": {"staff": (10, 100, 300), "revenue": (100, 2000, 10_000)},
    "64": {"staff": (10, 100, 2000), "revenue": (100, 1000, 100_000)},
    "65": {"staff": (10, 100, 300), "revenue": (50, 1000, 10_000)},
    "701": {"revenue": (100, 1000, 200_000), "assets": (2000, 5000, 10_000)},
    "702": {"staff": (100, 300, 1000), "revenue": (500, 1000, 5000)},
    "72": {"staff": (10, 100, 300), "assets": (100, 8000, 120_000)},
    "M": {"staff": (10, 100, 300)},
}
LIMITS = [
    (code, measure, limit, number)
    for code, measures in STANDARD.items()
    for measure, limits in measures.items()
    for number, limit in enumerate(limits, 1)
]


def _size(knowledge: Knowledge, industry: str | None, **firm: Any) -> set[str]:
    sized = size_of(knowledge, industry, values(knowledge, firm))
    assert sized is not None
    return set(sized.classes.members)


def _enough(knowledge: Knowledge, code: str) -> dict[str, Span]:
    """Measures that are large beyond doubt."""
    return {measure: exactly(200_000 * knowledge.vocabulary[measure].scale) for measure in STANDARD[code]}


@pytest.mark.parametrize(
    ("industry", "firm", "expected"),
    [
        ("C13", {"staff": 1200, "revenue": 30_000}, "medium"),
        ("C13", {"staff": 1000, "revenue": 40_000}, "large"),
        ("C13", {"staff": 19, "revenue": 50_000}, "micro"),
        ("C13", {"staff": 300, "revenue": 2000}, "medium"),
        ("C13", {"staff": 299, "revenue": 2000}, "small"),
        ("L72", {"staff": 300, "assets": 8000}, "medium"),
        ("K701", {"revenue": 100, "assets": 1999}, "micro"),
        ("M74", {"staff": 10}, "small"),
        ("A01", {"revenue": 49}, "micro"),
        ("F51", {"staff": 5, "revenue": 1000}, "small"),
    ],
)
def test_the_ten_vectors(knowledge: Knowledge, industry: str, firm: dict[str, int], expected: str) -> None:
    assert _size(knowledge, industry[1:], **firm) == {expected}


@pytest.mark.parametrize(("code", "measure", "limit", "number"), LIMITS)
def test_a_limit_belongs_to_the_class_above_it(
    knowledge: Knowledge, code: str, measure: str, limit: int, number: int
) -> None:
    scale = knowledge.vocabulary[measure].scale
    for stored, level in ((limit * scale, number), (limit * scale - 1, number - 1)):
        facts: Facts = {**_enough(knowledge, code), measure: exactly(stored)}
        sized = size_of(knowledge, code, facts)
        assert sized is not None
        assert sized.classes == only(CLASSES[level])


def test_there_are_sixteen_groups_and_each_is_reached(knowledge: Knowledge) -> None:
    reached = set()
    for code in STANDARD:
        sized = size_of(knowledge, code, {})
        assert sized is not None
        assert set(sized.measures) == set(STANDARD[code])
        reached |= set(sized.groups)
    assert len(STANDARD) == 16
    assert set(knowledge.size_groups) <= reached


@pytest.mark.parametrize("code", ["53", "66", "83", "84", "704", "91"])
def test_some_industries_are_not_covered(knowledge: Knowledge, code: str) -> None:
    assert _size(knowledge, code, staff=5000, revenue=100_000) == {"uncovered"}


@pytest.mark.parametrize(
    ("code", "group"), [("5910", "transport"), ("5920", "storage"), ("85", "other"), ("703", "other")]
)
def test_the_longest_code_decides(knowledge: Knowledge, code: str, group: str) -> None:
    sized = size_of(knowledge, code, {})
    assert sized is not None
    assert sized.groups == (group,)


def test_without_a_trade_there_is_no_size(knowledge: Knowledge) -> None:
    assert size_of(knowledge, None, values(knowledge, {"staff": 12, "revenue": 500})) is None


def test_with_nothing_measured_every_class_is_possible(knowledge: Knowledge) -> None:
    assert _size(knowledge, "13") == set(CLASSES)


def test_one_small_measure_is_enough_for_micro(knowledge: Knowledge) -> None:
    assert _size(knowledge, "13", staff=3) == {"micro"}


def test_one_large_measure_leaves_every_class_possible(knowledge: Knowledge) -> None:
    assert _size(knowledge, "13", staff=5000) == set(CLASSES)


def test_a_range_leaves_the_classes_that_it_spans(knowledge: Knowledge) -> None:
    assert _size(knowledge, "13", staff="15-400", revenue=5000) == {"micro", "small", "medium"}
    assert _size(knowledge, "13", staff="20-299", revenue=5000) == {"small"}


def test_a_measure_that_the_group_does_not_know_does_not_count(knowledge: Knowledge) -> None:
    assert _size(knowledge, "01", revenue=600, staff=2, assets=1) == {"medium"}


def test_a_trade_of_two_groups_leaves_both_possible(knowledge: Knowledge) -> None:
    sized = size_of(knowledge, None, values(knowledge, {"sector": "information", "staff": 50, "revenue": 80}))
    assert sized is not None
    assert sized.groups == ("information", "software")
    assert set(sized.classes.members) == {"micro", "small"}


def test_a_code_is_better_than_a_division_and_a_division_than_a_trade(knowledge: Knowledge) -> None:
    firm = {"sector": "real_estate", "staff": 150, "revenue": 700, "assets": 3000}
    assert len(_size(knowledge, None, **firm)) > 1
    assert _size(knowledge, "702", **firm) == {"small"}
    assert _size(knowledge, None, sector="transport", division="60", staff=25, revenue=150) == {"small"}


AMOUNT = st.integers(0, 300_000)


@settings(deadline=None)
@given(
    code=st.sampled_from(sorted(STANDARD)), triples=st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=3, max_size=3)
)
def test_a_range_contains_the_class_of_every_value_in_it(
    knowledge: Knowledge, code: str, triples: list[tuple[int, int, int]]
) -> None:
    ranges: dict[str, Span] = {}
    inside: dict[str, Span] = {}
    for measure, triple in zip(("staff", "revenue", "assets"), triples, strict=True):
        low, middle, high = sorted(triple)
        ranges[measure], inside[measure] = Span(low, high), exactly(middle)
    rough, exact = size_of(knowledge, code, ranges), size_of(knowledge, code, inside)
    assert rough is not None
    assert exact is not None
    assert exact.classes.exact
    assert exact.classes.members <= rough.classes.members


@settings(deadline=None)
@given(
    code=st.sampled_from(sorted(STANDARD)),
    measures=st.dictionaries(st.sampled_from(["staff", "revenue", "assets"]), AMOUNT),
)
def test_growing_never_makes_a_firm_smaller(knowledge: Knowledge, code: str, measures: dict[str, int]) -> None:
    def level(factor: int) -> list[int]:
        sized = size_of(knowledge, code, {name: exactly(amount * factor) for name, amount in measures.items()})
        assert sized is not None
        return sorted(map(CLASSES.index, sized.classes.members))

    before, after = level(1), level(2)
    assert before[0] <= after[0]
    assert before[-1] <= after[-1]


def test_classes_are_a_choice_in_the_vocabulary(knowledge: Knowledge) -> None:
    assert set(knowledge.vocabulary["size"].members) == {*CLASSES, "uncovered"}
