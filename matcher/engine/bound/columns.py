"""Which columns of the master stand for which plans and patterns: by cuts that they share in, visits, and what is appointed."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping

import numpy as np

from matcher.engine.bound.appointments import Appointments
from matcher.engine.bound.cuts import ANYBODY, Cut, DateLimit, Meeting, Together
from matcher.engine.bound.spans import ANY, Span, Taken
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.waist.instance import MINUTES, VISITS, Instance

EXCEEDED = 1e-3
"""Share of a limit by which plans may exceed it unnoticed."""


class Columns:
    """A register; columns are numbers, and what is entered stays."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._of_crew = (instance.need_crew > 1).tolist()
        self._plans: dict[int, WeeklyPlan] = {}
        self._too_much: list[int] = []
        self._limits = [_limits(instance, volunteer) for volunteer in range(instance.volunteers)]
        self._minutes = instance.need_minutes.tolist()
        self._limited: dict[int, list[DateLimit]] = defaultdict(list)
        self._known: dict[tuple[int, tuple[int, ...], tuple[Span, ...]], int] = {}
        self._patterns_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._together: dict[Together, list[int]] = defaultdict(list)
        self._meetings: dict[int, list[Meeting]] = defaultdict(list)
        self._with_visit: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._there: dict[int, dict[int, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))

    @property
    def patterns(self) -> dict[tuple[int, int], int]:
        """Columns of patterns, by need and bit mask."""
        return {(need, mask): column for need, of_need in self._patterns_of.items() for column, mask in of_need}

    @property
    def plans(self) -> Mapping[int, WeeklyPlan]:
        """Plans by their columns."""
        return self._plans

    def of(self, plan: WeeklyPlan) -> int | None:
        """The column of a plan, whatever its points, if it has one."""
        return self._known.get((plan.volunteer, plan.visits, plan.spans))

    def enter_pattern(self, need: int, mask: int, column: int) -> None:
        """The column stands for these dates of a need."""
        self._patterns_of[need].append((column, mask))

    def enter(self, plan: WeeklyPlan, column: int) -> None:
        """The column stands for a plan; one that is known has other points from now on."""
        if column in self._plans:
            self._plans[column] = plan
            return
        self._plans[column] = plan
        if self._exceeding(plan):
            self._too_much.append(column)
        self._known[plan.volunteer, plan.visits, plan.spans] = column
        for visit in plan.visits:
            self._with_visit[visit][plan.volunteer].append(column)
        for cut in self._cuts_about(plan):
            self._together[cut].append(column)
        for visit, earliest, latest in plan.spans:
            self._there[visit][plan.volunteer].append((column, earliest, latest))

    def enter_cut(self, cut: Cut) -> dict[int, float]:
        """Shares of columns in the row of a cut, those of idle volunteers left out; unless it is about who comes together, plans are
        told from now on that they share in it."""
        if isinstance(cut, DateLimit):
            self._limited[cut.volunteer].append(cut)
            own = ((column, plan) for column, plan in self._plans.items() if plan.volunteer == cut.volunteer)
            left = {column: float(cut.most - cut.taken(self._instance, plan.visits)) for column, plan in own}
            return {column: share for column, share in left.items() if share}
        patterns = dict.fromkeys(self.with_dates(cut), float(cut.members(self._instance)))
        if isinstance(cut, Together):
            return patterns | dict.fromkeys(self._together[cut], -1.0)
        visit = cut.visit(self._instance.days)
        self._meetings[visit].append(cut)
        plans: dict[int, float] = {}
        for volunteer, there in self._there[visit].items():
            if cut.concerns(volunteer):
                columns, earliest, latest = np.array(there).T
                shares = cut.shares(self._crew(visit), volunteer, earliest, latest)
                plans |= zip(columns[shares > 0].tolist(), (-1.0 * shares[shares > 0]).tolist(), strict=True)
        return patterns | plans

    def cuts_of(self, plan: WeeklyPlan) -> Iterator[tuple[Cut, float]]:
        """Cuts that a plan can violate, and its share in their rows."""
        yield from ((cut, -1.0) for cut in self._cuts_about(plan))
        for limit in self._limited[plan.volunteer]:
            if left := limit.most - limit.taken(self._instance, plan.visits):
                yield limit, float(left)
        for visit, earliest, latest in plan.spans:
            for meeting in self._meetings[visit]:
                if share := meeting.shares(self._crew(visit), plan.volunteer, earliest, latest):
                    yield meeting, -float(share)

    def together(self, known: Container[Cut]) -> Iterator[tuple[Together, list[int]]]:
        """Cuts about who comes together that are not known, and their plans."""
        return ((cut, plans) for cut, plans in self._together.items() if cut not in known)

    def with_dates(self, cut: Together | Meeting) -> list[int]:
        """Columns of patterns with all dates of the cut."""
        return [column for column, mask in self._patterns_of[cut.need] if mask & cut.dates == cut.dates]

    def against(self, appointments: Appointments) -> Iterator[int]:
        """Columns of plans and patterns that do not go together with the appointments, or with limits of dates."""
        yield from self._too_much
        for visit, taken in appointments.taken.items():
            for volunteer, columns in self._with_visit[visit].items():
                left = {column for column, *starts in self._there[visit][volunteer] if _some_left(starts, taken)}
                yield from (column for column in columns if column not in left)
        narrowed = appointments.closed.any(axis=0) | (appointments.starts != ANY)
        for visit in np.nonzero(narrowed)[0].tolist():
            closed, start = appointments.closed[:, visit], appointments.starts[visit]
            for volunteer, columns in self._with_visit[visit].items():
                if closed[volunteer]:
                    yield from columns
                elif start != ANY:
                    there = self._there[visit][volunteer]
                    yield from (column for column, earliest, latest in there if not earliest == latest == start)
        for need, of_need in self._patterns_of.items():
            for column, mask in of_need:
                if not appointments.patterns[need, mask]:
                    yield column

    def _cuts_about(self, plan: WeeklyPlan) -> Iterator[Together]:
        """Of any dates of a need with a crew, of several if by anybody."""
        for need, mask in dates_of_needs(plan, self._instance.days).items():
            part = mask
            while part:
                if self._of_crew[need]:
                    yield Together(plan.volunteer, need, part)
                if part & part - 1:
                    yield Together(ANYBODY, need, part)
                part = part - 1 & mask

    def exceeded(self, shares: Iterable[tuple[WeeklyPlan, float]], known: Container[Cut]) -> Iterator[DateLimit]:
        """Limits of dates that are not known, where so much of plans exceeds them in the mean."""
        plans: dict[int, list[tuple[WeeklyPlan, float]]] = defaultdict(list)
        for plan, share in shares:
            plans[plan.volunteer].append((plan, share))
        for of_one in plans.values():
            for limit in {limit for plan, _ in of_one for limit in self._exceeding(plan)}:
                taken = sum(share * limit.taken(self._instance, plan.visits) for plan, share in of_one)
                if limit not in known and taken > limit.most * (1 + EXCEEDED):
                    yield limit

    def _exceeding(self, plan: WeeklyPlan) -> list[DateLimit]:
        """Limits of dates that a plan exceeds."""
        days = self._instance.days
        visits, minutes = [0] * days, [0] * days
        for visit in plan.visits:
            need, day = divmod(visit, days)
            visits[day] += 1
            minutes[day] += self._minutes[need]
        taken = {VISITS: visits, MINUTES: minutes}
        return [limit for limit in self._limits[plan.volunteer] if taken[limit.limited][limit.day] > limit.most]

    def _crew(self, visit: int) -> int:
        return int(self._instance.need_crew[visit // self._instance.days])


def _some_left(starts: Iterable[int], taken: Collection[Taken]) -> bool:
    """Whether one of these starts is not taken."""
    return any(not any(one.holds(start) for one in taken) for start in starts)


def _limits(instance: Instance, volunteer: int) -> list[DateLimit]:
    """All limits of dates of a volunteer."""
    return [
        DateLimit(volunteer, day, limited, int(instance.limit[volunteer, 1 + day, limited]))
        for limited in (VISITS, MINUTES)
        for day in range(instance.days)
    ]


def dates_of_needs(plan: WeeklyPlan, days: int) -> dict[int, int]:
    """Needs that a plan serves, each with the bit mask of its dates."""
    dates: dict[int, int] = defaultdict(int)
    for visit in plan.visits:
        need, day = divmod(visit, days)
        dates[need] |= 1 << day
    return dates
