"""A linear program that grows, by numbers that stay; the solver (HiGHS) has only those of its columns that are of use for now.

An iteration of the dual simplex looks at every column, and most that were ever found are dear by now, or barred. These are set aside:
what is barred comes back when it is open again, what is dear when its reduced cost is negative (as in sifting; Bixby, Gregory, Lustig,
Marsten and Shanno, 1992). So an optimum is one over all columns that are not barred.

All columns have an upper bound that the rows imply. New ones begin at it where that is cheaper, so the dual simplex goes on from where
it was, and may stop on its way: its duals are good prices there too.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping
from itertools import compress
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.silence import silent_solver

Floats = NDArray[np.float64]

MANY, KEPT = 2.5, 1.5
"""Columns for each row that are many, and how many the solver keeps then."""
ASKED = 0.25
"""Columns for each row that are asked back at a time at most."""
REST = 10
"""Solutions before columns are set aside again: some of those that were are asked back first."""
NEGATIVE = 1e-7
"""Points below 0 from which on a reduced cost is negative."""
Status = highspy.HighsBasisStatus


class Position(NamedTuple):
    """Where columns that the solver has and rows stand in a basis, by their numbers, and values of all columns."""

    columns: Mapping[int, Status]
    rows: list[Status]
    values: Floats


class Reached(NamedTuple):
    """Where the solver ended: its points, the duals of rows; whether anything is feasible (if not, the others mean nothing), and
    whether this is the optimum."""

    points: float
    duals: Floats
    feasible: bool
    optimal: bool


class LinearProgram:
    """Minimises points; columns and rows are numbered as they come."""

    def __init__(self, solver: highspy.Highs | None = None) -> None:
        """Numbers are those of a solver of one's own while no column is barred or set aside."""
        self._solver = solver or silent_solver()
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("dual_simplex_cost_perturbation_multiplier", 0.0)
        self._shared = 0
        self._points, self._most, self._first_row = array("d"), array("d"), array("i")
        self._column, self._row, self._share = array("i"), array("i"), array("d")
        self._inside: list[int] = []
        self.barred: Collection[int] = frozenset()
        """Columns that are not to be chosen."""
        self._values = np.empty(0)
        self._since = 0

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self._points)

    @property
    def rows(self) -> int:
        """How many there are."""
        return int(self._solver.getNumRow())

    @property
    def values(self) -> Floats:
        """Of all columns at the last optimum; newer ones are none of it."""
        return np.pad(self._values, (0, max(0, self.columns - len(self._values))))

    def add_rows(self, lower: Floats, upper: Floats, shared: int) -> None:
        """Rows without columns; the first `shared` of them imply the upper bounds of columns that begin with them."""
        none = np.empty(0, dtype=np.int32)
        self._solver.addRows(len(lower), lower, upper, 0, np.zeros(len(lower), dtype=np.int32), none, np.empty(0))
        self._shared = shared

    def add_row(self, shares: Mapping[int, float]) -> int:
        """So much of columns is not negative from now on; answers the number of the row."""
        row = self.rows
        self._enter(shares, [row] * len(shares), shares.values())
        there = [place for place, column in enumerate(self._inside) if column in shares]
        values = np.array([shares[self._inside[place]] for place in there])
        self._solver.addRow(0.0, highspy.kHighsInf, len(there), np.array(there, dtype=np.int32), values)
        return row

    def add_column(self, points: float, shares: Mapping[int, float], most: float = 1.0) -> int:
        """A column between 0 and `most` with so much in rows; answers its number."""
        column = self.columns
        self._points.append(points)
        self._most.append(most)
        self._first_row.append(next(iter(shares)))
        self._enter([column] * len(shares), shares, shares.values())
        self._inside.append(column)
        rows, values = np.array([*shares], dtype=np.int32), np.array([*shares.values()], dtype=np.float64)
        self._solver.addCol(points, 0.0, most, len(rows), rows, values)
        return column

    def change_points(self, column: int, points: float) -> None:
        """The column costs so much from now on."""
        self._points[column] = points
        if column in self._inside:
            self._solver.changeColCost(self._inside.index(column), points)

    def solve(self, most: int = highspy.kHighsIInf) -> Reached:
        """The optimum over all columns that are not barred, or what is reached on the way to it after about so many iterations."""
        self._set_aside()
        while True:
            self._solver.setOptionValue("simplex_iteration_limit", most)
            self._solver.run()
            status, solution = self._solver.getModelStatus(), self._solver.getSolution()
            feasible = status != highspy.HighsModelStatus.kInfeasible
            optimal = status == highspy.HighsModelStatus.kOptimal
            if optimal:
                self._values = np.zeros(self.columns)
                self._values[self._inside] = solution.col_value
            duals, info = np.array(solution.row_dual), self._solver.getInfo()
            points, most = info.objective_function_value, most - max(0, info.simplex_iteration_count)
            reduced = self.reduced_costs(duals)
            asked = self._asked(reduced, feasible=feasible)
            self._load(asked)
            if not asked or most <= 0:
                return Reached(points, duals + self._implied(reduced), feasible, optimal and not asked)

    def solved(self, values: Floats) -> None:
        """Somebody else had a solver run; the values are those from there."""
        self._values = values

    def reduced_costs(self, duals: Floats) -> Floats:
        """Points of all columns less what they owe at these duals."""
        column, row, share = (np.array(part) for part in (self._column, self._row, self._share))
        return np.array(self._points) - np.bincount(column, share * duals[row], self.columns)

    def bar(self, columns: Collection[int]) -> None:
        """These columns are not chosen from now on, all others may be."""
        changed = [
            (place, column)
            for place, column in enumerate(self._inside)
            if (column in columns) != (column in self.barred)
        ]
        self.barred = columns
        if changed:
            self._bound(*zip(*changed, strict=True))

    def position(self) -> Position:
        """Where the solver stands after the last optimum."""
        basis = self._solver.getBasis()
        return Position(dict(zip(self._inside, basis.col_status, strict=True)), list(basis.row_status), self._values)

    def resume(self, position: Position) -> None:
        """The solver stands there again; columns and rows that are newer are none of that optimum."""
        self._has(position.columns, position)
        self._values = np.pad(position.values, (0, self.columns - len(position.values)))

    def _enter(self, columns: Iterable[int], rows: Iterable[int], shares: Iterable[float]) -> None:
        self._column.extend(columns)
        self._row.extend(rows)
        self._share.extend(shares)

    def _asked(self, reduced: Floats, *, feasible: bool) -> list[int]:
        """Columns outside whose reduced cost is negative; all if nothing is feasible without them."""
        asked = reduced < (-NEGATIVE if feasible else np.inf)
        asked[self._inside] = asked[list(self.barred)] = False
        columns = np.nonzero(asked)[0]
        if feasible:
            columns = np.sort(columns[np.argsort(reduced[columns], kind="stable")[: int(ASKED * self.rows)]])
        return [int(column) for column in columns]

    def _implied(self, reduced: Floats) -> Floats:
        """How far duals of rows are too high, since upper bounds that they imply have duals of their own."""
        below, first, possible = np.zeros(self.rows), np.array(self._first_row), reduced < 0
        possible[list(self.barred)] = False
        possible &= first < self._shared
        np.minimum.at(below, first[possible], reduced[possible])
        return below

    def _set_aside(self) -> None:
        """Of many columns the cheapest are kept, and what is not at 0."""
        self._since += 1
        reduced = np.array(self._solver.getSolution().col_dual)
        if self._since < REST or len(self._inside) <= MANY * self.rows or len(reduced) != len(self._inside):
            return
        self._since = 0
        at_zero = np.array([status == Status.kLower for status in self._solver.getBasis().col_status])
        reduced[[column in self.barred for column in self._inside]] = np.inf
        cheapest = np.argsort(np.where(at_zero, reduced, -np.inf), kind="stable")
        kept = np.sort(cheapest[: max(int(KEPT * self.rows), int((~at_zero).sum()))])
        self._has(frozenset(self._inside[place] for place in kept), self.position())

    def _has(self, columns: Collection[int], position: Position) -> None:
        """The solver has these columns and no others, where they stand in a position."""
        gone = np.array([column not in columns for column in self._inside])
        self._solver.deleteCols(int(gone.sum()), np.nonzero(gone)[0].astype(np.int32))
        self._inside = [*compress(self._inside, ~gone)]
        here = frozenset(self._inside)
        self._load([column for column in columns if column not in here])
        self._bound(range(len(self._inside)), self._inside)
        basis = highspy.HighsBasis()
        basis.col_status = [position.columns[column] for column in self._inside]
        basis.row_status = position.rows + [Status.kBasic] * (self.rows - len(position.rows))
        basis.valid = True
        self._solver.setBasis(basis)

    def _bound(self, places: Collection[int], columns: Iterable[int]) -> None:
        """Only what is not barred may be more than 0."""
        most = np.array([0.0 if column in self.barred else self._most[column] for column in columns])
        self._solver.changeColsBounds(len(places), np.array(places, dtype=np.int32), np.zeros(len(places)), most)

    def _load(self, columns: list[int]) -> None:
        """The solver has these columns, too."""
        if not columns:
            return
        place = np.full(self.columns, -1, dtype=np.int32)
        place[columns] = np.arange(len(columns))
        places = place[np.array(self._column)]
        entries = np.argsort(places, kind="stable")[np.count_nonzero(places < 0) :]
        starts = places[entries].searchsorted(np.arange(len(columns))).astype(np.int32)
        points, most = (np.array(part)[columns] for part in (self._points, self._most))
        rows, shares = np.array(self._row)[entries], np.array(self._share)[entries]
        self._solver.addCols(len(columns), points, np.zeros(len(columns)), most, len(rows), starts, rows, shares)
        self._inside += columns
