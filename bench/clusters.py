"""A county's choice: how long reading the advice, choosing at once and proving take, and how near the best it comes."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from toolbox import knowledge as shipped
from toolbox.batch.job import Options, job
from toolbox.batch.sample import write
from toolbox.clustering.check import broken
from toolbox.clustering.exact import best
from toolbox.clustering.greedy import greedy
from toolbox.clustering.offers import Offers, ServiceOffer
from toolbox.clustering.posing import Asked, market, posed
from toolbox.clustering.problem import total_worth
from toolbox.clustering.reading import read_firms
from toolbox.knowledge.model import Knowledge

FIRMS = (20_000, 200_000)
YUAN_A_FIRM = 100  # of the budget
# made up, as parts of the budget, so that services compete with purchases; no price of anything
PARTS = {"public-warehouse": 5, "shared-bookkeeping": 6, "public-cloud-platform": 4, "promotion-centre": 8}


def measure(knowledge: Knowledge, today: dt.date, firms: tuple[int, ...] = FIRMS) -> list[dict[str, Any]]:
    """A row for each number of firms, without and with fairness. Budgets and costs are made up."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for count in firms:
            table, out = Path(folder) / f"{count}.parquet", Path(folder) / f"{count}-out.parquet"
            write(knowledge, count, 1, table)
            job(table, out, knowledge, Options(today))
            rows += [_measured(out, knowledge, today, count, fair) for fair in (None, 80)]
    return rows


def _measured(out: Path, knowledge: Knowledge, today: dt.date, count: int, fair: int | None) -> dict[str, Any]:
    budget = count * YUAN_A_FIRM
    offers = Offers({id_: ServiceOffer(budget // part) for id_, part in PARTS.items()})
    asked = Asked(budget, fair)
    there = market(knowledge, offers, asked, today)
    began = time.perf_counter()
    firms = read_firms(out, there.wanted)
    read = time.perf_counter()
    problem = posed(there, firms, asked)
    quick = greedy(problem)
    chosen = time.perf_counter()
    found = best(problem)
    done = time.perf_counter()
    assert found.choice is not None
    assert not broken(problem, found.choice)
    return {
        "firms": count,
        "fair": fair is not None,
        "kinds": len(firms.kinds),
        "reading": read - began,
        "at once": chosen - read,
        "exact": done - chosen,
        "status": found.status,
        "gap": None if found.bound is None else 100 * (found.bound - found.worth) / found.worth,
        "at once short of it": None if quick is None else 100 * (1 - total_worth(problem, quick) / found.worth),
    }


if __name__ == "__main__":
    for row in measure(shipped.load(()), dt.date(2026, 11, 21)):
        print(json.dumps(row))
