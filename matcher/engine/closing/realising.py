"""A choice of weekly plans becomes a plan with starts, date by date; where it costs more than the plans do alone, it is told why."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from math import inf

import numpy as np

from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.closing.lessons import Day, Lesson
from matcher.engine.closing.scheduling import Schedule, schedule, schedule_most
from matcher.engine.plan import Plan
from matcher.engine.routes import SCALE
from matcher.waist.instance import Instance

Crews = dict[int, tuple[int, ...]]
"""Who is at each visit."""
ALIKE = 30
"""Days at which a lesson is tried."""
SECONDS = 1.0
"""At most, to find what goes together of a group that does not as a whole."""
LEAST, MOST = 1, 1 << 17
"""Points that a visit is worth."""


class Realiser:
    """Remembers what it has scheduled: choices are much alike."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self._known: dict[tuple[int, frozenset[tuple[int, tuple[int, ...]]]], Schedule | None] = {}

    def realise(self, plans: Iterable[WeeklyPlan], left: Callable[[], float]) -> tuple[Plan, list[Lesson]]:
        """The cheapest plan that is this choice, without the visits that cannot be; and what the choice did not know.

        Raises Unknown where no time is left.
        """
        plans = [*plans]
        rows: list[tuple[int, int, tuple[int, ...]]] = []
        lessons, worth = [], _worth(self.instance, {visit for plan in plans for visit in plan.visits})
        for day, crews in _dates(self.instance, plans):
            for group in _groups(self.instance, crews):
                days = _days(group)
                extra = self._extra(day, days, left)
                if extra is None or extra > 0:
                    alone = {v: {visits: self._alone(day, v, visits, left)} for v, visits in days.items()}
                    lessons.append(Lesson(day, alone, extra))
                possible, starts = self._possible(day, group, worth, left)
                rows += [(visit, start, possible[visit]) for visit, start in starts.items()]
        return Plan.of(rows), lessons

    def _possible(
        self, day: int, group: Crews, worth: Mapping[int, int], left: Callable[[], float]
    ) -> tuple[Crews, Mapping[int, int]]:
        """What is left of a group without crews that are not whole and what does not go together with the rest; and its starts."""
        crew, days = self.instance.need_crew, self.instance.days
        rest = {visit: who for visit, who in group.items() if len(who) == crew[visit // days]}
        together = self._schedule(day, rest, left)
        if together is None:
            of_rest = {visit: worth[visit] for visit in rest}
            together = schedule_most(self.instance, day, rest, of_rest, min(left(), SECONDS))
        return rest, together.starts

    def widened(
        self, lesson: Lesson, choices: Callable[[int, int], Iterable[Day]], left: Callable[[], float]
    ) -> Iterator[Lesson]:
        """The lesson, and what it teaches of other days that one of its volunteers might choose, the others as they are."""
        days = {volunteer: next(iter(alone)) for volunteer, alone in lesson.of.items()}
        for volunteer, own in days.items():
            shared = own & frozenset().union(*(day for other, day in days.items() if other != volunteer))
            alike = sorted(
                (day for day in choices(volunteer, lesson.day) if shared <= day != own), key=lambda day: len(day ^ own)
            )
            alike = [own, *(day for day in alike[:ALIKE] if self._teaches(lesson, days | {volunteer: day}, left))]
            alone = {day: self._alone(lesson.day, volunteer, day, left) for day in alike}
            yield lesson._replace(of=lesson.of | {volunteer: alone})

    def _teaches(self, lesson: Lesson, days: Mapping[int, Day], left: Callable[[], float]) -> bool:
        """Whether these days cost at least as much more as those of the lesson."""
        extra = self._extra(lesson.day, days, left)
        return extra is None or (lesson.points is not None and extra >= lesson.points)

    def _extra(self, day: int, days: Mapping[int, Day], left: Callable[[], float]) -> float | None:
        """Points that these days of volunteers cost more together than each alone; None where they are impossible together."""
        together = self._schedule(day, _crews(days), left)
        if together is None:
            return None
        return together.points / SCALE - sum(
            self._alone(day, volunteer, visits, left) for volunteer, visits in days.items()
        )

    def _alone(self, day: int, volunteer: int, visits: Day, left: Callable[[], float]) -> float:
        """Points of a volunteer's day if nobody else were there; ∞ where it is impossible."""
        alone = self._schedule(day, _crews({volunteer: visits}), left)
        return inf if alone is None else alone.points / SCALE

    def _schedule(self, day: int, crews: Crews, left: Callable[[], float]) -> Schedule | None:
        key = day, frozenset(crews.items())
        if key not in self._known:
            self._known[key] = schedule(self.instance, day, crews, left())
        return self._known[key]


def of_dates(lessons: Iterable[Lesson]) -> Iterator[Lesson]:
    """What the groups of each date cost more altogether."""
    dates: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        dates[lesson.day].append(lesson)
    for day, of_date in dates.items():
        points = [lesson.points for lesson in of_date if lesson.points is not None]
        if len(points) == len(of_date):
            yield Lesson(day, {volunteer: alone for one in of_date for volunteer, alone in one.of.items()}, sum(points))


def _worth(instance: Instance, visits: Collection[int]) -> dict[int, int]:
    """What is lost for the dates of its need without each of these visits, times SCALE."""
    masks: dict[int, int] = defaultdict(int)
    for need, day in (divmod(visit, instance.days) for visit in visits):
        masks[need] |= 1 << day
    worth = {}
    every = np.arange(instance.pattern_points.shape[1])
    for visit in visits:
        need, day = divmod(visit, instance.days)
        points, mask = instance.pattern_points[instance.need_pattern[need]], masks[need]
        less = points[every & ~(mask & ~(1 << day)) == 0].min()
        worth[visit] = SCALE * int(np.clip(less - points[mask], LEAST, MOST))
    return worth


def _dates(instance: Instance, plans: Iterable[WeeklyPlan]) -> Iterator[tuple[int, Crews]]:
    crews: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for plan in plans:
        for visit in plan.visits:
            crews[visit % instance.days][visit].append(plan.volunteer)
    for day, of_date in sorted(crews.items()):
        yield day, {visit: tuple(sorted(who)) for visit, who in of_date.items()}


def _groups(instance: Instance, crews: Crews) -> Iterator[Crews]:
    """Visits of a date that depend on one another: by a volunteer, or by a cadre who is visited or is a volunteer himself."""
    tied: dict[tuple[str, int], list[int]] = defaultdict(list)
    for visit, members in crews.items():
        need = visit // instance.days
        cadres = instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]].tolist()
        for volunteer in members:
            tied["volunteer", volunteer].append(visit)
        for cadre in cadres:
            tied["cadre", cadre].append(visit)
            if instance.cadre_volunteer[cadre] >= 0:
                tied["volunteer", int(instance.cadre_volunteer[cadre])].append(visit)
    group_of = {visit: {visit} for visit in crews}
    for visits in tied.values():
        group = set().union(*(group_of[visit] for visit in visits))
        for visit in group:
            group_of[visit] = group
    for group in {id(group): group for group in group_of.values()}.values():
        yield {visit: crews[visit] for visit in sorted(group)}


def _days(group: Crews) -> dict[int, Day]:
    volunteers = {volunteer for who in group.values() for volunteer in who}
    return {v: frozenset(visit for visit, who in group.items() if v in who) for v in sorted(volunteers)}


def _crews(days: Mapping[int, Day]) -> Crews:
    visits = sorted(frozenset().union(*days.values()))
    return {visit: tuple(volunteer for volunteer, own in days.items() if visit in own) for visit in visits}
