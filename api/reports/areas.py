"""Of what a report tells: everything, a region or a station; and the parts below it, which add up to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, select

from api.authority.scope import beyond_scope
from api.errors import Unacceptable, no_such
from api.tables.places import Region, RegionKind, Station


class AreaKind(StrEnum):
    """Everything there is, a region, or a station."""

    ALL = "all"
    REGION = "region"
    STATION = "station"


@dataclass(frozen=True)
class Area:
    """`stations` are those in it or below it; `level` is the region's kind or the station's state."""

    kind: AreaKind
    id: str | None
    name: str
    level: str
    stations: frozenset[str]


@dataclass(frozen=True)
class Territory:
    """An area with the areas right below it, and all that lies there by id."""

    whole: Area
    parts: tuple[Area, ...]
    stations: dict[str, Station]
    regions: dict[str, Region]

    def station_name(self, station: str) -> str:
        """What people call it."""
        return self.stations[station].name

    def community(self, station: str) -> Region:
        """The community (社区) in which the station lies; where no community is drawn, the region right above it."""
        home = self.regions[self.stations[station].region_id]
        region: Region | None = home
        while region is not None and region.kind is not RegionKind.COMMUNITY:
            region = self.regions.get(region.parent_id or "")
        return region or home


def territory(session: Session, *, region_id: str | None, station_id: str | None) -> Territory:
    """What the asker may know of; raises NotFound, and Unacceptable where both are named.

    Regions of which they may know of no station are left out, since their figures would be none and not zero.
    """
    if region_id is not None and station_id is not None:
        raise Unacceptable(
            "ONE_AREA",
            zh="区域（region_id）和服务站（station_id）只能指定一个。",
            en="Expected a region_id or a station_id, not both.",
        )
    regions = {region.id: region for region in session.exec(select(Region).order_by(Region.name, Region.id)).all()}
    stations = {one.id: one for one in session.exec(select(Station).order_by(Station.name, Station.id)).all()}
    if station_id is not None:
        if station_id not in stations:
            raise no_such("服务站", "station")
        return Territory(_of_station(stations[station_id]), (), stations, regions)
    if region_id is not None and region_id not in regions:
        raise no_such("区域", "region")
    below = _stations_below(regions, stations.values())
    with beyond_scope(session):
        everywhere = _stations_below(regions, session.exec(select(Station)).all())
    hidden = {region for region in regions if everywhere[region] and not below[region]}
    if region_id in hidden:
        raise no_such("区域", "region")
    parts = [
        _of_region(one, below[one.id])
        for one in regions.values()
        if one.parent_id == region_id and one.id not in hidden
    ]
    parts += [_of_station(one) for one in stations.values() if one.region_id == region_id]
    if region_id is not None:
        whole = _of_region(regions[region_id], below[region_id])
    else:
        whole = Area(AreaKind.ALL, None, "全部 all", "", frozenset(stations))
    return Territory(whole, tuple(parts), stations, regions)


def _of_region(region: Region, stations: Iterable[str]) -> Area:
    return Area(AreaKind.REGION, region.id, region.name, region.kind, frozenset(stations))


def _of_station(station: Station) -> Area:
    return Area(AreaKind.STATION, station.id, station.name, station.state, frozenset({station.id}))


def _stations_below(regions: dict[str, Region], stations: Iterable[Station]) -> dict[str, set[str]]:
    below: dict[str, set[str]] = {region: set() for region in regions}
    for station in stations:
        above: str | None = station.region_id
        while above is not None and station.id not in below[above]:
            below[above].add(station.id)
            above = regions[above].parent_id
    return below
