"""Whose week it is: one station, or a region with all stations below it that are open."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from api.errors import no_such
from api.tables.places import Region, Station, StationState
from api.tables.rosters import Roster

OPEN = (StationState.PILOT, StationState.ACTIVE)


@dataclass(frozen=True)
class Scope:
    """Stations that share their volunteers in one roster, and the regions above them, the city first."""

    stations: tuple[Station, ...]
    regions: tuple[Region, ...]

    @property
    def station_ids(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(station.id for station in self.stations)


def scope_of(session: Session, roster: Roster) -> Scope:
    """The scope of a roster; raises NotFound where its region or station is gone."""
    if roster.station_id is not None:
        station = session.get(Station, roster.station_id)
        if station is None:
            raise no_such("服务站", "station")
        return Scope((station,), regions_above(session, station.region_id))
    assert roster.region_id is not None, "a roster has a region or a station"
    return Scope(tuple(open_stations(session, roster.region_id)), regions_above(session, roster.region_id))


def regions_above(session: Session, region_id: str) -> tuple[Region, ...]:
    """The region and all above it, the topmost first; raises NotFound."""
    chain: list[Region] = []
    wanted: str | None = region_id
    while wanted is not None and wanted not in {region.id for region in chain}:
        region = session.get(Region, wanted)
        if region is None:
            raise no_such("区域", "region")
        chain.append(region)
        wanted = region.parent_id
    return tuple(reversed(chain))


def regions_below(session: Session, region_id: str) -> frozenset[str]:
    """Ids of the region and all below it."""
    children: dict[str | None, list[str]] = {}
    for region in session.exec(select(Region)).all():
        children.setdefault(region.parent_id, []).append(region.id)
    found, waiting = {region_id}, [region_id]
    while waiting:
        for child in children.get(waiting.pop(), []):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def open_stations(session: Session, region_id: str) -> Iterable[Station]:
    """Stations at work in the region or below it, by id."""
    inside = col(Station.region_id).in_(regions_below(session, region_id))
    return session.exec(select(Station).where(inside, col(Station.state).in_(OPEN)).order_by(Station.id)).all()
