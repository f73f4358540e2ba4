"""The map on a page: the circle of a station or of all stations of a region, and the tours of a day."""

from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import Session

from api.authority import Action, Sensitivity
from api.authority.seeing import sight_of
from api.clock import local_today
from api.screens.circle_map.circles import circle_minutes, homes, rings, speeds
from api.screens.circle_map.drawing import drawing
from api.screens.circle_map.tours import tours_of_day
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here, Place
from api.tables.places import Station
from api.web.service import Configured, Storage
from api.weeks.scope import open_stations

router = APIRouter(prefix="/map", dependencies=opens(Action.LOOK))


@router.get("")
def look(
    page: Shown, place: Here, storage: Storage, settings: Configured, mode: str = "", day: str = "", volunteer: str = ""
) -> Response:
    """Without a purpose nobody's home is drawn; the tables say the minutes all the same."""
    times, today = speeds(settings), local_today(settings)
    chosen = mode if mode in times else next(iter(times), "")
    date_shown = _day(day, place, today)
    with storage.reading() as session:
        sight = sight_of(session)
        may_ever = sight.reaches(Sensitivity.SENSITIVE)
        stations = _stations(session, place)
        minutes = circle_minutes(session, stations[0].region_id) if stations else 0
        circles = rings(times, minutes)
        people = homes(session, stations, times[chosen], minutes, today) if chosen else []
        tours = tours_of_day(session, settings, frozenset(one.id for one in stations), place.monday, date_shown)
        drawn = [tour for tour in tours if volunteer in ("", tour.volunteer_id)]
        seen = may_ever and sight.purpose
        return page.show(
            "circle_map/map.html",
            place=place,
            stations=stations,
            minutes=minutes,
            modes=circles,
            mode=chosen,
            ring=next((one for one in circles if one.mode == chosen), None),
            homes=people,
            tours=drawn,
            givers=sorted({(tour.volunteer_id, tour.volunteer) for tour in tours}, key=lambda one: one[1]),
            volunteer=volunteer,
            day=date_shown,
            may_ever=may_ever,
            seen=seen,
            drawing=drawing(stations, circles, people if seen else [], drawn if seen else [], settings, page.language),
        )


def _stations(session: Session, place: Place) -> list[Station]:
    if place.station is not None:
        return [session.get_one(Station, place.station.id)]
    return list(open_stations(session, place.region.id)) if place.region is not None else []


def _day(typed: str, place: Place, today: date) -> date:
    """A day of the week that is shown: the one asked for, else today, else Monday."""
    asked = next((one for one in place.dates if f"{one}" == typed), None)
    return asked or (today if today in place.dates else place.monday)
