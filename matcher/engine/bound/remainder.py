"""What appointments leave to choose: priced until it is near its linear optimum, and the routes that are near that."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.appointments import Appointments
from matcher.engine.bound.best_weeks import Best
from matcher.engine.bound.master import Master, Optimum
from matcher.engine.bound.near_routes import NearRoutes
from matcher.engine.bound.pricer import Pricer
from matcher.engine.bound.prices import Offer, Prices
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import as_wide
from matcher.engine.routes import SCALE
from matcher.waist.instance import FORBIDDEN, Instance, Points

ROUNDS = 30
"""Rounds of pricing until what is left is near its optimum: some more than most need."""
EFFORT = 30_000
"""Routes looked at for one week, about."""
MARGINS = 20, 14, 10, 7, 5, 3, 1
"""Points of what is near, the widest first of which the routes are few enough."""
MOST_ROUTES = 10_000
"""Routes that are few: a program of them is made in a fifth of a second."""


class Remainder:
    """What is left of one instance's weeks, in the master's program."""

    def __init__(
        self, instance: Instance, master: Master, pricer: Pricer, pattern_points: Points, constant: int
    ) -> None:
        """Every roster has the constant's points beside the master's."""
        self._instance = instance
        self._master = master
        self._pricer = pricer
        self._patterns = pattern_points
        self._constant = constant

    def priced(self, appointments: Appointments, volunteers: Volunteers, stopped: Callable[[], bool]) -> Optimum:
        """The linear optimum of what appointments leave, once pricing finds nothing more for it, or it was stopped."""
        optimum = self._master.solve()
        for _ in range(ROUNDS):
            found = self._best(volunteers, self._offers(optimum, appointments))
            new = sum(self._master.add(plan) for best in found for plan in best.plans)
            if stopped() or not (new or optimum.violated):
                break
            optimum = self._master.solve()
        return optimum

    def near(self, optimum: Optimum, appointments: Appointments, volunteers: Volunteers) -> NearRoutes | None:
        """Routes near the optimum; None where they are not listed."""
        offers, everybody = self._offers(optimum, appointments), range(self._instance.volunteers)
        most = SCALE * MARGINS[0]
        possible = [found for one in everybody if (found := volunteers.losses(one, offers[one], most)) is not None]
        if len(possible) < len(everybody):
            return None
        within = (margin for margin in MARGINS if _number(possible, margin) <= MOST_ROUTES)
        margin = next(within, MARGINS[-1])
        numbers = [routes[losses < SCALE * margin] for routes, losses in possible]
        tours, visits, points = zip(*map(volunteers.routes, everybody, numbers), strict=True)
        return NearRoutes(
            volunteers,
            np.repeat(everybody, [*map(len, numbers)]),
            np.concatenate(numbers),
            np.concatenate(tours),
            np.concatenate(as_wide(visits)),
            np.concatenate(points),
            np.where(appointments.patterns, self._patterns, FORBIDDEN),
            self._constant,
        )

    def open(self, appointments: Appointments) -> float:
        """How many visits the last optimum makes that are not appointed."""
        made = self._made()
        return sum(share for visit, share in made.items() if visit not in appointments.made)

    def _made(self) -> Mapping[int, float]:
        """How much of each visit the last optimum makes."""
        made: dict[int, float] = defaultdict(float)
        for plan, share in self._master.shares():
            for visit in plan.visits:
                made[visit] += share / int(self._instance.need_crew[visit // self._instance.days])
        return made

    def _best(self, volunteers: Volunteers, offers: list[Offer]) -> list[Best]:
        """What volunteers can earn at these offers."""
        return self._pricer.each(lambda one: volunteers.best_plans(one, offers[one], EFFORT), range(len(offers)))

    def _offers(self, optimum: Optimum, appointments: Appointments) -> list[Offer]:
        offer = Prices.near(self._instance, optimum.duals).offers(self._instance, self._master.cuts)
        return [appointments.offer(one, offer(one)) for one in range(self._instance.volunteers)]


def _number(possible: list[tuple[NDArray[np.int64], Points]], margin: int) -> int:
    """How many routes lose less than the margin."""
    return sum(int(np.count_nonzero(losses < SCALE * margin)) for _, losses in possible)
