"""A place as a map shows it when asked: longitude and latitude in one cell, kept as WGS-84."""

import re
from dataclasses import dataclass

from api.exchange.datum import Datum, to_wgs84
from api.exchange.kinds.kind import Kind, Terms, Unfit
from api.exchange.kinds.text import text_of
from api.exchange.normal import compact
from api.exchange.reading.grid import Value
from matcher.domain import Point, Text

DEGREES = r"[-+]?\d{1,3}(?:\.\d{1,20})?"
PAIR = re.compile(rf"\(?({DEGREES})°?\s*[EN]?\s*[,;、/\s]\s*({DEGREES})°?\s*[EN]?\)?", re.IGNORECASE)


@dataclass(frozen=True)
class Place(Kind):
    """Longitude first as Chinese maps copy it; latitude first is known by its value."""

    widest = 22

    @property
    def expected(self) -> Text:
        """By example."""
        return Text("longitude,latitude in degrees such as 109.42,24.33", "经度,纬度（度），如109.42,24.33")

    def read(self, value: Value, terms: Terms) -> tuple[float, float]:
        """Latitude and longitude in WGS-84; without a datum as they stand, since that is refused elsewhere."""
        pair = PAIR.fullmatch(compact(text_of(value)))
        if pair is None:
            raise Unfit()
        first, second = float(pair[1]), float(pair[2])
        orders = [(second, first), (first, second)]
        sound = [(lat, lon) for lat, lon in orders if abs(lat) <= 90 and abs(lon) <= 180]
        if not sound:
            raise Unfit("OUT_OF_RANGE")
        lat, lon = next((one for one in sound if _in_china(*one)), sound[0])
        point = to_wgs84(Point(lat=lat, lon=lon), terms.datum or Datum.WGS84)
        return point.lat, point.lon

    def write(self, value: tuple[float, float]) -> str:
        """All digits, so that the same point is read again."""
        latitude, longitude = value
        return f"{_decimal(longitude)},{_decimal(latitude)}"


def _in_china(lat: float, lon: float) -> bool:
    return 3 <= lat <= 54 and 73 <= lon <= 136


def _decimal(degrees: float) -> str:
    """Without exponent, to a hundredth of a millimetre where the exact digits need one."""
    text = repr(degrees)
    return text if "e" not in text else f"{degrees:.10f}"
