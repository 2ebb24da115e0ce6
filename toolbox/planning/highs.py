"""HiGHS, the one solver that plans: the only module that imports highspy.

One thread and a fixed seed, so that the same programme takes the same path; limits are counted in nodes, and seconds
are a last resort that is told.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from toolbox.planning.linear import Linear, Solved, judged

NODES = 20_000
SECONDS = 120.0


class Limits(NamedTuple):
    """Where a search ends without a proof. gap: how far from the bound it may end, as a part of the goal."""

    nodes: int = NODES
    seconds: float = SECONDS
    gap: float = 0.0


def solve(linear: Linear, limits: Limits = Limits(), start: tuple[int, ...] | None = None) -> Solved:  # noqa: B008
    """Maximise. start: a solution to begin from. Raises ModuleNotFoundError where highspy is not installed."""
    import highspy as untyped
    import numpy as np

    highspy: Any = untyped
    if not linear.columns:
        feasible = all((row.low or 0) <= 0 and (row.high is None or row.high >= 0) for row in linear.rows)
        return Solved("proven", (), 0, 0) if feasible else Solved("infeasible")
    solver = highspy.Highs()
    for name, value in _OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.setOptionValue("mip_max_nodes", limits.nodes)
    solver.setOptionValue("time_limit", limits.seconds)
    solver.setOptionValue("mip_rel_gap", limits.gap)
    solver.passModel(_loaded(linear, highspy, np))
    if start is not None:
        begun = highspy.HighsSolution()
        begun.col_value = [float(value) for value in start]
        solver.setSolution(begun)
    solver.run()
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Solved("infeasible")  # every column is bounded, so nothing is unbounded
    info = solver.getInfo()
    found = (
        tuple(round(value) for value in solver.getSolution().col_value) if info.primal_solution_status == 2 else None
    )
    limit = "seconds" if status == highspy.HighsModelStatus.kTimeLimit else "nodes"
    return judged(linear, found, -info.mip_dual_bound, limit)


_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "random_seed": 0,
    "parallel": "off",
    "mip_abs_gap": 0.99,  # the goal is whole: less than one unit is nothing
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}


def _loaded(linear: Linear, highspy: Any, np: Any) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(linear.columns), len(linear.rows)
    cost = np.zeros(lp.num_col_)
    for column, factor in linear.goal:
        cost[column] -= factor  # HiGHS minimises
    lp.col_cost_ = cost
    lp.col_lower_ = np.array([c.low for c in linear.columns], dtype=float)
    lp.col_upper_ = np.array([c.high for c in linear.columns], dtype=float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    lp.row_lower_ = np.array([-highspy.kHighsInf if r.low is None else r.low for r in linear.rows], dtype=float)
    lp.row_upper_ = np.array([highspy.kHighsInf if r.high is None else r.high for r in linear.rows], dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in linear.rows)])
    lp.a_matrix_.index_ = np.array([column for row in linear.rows for column, _ in row.terms])
    lp.a_matrix_.value_ = np.array([factor for row in linear.rows for _, factor in row.terms], dtype=float)
    return lp
