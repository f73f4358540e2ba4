"""The week of one volunteer in a roster: every tour with its visits and the minutes on the way."""

from pydantic import BaseModel

from api.errors import no_such
from api.rosters.standing import Standing
from matcher.domain import Window
from matcher.domain.clock import LocalMinute
from matcher.timetable import Timetable, Tour


class Call(BaseModel):
    """One visit of a tour; `way` minutes lead to it, from the base or from the visit before."""

    way: int
    need: str
    service: str
    cadre: str
    also_cadres: list[str]
    start: LocalMinute
    end: LocalMinute
    volunteers: list[str]
    pinned: bool


class TourOut(BaseModel):
    """From the base and back within one availability window (null where the volunteer is not available then)."""

    window: Window | None
    leaves: LocalMinute
    back: LocalMinute
    visits: list[Call]
    way_back: int


class PersonsWeek(BaseModel):
    """All tours, and their sums."""

    volunteer: str
    visits: int
    service_minutes: int
    way_minutes: int
    tours: list[TourOut]


def persons_week(standing: Standing, volunteer_id: str) -> PersonsWeek:
    """Raises NotFound where the week has no such volunteer."""
    if volunteer_id not in standing.problem.volunteer_by_id:
        raise no_such("志愿者（本周）", "volunteer this week")
    tours = [tour for tour in Timetable(standing.problem, standing.document).tours if tour.volunteer.id == volunteer_id]
    stops = [stop for tour in tours for stop in tour.stops]
    return PersonsWeek(
        volunteer=volunteer_id,
        visits=len(stops),
        service_minutes=sum(stop.need.minutes for stop in stops),
        way_minutes=sum(way for tour in tours for way in tour.ways),
        tours=[_shown(standing, tour) for tour in tours],
    )


def _shown(standing: Standing, tour: Tour) -> TourOut:
    moment, first, last = standing.problem.moment, tour.stops[0], tour.stops[-1]
    return TourOut(
        window=tour.window,
        leaves=moment(first.start - tour.ways[0]),
        back=moment(last.end + tour.ways[-1]),
        visits=[
            Call(
                way=way,
                need=stop.need.id,
                service=stop.need.service,
                cadre=stop.need.cadre,
                also_cadres=list(stop.need.also_cadres),
                start=moment(stop.start),
                end=moment(stop.end),
                volunteers=list(stop.visit.volunteers),
                pinned=stop.visit.pinned,
            )
            for stop, way in zip(tour.stops, tour.ways, strict=False)
        ],
        way_back=tour.ways[-1],
    )
