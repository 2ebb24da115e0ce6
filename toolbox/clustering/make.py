"""Make a county's choice: read the firms, pose the problem, solve it, check the answer, tell it.

Nothing unchecked is ever told.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from toolbox.clustering import exact
from toolbox.clustering.answer import Cluster
from toolbox.clustering.check import broken, counted, paid
from toolbox.clustering.exact import Found
from toolbox.clustering.greedy import greedy
from toolbox.clustering.offers import Offers, find_service, find_tool, near_name
from toolbox.clustering.posing import Asked, market, posed
from toolbox.clustering.problem import WORTH_UNIT, Choice, Problem, cost_of, total_worth
from toolbox.clustering.reading import read_firms
from toolbox.clustering.tell import Solved, told
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.text import shown


class Way(NamedTuple):
    """How it is solved. greedy: at once, without a solver. seconds: after which a search ends."""

    greedy: bool = False
    seconds: float | None = None


def chosen(out: Path, knowledge: Knowledge, offers: Offers, asked: Asked, today: dt.date, way: Way = Way()) -> Cluster:  # noqa: B008
    """The choice for the firms of OUT. Raises DataError, and ModuleNotFoundError where the solver is not installed."""
    asked = asked._replace(must=tuple(dict.fromkeys(_named(knowledge, word) for word in asked.must)))
    there = market(knowledge, offers, asked, today)
    on_sale = {service.id for service in there.services} | {purchase.tool for purchase in there.purchases}
    unsold = [name for name in asked.must if name not in on_sale]
    if unsold:
        remedy = "Say what it costs in a file, and name that with `--offers`."
        raise DataError(*(Fault(name, "nobody told what it costs, so it cannot be chosen.", remedy) for name in unsold))
    firms = read_firms(out, there.wanted)
    problem = posed(there, firms, asked)
    found = _solved(problem, way)
    conflict = exact.conflict(problem) if found.status == "infeasible" else None
    more = None
    if found.choice is not None:
        more = _solved(problem._replace(budget=asked.budget + max(1, asked.budget // 10)), way, found.choice)
    nothing = found.choice is not None and not found.choice.deliveries
    least = exact.least_budget(problem, anything=True) if nothing and not way.greedy else None
    return told(
        Solved(problem, found, conflict, more, least, by_greedy=way.greedy), there, firms, asked, knowledge, today
    )


def _named(knowledge: Knowledge, word: str) -> str:
    found = find_service(knowledge, word) or find_tool(knowledge, word)
    if found is None:
        raise DataError(Fault(shown(word), "there is no such service or tool.", near_name(knowledge, word)))
    return found


def _solved(problem: Problem, way: Way, begin: Choice | None = None) -> Found:
    if way.greedy:
        choice = greedy(problem)
        worth = 0 if choice is None else total_worth(problem, choice)
        if begin is not None and worth < total_worth(problem, begin):
            choice, worth = begin, total_worth(problem, begin)
        return checked(problem, Found("unknown" if choice is None else "found", choice, worth, at_once=worth))
    return checked(problem, exact.best(problem, way.seconds, begin, roughly=begin is not None))


def checked(problem: Problem, found: Found) -> Found:
    """What was found, if the independent checker finds nothing wrong. Raises RuntimeError, our fault, where it does."""
    if found.choice is not None:
        wrong = broken(problem, found.choice)
        if counted(problem, found.choice) * WORTH_UNIT != found.worth:
            wrong.append("its worth is another")
        if paid(problem, found.choice) != cost_of(problem, found.choice):
            wrong.append("its cost is another")
        if wrong:
            raise RuntimeError(f"the choice does not stand its check: {'; '.join(wrong)}")
    return found
