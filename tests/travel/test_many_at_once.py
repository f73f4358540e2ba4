"""Ways computed many at once are bit for bit those computed one by one, wherever the points lie."""

from itertools import product
from math import nextafter
from random import Random

import numpy as np
import pytest

from matcher.domain import Point
from matcher.travel import Place
from matcher.travel.by_speed import TravelBySpeed, haversine_metres

MODES = [(75, 1.3, 0), (250, 1.3, 2), (100.01, 1, 0.5), (1e5, 1, 0), (0.01, 1, 0), (3, 100, 1439.5)]


def differences(points: list[Point], travel: TravelBySpeed) -> list[tuple[Point, Point]]:
    """Pairs of points whose way is not the same one by one."""
    places = [Place(str(number), point) for number, point in enumerate(points)]
    many = travel.among(places)(np.arange(len(places))[:, None], np.arange(len(places))[None, :])
    return [
        (a.point, b.point)
        for (i, a), (j, b) in product(enumerate(places), repeat=2)
        if many[i, j] != travel.minutes(a, b)
    ]


def around(dice: Random, lat: float, lon: float, degrees: float) -> Point:
    return Point(lat=lat + dice.uniform(-degrees, degrees), lon=lon + dice.uniform(-degrees, degrees))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("degrees", [1e-9, 1e-6, 1e-3, 0.1, 20])
def test_random_points_near_and_far(degrees: float, mode: tuple[float, float, float]) -> None:
    dice = Random(f"{degrees} {mode}")
    points = [around(dice, 24.35, 109.4, degrees) for _ in range(50)]

    assert differences(points, TravelBySpeed(*mode)) == []


@pytest.mark.parametrize("mode", MODES)
def test_poles_the_date_line_antipodes_and_neighbours_in_the_last_bit(mode: tuple[float, float, float]) -> None:
    corners = [(90, 0), (90, 50), (-90, 0), (-90, -180), (0, 180), (0, -180), (0, 0), (45, 180), (45, -180)]
    city = [(24.35, 109.4), (nextafter(24.35, 90), 109.4), (24.35, nextafter(109.4, 0)), (-24.35, -70.6)]
    points = [Point(lat=lat, lon=lon) for lat, lon in corners + city + city]

    assert differences(points, TravelBySpeed(*mode)) == []


@pytest.mark.parametrize("off", [0, 1e-15, 1e-12, 1e-9, 1e-7, 1e-6, 3e-6, 1e-5])
@pytest.mark.parametrize(
    ("degrees", "is_antipodal", "most"),
    [(0.1, False, 60), (10, False, 1440), (3e-5, False, 9999), (1e-5, True, 1440)],
    ids=["in a city", "in a country", "in a yard, at a snail's pace", "across the world"],
)
def test_speeds_chosen_so_that_a_way_takes_almost_whole_minutes(
    degrees: float, is_antipodal: bool, most: int, off: float
) -> None:
    dice = Random(f"{degrees} {most} {off}")
    disputed = []

    for _ in range(60):
        a = around(dice, 24.35, 100, 20)
        b = around(dice, -a.lat if is_antipodal else a.lat, a.lon - 180 if is_antipodal else a.lon, degrees)
        minutes = dice.randint(1, most) + dice.choice((off, -off))
        disputed += differences([a, b], TravelBySpeed(haversine_metres(a, b) / minutes, 1, 0))

    assert disputed == []
