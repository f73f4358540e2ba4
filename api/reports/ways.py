"""How long volunteers were on the way to what they did: from their base, by their own mode."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session, select

from api.reports.services import Service
from api.settings import Settings
from api.tables.cadres import Cadre
from api.tables.needs import Group, Need
from api.tables.people import Volunteer
from api.weeks.problem import elsewhere
from matcher.domain import Point
from matcher.travel import Place, times_by_mode


def ways(session: Session, settings: Settings, done: Iterable[Service]) -> Iterator[tuple[str, int]]:
    """The station of the row and the minutes, for each service and volunteer; where a matrix knows no such way, none."""
    times = times_by_mode(settings.travel)
    known = {name: set(mode.matrix.points) for name, mode in settings.travel.items() if mode.matrix is not None}
    bases = _bases(session)
    homes = _homes(session)
    other_places = _places_of_needs(session)
    for one in done:
        place = other_places.get(one.need or "") or homes[one.cadres[0]]
        for volunteer in one.volunteers:
            base, mode = bases[volunteer]
            if mode in times and (mode not in known or {base.id, place.id} <= known[mode]):
                yield one.station, times[mode].minutes(base, place)


def _bases(session: Session) -> dict[str, tuple[Place, str]]:
    """Where each volunteer sets out, and their mode."""
    rows = session.exec(select(Volunteer.id, Volunteer.latitude, Volunteer.longitude, Volunteer.mode)).all()
    return {key: (Place(key, Point(lat=lat, lon=lon)), mode) for key, lat, lon, mode in rows}


def _homes(session: Session) -> dict[str, Place]:
    rows = session.exec(select(Cadre.id, Cadre.latitude, Cadre.longitude)).all()
    return {key: Place(key, Point(lat=lat, lon=lon)) for key, lat, lon in rows}


def _places_of_needs(session: Session) -> dict[str, Place]:
    """Where needs are served that are not served at home."""
    groups = {group.id: group for group in session.exec(select(Group)).all()}
    points = {need.id: elsewhere(need, groups.get(need.group_id or "")) for need in session.exec(select(Need)).all()}
    return {key: Place(key, point) for key, point in points.items() if point is not None}
