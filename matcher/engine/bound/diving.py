"""From the linear optimum to a roster: step by step it is appointed who comes to a visit and when, as the optimum would have it most,
and volunteers are priced again around what is appointed (a dive with column generation and a way back; Sadykov, Vanderbeck, Pessoa,
Tahiri and Uchoa, 2019).

Crews come first, being hardest to bring together later. A step that makes the optimum much dearer is taken back, and fewer visits are
appointed, or others.
"""

from collections.abc import Callable
from math import inf
from random import Random

from matcher.engine.bound.appointments import Appointment, Appointments
from matcher.engine.bound.choosing import Around, Chooser
from matcher.engine.bound.incumbent import weekly_plans
from matcher.engine.bound.linear_program import Position
from matcher.engine.bound.master import Master
from matcher.engine.bound.near_routes import NearRoutes
from matcher.engine.bound.pricer import Pricer
from matcher.engine.bound.prices import Offer, Prices
from matcher.engine.bound.remainder import Remainder
from matcher.engine.bound.spans import ANY
from matcher.engine.bound.state import State
from matcher.engine.bound.tries import Tries
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.waist.instance import Instance, Points

ROUNDS = 2
"""Rounds of pricing after each step; in each but the first only who had new plans is asked again."""
EFFORT = 2_000
DOUBT = 20.0
"""What the optimum has of other choices than the ones that one step makes, in visits."""
LESS, MORE = 1 / 3, 1.5
"""By so much the doubt falls after a step that is taken back, and rises after another."""
LEAST = 0.05
"""Doubt of steps of one visit, after which a few good ones are of more again."""
DEAR = 0.15
"""Share of the points that are left until a dive would be in vain which one step may cost while others are not tried."""
MUCH = 0.3
"""Share of them that is much for one visit."""
ROOMS = 1_000.0, 1_500.0, inf
"""Points beyond where it begins within which a dive aims to end, and if that is in vain: the less room, the less steps may cost."""
LOOKS = (80, 250.0), (50, 800.0)
"""Visits left to appoint of which a dive looks for the best choice, and points beyond the linear optimum within which it does: first
where it is mostly found if there is one, then where any is found soon."""

End = Callable[[NearRoutes, float], list[WeeklyPlan] | None]
"""Tells a choice of what is near to end with, if there is one of fewer points."""


class Diver:
    """Goes down as often as it is asked to, always from the same optimum; two of them may do so side by side."""

    def __init__(
        self,
        instance: Instance,
        master: Master,
        volunteers: Volunteers,
        pricer: Pricer,
        pattern_points: Points,
        constant: int,
    ) -> None:
        """Master and volunteers are its own; every roster has the constant's points beside the master's."""
        self._instance = instance
        self._master = master
        self._volunteers = volunteers
        self._pricer = pricer
        self._constant = constant
        self._remainder = Remainder(instance, master, pricer, pattern_points, constant)
        self._nothing = Appointments.none(instance, pattern_points)
        self._begins: Position | None = None

    def dive(
        self,
        most: Callable[[], float],
        stopped: Callable[[], bool],
        dice: Random | None = None,
        around: Around | None = None,
        ends: End | None = None,
    ) -> list[WeeklyPlan] | None:
        """The plans of a choice, those of idle volunteers left out; None if it would have `most` points or more. Where it is stopped,
        it chooses by what is appointed until then. Once little is left it `ends` where a choice of that can be told.

        Choices between shares that are nearly the same are left to the dice, if there are some.
        """
        self._master.forbid(self._nothing)
        if self._begins is None:
            self._remainder.priced(self._nothing, self._volunteers, stopped)
            self._begins = self._master.position()
        else:
            self._master.resume(self._begins)
        one = Dive(
            self._instance,
            self._master,
            self._volunteers,
            self._pricer,
            self._nothing,
            self._remainder,
            dice,
            around,
        )
        return one.run(lambda: most() - self._constant, stopped, ends)


class Dive:
    """One way down, from where the master is."""

    def __init__(
        self,
        instance: Instance,
        master: Master,
        volunteers: Volunteers,
        pricer: Pricer,
        nothing: Appointments,
        remainder: Remainder,
        dice: Random | None,
        around: Around | None,
    ) -> None:
        """It begins with `nothing` appointed."""
        self._instance = instance
        self._master = master
        self._volunteers = volunteers
        self._pricer = pricer
        self._nothing = nothing
        self._remainder = remainder
        self._chooser = Chooser(instance, master, dice, around)
        self._around = around

    def run(self, most: Callable[[], float], stopped: Callable[[], bool], ends: End | None) -> list[WeeklyPlan] | None:
        """As a diver is asked; `most` is of the master's points."""
        self._learn(self._volunteers)
        return self._descend(most, stopped, ends)

    def _learn(self, volunteers: Volunteers) -> None:
        """The weekly plans of the roster to stay around may be chosen from, as they are left."""
        if self._around is not None:
            for one in weekly_plans(self._instance, volunteers, self._around.roster):
                self._master.add(one)

    def _descend(
        self, most: Callable[[], float], stopped: Callable[[], bool], ends: End | None
    ) -> list[WeeklyPlan] | None:
        """The choice once all is appointed, or as much as there is time for; or the one that it ends with before."""
        state, tries, doubt = self._beginning(stopped), Tries(), DOUBT
        begun, rooms, looks = state.points, [*ROOMS], [*LOOKS]
        while not stopped():
            if ends is not None and looks and self._remainder.open(state.appointments) <= looks[0][0]:
                state, choice = self._ended(state, looks.pop(0)[1], most, stopped, ends)
                if choice is not None:
                    return choice
            aim = min(most(), begun + rooms[0])
            room = aim - state.points
            if room <= 0 or tries.in_vain:
                if aim == most():
                    return None
                rooms, tries = rooms[1:], Tries()
                continue
            new = list(self._chooser.chosen(state.appointments, tries, doubt))
            if new:
                dear = state.points + DEAR * room
                after = self._after(state, new, stopped, dear if len(new) > 1 else aim)
                if after.points < dear:
                    state, doubt = after, min(DOUBT, MORE * doubt)
                    tries.step()
                    continue
                doubt = max(LEAST, LESS * doubt)
                if len(new) == 1:
                    tries.failed(new[0], after, aim)
            cheapest = tries.cheapest(state.points + MUCH * room, last=not new)
            if cheapest is not None:
                state = cheapest
                tries.step()
            self._stands(state)
            if cheapest is None and not new and not tries.again():
                if aim == most() or not tries.some_in_vain:
                    break
                rooms, tries = rooms[1:], Tries()
        return self._choice()

    def _stands(self, state: State) -> None:
        """The master is where it was."""
        self._master.forbid(state.appointments)
        self._master.resume(state.position)

    def _ended(
        self, state: State, slack: float, most: Callable[[], float], stopped: Callable[[], bool], ends: End
    ) -> tuple[State, list[WeeklyPlan] | None]:
        """The state once its optimum is reached, and the choice to end with, if one can be told."""
        remainder, made, volunteers = self._remainder, state.appointments, state.volunteers
        optimum = remainder.priced(made, volunteers, stopped)
        state = state._replace(points=optimum.points, position=self._master.position())
        below = min(most(), optimum.points + slack)
        near = remainder.near(optimum, made, volunteers) if optimum.points < below and not stopped() else None
        return state, None if near is None else ends(near, below + near.constant)

    def _beginning(self, stopped: Callable[[], bool]) -> State:
        """The linear optimum; what it is certain of is appointed, and what it agrees about with a roster."""
        points, certain = self._master.solve().points, self._chooser.certain()
        appointments = self._nothing.with_new(self._instance, certain)
        volunteers = self._volunteers.narrowed(appointments, certain)
        state = State(points, appointments, volunteers, self._master.position())
        agreed = [one for one in self._chooser.agreed() if one.visit not in appointments.made]
        return self._after(state, agreed, stopped, inf) if agreed else state

    def _after(self, state: State, new: list[Appointment], stopped: Callable[[], bool], dear: float) -> State:
        """The state after a step, in which these are appointed too; its points are infinite where they do not go together, or it is
        stopped. Where they are `dear` before the last optimum that is not looked for."""
        appointments = state.appointments.with_new(self._instance, new)
        volunteers = state.volunteers.narrowed(appointments, new)
        if any(one.start != ANY for one in new):
            self._add_again(appointments, volunteers, new)
            self._learn(volunteers)
        self._master.forbid(appointments)
        asked = list(range(self._instance.volunteers))
        for _ in range(ROUNDS):
            optimum = self._master.solve(hasty=True)
            if not optimum.feasible or stopped():
                break
            offer = Prices.near(self._instance, optimum.duals).offers(self._instance, self._master.cuts)
            asked = self._priced(volunteers, appointments, asked, offer)
            if not asked and optimum.reached and not optimum.violated:
                break
        else:
            if optimum.points < dear:
                optimum = self._master.solve()
        points = optimum.points if optimum.feasible and not stopped() else inf
        return State(points, appointments, volunteers, self._master.position())

    def _add_again(self, appointments: Appointments, volunteers: Volunteers, new: list[Appointment]) -> None:
        """Plans go on that can keep to the starts which new appointments leave."""
        timed = appointments.taken_by(self._instance, new)
        members = {(one.visit, volunteer) for one in new for volunteer in one.members if one.start != ANY}
        for plan in self._master.plans():
            if any((visit, plan.volunteer) in members or visit in timed for visit in plan.visits):
                again = volunteers.again(plan)
                if again is not None:
                    self._master.add(again)

    def _priced(
        self, volunteers: Volunteers, appointments: Appointments, asked: list[int], offer: Callable[[int], Offer]
    ) -> list[int]:
        """The best plans of those who are asked may be chosen from; of whom one is new."""

        def best(volunteer: int) -> list[WeeklyPlan]:
            open_to = appointments.offer(volunteer, offer(volunteer))
            return volunteers.best_plans(volunteer, open_to, EFFORT, hasty=True).plans

        found = self._pricer.each(best, asked)
        return [one for one, plans in zip(asked, found, strict=True) if sum(self._master.add(plan) for plan in plans)]

    def _choice(self) -> list[WeeklyPlan]:
        """Of each volunteer the plan of which the optimum has the most, if it is none without visits."""
        most: dict[int, tuple[float, WeeklyPlan]] = {}
        for plan, share in self._master.shares():
            if share > most.get(plan.volunteer, (0.0,))[0]:
                most[plan.volunteer] = share, plan
        return [plan for _, plan in most.values()]
