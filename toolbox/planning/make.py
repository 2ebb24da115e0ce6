"""Make the plan of a firm: pose the problem, solve it, check the answer, tell it. Nothing unchecked is ever told."""

from __future__ import annotations

from toolbox.planning import conflicts, exact
from toolbox.planning.check import broken, counted
from toolbox.planning.exact import Found
from toolbox.planning.greedy import greedy
from toolbox.planning.insight import Solver
from toolbox.planning.plan import Plan
from toolbox.planning.problem import Problem, Schedule, worth_of
from toolbox.planning.tell import Told, plan_told


def planned(told: Told) -> Plan:
    """The best plan. Raises ModuleNotFoundError where the solver is not installed."""
    problem = told.posed.problem
    found = exact.best(problem)
    reason = conflicts.conflict(problem) if found.status == "infeasible" else None
    return plan_told(
        told._replace(solve=solver(exactly=found.status == "proven")), checked(problem, found), reason, by_greedy=False
    )


def planned_at_once(told: Told) -> Plan:
    """The plan without a solver."""
    problem = told.posed.problem
    schedule = greedy(problem)
    found = Found("unknown") if schedule is None else Found("found", schedule, worth_of(problem, schedule))
    return plan_told(told._replace(solve=solver(exactly=False)), checked(problem, found), None, by_greedy=True)


def checked(problem: Problem, found: Found) -> Found:
    """What was found, if the independent checker finds nothing wrong. Raises RuntimeError, our fault, where it does."""
    if found.schedule is not None:
        wrong = broken(problem, found.schedule)
        if wrong or counted(problem, found.schedule) != found.worth:
            raise RuntimeError(f"the plan does not stand its check: {'; '.join(wrong) or 'its worth is another'}")
    return found


def solver(*, exactly: bool) -> Solver:
    """How the curve of worth against budget is worked out: as the plan was."""
    return _exactly if exactly else _at_once


def _exactly(problem: Problem, begin: Schedule) -> tuple[Schedule, bool]:
    found = checked(problem, exact.best(problem, begin=begin, settle=False))
    return (begin, False) if found.schedule is None else (found.schedule, found.status == "proven")


def _at_once(problem: Problem, begin: Schedule) -> tuple[Schedule, bool]:
    again = greedy(problem)
    better = again is not None and not broken(problem, again) and worth_of(problem, again) > worth_of(problem, begin)
    return (again, False) if better and again is not None else (begin, False)
