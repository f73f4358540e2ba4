"""How long volunteers were on the way to what they did: from their base, by their own mode."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session, col, select

from api.reports.services import Service
from api.settings import Settings
from api.tables.cadres import Cadre
from api.tables.needs import Group, Need
from api.tables.people import Volunteer
from api.weeks.problem import elsewhere
from matcher.domain import Point
from matcher.travel import Place, times_by_mode


def ways(session: Session, settings: Settings, done: Iterable[Service]) -> Iterator[tuple[str, int]]:
    """The station of the row and the minutes, for each service and volunteer.

    There is none where a matrix knows no such way, and where either was erased and nobody knows any more where they lived.
    """
    times = times_by_mode(settings.travel)
    known = {name: set(mode.matrix.points) for name, mode in settings.travel.items() if mode.matrix is not None}
    bases = _bases(session)
    homes = _homes(session)
    other_places = _places_of_needs(session)
    for one in done:
        place = other_places.get(one.need or "") or homes.get(one.cadres[0])
        if place is None:
            continue
        for base, mode in (bases[volunteer] for volunteer in one.volunteers if volunteer in bases):
            if mode in times and (mode not in known or {base.id, place.id} <= known[mode]):
                yield one.station, times[mode].minutes(base, place)


def _bases(session: Session) -> dict[str, tuple[Place, str]]:
    """Where each volunteer sets out, and their mode."""
    query = select(Volunteer.id, Volunteer.latitude, Volunteer.longitude, Volunteer.mode)
    rows = session.exec(query.where(col(Volunteer.erased_at).is_(None))).all()
    return {key: (Place(key, Point(lat=lat, lon=lon)), mode) for key, lat, lon, mode in rows}


def _homes(session: Session) -> dict[str, Place]:
    query = select(Cadre.id, Cadre.latitude, Cadre.longitude).where(col(Cadre.erased_at).is_(None))
    rows = session.exec(query).all()
    return {key: Place(key, Point(lat=lat, lon=lon)) for key, lat, lon in rows}


def _places_of_needs(session: Session) -> dict[str, Place]:
    """Where needs are served that are not served at home."""
    groups = {group.id: group for group in session.exec(select(Group)).all()}
    points = {need.id: elsewhere(need, groups.get(need.group_id or "")) for need in session.exec(select(Need)).all()}
    return {key: Place(key, point) for key, point in points.items() if point is not None}
