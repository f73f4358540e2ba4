"""The linear master: weekly plans of volunteers and date patterns of needs, tied together by the visits they share.

    min  Σ points(plan) λ_plan + Σ points(pattern) y_pattern + Σ unserved points u_c
    s.t. Σ plans of volunteer v λ = 1                                      (the idle plan is one of them)
         Σ patterns of need n y = 1
         Σ λ of plans with visit i − crew · Σ y of patterns with visit i = 0        its dual is the price of the visit
         u_c + Σ y of non-empty patterns of needs of cadre c ≥ 1                    its dual is the worth of a first visit

Solved by HiGHS with warm starts; plans are added as they are found (Dantzig and Wolfe, 1960).
"""

from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.needs import Needs
from matcher.engine.bound.separate_needs import dates_of_masks
from matcher.engine.bound.silence import silent_solver
from matcher.engine.bound.volunteers import WeeklyPlan
from matcher.waist.instance import FORBIDDEN, Instance


class Duals(NamedTuple):
    """Points of the linear optimum and its duals."""

    points: float
    prices: NDArray[np.float64]  # [N × D]
    firsts: NDArray[np.float64]  # [C]


class Master:
    """Grows by plans; anything added stays."""

    def __init__(self, instance: Instance, needs: Needs) -> None:
        self._instance = instance
        self._solver = silent_solver()
        self._known: set[tuple[int, tuple[int, ...]]] = set()
        self._rows(instance)
        self._patterns(instance, needs)
        for cadre, points in enumerate(instance.cadre_unserved_points.tolist()):
            self._column(points, [self._cadre_row + cadre], [1.0])
        for volunteer in range(instance.volunteers):
            idle = int(instance.load_points[instance.volunteer_load[volunteer], 0])
            self._column(idle, [volunteer], [1.0])

    def add(self, plan: WeeklyPlan) -> bool:
        """The plan is one of those to choose from; answers whether it is new."""
        key = plan.volunteer, plan.visits
        if key in self._known:
            return False
        self._known.add(key)
        visits, times = np.unique(plan.visits, return_counts=True)
        rows = [plan.volunteer, *(self._visit_row + visits).tolist()]
        self._column(plan.points, rows, [1.0, *times.astype(float).tolist()])
        return True

    def solve(self) -> Duals:
        """The optimum over the plans so far."""
        self._solver.run()
        solution = self._solver.getSolution()
        duals = np.array(solution.row_dual)
        visits = self._instance.needs * self._instance.days
        prices, firsts = duals[self._visit_row : self._visit_row + visits], duals[self._cadre_row :]
        return Duals(self._solver.getInfo().objective_function_value, prices, firsts)

    def _rows(self, instance: Instance) -> None:
        needs, volunteers = instance.needs, instance.volunteers
        visits, cadres = needs * instance.days, len(instance.cadre_apart)
        self._need_row = volunteers
        self._visit_row = volunteers + needs
        self._cadre_row = self._visit_row + visits
        lower = np.concatenate((np.ones(volunteers + needs), np.zeros(visits), np.ones(cadres)))
        upper = np.concatenate((np.ones(volunteers + needs), np.zeros(visits), np.full(cadres, highspy.kHighsInf)))
        none = np.empty(0, dtype=np.int32)
        self._solver.addRows(len(lower), lower, upper, 0, np.zeros(len(lower), dtype=np.int32), none, np.empty(0))

    def _patterns(self, instance: Instance, needs: Needs) -> None:
        dates = dates_of_masks(instance)
        for need in range(instance.needs):
            cadres = instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]]
            crew = float(instance.need_crew[need])
            for mask in np.nonzero(needs.points[need] < FORBIDDEN)[0].tolist():
                visits = self._visit_row + need * instance.days + np.nonzero(dates[mask])[0]
                first = (self._cadre_row + cadres).tolist() if mask else []
                rows = [self._need_row + need, *visits.tolist(), *first]
                self._column(int(needs.points[need, mask]), rows, [1.0, *[-crew] * len(visits), *[1.0] * len(first)])

    def _column(self, points: int, rows: list[int], values: list[float]) -> None:
        self._solver.addCol(
            float(points), 0.0, highspy.kHighsInf, len(rows), np.array(rows, dtype=np.int32), np.array(values)
        )
