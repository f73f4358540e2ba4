"""Problem and roster, read for the board. What is missing is counted here; why it is, the roster says."""

from collections import defaultdict
from collections.abc import Iterable

from matcher.board.names import legible, names_of
from matcher.board.week import Appointment, Board, Person, Row, Shortfall, StationWeek, Tally
from matcher.domain import BadInput, Cadre, Need, Problem, Roster, Station, Text, Unmet, Volunteer
from matcher.timetable import Stop, Timetable


def board_of(problem: Problem, roster: Roster) -> Board:
    """The reading that both faces share; raises BadInput where the roster does not belong to the problem."""
    reading = Reading(problem, roster)
    names = names_of(problem.stations)
    return Board(
        dates=reading.dates,
        stations=tuple(reading.station(station, names[station.id]) for station in problem.stations),
        policy=legible(roster.policy),
        seed=roster.seed,
        status=roster.status,
        score=roster.score,
        bound=roster.bound,
    )


class Reading:
    """Lists by volunteer and by station, each laid once, so that a city's board takes no longer than its visits."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem = problem
        self.dates = problem.week.dates
        self.timetable = Timetable(problem, roster)
        self.volunteers = _people(problem.volunteers)
        self.cadres = _people(problem.cadres)
        self.told: dict[str, list[Unmet]] = defaultdict(list)
        for unmet in roster.unmet or ():
            self.told[unmet.need].append(unmet)
        self.members: dict[str, list[Person]] = defaultdict(list)
        for person in self.volunteers.values():
            self.members[person.station].append(person)
        self.minutes_on_the_way: dict[str, int] = defaultdict(int)
        for tour in self.timetable.tours:
            self.minutes_on_the_way[tour.volunteer.id] += sum(tour.ways)
        self._lay_appointments()
        self._lay_needs()

    def station(self, station: Station, name: str) -> StationWeek:
        """All that hangs in one station."""
        rows = tuple(self._row(person) for person in self.members[station.id])
        return StationWeek(
            id=station.id,
            name=name,
            district=legible(station.district),
            rows=rows,
            appointments=tuple(self.appointments_at[station.id]),
            shortfalls=tuple(self.shortfalls_at[station.id]),
            tally=self._tally(station.id, rows),
        )

    def _lay_appointments(self) -> None:
        self.appointments_of: dict[str, list[Appointment]] = defaultdict(list)
        self.appointments_at: dict[str, list[Appointment]] = defaultdict(list)
        for stop in self.timetable.stops:
            appointment = self._appointment(stop)
            for person in appointment.volunteers:
                self.appointments_of[person.id].append(appointment)
            for station in _stations(appointment.cadres):
                self.appointments_at[station].append(appointment)

    def _lay_needs(self) -> None:
        self.wanted_at: dict[str, int] = defaultdict(int)
        self.missing_at: dict[str, int] = defaultdict(int)
        self.shortfalls_at: dict[str, list[Shortfall]] = defaultdict(list)
        self.named_at: dict[str, set[str]] = defaultdict(set)
        for need in self.problem.needs:
            cadres = self._cadres_of(need)
            missing = max(0, need.visits - len(self.timetable.stops_of_need[need.id]))
            self.wanted_at[cadres[0].station] += need.visits
            self.missing_at[cadres[0].station] += missing
            for cadre in cadres:
                self.named_at[cadre.station].add(cadre.id)
            if missing:
                for station in _stations(cadres):
                    self.shortfalls_at[station].append(self._shortfall(need, cadres, missing))

    def _appointment(self, stop: Stop) -> Appointment:
        if self.timetable.date(stop) not in self.dates:
            raise BadInput(
                f"Visit of need {stop.need.id} at {stop.visit.start:%Y-%m-%dT%H:%M}: lies outside the week, "
                f"expected a date from {self.dates[0]} to {self.dates[-1]}"
            )
        return Appointment(
            need=legible(stop.need.id),
            service=stop.need.service,
            priority=stop.need.priority,
            start=self.problem.moment(stop.start),
            end=self.problem.moment(stop.end),
            cadres=self._cadres_of(stop.need),
            volunteers=tuple(self.volunteers[volunteer.id] for volunteer in stop.volunteers),
            pinned=stop.visit.stands,
        )

    def _row(self, volunteer: Person) -> Row:
        mine = self.appointments_of[volunteer.id]
        return Row(
            volunteer=volunteer,
            cells=tuple(tuple(one for one in mine if one.date == day) for day in self.dates),
            service_minutes=sum(stop.need.minutes for stop in self.timetable.stops_of_volunteer[volunteer.id]),
            minutes_on_the_way=self.minutes_on_the_way[volunteer.id],
        )

    def _shortfall(self, need: Need, cadres: tuple[Person, ...], missing: int) -> Shortfall:
        told = self.told[need.id]
        suggestions = [unmet.suggestion for unmet in told if unmet.suggestion is not None]
        return Shortfall(
            need=legible(need.id),
            service=need.service,
            priority=need.priority,
            cadres=cadres,
            missing=missing,
            wanted=need.visits,
            reasons=tuple(Text(legible(reason.en), legible(reason.zh)) for unmet in told for reason in unmet.reasons),
            suggestion=Text(legible(suggestions[0].en), legible(suggestions[0].zh)) if suggestions else None,
        )

    def _tally(self, station: str, rows: tuple[Row, ...]) -> Tally:
        named = self.named_at[station]
        return Tally(
            volunteers=len(rows),
            volunteers_with_visits=sum(row.visits > 0 for row in rows),
            visits_wanted=self.wanted_at[station],
            visits_missing=self.missing_at[station],
            cadres_named=len(named),
            cadres_served=sum(bool(self.timetable.stops_of_cadre[cadre]) for cadre in named),
            service_minutes=sum(row.service_minutes for row in rows),
            minutes_on_the_way=sum(row.minutes_on_the_way for row in rows),
        )

    def _cadres_of(self, need: Need) -> tuple[Person, ...]:
        return tuple(self.cadres[cadre] for cadre in need.cadres)


def _people(people: Iterable[Volunteer] | Iterable[Cadre]) -> dict[str, Person]:
    everyone: list[Volunteer | Cadre] = list(people)
    names = names_of(everyone)
    return {person.id: Person(person.id, names[person.id], person.station) for person in everyone}


def _stations(cadres: tuple[Person, ...]) -> dict[str, None]:
    """The stations of some cadres, each once, the need's own cadre's first."""
    return dict.fromkeys(cadre.station for cadre in cadres)
