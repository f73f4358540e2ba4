"""What the browser draws, as plain data in the page's language; places of people only where the reader may know where they live."""

from collections.abc import Sequence
from typing import Any

from api.screens.circle_map.circles import Home, Ring
from api.screens.circle_map.tours import Tour
from api.screens.shell.showing import clock
from api.settings import Settings
from api.tables.places import Station
from api.web.language import Language
from matcher.domain import Point


def drawing(
    stations: Sequence[Station],
    rings: Sequence[Ring],
    homes: Sequence[Home],
    tours: Sequence[Tour],
    settings: Settings,
    language: Language,
) -> dict[str, Any]:
    """Pairs of numbers are latitude and longitude, WGS-84."""
    return {
        "tiles": settings.map_tiles,
        "credit": settings.map_credit,
        "stations": [{"at": [one.latitude, one.longitude], "name": one.name} for one in stations],
        "rings": [{"mode": one.mode, "name": getattr(one.name, language), "metres": one.metres} for one in rings],
        "homes": [
            {
                "at": [one.cadre.latitude, one.cadre.longitude],
                "name": one.cadre.name,
                "minutes": one.minutes,
                "inside": one.is_inside,
            }
            for one in homes
        ],
        "tours": [
            {
                "name": tour.volunteer,
                "base": _pair(tour.base),
                "stops": [
                    {"at": _pair(leg.point), "name": "、".join(leg.cadres), "clock": clock(leg.start)}
                    for leg in tour.legs
                ],
            }
            for tour in tours
        ],
    }


def _pair(point: Point) -> list[float]:
    return [point.lat, point.lon]
