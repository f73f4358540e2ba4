"""Travel by speed: minutes = ceil(fixed + haversine(a, b) × detour / speed), 0 where a equals b.

The haversine distance of two points with latitudes φ, longitudes λ (radians) on a sphere of radius R = 6 371 008.8 m is
2 R asin √(sin²((φ₂ − φ₁) / 2) + cos φ₁ cos φ₂ sin²((λ₂ − λ₁) / 2)).
"""

from collections.abc import Sequence
from math import asin, ceil, cos, radians, sin, sqrt

import numpy as np

from matcher.domain import Point
from matcher.travel.times import Indices, Minutes, Place, Ways

EARTH_RADIUS_METRES = 6_371_008.8
LONGEST = 10_000
"""Ways are cut off here: no availability window is longer than a day, so no longer way can ever be taken."""


def haversine_metres(a: Point, b: Point) -> float:
    """Great-circle distance of two points."""
    half_lat, half_lon = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_METRES * asin(min(1.0, sqrt(chord)))


class TravelBySpeed:
    """Straight-line travel with a detour factor and fixed minutes."""

    obeys_triangle = True

    def __init__(self, metres_per_minute: float, detour: float, fixed_minutes: float) -> None:
        self.metres_per_minute = metres_per_minute
        self.detour = detour
        self.fixed_minutes = fixed_minutes

    def minutes(self, origin: Place, destination: Place) -> int:
        """Whole minutes, rounded up."""
        a, b = origin.point, destination.point
        if (a.lat, a.lon) == (b.lat, b.lon):
            return 0
        exact = self.fixed_minutes + haversine_metres(a, b) * self.detour / self.metres_per_minute
        return min(ceil(exact), LONGEST)

    def among(self, places: Sequence[Place]) -> Ways:
        """Vectorised; bit for bit what `minutes` says."""
        return _WaysBySpeed(self, places)

    def furthest_metres(self, minutes: int) -> float:
        """Straight metres that the minutes allow (with a metre to spare for rounding)."""
        metres = (minutes - self.fixed_minutes) * self.metres_per_minute / self.detour
        return metres + 1.0 if metres >= 0 else 0.0


class _WaysBySpeed:
    """Chords between unit vectors; whatever comes near a whole minute is asked again of the exact formula."""

    NEAR_IN_RADIANS = 1e-13
    """Coordinates of unit vectors are exact to 5e-16, angles of chords up to 0.9 diameters to 1e-14."""

    def __init__(self, times: TravelBySpeed, places: Sequence[Place]) -> None:
        self._times = times
        self._places = places
        self._lat = np.array([place.point.lat for place in places], dtype=np.float64)
        self._lon = np.array([place.point.lon for place in places], dtype=np.float64)
        lat, lon = np.radians(self._lat), np.radians(self._lon)
        self._vector = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
        self._minutes_per_radian = EARTH_RADIUS_METRES * times.detour / times.metres_per_minute

    def __call__(self, origins: Indices, destinations: Indices) -> Minutes:
        squared = sum((axis[origins] - axis[destinations]) ** 2 for axis in self._vector)
        half_chord = np.minimum(1.0, np.sqrt(squared) / 2)
        exact = np.minimum(self._times.fixed_minutes + self._minutes_per_radian * 2 * np.arcsin(half_chord), LONGEST)
        minutes: Minutes = np.ceil(exact).astype(np.int32)
        doubtful = np.abs(exact - np.rint(exact)) < 1e-9 + self.NEAR_IN_RADIANS * self._minutes_per_radian
        doubtful |= (half_chord < 0.5 / EARTH_RADIUS_METRES) | (half_chord > 0.9)
        where = np.nonzero(doubtful)
        origin, destination = (np.broadcast_to(ends, minutes.shape)[where] for ends in (origins, destinations))
        equal = (self._lat[origin] == self._lat[destination]) & (self._lon[origin] == self._lon[destination])
        minutes[where] = np.where(equal, 0, minutes[where])
        for a, b, *position in zip(origin[~equal], destination[~equal], *(axis[~equal] for axis in where), strict=True):
            minutes[tuple(position)] = self._times.minutes(self._places[a], self._places[b])
        return minutes
