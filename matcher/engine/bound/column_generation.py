"""A sharp lower bound: prices for visits at which needs and volunteers, each for itself, could do no better together.

Let every need pay a price for each member of each of its visits and every volunteer earn it. For any prices p and any
worths 0 ≤ σ_c ≤ unserved points of a first visit,

    L(p, σ) = Σ_c σ_c + Σ_n min_m cost_n(m) − Σ_v most that v can earn + changed points × published visits

is at most the points of every roster: in a roster prices cancel, as do worths for cadres who are visited, and each need and
each volunteer does at best as well as if alone. What is left out (faces, crews that start together, one visit at a time, one
person one place, limits that join tours of a date) only costs a roster more. Prices are whole multiples of 1 / SCALE, so L is
exact and may be rounded up (Geoffrion, 1974).

Good prices are the duals of a linear program over the plans found so far, drawn towards the best prices known (Wentges,
1997); at them volunteers find new plans. The bound holds whenever one stops.
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from matcher.engine.bound.incumbent import weekly_plans
from matcher.engine.bound.master import Duals, Master
from matcher.engine.bound.needs import Needs
from matcher.engine.bound.separate_needs import visit_points
from matcher.engine.bound.volunteers import SCALE, Volunteers, WeeklyPlan
from matcher.engine.plan import Plan
from matcher.waist.instance import FORBIDDEN, Instance, Points

STILL = 0.6
"""Share of the best prices known in those that are tried."""
CLOSE = 0.5
"""Points between the linear optimum and the bound at which it is as sharp as it will get."""


class ColumnGeneration:
    """Rounds of pricing; `bound` only rises."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        possible = visit_points(instance) < FORBIDDEN
        self._needs = Needs(instance, possible)
        self._volunteers = Volunteers(instance)
        self._master = Master(instance, self._needs)
        self._constant = instance.changed_points * int(np.count_nonzero(instance.published_start >= 0))
        self._centre: tuple[Points, Points] | None = None
        self._most = 0
        self.bound = 0

    def learn(self, plans: Iterable[Plan]) -> None:
        """The weekly plans of known rosters may be chosen from."""
        for plan in plans:
            for one in weekly_plans(self._instance, plan):
                self._master.add(one)

    def rounds(self, stopped: Callable[[], bool]) -> Iterator[int]:
        """The bound after each round, until it is sharp or `stopped` says so (which leaves the bound of the last whole round)."""
        while not stopped():
            duals = self._master.solve()
            news = False
            for still in (STILL, 0.0) if self._centre else (0.0,):
                prices, firsts = self._tried(duals, still)
                plans = self._priced(prices, firsts, stopped)
                if plans is None:
                    return
                news = sum(self._master.add(plan) for plan in plans) > 0
                if news:
                    break
            yield self.bound
            if not news or duals.points + self._constant - self.bound < CLOSE:
                return

    def _tried(self, duals: Duals, still: float) -> tuple[Points, Points]:
        most = self._instance.cadre_unserved_points * SCALE
        prices, firsts = np.rint(duals.prices * SCALE), np.rint(duals.firsts * SCALE)
        if self._centre is not None:
            prices = np.rint(still * self._centre[0] + (1 - still) * prices)
            firsts = np.rint(still * self._centre[1] + (1 - still) * firsts)
        return prices.astype(np.int64), np.clip(firsts.astype(np.int64), 0, most)

    def _priced(self, prices: Points, firsts: Points, stopped: Callable[[], bool]) -> list[WeeklyPlan] | None:
        """Plans at these prices; raises the bound, and makes these the prices to stay near, if it does."""
        total = SCALE * self._constant + int(firsts.sum()) + int(self._needs.cheapest(prices, firsts, SCALE).sum())
        plans = []
        for volunteer in range(self._instance.volunteers):
            if stopped():
                return None
            most, plan = self._volunteers.best_plan(volunteer, prices)
            total -= most
            if plan is not None:
                plans.append(plan)
        if self._centre is None or total > self._most:
            self._most, self._centre = total, (prices, firsts)
        self.bound = max(self.bound, -(-total // SCALE))
        return plans
