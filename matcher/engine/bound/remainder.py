"""What appointments leave to choose: priced until it is near its linear optimum, and listed where few weeks are near."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import numpy as np

from matcher.engine.bound.appointments import Appointments
from matcher.engine.bound.best_weeks import Best
from matcher.engine.bound.master import Master, Optimum
from matcher.engine.bound.near import Near, weeks_near
from matcher.engine.bound.pricer import Pricer
from matcher.engine.bound.prices import Offer, Prices
from matcher.engine.bound.volunteers import Volunteers
from matcher.waist.instance import FORBIDDEN, Instance, Points

ROUNDS = 30
"""Rounds of pricing until what is left is near its optimum: some more than most need."""
EFFORT = 30_000
"""Routes looked at for one week, about."""
MARGINS = 80, 57, 40, 28, 20, 14, 10
"""Points of what is near, the widest first of which the weeks are few enough."""
MOST_WEEKS = 40_000
"""Weeks that are few: they are listed in half a second."""
MANY = 1 << 60
"""Points that no roster has."""


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

    def near(
        self, optimum: Optimum, appointments: Appointments, volunteers: Volunteers, stopped: Callable[[], bool]
    ) -> Near | None:
        """What is near the optimum; None where all of it is too much to be listed, or stopped. Nothing is known of what is beyond."""
        offers = self._offers(optimum, appointments)
        most = [best.most for best in self._best(volunteers, offers)]
        for margin in MARGINS:
            weeks = weeks_near(volunteers, offers, most, margin, MOST_WEEKS, stopped)
            if weeks is not None:
                return Near(
                    volunteers,
                    weeks,
                    optimum,
                    [plan for plan, _ in self._master.shares()],
                    np.where(appointments.patterns, self._patterns, FORBIDDEN),
                    self._master.cuts,
                    self._constant,
                    margin,
                    MANY,
                )
        return None

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
