"""From the linear optimum to a roster: step by step it is appointed who comes to a visit and when, as the optimum would have it most,
and volunteers are priced again around what is appointed (a dive with column generation and a way back; Sadykov, Vanderbeck, Pessoa,
Tahiri and Uchoa, 2019).

Crews come first, being hardest to bring together later. A step that makes the optimum much dearer is taken back, and fewer visits are
appointed, or others.
"""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from math import inf
from random import Random
from typing import NamedTuple

from matcher.engine.bound.appointments import Appointment, Appointments
from matcher.engine.bound.choosing import Chooser
from matcher.engine.bound.linear_program import Position
from matcher.engine.bound.master import Master
from matcher.engine.bound.prices import Offer, Prices
from matcher.engine.bound.spans import ANY
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.plan import Plan
from matcher.waist.instance import Instance, Points

ROUNDS = 2
"""Rounds of pricing after each step."""
EFFORT = 2_000
DOUBT = 10.0
"""What the optimum has of other choices than the ones that one step makes, in visits."""
LESS, MORE = 1 / 3, 1.5
"""By so much the doubt falls after a step that is taken back, and rises after another."""
DEAR = 0.07
"""Share of the points that are left until a dive would be in vain which one step may cost while others are not tried."""
TRIES = 2
"""Single visits whose steps are dear and are taken back, before the cheapest of them is taken."""


class Around(NamedTuple):
    """A roster to dive around: what the optimum agrees about with it is appointed at once, but for such a share of it."""

    roster: Plan
    leaves: float


class State(NamedTuple):
    """What is appointed, what that leaves to volunteers, and the linear optimum then: its points, and where the solver stands."""

    points: float
    appointments: Appointments
    volunteers: Volunteers
    position: Position


class Dive:
    """One way down; the master is as before when it is over, but for more plans."""

    def __init__(
        self,
        instance: Instance,
        master: Master,
        volunteers: Volunteers,
        pattern_points: Points,
        workers: int,
        dice: Random | None,
        around: Around | None,
    ) -> None:
        """Choices between shares that are nearly the same are left to the dice, if there are some."""
        self._instance = instance
        self._master = master
        self._volunteers = volunteers
        self._patterns = pattern_points
        self._workers = workers
        self._chooser = Chooser(instance, master, dice)
        self._around = around

    def run(self, most: Callable[[], float], stopped: Callable[[], bool]) -> list[WeeklyPlan] | None:
        """The plans of a choice, those of idle volunteers left out; None if it would have `most` points or more. Where it is stopped,
        it chooses by what is appointed until then."""
        begins = self._master.position()
        try:
            with ThreadPoolExecutor(self._workers) as pool:
                return self._choice() if self._descend(pool, most, stopped) else None
        finally:
            self._master.forbid(None)
            self._master.resume(begins)

    def _descend(self, pool: Executor, most: Callable[[], float], stopped: Callable[[], bool]) -> bool:
        """Whether all is appointed in the end, or as much as there is time for."""
        state, tried, doubt = self._beginning(pool, stopped), dict[Appointment, State](), DOUBT
        while not stopped():
            room = most() - state.points
            if room <= 0:
                return False
            new = list(self._chooser.chosen(state.appointments, tried, doubt))
            if new:
                dear = state.points + DEAR * room
                after = self._after(state, new, pool, stopped, dear if len(new) > 1 else inf)
                if after.points < dear:
                    state, tried, doubt = after, {}, min(DOUBT, MORE * doubt)
                    continue
                doubt *= LESS
                if len(new) == 1:
                    tried[new[0]] = after
            possible = [one for one in tried.values() if one.points < inf]
            if not new and not possible:
                return True
            if possible and (len(tried) >= TRIES or not new):
                state, tried = min(possible, key=lambda one: one.points), {}
            self._master.forbid(state.appointments)
            self._master.resume(state.position)
        return True

    def _beginning(self, pool: Executor, stopped: Callable[[], bool]) -> State:
        """The linear optimum; what it is certain of is appointed, and what it agrees about with a roster."""
        points, certain = self._master.solve().points, self._chooser.certain()
        appointments = Appointments.none(self._instance, self._patterns).with_new(self._instance, certain)
        volunteers = self._volunteers.narrowed(appointments, certain)
        state = State(points, appointments, volunteers, self._master.position())
        if self._around is None:
            return state
        agreed = [one for one in self._chooser.agreed(*self._around) if one.visit not in appointments.made]
        return self._after(state, agreed, pool, stopped, inf)

    def _after(
        self, state: State, new: list[Appointment], pool: Executor, stopped: Callable[[], bool], dear: float
    ) -> State:
        """The state after a step, in which these are appointed too; its points are infinite where they do not go together, or it is
        stopped. Where they are `dear` before the last optimum that is not looked for."""
        appointments = state.appointments.with_new(self._instance, new)
        volunteers = state.volunteers.narrowed(appointments, new)
        members = {(one.visit, volunteer) for one in new for volunteer in one.members if one.start != ANY}
        for plan in self._master.plans() if members else ():
            if any((span.visit, plan.volunteer) in members for span in plan.spans):
                again = volunteers.again(plan)
                if again is not None:
                    self._master.add(again)
        self._master.forbid(appointments)
        for _ in range(ROUNDS):
            optimum = self._master.solve(hasty=True)
            if not optimum.feasible or stopped():
                break
            offer = Prices.near(self._instance, optimum.duals).offers(self._instance, self._master.cuts)
            priced = partial(self._priced, volunteers, lambda one: appointments.offer(one, offer(one)))  # noqa: B023
            plans = [plan for some in pool.map(priced, range(self._instance.volunteers)) for plan in some]
            if not sum(self._master.add(plan) for plan in plans) and optimum.reached and not optimum.violated:
                break
        else:
            if optimum.points < dear:
                optimum = self._master.solve()
        points = optimum.points if optimum.feasible and not stopped() else inf
        return State(points, appointments, volunteers, self._master.position())

    def _priced(self, volunteers: Volunteers, offer: Callable[[int], Offer], volunteer: int) -> list[WeeklyPlan]:
        return volunteers.best_plans(volunteer, offer(volunteer), EFFORT, hasty=True).plans

    def _choice(self) -> list[WeeklyPlan]:
        """Of each volunteer the plan of which the optimum has the most, if it is none without visits."""
        most: dict[int, tuple[float, WeeklyPlan]] = {}
        for plan, share in self._master.shares():
            if share > most.get(plan.volunteer, (0.0,))[0]:
                most[plan.volunteer] = share, plan
        return [plan for _, plan in most.values()]
