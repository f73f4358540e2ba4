"""Branch and bound over who is at which visit, and which visits take place: the best whole choice of a linear program's columns.

A part of all choices is told by its decisions, and bounded by the linear optimum of the columns that obey them. The part with the
least bound is looked at next; where its optimum is not whole, a decision that the optimum leaves open splits it in two (Land and
Doig, 1960; Ryan and Foster, 1981). Rows may join at any time: bounds that were found before hold on.
"""

from collections.abc import Callable, Mapping, Sequence
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

WHOLE = 1e-6
"""What is so near to a whole number is one."""


class Parts(NamedTuple):
    """Columns of which one is chosen, and what each of them contains."""

    columns: Sequence[int]
    contents: Sequence[Sequence[int]]


class _Decision(NamedTuple):
    """Whether the column that is chosen of a group has a content."""

    question: int
    yes: bool


class _Open(NamedTuple):
    """A part of the choices that is still to be looked at; the deepest first of equal bounds."""

    bound: float
    height: int
    number: int
    decisions: tuple[_Decision, ...]
    question: int | None
    """What its optimum leaves open; None where it is whole."""
    rows: int
    columns: int
    basis: highspy.HighsBasis
    """Where its linear program ended, of so many rows and columns."""


class Branching:
    """The tree; it grows as far as it is asked to."""

    def __init__(self, solver: highspy.Highs, groups: Mapping[int, Parts]) -> None:
        self._solver = solver
        self._columns = np.array([column for part in groups.values() for column in part.columns], dtype=np.int32)
        questions: dict[tuple[int, int], int] = {}
        rows, there = [], []
        self._group: list[slice] = []
        end = 0
        for name, part in groups.items():
            begin, end = end, end + len(part.columns)
            for place, contents in enumerate(part.contents, begin):
                for content in contents:
                    if (name, content) not in questions:
                        questions[name, content] = len(questions)
                        self._group.append(slice(begin, end))
                    rows.append(questions[name, content])
                    there.append(place)
        self._contains = csr_array((np.ones(len(rows)), (rows, there)), shape=(len(questions), len(self._columns)))
        self._open: list[_Open] = []
        self._least = inf
        """Parts that the solver gave up have no fewer points."""
        self._made = 0
        self._look(None, ())

    @property
    def bound(self) -> float:
        """No choice has fewer points."""
        return min(self._least, self._open[0].bound if self._open else inf)

    def best(self, enough: Callable[[float], bool]) -> NDArray[np.float64] | None:
        """Values of all columns in the best choice, which stays open; None if there is none, or once a bound is `enough`."""
        while self._open and not enough(self.bound):
            part = heappop(self._open)
            if part.question is not None:
                for yes in (True, False):
                    self._look(part, (*part.decisions, _Decision(part.question, yes)))
                continue
            again = self._look(part, part.decisions)
            if again is not None and again.question is None and again.bound <= self._open[0].bound + WHOLE:
                return np.array(self._solver.getSolution().col_value)
        return None

    def _look(self, parent: _Open | None, decisions: tuple[_Decision, ...]) -> _Open | None:
        """A part joins those that are open, unless it has no choice."""
        self._decide(decisions)
        rows, columns = self._solver.getNumRow(), self._solver.getNumCol()
        if parent is not None:
            self._solver.setBasis(_grown(parent, rows, columns))
        self._solver.run()
        least, status = parent.bound if parent else -inf, self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            if status != highspy.HighsModelStatus.kInfeasible:
                self._least = min(self._least, least)
            return None
        bound = max(self._solver.getInfo().objective_function_value, least)
        question = self._asked(np.array(self._solver.getSolution().col_value))
        self._made += 1
        part = _Open(bound, -len(decisions), self._made, decisions, question, rows, columns, self._solver.getBasis())
        heappush(self._open, part)
        return part

    def _decide(self, decisions: tuple[_Decision, ...]) -> None:
        """Only columns that obey may be chosen."""
        banned = np.zeros(len(self._columns), dtype=np.bool_)
        for question, yes in decisions:
            there = self._contains.indices[self._contains.indptr[question] : self._contains.indptr[question + 1]]
            if yes:
                own, group = np.zeros_like(banned), self._group[question]
                own[there] = True
                banned[group] |= ~own[group]
            else:
                banned[there] = True
        most = np.where(banned, 0.0, highspy.kHighsInf)
        self._solver.changeColsBounds(len(most), self._columns, np.zeros(len(most)), most)

    def _asked(self, values: NDArray[np.float64]) -> int | None:
        shares = self._contains @ values[self._columns]
        open_ = np.abs(shares - np.rint(shares))
        question = int(np.argmax(open_))
        return question if open_[question] > WHOLE else None


def _grown(part: _Open, rows: int, columns: int) -> highspy.HighsBasis:
    """The basis of a part in a program that has more rows, of which none binds, and more columns, of which none is used."""
    basis, status = part.basis, highspy.HighsBasisStatus
    if rows > part.rows:
        basis.row_status = [*basis.row_status, *[status.kBasic] * (rows - part.rows)]
    if columns > part.columns:
        basis.col_status = [*basis.col_status, *[status.kLower] * (columns - part.columns)]
    return basis
