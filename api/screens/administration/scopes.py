"""Whose data a user or a key reaches: a region with all below it, one station, or everything; as one choice in a form."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from api.tables.places import Region, Station


@dataclass(frozen=True)
class Scopes:
    """Regions and stations by the key of the choice: `region:…`, `station:…`."""

    regions: tuple[tuple[str, str], ...]
    stations: tuple[tuple[str, str], ...]

    def name(self, region_id: str | None, station_id: str | None) -> str:
        """Of the place, empty for everything."""
        key = key_of(region_id, station_id)
        return next((name for one, name in (*self.regions, *self.stations) if one == key), "")


def scopes(session: Session) -> Scopes:
    """All there are, by pinyin."""
    regions = session.exec(select(Region).order_by(col(Region.kind), col(Region.pinyin))).all()
    stations = session.exec(select(Station).order_by(col(Station.pinyin))).all()
    return Scopes(
        tuple((f"region:{one.id}", one.name) for one in regions),
        tuple((f"station:{one.id}", one.name) for one in stations),
    )


def key_of(region_id: str | None, station_id: str | None) -> str:
    """As the form writes it."""
    if station_id is not None:
        return f"station:{station_id}"
    return f"region:{region_id}" if region_id is not None else ""


def scope_of(key: str) -> dict[str, str | None]:
    """The two fields; whether such a place is there, the room of users says."""
    kind, _, wanted = key.partition(":")
    return {
        "region_id": wanted if kind == "region" and wanted else None,
        "station_id": wanted if kind == "station" and wanted else None,
    }
