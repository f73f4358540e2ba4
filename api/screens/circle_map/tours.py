"""The ways of one day: who sets out when, to whom, and how long each leg takes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from api.rosters.standing import Standing, standing
from api.settings import Settings
from api.tables.cadres import Cadre
from api.tables.people import Volunteer
from api.tables.rosters import Roster
from api.weeks.scope import scope_of
from matcher.board.words import service
from matcher.domain import Point, Text
from matcher.timetable import Timetable
from matcher.timetable import Tour as Way


@dataclass(frozen=True)
class Leg:
    """A visit and the minutes that lead to it."""

    minutes: int
    start: datetime
    service: Text
    cadres: tuple[str, ...]
    point: Point


@dataclass(frozen=True)
class Tour:
    """From the volunteer's base and back."""

    volunteer_id: str
    volunteer: str
    mode: str
    leaves: datetime
    back: datetime
    base: Point
    legs: tuple[Leg, ...]
    way_back: int

    @property
    def minutes(self) -> int:
        """On the way, all legs together."""
        return sum(leg.minutes for leg in self.legs) + self.way_back


def tours_of_day(session: Session, settings: Settings, stations: frozenset[str], monday: date, day: date) -> list[Tour]:
    """Of the week's rosters as far as these stations' cadres are visited, by when they begin."""
    found: list[Tour] = []
    for roster in session.exec(select(Roster).where(Roster.week == monday).order_by(Roster.id)).all():
        if scope_of(session, roster).station_ids & stations:
            found += _tours(session, standing(session, settings, roster), stations, day)
    return sorted(found, key=lambda tour: (tour.leaves, tour.volunteer_id))


def _tours(session: Session, here: Standing, stations: frozenset[str], day: date) -> list[Tour]:
    timetable = Timetable(here.problem, here.document)
    wanted = [
        way
        for way in timetable.tours
        if timetable.date(way.stops[0]) == day
        and any(here.problem.cadre_by_id[stop.need.cadre].station in stations for stop in way.stops)
    ]
    cadres = {cadre for way in wanted for stop in way.stops for cadre in stop.need.cadres}
    names = {one.id: one.name for one in session.exec(select(Cadre).where(col(Cadre.id).in_(sorted(cadres)))).all()}
    givers = sorted({way.volunteer.id for way in wanted})
    names |= {one.id: one.name for one in session.exec(select(Volunteer).where(col(Volunteer.id).in_(givers))).all()}
    return [_tour(here, way, names) for way in wanted]


def _tour(here: Standing, way: Way, names: dict[str, str]) -> Tour:
    moment = here.problem.moment
    legs = tuple(
        Leg(
            minutes,
            moment(stop.start),
            service(stop.need.service),
            tuple(names.get(cadre, cadre) for cadre in stop.need.cadres),
            stop.place.point,
        )
        for stop, minutes in zip(way.stops, way.ways, strict=False)
    )
    return Tour(
        volunteer_id=way.volunteer.id,
        volunteer=names.get(way.volunteer.id, way.volunteer.id),
        mode=way.volunteer.mode,
        leaves=moment(way.stops[0].start - way.ways[0]),
        back=moment(way.stops[-1].end + way.ways[-1]),
        base=way.volunteer.location,
        legs=legs,
        way_back=way.ways[-1],
    )
