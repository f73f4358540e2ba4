"""What lies at the station, or in the region, that a page is about."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col

from api.registry.listing import stations_below
from api.screens.shell.place import Place


def within(place: Place, station_id: Any) -> list[ColumnElement[bool]]:
    """Conditions on a column of station ids; none where the asker's whole scope is meant."""
    if place.station is not None:
        return [col(station_id) == place.station.id]
    return [col(station_id).in_(stations_below(place.region.id))] if place.region is not None else []
