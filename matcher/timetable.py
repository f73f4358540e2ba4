"""A roster read in its problem: visits with their needs, and tours with their ways; what audits and pages look at.

Each availability window of a volunteer is one tour: base → visits in time order → base. A visit belongs to the window
in which it starts; visits that start in no window of their volunteer form a tour of that date without a window.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from matcher.domain import BadInput, Need, Override, Problem, PublishedVisit, Roster, Visit, Volunteer, Window
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.travel import Place, base_of, place_of, travel_times

Identity = tuple[str, datetime, frozenset[str]]


@dataclass(frozen=True)
class Stop:
    """A visit in its problem; `start` and `end` are minutes of the week, `end` follows from the need's minutes."""

    visit: Visit
    need: Need
    place: Place
    start: int
    end: int
    volunteers: tuple[Volunteer, ...]

    @property
    def day(self) -> int:
        """The date of the visit, counted from the start of the week."""
        return self.start // MINUTES_PER_DAY


@dataclass(frozen=True)
class Tour:
    """One way out and home: `ways[i]` minutes lead to `stops[i]`, the last of them back to the base."""

    volunteer: Volunteer
    window: Window | None
    stops: tuple[Stop, ...]
    ways: tuple[int, ...]

    def busy(self) -> Iterator[tuple[int, int]]:
        """When the volunteer is on a visit or a leg: a leg ends as its visit starts, the way back follows the last."""
        for stop, way in zip(self.stops, self.ways, strict=False):
            yield stop.start - way, stop.end
        yield self.stops[-1].end, self.stops[-1].end + self.ways[-1]


class Timetable:
    """Problem and roster, resolved. Raises BadInput where the roster names a need or volunteer the problem lacks."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem = problem
        self.roster = roster
        self.travel = travel_times(problem)
        self.stops = tuple(sorted((self._stop(visit) for visit in roster.visits), key=lambda stop: stop.start))

    def date(self, stop: Stop) -> date:
        """The calendar date of a stop."""
        return self.problem.week.start + timedelta(days=stop.day)

    def overrides(self, stop: Stop) -> tuple[Override, ...]:
        """Those that the visit carries itself, and those of the published visit that it is."""
        published = self._published_overrides.get(_identity(stop.visit), ())
        return tuple(dict.fromkeys((*stop.visit.overrides, *published)))

    def way(self, volunteer: Volunteer, origin: Place, destination: Place) -> int:
        """Whole travel minutes by the volunteer's mode."""
        return self.travel[volunteer.mode].minutes(origin, destination)

    def services(self) -> Iterator[tuple[Stop, Volunteer]]:
        """Every visit with each of its volunteers, by start."""
        for stop in self.stops:
            for volunteer in stop.volunteers:
                yield stop, volunteer

    @cached_property
    def stops_of_need(self) -> dict[str, tuple[Stop, ...]]:
        """Stops by the id of their need, by start; needs without visits have an empty tuple."""
        stops: dict[str, list[Stop]] = {need.id: [] for need in self.problem.needs}
        for stop in self.stops:
            stops[stop.need.id].append(stop)
        return {need: tuple(of_need) for need, of_need in stops.items()}

    @cached_property
    def stops_of_cadre(self) -> dict[str, tuple[Stop, ...]]:
        """Stops by the id of each cadre whom they serve, by start; only cadres named by a need occur."""
        stops: dict[str, list[Stop]] = {cadre: [] for need in self.problem.needs for cadre in need.cadres}
        for stop in self.stops:
            for cadre in stop.need.cadres:
                stops[cadre].append(stop)
        return {cadre: tuple(of_cadre) for cadre, of_cadre in stops.items()}

    @cached_property
    def stops_of_volunteer(self) -> dict[str, tuple[Stop, ...]]:
        """Stops by the id of each volunteer, by start; volunteers without visits have an empty tuple."""
        stops: dict[str, list[Stop]] = {volunteer.id: [] for volunteer in self.problem.volunteers}
        for stop, volunteer in self.services():
            stops[volunteer.id].append(stop)
        return {volunteer: tuple(of_volunteer) for volunteer, of_volunteer in stops.items()}

    @cached_property
    def tours(self) -> tuple[Tour, ...]:
        """Every tour that has a visit, by volunteer in the order of the problem, then by time."""
        tours = []
        for volunteer in self.problem.volunteers:
            parts: dict[Window | date, list[Stop]] = defaultdict(list)
            for stop in self.stops_of_volunteer[volunteer.id]:
                parts[self._window(volunteer, stop) or self.date(stop)].append(stop)
            for part, stops in parts.items():
                tours.append(self._tour(volunteer, part if isinstance(part, Window) else None, tuple(stops)))
        return tuple(tours)

    @cached_property
    def _published_overrides(self) -> dict[Identity, tuple[Override, ...]]:
        return {_identity(visit): visit.overrides for visit in self.problem.published if visit.overrides}

    def _stop(self, visit: Visit) -> Stop:
        who = f"Visit of need {visit.need} at {visit.start:%Y-%m-%dT%H:%M}"
        need = self.problem.need_by_id.get(visit.need)
        if need is None:
            raise BadInput(f"{who}: the problem has no such need, expected the id of one of its needs")
        for volunteer in visit.volunteers:
            if volunteer not in self.problem.volunteer_by_id:
                raise BadInput(f"{who}: the problem has no volunteer {volunteer!r}, expected one of its volunteers")
        start = self.problem.minute(visit.start)
        volunteers = tuple(self.problem.volunteer_by_id[volunteer] for volunteer in dict.fromkeys(visit.volunteers))
        return Stop(visit, need, place_of(need, self.problem), start, start + need.minutes, volunteers)

    def _window(self, volunteer: Volunteer, stop: Stop) -> Window | None:
        return next((w for w in volunteer.availability if w.start <= stop.visit.start < w.end), None)

    def _tour(self, volunteer: Volunteer, window: Window | None, stops: tuple[Stop, ...]) -> Tour:
        base = base_of(volunteer)
        places = [base, *(stop.place for stop in stops), base]
        ways = tuple(self.way(volunteer, a, b) for a, b in pairwise(places))
        return Tour(volunteer, window, stops, ways)


def _identity(visit: Visit | PublishedVisit) -> Identity:
    """The same need, start and volunteers are the same visit."""
    return visit.need, visit.start, frozenset(visit.volunteers)
