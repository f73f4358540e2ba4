"""From the linear optimum to a roster: step by step it is appointed who comes to a visit and when, as the optimum would have it most,
and volunteers are priced again around what is appointed (a dive with column generation and a way back; Sadykov, Vanderbeck, Pessoa,
Tahiri and Uchoa, 2019).

Crews come first, being hardest to bring together later. A step that makes the optimum much dearer is taken back, and fewer visits are
appointed, or others.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from math import inf
from random import Random
from typing import NamedTuple

import numpy as np

from matcher.engine.bound.appointments import Appointment, Appointments
from matcher.engine.bound.master import Master, Position
from matcher.engine.bound.prices import Offer, Prices
from matcher.engine.bound.spans import ANY
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.waist.instance import Instance, Points

ROUNDS = 2
"""Rounds of pricing after each step."""
EFFORT = 2_000
DOUBT = 10.0
"""What the optimum has of other choices than the ones that one step makes, in visits."""
LESS, MORE = 1 / 3, 1.5
"""By so much the doubt falls after a step that is taken back, and rises after another."""
LITTLE = 0.1
"""Doubt below which steps are of one visit."""
DEAR = 0.07
"""Share of the points that are left until a dive would be in vain which one step may cost while others are not tried."""
TRIES = 2
"""Single visits whose steps are dear and are taken back, before the cheapest of them is taken."""
CERTAIN = 0.99
"""Visits of which the optimum has so much are appointed at once, in whatever number."""


class State(NamedTuple):
    """What is appointed, what that leaves to volunteers, and the linear optimum then: its points, and where the solver stands."""

    points: float
    appointments: Appointments
    volunteers: Volunteers
    position: Position


class Offered(NamedTuple):
    """An appointment of which the optimum has so much."""

    share: float
    appointment: Appointment


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
    ) -> None:
        """Choices between shares that are nearly the same are left to the dice, if there are some."""
        self._instance = instance
        self._master = master
        self._volunteers = volunteers
        self._patterns = pattern_points
        self._workers = workers
        self._dice = dice

    def run(self, most: Callable[[], float], stopped: Callable[[], bool]) -> list[WeeklyPlan] | None:
        """The plans of a choice, those of idle volunteers left out; None if it would have `most` points or more, or stopped."""
        begins = self._master.position()
        try:
            with ThreadPoolExecutor(self._workers) as pool:
                return self._choice() if self._descend(pool, most, stopped) else None
        finally:
            self._master.forbid(None)
            self._master.resume(begins)

    def _descend(self, pool: Executor, most: Callable[[], float], stopped: Callable[[], bool]) -> bool:
        """Whether all is appointed in the end."""
        nothing = Appointments.none(self._instance, self._patterns)
        state = State(self._master.solve().points, nothing, self._volunteers, self._master.position())
        tried, doubt = dict[Appointment, State](), DOUBT
        while (room := most() - state.points) > 0:
            new = list(self._chosen(state.appointments, tried, doubt))
            if new:
                after = self._after(state, new, pool, stopped)
                if stopped():
                    return False
                if after.points < state.points + DEAR * room:
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
        return False

    def _after(self, state: State, new: list[Appointment], pool: Executor, stopped: Callable[[], bool]) -> State:
        """The state after a step, in which these are appointed too; its points are infinite where they do not go together."""
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
        optimum = self._master.solve()
        return State(optimum.points if optimum.feasible else inf, appointments, volunteers, self._master.position())

    def _priced(self, volunteers: Volunteers, offer: Callable[[int], Offer], volunteer: int) -> list[WeeklyPlan]:
        return volunteers.best_plans(volunteer, offer(volunteer), EFFORT, hasty=True).plans

    def _choice(self) -> list[WeeklyPlan]:
        """Of each volunteer the plan of which the optimum has the most, if it is none without visits."""
        most: dict[int, tuple[float, WeeklyPlan]] = {}
        for plan, share in self._master.shares():
            if share > most.get(plan.volunteer, (0.0,))[0]:
                most[plan.volunteer] = share, plan
        return [plan for _, plan in most.values()]

    def _chosen(self, made: Appointments, avoided: Container[Appointment], doubt: float) -> Iterator[Appointment]:
        """What the optimum would appoint most, until so much doubt is spent; one at least, if there is any that is not avoided."""
        offered = self._of_crews(made, avoided) or self._of_singles(made, avoided) or self._again(made, avoided)
        plans: dict[int, list[WeeklyPlan]] = defaultdict(list)
        for plan, _ in self._master.shares():
            plans[plan.volunteer].append(plan)
        dates, needs, room = set[tuple[int, int]](), set[int](), made.room.copy()
        alone = doubt < LITTLE
        for share, one in sorted(offered, reverse=True):
            need, date = divmod(one.visit, self._instance.days)
            busy = {(volunteer, date) for volunteer in one.members}
            left = {v: [plan for plan in plans[v] if one.visit in plan.visits] for v in one.members}
            if need in needs or (one.start != ANY and busy & dates) or not all(left.values()):
                continue
            if one.visit not in made.made:
                members = list(one.members)
                taken = 1, int(self._instance.need_minutes[need])
                if (room[members, date] < taken).any():
                    continue
                room[members, date] -= taken
            doubt -= 1 - share if share < CERTAIN else 0
            if needs and (doubt < 0 or alone):
                return
            needs.add(need)
            dates |= busy
            plans |= left
            yield one

    def _of_crews(self, made: Appointments, avoided: Container[Appointment]) -> list[Offered]:
        """Of each visit of a crew that is not appointed: the members and the start of which the optimum has the most."""
        there: dict[int, dict[int, list[tuple[float, int, int]]]] = defaultdict(lambda: defaultdict(list))
        for plan, share in self._master.shares():
            for visit, earliest, latest in plan.spans:
                if visit not in made.made:
                    there[visit][plan.volunteer].append((share, earliest, latest))
        return [best for visit, who in there.items() for best in self._best_of_crew(visit, who, avoided)]

    def _best_of_crew(
        self, visit: int, who: Mapping[int, list[tuple[float, int, int]]], avoided: Container[Appointment]
    ) -> Iterator[Offered]:
        """The best appointment of a crew, if there is one."""
        crew = int(self._instance.need_crew[visit // self._instance.days])
        moments = {moment for of_one in who.values() for _, earliest, latest in of_one for moment in (earliest, latest)}
        best: tuple[float, float, Appointment] | None = None
        for moment in sorted(moments & self._possible_starts(visit)):
            at = [(sum(x for x, a, z in of_one if a <= moment <= z), v) for v, of_one in who.items()]
            at.sort(reverse=True)
            if len(at) < crew or not at[crew - 1][0]:
                continue
            one = Appointment(visit, moment, tuple(sorted(v for _, v in at[:crew])))
            if one not in avoided:
                new = self._likely(at[crew - 1][0]), sum(x for x, _ in at), one
                best = new if best is None else max(best, new)
        if best is not None:
            yield Offered(best[0], best[2])

    def _possible_starts(self, visit: int) -> set[int]:
        instance = self._instance
        spans = range(int(instance.start_ptr[visit]), int(instance.start_ptr[visit + 1]))
        parts = [range(int(instance.start_first[k]), int(instance.start_last[k]) + 1, instance.grid) for k in spans]
        return {start for part in parts for start in part}

    def _of_singles(self, made: Appointments, avoided: Container[Appointment]) -> list[Offered]:
        """Of each visit of one volunteer that is not appointed: the volunteer of whom the optimum has the most there."""
        there: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for plan, share in self._master.shares():
            for visit in plan.visits:
                if visit not in made.made and self._instance.need_crew[visit // self._instance.days] == 1:
                    there[visit][plan.volunteer] += share
        offered = []
        for visit, who in there.items():
            of_visit = [Offered(self._likely(share), Appointment(visit, ANY, (v,))) for v, share in who.items()]
            of_visit = [one for one in of_visit if one.appointment not in avoided]
            offered += [max(of_visit)] if of_visit else []
        return offered

    def _again(self, made: Appointments, avoided: Container[Appointment]) -> list[Offered]:
        """What is appointed, but done in part only."""
        done: dict[int, float] = defaultdict(float)
        for plan, share in self._master.shares():
            for visit in plan.visits:
                done[visit] += share / int(self._instance.need_crew[visit // self._instance.days])
        parts = [made.made[visit] for visit, share in done.items() if 1 - CERTAIN < share < CERTAIN]
        open_ones = [one for one in parts if made.patterns[one.visit // self._instance.days, 0] and one not in avoided]
        return [Offered(done[one.visit], one) for one in open_ones]

    def _likely(self, share: float) -> float:
        """The share, a little less by chance."""
        return float(np.clip(share - (self._dice.random() * 0.2 if self._dice else 0), 0, 1))
