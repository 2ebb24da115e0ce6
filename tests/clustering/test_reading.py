"""Firms are sorted into kinds: the same from every format, and the same as going through them one by one."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.clustering.conftest import TODAY, County
from toolbox.clustering.offers import Offers, PurchaseOffer, ServiceOffer
from toolbox.clustering.posing import Asked, market
from toolbox.clustering.problem import Kind
from toolbox.clustering.reading import SIZES, Firms, Wanted, read_firms
from toolbox.conditions.verdict import judge
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge

OFFERS = Offers(
    dict.fromkeys(("finance-platform", "public-warehouse", "shared-bookkeeping"), ServiceOffer(50_000)),
    {"backup": PurchaseOffer(600)},
)


@pytest.fixture(scope="module")
def wanted(knowledge: Knowledge) -> Wanted:
    return market(knowledge, OFFERS, Asked(0), TODAY).wanted


@pytest.fixture(scope="module")
def firms(county: County, wanted: Wanted) -> Firms:
    return read_firms(county.parquet, wanted)


def _one_by_one(out: Path, wanted: Wanted) -> dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[list[float]]]:
    """By kind the points of each firm's steps, in plain words of the page."""
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[list[float]]] = defaultdict(list)
    for row in pq.read_table(out).to_pylist():
        size = row["size"] if row["size"] in SIZES else "open"
        points = {row[f"tool_{n}"]: row[f"points_{n}"] for n in range(1, 11) if row[f"tool_{n}"]}
        steps = [row[f"step_{n}"] for n in range(1, 7) if row[f"step_{n}"]]
        open_ = [service for service in wanted.on_offer if service in row["services"]]
        brought = {tool for service in open_ for tool in wanted.services[service]}
        there: set[str] = set()
        counts: dict[str, float] = {}
        for at, step in enumerate(steps):
            missing = [n for n in wanted.needs.get(step, ()) if n in steps and n not in there]
            useful = points.get(step, 0) > 0 or any(step in wanted.needs.get(later, ()) for later in steps[at + 1 :])
            room = 2 if size in ("micro", "open") else 3
            if not missing and useful and len(counts) < room and step in brought | wanted.for_sale[size]:
                counts[step] = points.get(step, 0)
                there.add(step)
            elif not missing and step in wanted.free:
                there.add(step)
        if counts:
            drawn = tuple(s for s in open_ if set(wanted.services[s]) & set(counts))
            found[size, tuple(sorted(counts)), drawn].append([counts[tool] for tool in sorted(counts)])
    return found


def test_kinds_are_what_going_through_the_firms_one_by_one_finds(county: County, wanted: Wanted, firms: Firms) -> None:
    alone = _one_by_one(county.parquet, wanted)
    assert {(kind.size, kind.wants, kind.services): kind.firms for kind in firms.kinds} == {
        key: len(rows) for key, rows in alone.items()
    }
    assert {len(kind.services) for kind in firms.kinds} >= {0, 1, 2}
    for kind in firms.kinds:
        rows = alone[kind.size, kind.wants, kind.services]
        for mean, told in zip(map(sum, zip(*rows, strict=True)), kind.points, strict=True):
            assert abs(mean / len(rows) - told) <= 0.51


def test_every_format_and_every_cut_into_parts_tells_the_same(county: County, wanted: Wanted, firms: Firms) -> None:
    for path in (county.csv, county.xlsx):
        assert read_firms(path, wanted) == firms._replace(knowledge=None)
    twice = read_firms(county.folder, wanted)
    assert twice.kinds == tuple(kind._replace(firms=2 * kind.firms) for kind in firms.kinds)
    assert twice.by_size == {size: 2 * count for size, count in firms.by_size.items()}


def test_all_firms_are_counted_whatever_they_want(firms: Firms, county: County, wanted: Wanted) -> None:
    assert sum(firms.by_size.values()) == 400
    rows = pq.read_table(county.parquet).to_pylist()
    steps = [{row[f"step_{n}"] for n in range(1, 7)} for row in rows]
    assert firms.wanting["backup"] == sum("backup" in each for each in steps)
    assert firms.served["public-warehouse"] == sum("public-warehouse" in row["services"] for row in rows)


def test_a_service_is_open_to_those_whom_its_condition_lets_in(county: County, knowledge: Knowledge) -> None:
    """The column of the batch, against the reader of one firm."""
    from toolbox.advice import reason
    from toolbox.batch.run import cells_at, find
    from toolbox.headings import read_headings
    from toolbox.inference import Inference

    inference, seen = Inference(knowledge), 0
    for number in (1, 2, 3, 50, 77, 200):
        row = pq.read_table(county.parquet).slice(number - 1, 1).to_pylist()[0]
        found = find(county.parquet, row["id"])
        headings, cells = cells_at(found.unit(), number)
        _, profile = read_headings(headings, knowledge, "firms", {}).read(cells, "firms", knowledge)
        facts = reason(profile, inference, knowledge, TODAY).inferred.facts.values
        steps = {row[f"step_{n}"] for n in range(1, 7)}
        open_ = [
            id_
            for id_, service in sorted(knowledge.services.items())
            if steps & set(service.tools) and (service.when is None or judge(service.when, facts) is True)
        ]
        assert row["services"] == open_
        seen += len(open_)
    assert seen


def test_rare_kinds_count_with_fewer_steps_and_are_said(county: County, wanted: Wanted, firms: Firms) -> None:
    few = read_firms(county.parquet, wanted, 40)
    assert len(few.kinds) < len(firms.kinds)
    assert sum(kind.firms for kind in few.kinds) == sum(kind.firms for kind in firms.kinds)
    assert 0 < few.shortened <= 400
    assert firms.shortened == 0
    assert all(
        set(kind.services) <= {s for s in wanted.on_offer if set(wanted.services[s]) & set(kind.wants)}
        for kind in few.kinds
    )


def test_advice_of_before_services_were_known_counts_them_for_all(
    county: County, wanted: Wanted, tmp_path: Path
) -> None:
    table = pq.read_table(county.parquet)
    old = tmp_path / "old.csv"
    from pyarrow import csv

    kept = [name for name in table.column_names if name not in ("services", "held", "set_aside", "fired")]
    plain = pa.table(
        {
            name: table[name].cast(table[name].type.value_type)
            if pa.types.is_dictionary(table[name].type)
            else table[name]
            for name in kept
        }
    )
    csv.write_csv(plain, old)
    found = read_firms(old, wanted)
    assert not found.conditions
    assert found.served["public-warehouse"] >= read_firms(county.parquet, wanted).served["public-warehouse"]


def test_a_need_that_is_not_there_keeps_a_step_from_counting(tmp_path: Path) -> None:
    def rows(*steps: str) -> Kind | None:
        columns = {"size": ["small"]}
        for number in range(1, 7):
            columns[f"step_{number}"] = [steps[number - 1] if number <= len(steps) else ""]
        for number in range(1, 11):
            columns[f"tool_{number}"] = [steps[number - 1] if number <= len(steps) else ""]
            columns[f"points_{number}"] = ["50" if number <= len(steps) else ""]
        path = tmp_path / "one.csv"
        path.write_text(",".join(columns) + "\n" + ",".join(v[0] for v in columns.values()) + "\n", encoding="utf-8")
        kinds = read_firms(
            path, Wanted(("a", "b", "c", "f"), {"small": frozenset("bc")}, {"b": ("a",), "c": ("b",)}, frozenset("f"))
        ).kinds
        return kinds[0] if kinds else None

    assert rows("a", "b", "c") is None  # a is not on offer, so neither b nor c can be used
    assert rows("b", "c") == Kind("small", ("b", "c"), (50, 50), 1)
    assert rows("f", "c") == Kind("small", ("c",), (50,), 1)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("advice.txt", "x", "this is no advice"),
        ("advice.csv", "id,staff\n1,2\n", "this is no advice"),
        ("advice.csv", "\ufeffid\r\n", "there is no firm in it"),
        ("missing.parquet", None, "there is no advice in Parquet"),
    ],
)
def test_what_is_no_advice_is_refused(tmp_path: Path, wanted: Wanted, name: str, text: str | None, said: str) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_firms(path, wanted)


def test_firms_themselves_are_no_advice_and_unknown_tools_are_refused(county: County, wanted: Wanted) -> None:
    with pytest.raises(DataError, match="this is no advice"):
        read_firms(county.parquet.parent / "firms.parquet", wanted)
    tools = tuple(tool for tool in wanted.tools if tool != "account-hygiene")
    with pytest.raises(DataError, match="there is no tool 'account-hygiene' in the catalogue"):
        read_firms(county.parquet, Wanted(tools, {}, {}, frozenset()))
