"""Chinese maps are shifted on purpose: WGS-84 (satellites, here) → GCJ-02 (高德、腾讯) → BD-09 (百度), and back.

With x, y = degrees east of 105°E and north of 35°N, GCJ-02 adds to a WGS-84 point the metres

    north = −100 + 2x + 3y + 0.2y² + 0.1xy + 0.2√|x| + w(x) + v(y)
    east  =  300 +  x + 2y + 0.1x² + 0.1xy + 0.1√|x| + w(x) + v'(x)

(sums of sines, below) on the ellipsoid of Krasovsky; BD-09 adds a turn about 0.0065°, 0.006°. The formulas are those of
the `eviltransform` project (2013–2015), from which all free converters stem; outside China nothing is shifted. There is no
formula back: the inverses repeat "subtract what the shift would be here" until it does not move, to below a millimetre.
"""

from collections.abc import Callable
from enum import StrEnum
from math import atan2, cos, hypot, pi, radians, sin, sqrt

from matcher.domain import Point

SEMI_MAJOR_AXIS = 6_378_245.0
ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
BAIDU_WAVES = pi * 3000 / 180
BAIDU_LON, BAIDU_LAT = 0.0065, 0.006
CLOSE_ENOUGH = 1e-9
"""Degrees: a tenth of a millimetre."""
MOST_ROUNDS = 30

Shift = Callable[[Point], Point]


class Datum(StrEnum):
    """Which map a coordinate was read from."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_wgs84(point: Point, datum: Datum) -> Point:
    """The same place in WGS-84."""
    match datum:
        case Datum.WGS84:
            return point
        case Datum.GCJ02:
            return _undone(gcj02_from_wgs84, point)
        case Datum.BD09:
            return _undone(gcj02_from_wgs84, _undone(bd09_from_gcj02, point))


def from_wgs84(point: Point, datum: Datum) -> Point:
    """The same place as maps of this datum write it."""
    match datum:
        case Datum.WGS84:
            return point
        case Datum.GCJ02:
            return gcj02_from_wgs84(point)
        case Datum.BD09:
            return bd09_from_gcj02(gcj02_from_wgs84(point))


def gcj02_from_wgs84(point: Point) -> Point:
    """Shifted by some hundred metres."""
    if not _is_shifted(point):
        return point
    x, y = point.lon - 105, point.lat - 35
    fast = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (fast + 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (fast + 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)) * 2 / 3
    latitude = radians(point.lat)
    flat = 1 - ECCENTRICITY_SQUARED * sin(latitude) ** 2
    meridian = SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / flat**1.5
    parallel = SEMI_MAJOR_AXIS / sqrt(flat) * cos(latitude)
    return Point(lat=point.lat + north / meridian * 180 / pi, lon=point.lon + east / parallel * 180 / pi)


def bd09_from_gcj02(point: Point) -> Point:
    """Baidu's further turn."""
    if not _is_shifted(point):
        return point
    radius = hypot(point.lon, point.lat) + 0.00002 * sin(point.lat * BAIDU_WAVES)
    angle = atan2(point.lat, point.lon) + 0.000003 * cos(point.lon * BAIDU_WAVES)
    return Point(lat=radius * sin(angle) + BAIDU_LAT, lon=radius * cos(angle) + BAIDU_LON)


def _undone(shift: Shift, shifted: Point) -> Point:
    """The point that `shift` brings here; a shift bends so little that each round leaves about a thousandth of the error."""
    lat, lon = shifted.lat, shifted.lon
    for _ in range(MOST_ROUNDS):
        there = shift(Point(lat=lat, lon=lon))
        off_lat, off_lon = shifted.lat - there.lat, shifted.lon - there.lon
        lat, lon = lat + off_lat, lon + off_lon
        if abs(off_lat) < CLOSE_ENOUGH and abs(off_lon) < CLOSE_ENOUGH:
            break
    return Point(lat=lat, lon=lon)


def _is_shifted(point: Point) -> bool:
    """The box in which all converters shift; its sides lie outside China."""
    return 72.004 <= point.lon <= 137.8347 and 0.8293 <= point.lat <= 55.8271
