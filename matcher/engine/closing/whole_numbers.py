"""A linear program in whole numbers, column by column, solved by HiGHS's own branch and bound."""

from collections.abc import Mapping

import highspy
import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.silence import silent_solver

KEPT = 5_000
"""Columns in whole numbers that are chosen from, those of the least reduced costs."""
OPTIONS = {"mip_heuristic_run_feasibility_jump": False, "mip_allow_restart": False, "mip_heuristic_effort": 0.2}


class WholeNumbers:
    """Points are to be as few as possible."""

    def __init__(self) -> None:
        self._points: list[float] = []
        self._most: list[float] = []
        self._whole: list[bool] = []
        self._starts: list[int] = []
        self._rows: list[int] = []
        self._shares: list[float] = []
        self._limits: list[tuple[float, float]] = []

    def row(self, least: float = -highspy.kHighsInf, most: float = highspy.kHighsInf) -> int:
        """The number of a new row, within these limits."""
        self._limits.append((least, most))
        return len(self._limits) - 1

    def column(self, points: float, shares: Mapping[int, float], most: float = 1.0, *, whole: bool = True) -> int:
        """The number of a new column between 0 and the most, with its shares in rows."""
        self._points.append(points)
        self._most.append(most)
        self._whole.append(whole)
        self._starts.append(len(self._rows))
        self._rows += shares.keys()
        self._shares += shares.values()
        return len(self._points) - 1

    def best(self, below: float, loose: float, seconds: float) -> NDArray[np.float64] | None:
        """Values of fewer points than `below`, at most `loose` points from the fewest of the `KEPT` columns that cost the least, or
        what was found in so many seconds; None if nothing was."""
        solver = self._loaded()
        solver.setOptionValue("time_limit", seconds)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        least, reduced = solver.getInfo().objective_function_value, np.array(solver.getSolution().col_dual)
        whole = np.nonzero(np.array(self._whole))[0].astype(np.int32)
        cheap = np.argsort(reduced[whole], kind="stable")
        dear = np.concatenate((whole[cheap[KEPT:]], whole[cheap[:KEPT]][reduced[whole[cheap[:KEPT]]] >= below - least]))
        solver.changeColsBounds(len(dear), dear, np.zeros(len(dear)), np.zeros(len(dear)))
        solver.changeColsIntegrality(len(whole), whole, np.full(len(whole), highspy.HighsVarType.kInteger))
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.setOptionValue("mip_abs_gap", loose)
        solver.setOptionValue("objective_bound", below)
        solver.run()
        info = solver.getInfo()
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return np.array(solver.getSolution().col_value) if feasible and info.objective_function_value < below else None

    def _loaded(self) -> highspy.Highs:
        """A solver that has it all, for the time being not in whole numbers."""
        solver, nothing, columns = silent_solver(), np.empty(0, dtype=np.int32), len(self._points)
        least, most = (np.array(column) for column in zip(*self._limits, strict=True))
        solver.addRows(len(self._limits), least, most, 0, nothing, nothing, nothing.astype(float))
        starts, rows = (np.array(part, dtype=np.int32) for part in (self._starts, self._rows))
        points, upper, shares = (np.array(part, dtype=float) for part in (self._points, self._most, self._shares))
        solver.addCols(columns, points, np.zeros(columns), upper, len(rows), starts, rows, shares)
        return solver
