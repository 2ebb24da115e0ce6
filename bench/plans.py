"""Plans under means: two solvers given the same programmes, and how far the quick plan is from the best one."""

from __future__ import annotations

import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.firms import made_up
from toolbox.advice import reason
from toolbox.conditions import told
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.planning import exact, highs
from toolbox.planning.candidates import at_once_for, posed
from toolbox.planning.check import broken
from toolbox.planning.greedy import greedy
from toolbox.planning.linear import Linear, Solved, judged
from toolbox.planning.model import model
from toolbox.planning.problem import Candidate, Means, Problem, worth_of
from toolbox.profile import Profile

SIZES = ((40, 12, 2), (120, 24, 1))  # candidates, months, problems of that size
SECONDS = 40.0
FIRMS = 200
MEANS = ((20_000, 1_000, 60), (50_000, 3_000, 100))  # yuan once, yuan a month, tenths of a staff day


def solvers() -> dict[str, Any]:
    return {"seconds": SECONDS, "rows": [row for size in SIZES for row in _compared(*size)]}


def drawn(candidates: int, months: int, seed: int) -> Problem:
    """A problem of a size, with money, weeks and days as in the catalogue; a third of the steps need another."""
    draw = random.Random(seed)
    made = []
    for number in range(candidates):
        before = [f"t{other:03}" for other in range(number)]
        needs = draw.sample(before, min(len(before), draw.choice((0, 0, 1))))
        made.append(
            Candidate(
                f"t{number:03}",
                100 * draw.randint(30, 150) + draw.randint(0, 99),
                draw.choice((0, 0, 800, 3_280, 8_200, 16_800, 40_000)),
                draw.choice((0, 0, 66, 410, 683, 2_100)),
                draw.choice((10, 20, 20, 40, 60, 80, 150, 300)),
                draw.choice((1, 2, 4, 4, 6, 8, 12, 24)),
                tuple(needs),
            )
        )
    means = Means(1_500 * candidates, 100 * candidates, 2 * candidates, months, max(3, candidates // 30))
    return Problem(tuple(made), means)


def _compared(candidates: int, months: int, problems: int) -> Iterator[dict[str, Any]]:
    for name, solve in (("HiGHS", _highs), ("CBC", _cbc)):
        taken, gaps, proven, worths = [], [], 0, []
        for seed in range(problems):
            made = model(drawn(candidates, months, seed))
            began = time.perf_counter()
            solved = solve(made.linear)
            taken.append(time.perf_counter() - began)
            proven += solved.status == "proven"
            worths.append(solved.value or 0)
            if solved.value and solved.bound is not None:
                gaps.append(100 * (solved.bound - solved.value) / solved.value)
        yield {
            "solver": name,
            "candidates": candidates,
            "months": months,
            "problems": problems,
            "proven": proven,
            "seconds": max(taken),
            "gap": max(gaps) if len(gaps) == problems else None,
            "worth": sum(worths) / 10_000,
        }


def _highs(linear: Linear) -> Solved:
    return highs.solve(linear, highs.Limits(10**6, SECONDS))


def _cbc(linear: Linear) -> Solved:
    """The same programme by CBC through PuLP. Its bound is read from its own log, where it stands in two ways."""
    import re

    import pulp

    asked = pulp.LpProblem("plan", pulp.LpMaximize)
    columns = [pulp.LpVariable(f"c{n}", c.low, c.high, pulp.LpInteger) for n, c in enumerate(linear.columns)]
    asked += pulp.LpAffineExpression([(columns[n], factor) for n, factor in linear.goal])
    for row in linear.rows:
        sum_ = pulp.LpAffineExpression([(columns[n], factor) for n, factor in row.terms])
        if row.high is not None:
            asked += sum_ <= row.high
        if row.low is not None:
            asked += sum_ >= row.low
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        solver = pulp.PULP_CBC_CMD(msg=False, threads=1, timeLimit=SECONDS, gapRel=0, gapAbs=0.99, logPath=str(log))
        asked.solve(solver)
        said = log.read_text(encoding="utf-8", errors="replace")
    values = tuple(round(column.value() or 0) for column in columns)
    upper = re.search(r"Upper bound:\s+(-?[\d.]+)", said)
    value = sum(values[n] * factor for n, factor in linear.goal)
    ended = "Result - Optimal solution found" in said
    bound = float(value) if ended else float(upper[1]) if upper else float("inf")
    return judged(linear, values, bound, None if ended else "seconds")


def quick(knowledge: Knowledge, today: dt.date) -> dict[str, Any]:
    """How much of the best worth the quick plan has, over made-up firms; each under scarce and under ampler means."""
    inference, shares, took, proven = Inference(knowledge), [], [], 0
    for seed in range(FIRMS):
        firm = made_up(knowledge, seed)
        facts = {name: told.read_value(knowledge.vocabulary[name], raw) for name, raw in firm.items()}
        profile = Profile(told={name: value for name, value in facts.items() if value is not None})
        case = reason(profile, inference, knowledge, today)
        budget, monthly, days = MEANS[seed % len(MEANS)]
        problem = posed(case, knowledge, today, Means(budget, monthly, days, 12, at_once_for(case))).problem
        began = time.process_time()
        at_once = greedy(problem)
        took.append(1000 * (time.process_time() - began))
        best = exact.best(problem, highs.Limits(300, 2.0), settle=False)
        assert at_once is not None
        assert best.schedule is not None
        assert not broken(problem, at_once)
        assert not broken(problem, best.schedule)
        proven += best.status == "proven"
        if best.worth:
            shares.append(100 * (1 - worth_of(problem, at_once) / best.worth))
    ordered = sorted(shares)
    return {
        "firms": FIRMS,
        "proven": proven,
        "best already": sum(share == 0 for share in shares),
        "mean": statistics.mean(shares),
        "median": statistics.median(shares),
        "90th percentile": ordered[len(ordered) * 9 // 10],
        "worst": ordered[-1],
        "ms": statistics.median(took),
    }
