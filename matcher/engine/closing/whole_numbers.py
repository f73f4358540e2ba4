"""A linear program in whole numbers, built row by row and column by column, solved by HiGHS's own branch and bound."""

from array import array
from collections.abc import Callable, Mapping
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.silence import silent_solver

KEPT = 2_500
"""Columns in whole numbers that are chosen from, those of the least reduced costs."""
OPTIONS = {
    "presolve": "off",
    "mip_allow_restart": False,
    "mip_heuristic_effort": 0.2,
    "mip_heuristic_run_feasibility_jump": False,
}
"""Presolving takes up to a gigabyte here, and finds no better choices."""


class WholeNumbers:
    """Points are to be as few as possible."""

    def __init__(self) -> None:
        self._points, self._most, self._whole = array("d"), array("d"), array("b")
        self._least_of_rows, self._most_of_rows = array("d"), array("d")
        self._columns, self._rows, self._shares = array("i"), array("i"), array("d")
        """How much of a column is in a row."""

    def row(
        self,
        least: float = -highspy.kHighsInf,
        most: float = highspy.kHighsInf,
        shares: Mapping[int, float] | None = None,
    ) -> int:
        """The number of a new row, within these limits, with shares of columns in it."""
        self._least_of_rows.append(least)
        self._most_of_rows.append(most)
        row = len(self._most_of_rows) - 1
        for column, share in (shares or {}).items():
            self._enter(column, row, share)
        return row

    def column(self, points: float, shares: Mapping[int, float], most: float = 1.0, *, whole: bool = True) -> int:
        """The number of a new column between 0 and the most, with its shares in rows."""
        self._points.append(points)
        self._most.append(most)
        self._whole.append(whole)
        column = len(self._points) - 1
        for row, share in shares.items():
            self._enter(column, row, share)
        return column

    def best(
        self, below: float, loose: float, seconds: float, stopped: Callable[[], bool]
    ) -> NDArray[np.float64] | None:
        """Values of fewer points than `below`, at most `loose` points from the fewest of the `KEPT` columns that cost the least, or
        what was found in so many seconds, or until `stopped`; None if nothing was."""

        def interrupt(event: Any) -> None:
            if stopped():
                event.interrupt()

        solver, whole = self._loaded(), np.array(self._whole, dtype=np.bool_)
        solver.setOptionValue("time_limit", seconds)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        room = below - solver.getInfo().objective_function_value
        kept = _kept(np.array(solver.getSolution().col_dual), whole, room)
        solver.deleteCols(int((~kept).sum()), np.nonzero(~kept)[0].astype(np.int32))
        whole = np.nonzero(whole[kept])[0].astype(np.int32)
        solver.changeColsIntegrality(len(whole), whole, np.full(len(whole), highspy.HighsVarType.kInteger))
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.setOptionValue("mip_abs_gap", loose)
        solver.setOptionValue("objective_bound", below)
        solver.cbMipInterrupt.subscribe(interrupt)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.zeros(len(kept))
        values[kept] = solver.getSolution().col_value
        return values if info.objective_function_value < below else None

    def _enter(self, column: int, row: int, share: float) -> None:
        self._columns.append(column)
        self._rows.append(row)
        self._shares.append(share)

    def _loaded(self) -> highspy.Highs:
        """A solver that has it all, for the time being not in whole numbers."""
        solver, nothing, columns = silent_solver(), np.empty(0, dtype=np.int32), len(self._points)
        least, most = np.array(self._least_of_rows), np.array(self._most_of_rows)
        solver.addRows(len(most), least, most, 0, nothing, nothing, nothing.astype(float))
        order = np.argsort(self._columns, kind="stable")
        starts = np.array(self._columns)[order].searchsorted(np.arange(columns)).astype(np.int32)
        rows, shares = np.array(self._rows)[order], np.array(self._shares)[order]
        solver.addCols(
            columns, np.array(self._points), np.zeros(columns), np.array(self._most), len(rows), starts, rows, shares
        )
        return solver


def _kept(reduced: NDArray[np.float64], whole: NDArray[np.bool_], room: float) -> NDArray[np.bool_]:
    """Which columns are kept: of those in whole numbers the cheapest, and none that costs more than there is room for."""
    kept, numbers = ~whole, np.nonzero(whole)[0]
    cheapest = numbers[np.argsort(reduced[numbers], kind="stable")[:KEPT]]
    kept[cheapest[reduced[cheapest] < room]] = True
    return kept
