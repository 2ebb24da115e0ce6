"""The independent checker: it passes good plans and catches every way of spoiling one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import toolbox.planning.check
from tests.planning.small import problem, step
from toolbox.planning import exact
from toolbox.planning.check import broken, counted
from toolbox.planning.problem import Aid, Begun, Problem, Schedule, Wish, worth_of

ASKED = problem(
    step("a", once=100, monthly=10, days=15, weeks=6),
    step("b", once=50, monthly=5, days=10, weeks=3, needs=("a",)),
    step("c", once=30, monthly=5, days=10),
    step("d", once=1),
    wishes=(Wish("must", "a"), Wish("without", "d"), Wish("deadline", "c", 0), Wish("deadline", "p", 1)),
    aids=(Aid("p", 50, ("a",), 40, 0, 1, at_purchase=True, groups=("g",)), Aid("q", 10, ("b",), groups=("g",))),
    budget=150,
    monthly=20,
    days=18,
    months=6,
    at_once=2,
)._replace(rivals=(("a", "d"),))
GOOD = Schedule((Begun("a", 0, "p"), Begun("c", 0), Begun("b", 2)), {"p": 40})

SPOILT = {
    "no candidate": GOOD._replace(steps=(*GOOD.steps, Begun("x", 0))),
    "twice": GOOD._replace(steps=(*GOOD.steps, Begun("b", 3))),
    "before a is in daily use": GOOD._replace(steps=(*GOOD.steps[:2], Begun("b", 1))),
    "within the plan": GOOD._replace(steps=(*GOOD.steps[:2], Begun("b", 6))),
    "do not belong": GOOD._replace(steps=(*GOOD.steps, Begun("d", 5))),
    "the wish is not kept: without d": GOOD._replace(steps=(*GOOD.steps, Begun("d", 5))),
    "the wish is not kept: must a": Schedule((Begun("c", 0),), {}),
    "the wish is not kept: deadline c": GOOD._replace(steps=(GOOD.steps[0], Begun("c", 2), GOOD.steps[2])),
    "the wish is not kept: deadline p": Schedule((Begun("a", 0), Begun("c", 0)), {}),
    "outside the time": GOOD._replace(steps=(Begun("a", 2, "p"), Begun("c", 0))),
    "does not cover": GOOD._replace(steps=(Begun("a", 0, "p"), Begun("c", 0, "p"), Begun("b", 2))),
    "two aids of g": GOOD._replace(steps=(*GOOD.steps[:2], Begun("b", 2, "q"))),
    "does not pay 41": GOOD._replace(paid={"p": 41}),
    "does not pay -1": GOOD._replace(paid={"p": -1}),
    "z is no aid": GOOD._replace(paid={"p": 40, "z": 5}),
    "151 yuan are needed": GOOD._replace(paid={"p": 29}),
}


def test_a_good_plan_passes() -> None:
    assert broken(ASKED, GOOD) == []
    assert counted(ASKED, GOOD) == worth_of(ASKED, GOOD)
    assert exact.best(ASKED).worth >= counted(ASKED, GOOD)


@pytest.mark.parametrize("said", SPOILT)
def test_every_way_of_spoiling_it_is_caught(said: str) -> None:
    assert any(said in wrong for wrong in broken(ASKED, SPOILT[said])), broken(ASKED, SPOILT[said])


@pytest.mark.parametrize(
    ("mean", "less", "said"),
    [("budget", 139, "yuan are needed"), ("monthly", 19, "run on"), ("days", 14, "tenths"), ("at_once", 1, "at once")],
)
def test_one_unit_less_of_a_mean_is_noticed(mean: str, less: int, said: str) -> None:
    tight = {"budget": 140, "monthly": 20, "days": 18, "at_once": 2}
    exactly = ASKED._replace(means=ASKED.means._replace(**tight))
    assert broken(exactly, GOOD) == []
    short: Problem = exactly._replace(means=exactly.means._replace(**{mean: less}))
    assert any(said in wrong for wrong in broken(short, GOOD))


def test_it_shares_no_code_with_the_model() -> None:
    tree = ast.parse(Path(toolbox.planning.check.__file__ or "").read_text(encoding="utf-8"))
    for_types = next(n for n in tree.body if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING")
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom) and n not in for_types.body]
    assert [ast.unparse(node) for node in imports if "__future__" not in ast.unparse(node)] == [
        "from typing import TYPE_CHECKING"
    ]
