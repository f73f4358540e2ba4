"""A roster as a careful coordinator would write it by hand: one visit after the other, no rule broken, nothing moved.

It serves scenarios in which a roster has been published before the week begins. Needs come by priority; each visit
takes the first start at which enough volunteers can come, those who know the cadre and those with the least to do first.
Volunteers who are cadres themselves are left out, which keeps the rule of one person in one place.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from matcher.domain import Need, Priority, Problem, PublishedVisit, Volunteer
from matcher.domain.clock import midnight, minutes_between
from matcher.travel import Place, base_of, place_of, travel_times

CIRCLE_MINUTES, VISITS_PER_DAY, MINUTES_PER_DAY, MINUTES_PER_WEEK = 15, 4, 240, 480
"""Defaults of the default policy."""

URGENCY = {priority: rank for rank, priority in enumerate(Priority)}


@dataclass(frozen=True)
class Stop:
    """A visit in somebody's tour, in minutes of the week."""

    start: int
    end: int
    place: Place


@dataclass
class Tour:
    """One availability window, in minutes of the week, and the stops in it in the order of time."""

    opens: int
    closes: int
    stops: list[Stop] = field(default_factory=list)


@dataclass
class Diary:
    """What one volunteer has been given so far."""

    volunteer: Volunteer
    tours: list[Tour]
    visits_on: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    minutes_on: dict[date, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def minutes(self) -> int:
        """Service minutes of the week so far."""
        return sum(self.minutes_on.values())

    def has_hours_left(self, day: date, minutes: int) -> bool:
        """One more visit keeps all three load limits."""
        one = self.volunteer
        return (
            self.visits_on[day] < _or_default(one.max_visits_per_day, VISITS_PER_DAY)
            and self.minutes_on[day] + minutes <= _or_default(one.max_minutes_per_day, MINUTES_PER_DAY)
            and self.minutes + minutes <= _or_default(one.max_minutes_per_week, MINUTES_PER_WEEK)
        )


class Placement:
    """The roster while it is being written."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.times = travel_times(problem)
        self.diaries = [
            Diary(
                volunteer, [Tour(problem.minute(one.start), problem.minute(one.end)) for one in volunteer.availability]
            )
            for volunteer in problem.volunteers
            if volunteer.cadre is None
        ]
        self.known = {(entry.cadre, entry.volunteer) for entry in problem.history}
        self.being_visited: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.published: list[PublishedVisit] = []

    def place(self, need: Need) -> None:
        """As many visits of the need as find volunteers, on the first dates that do."""
        able = [diary for diary in self.diaries if self._may_ever_serve(diary.volunteer, need)]
        dates: list[date] = []
        for day in sorted({window.start.date() for window in need.windows}):
            if len(dates) == need.visits:
                return
            if dates and (day - dates[-1]).days < max(1, need.min_gap_days):
                continue
            if self._place_on(need, day, [diary for diary in able if self._may_on(diary, need, day)]):
                dates.append(day)

    def _place_on(self, need: Need, day: date, able: list[Diary]) -> bool:
        for start in self._starts(need, day):
            if self._somebody_is_visited(need, start):
                continue
            free = [(diary, tour) for diary in able if (tour := self._tour(diary, need, start)) is not None]
            if len(free) >= need.crew:
                free.sort(key=lambda pair: ((need.cadre, pair[0].volunteer.id) not in self.known, pair[0].minutes))
                self._write(need, day, start, free[: need.crew])
                return True
        return False

    def _write(self, need: Need, day: date, start: int, crew: list[tuple[Diary, Tour]]) -> None:
        stop = Stop(start, start + need.minutes, place_of(need, self.problem))
        for diary, tour in crew:
            tour.stops.append(stop)
            tour.stops.sort(key=lambda one: one.start)
            diary.visits_on[day] += 1
            diary.minutes_on[day] += need.minutes
        for cadre in need.cadres:
            self.being_visited[cadre].append((stop.start, stop.end))
        names = tuple(diary.volunteer.id for diary, _ in crew)
        self.published.append(PublishedVisit(need=need.id, start=self.problem.moment(start), volunteers=names))

    def _may_ever_serve(self, volunteer: Volunteer, need: Need) -> bool:
        return (
            need.service in volunteer.services
            and volunteer.id not in need.excluded_volunteers
            and (need.gender is None or volunteer.gender == need.gender)
            and (not need.languages or not set(need.languages).isdisjoint(volunteer.languages))
            and self._way(volunteer, base_of(volunteer), place_of(need, self.problem)) <= CIRCLE_MINUTES
        )

    def _may_on(self, diary: Diary, need: Need, day: date) -> bool:
        valid = {
            held.name for held in diary.volunteer.qualifications if held.valid_until is None or day <= held.valid_until
        }
        willing = not need.has_declined(diary.volunteer.id, day)
        return willing and valid.issuperset(need.qualifications) and diary.has_hours_left(day, need.minutes)

    def _starts(self, need: Need, day: date) -> Iterator[int]:
        grid = self.problem.grid_minutes
        for window in need.windows:
            if window.start.date() == day:
                first = minutes_between(midnight(day), window.start)
                last = minutes_between(midnight(day), window.end) - need.minutes
                for start in range(-(-first // grid) * grid, last + 1, grid):
                    yield self.problem.minute(midnight(day)) + start

    def _somebody_is_visited(self, need: Need, start: int) -> bool:
        return any(
            start < until and since < start + need.minutes
            for cadre in need.cadres
            for since, until in self.being_visited[cadre]
        )

    def _tour(self, diary: Diary, need: Need, start: int) -> Tour | None:
        """The availability window in which the volunteer can come at this time, if there is one."""
        end = start + need.minutes
        tour = next((one for one in diary.tours if one.opens <= start and end <= one.closes), None)
        if tour is None:
            return None
        volunteer, base, place = diary.volunteer, base_of(diary.volunteer), place_of(need, self.problem)
        before = [stop for stop in tour.stops if stop.start < end]
        after = [stop for stop in tour.stops if stop.start >= end]
        left, since = (before[-1].place, before[-1].end) if before else (base, tour.opens)
        following, until = (after[0].place, after[0].start) if after else (base, tour.closes)
        on_time = since + self._way(volunteer, left, place) <= start
        return tour if on_time and end + self._way(volunteer, place, following) <= until else None

    def _way(self, volunteer: Volunteer, origin: Place, destination: Place) -> int:
        return self.times[volunteer.mode].minutes(origin, destination)


def placed_by_hand(problem: Problem) -> tuple[PublishedVisit, ...]:
    """The visits of such a roster, in the order of time."""
    placement = Placement(problem)
    for need in sorted(problem.needs, key=lambda one: URGENCY[one.priority]):
        placement.place(need)
    return tuple(sorted(placement.published, key=lambda visit: (visit.start, visit.need)))


def _or_default(limit: int | None, default: int) -> int:
    return default if limit is None else limit
