"""What a linear optimum would appoint: of each visit who comes and when as it has it most, and of all visits those of which it is
surest.

Crews come first, then visits of one volunteer, then what is appointed but done in part only.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple

from matcher.engine.bound.appointments import Appointment, Appointments
from matcher.engine.bound.master import Master
from matcher.engine.bound.spans import ANY
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.plan import Plan
from matcher.waist.instance import Instance

LITTLE = 0.1
"""Doubt below which steps are of one visit."""
CERTAIN = 0.99
"""Visits of which the optimum has so much are appointed at once, in whatever number."""
AGREED = 0.5
"""The optimum agrees about a visit with a roster that makes it as so much of it does."""
CHANCE = 0.2
"""By so much of a visit the dice may change which choice is preferred."""
FAVOUR = 0.5
"""What a roster does is preferred by so much of a visit at most; by how much is left to the dice."""
LIKELY = 0.95
"""Nothing is more likely for being preferred."""

Shares = Sequence[tuple[WeeklyPlan, float]]
"""Plans that an optimum is made of, and how much of each."""


class Around(NamedTuple):
    """A roster to stay near: what the optimum agrees about with it is appointed at once, but for such a share of it."""

    roster: Plan
    leaves: float


class Offered(NamedTuple):
    """An appointment of which the optimum has so much."""

    share: float
    appointment: Appointment


class Chooser:
    """Chooses by the master's last optimum."""

    def __init__(
        self, instance: Instance, master: Master, dice: Random | None = None, around: Around | None = None
    ) -> None:
        """Choices between shares that are nearly the same are left to the dice, if there are some; choices of a roster to stay around
        are preferred."""
        self._instance = instance
        self._master = master
        self._dice = dice
        self._around = around
        rows = around.roster.rows() if around else ()
        self._favoured = {visit: (start, members) for visit, start, members in rows}
        self._favour = dice.random() * FAVOUR if dice else FAVOUR

    def chosen(self, made: Appointments, avoided: Container[Appointment], doubt: float) -> Iterator[Appointment]:
        """What the optimum would appoint most, until so much doubt is spent; one at least, if there is any that is not avoided."""
        shares = self._master.shares()
        offered = (
            self._of_crews(shares, made, avoided)
            or self._of_singles(shares, made, avoided)
            or self._again(shares, made, avoided)
        )
        plans: dict[int, list[WeeklyPlan]] = defaultdict(list)
        for plan, _ in shares:
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

    def certain(self) -> list[Appointment]:
        """Visits of one volunteer of whom the optimum has all, but for what a roster to stay around does otherwise."""
        there = self._alone(self._master.shares())
        certain = [
            Appointment(visit, ANY, (volunteer,))
            for visit, who in there.items()
            for volunteer, share in who.items()
            if share >= CERTAIN
        ]
        return [one for one in certain if self._around is None or self._favours(one)]

    def agreed(self) -> list[Appointment]:
        """Visits of the roster of which the optimum mostly has the same members, and the start of crews, but for the share of them
        that the dice leave out."""
        if self._around is None:
            return []
        there: dict[tuple[int, int], float] = defaultdict(float)
        for plan, share in self._master.shares():
            missed = {
                visit
                for visit, earliest, latest in plan.spans
                if visit not in self._favoured or not earliest <= self._favoured[visit][0] <= latest
            }
            for visit in plan.visits:
                if visit not in missed:
                    there[visit, plan.volunteer] += share
        alike = [
            Appointment(visit, ANY if len(members) == 1 else start, members)
            for visit, (start, members) in self._favoured.items()
            if min(there[visit, volunteer] for volunteer in members) >= AGREED
        ]
        return [one for one in alike if self._dice is None or self._dice.random() >= self._around.leaves]

    def _of_crews(self, shares: Shares, made: Appointments, avoided: Container[Appointment]) -> list[Offered]:
        """Of each visit of a crew that is not appointed: the members and the start of which the optimum has the most. Once it has no
        crew together any more, visits which it mostly makes though their members would not meet."""
        there: dict[int, dict[int, list[tuple[float, int, int]]]] = defaultdict(lambda: defaultdict(list))
        for plan, share in shares:
            for visit, earliest, latest in plan.spans:
                if visit not in made.made:
                    there[visit][plan.volunteer].append((share, earliest, latest))
        offered = [best for visit, who in there.items() for best in self._best_of_crew(visit, who, made, avoided)]
        if any(one.share > 0 for one in offered):
            return [one for one in offered if one.share > 0]
        return [one for one in offered if self._makes(there[one.appointment.visit], one.appointment.visit) >= AGREED]

    def _makes(self, who: Mapping[int, list[tuple[float, int, int]]], visit: int) -> float:
        """How much of a crew's visit the optimum makes."""
        shares = (share for of_one in who.values() for share, _, _ in of_one)
        return sum(shares) / int(self._instance.need_crew[visit // self._instance.days])

    def _best_of_crew(
        self,
        visit: int,
        who: Mapping[int, list[tuple[float, int, int]]],
        made: Appointments,
        avoided: Container[Appointment],
    ) -> Iterator[Offered]:
        """The best appointment of a crew. Its share is 0 where the optimum has no such crew together: then the one that is nearest to
        it, or nobody, if that is avoided."""
        crew = int(self._instance.need_crew[visit // self._instance.days])
        moments = {moment for of_one in who.values() for _, earliest, latest in of_one for moment in (earliest, latest)}
        together, apart = list[tuple[float, float, Appointment]](), list[tuple[float, Appointment]]()
        for moment in sorted(moments & self._possible_starts(visit, made)):
            at = [(sum(x for x, a, z in of_one if a <= moment <= z), v) for v, of_one in who.items()]
            at.sort(reverse=True)
            if len(at) < crew:
                continue
            share, there = at[crew - 1][0], sum(x for x, _ in at)
            one = Appointment(visit, moment, tuple(sorted(v for _, v in at[:crew])))
            if not share:
                apart.append((there, one))
            elif one not in avoided:
                together.append((self._likely(share, one), there, one))
        if together:
            yield Offered(*max(together)[::2])
            return
        nearest = [one for _, one in sorted(apart)[-1:]]
        yield from (Offered(0.0, one) for one in [*nearest, Appointment(visit, ANY, ())] if one not in avoided)

    def _possible_starts(self, visit: int, made: Appointments) -> set[int]:
        instance = self._instance
        spans = range(int(instance.start_ptr[visit]), int(instance.start_ptr[visit + 1]))
        parts = [range(int(instance.start_first[k]), int(instance.start_last[k]) + 1, instance.grid) for k in spans]
        taken = made.taken.get(visit, ())
        return {start for part in parts for start in part if not any(one.holds(start) for one in taken)}

    def _of_singles(self, shares: Shares, made: Appointments, avoided: Container[Appointment]) -> list[Offered]:
        """Of each visit of one volunteer that is not appointed: the volunteer of whom the optimum has the most there."""
        offered = []
        for visit, who in self._alone(shares).items():
            if visit in made.made:
                continue
            choices = [(share, Appointment(visit, ANY, (volunteer,))) for volunteer, share in who.items()]
            of_visit = [Offered(self._likely(share, one), one) for share, one in choices if one not in avoided]
            offered += [max(of_visit)] if of_visit else []
        return offered

    def _alone(self, shares: Shares) -> Mapping[int, Mapping[int, float]]:
        """How much the optimum has of each volunteer at each visit of one."""
        there: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for plan, share in shares:
            for visit in plan.visits:
                if self._instance.need_crew[visit // self._instance.days] == 1:
                    there[visit][plan.volunteer] += share
        return there

    def _again(self, shares: Shares, made: Appointments, avoided: Container[Appointment]) -> list[Offered]:
        """What is appointed, but done in part only."""
        done: dict[int, float] = defaultdict(float)
        for plan, share in shares:
            for visit in plan.visits:
                done[visit] += share / int(self._instance.need_crew[visit // self._instance.days])
        parts = [one for visit, one in made.made.items() if 1 - CERTAIN < done[visit] < CERTAIN]
        open_ones = [one for one in parts if made.patterns[one.visit // self._instance.days, 0] and one not in avoided]
        return [Offered(done[one.visit], one) for one in open_ones]

    def _likely(self, share: float, one: Appointment) -> float:
        """The share, a little less by chance, and more if the roster has the appointment."""
        share = max(0.0, share - (self._dice.random() * CHANCE if self._dice else 0))
        return min(share + self._favour, LIKELY) if share < LIKELY and self._favours(one) else share

    def _favours(self, one: Appointment) -> bool:
        """The roster to stay around has the appointment."""
        start, members = self._favoured.get(one.visit, (ANY, ()))
        return members == one.members and one.start in (start, ANY)
