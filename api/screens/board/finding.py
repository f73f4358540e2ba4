"""Which roster holds a place's week: its own, or that of a region above; and those that cover parts of it."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from api.screens.shell.place import Place
from api.tables.places import Station
from api.tables.rosters import Roster
from api.weeks.scope import OPEN, regions_above, regions_below


def roster_of(session: Session, place: Place) -> Roster | None:
    """The one that covers the whole place: at most one does, since rosters of a week never overlap."""
    here = place.station.region_id if place.station is not None else place.region.id if place.region else None
    if here is None:
        return None
    above = [one.id for one in regions_above(session, here)]
    own = place.station.id if place.station is not None else None
    covering = or_(col(Roster.region_id).in_(above), col(Roster.station_id).in_([own] if own is not None else []))
    return session.exec(select(Roster).where(Roster.week == place.monday, covering).order_by(Roster.id)).first()


def rosters_of_parts(session: Session, place: Place) -> Sequence[Roster]:
    """Of regions and stations below a region that has none itself."""
    if place.region is None:
        return ()
    below = regions_below(session, place.region.id)
    stations = select(Station.id).where(col(Station.region_id).in_(below))
    inside = or_(col(Roster.region_id).in_(below), col(Roster.station_id).in_(stations))
    return session.exec(select(Roster).where(Roster.week == place.monday, inside).order_by(Roster.id)).all()


def stations_at(session: Session, place: Place) -> frozenset[str]:
    """Ids of the open stations that the place means."""
    if place.station is not None:
        return frozenset({place.station.id})
    if place.region is None:
        return frozenset(one.id for one in place.stations)
    below = regions_below(session, place.region.id)
    return frozenset(one.id for one in place.stations if one.region_id in below and one.state in OPEN)


def key_of(roster: Roster) -> str:
    """The place that a roster is of, as it stands in an address."""
    return f"station:{roster.station_id}" if roster.station_id is not None else f"region:{roster.region_id}"


def board_address(roster: Roster) -> str:
    """Where its board is."""
    return f"/board?place={key_of(roster)}&week={roster.week}"
