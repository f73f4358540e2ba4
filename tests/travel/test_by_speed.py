"""Minutes by speed: ceil(fixed + haversine × detour / speed), 0 where the two points are equal."""

from math import pi

import pytest

from matcher.domain import Point
from matcher.travel import Place
from matcher.travel.by_speed import EARTH_RADIUS_METRES, LONGEST, TravelBySpeed, haversine_metres


def here(lat: float, lon: float) -> Place:
    return Place("x", Point(lat=lat, lon=lon))


@pytest.mark.parametrize(
    ("a", "b", "radii"),
    [
        ((0, 0), (1, 0), pi / 180),  # one degree of a meridian
        ((0, 0), (0, 90), pi / 2),  # a quarter of the equator
        ((-90, 0), (90, 0), pi),  # from pole to pole
        ((0, -179), (0, 179), 2 * pi / 180),  # over the date line
        # cos² 45° · sin² 45° = 1/4, √ 1/4 = 1/2, asin 1/2 = π/6, doubled
        ((45, 0), (45, 90), pi / 3),
        ((24.35, 109.4), (24.35, 109.4), 0),
    ],
)
def test_the_haversine_distance_is_what_the_sphere_says(
    a: tuple[float, float], b: tuple[float, float], radii: float
) -> None:
    metres = haversine_metres(here(*a).point, here(*b).point)

    assert metres == pytest.approx(radii * 6_371_008.8, rel=1e-12, abs=1e-9)


def test_a_thousandth_of_a_degree_takes_two_minutes_on_foot_and_three_by_bike() -> None:
    walk, e_bike = TravelBySpeed(75, 1.3, 0), TravelBySpeed(250, 1.3, 2)

    on_foot = walk.minutes(here(24.35, 109.4), here(24.351, 109.4))
    by_bike = e_bike.minutes(here(24.35, 109.4), here(24.351, 109.4))

    # 111.195 m × 1.3 = 144.55 m; / 75 = 1.93; 2 + 144.55 / 250 = 2.58
    assert (on_foot, by_bike) == (2, 3)


def test_a_way_of_exactly_whole_minutes_is_not_rounded_up() -> None:
    degree = haversine_metres(here(0, 0).point, here(1, 0).point)
    travel = TravelBySpeed(degree / 10, 1, 0)

    assert travel.minutes(here(0, 0), here(1, 0)) == 10


def test_equal_points_take_no_time_whatever_the_fixed_minutes_and_a_metre_takes_them() -> None:
    travel = TravelBySpeed(250, 1.3, 2)

    assert travel.minutes(here(24.35, 109.4), here(24.35, 109.4)) == 0
    assert travel.minutes(here(24.35, 109.4), here(24.35001, 109.4)) == 3


def test_no_way_is_longer_than_any_that_can_be_taken() -> None:
    travel = TravelBySpeed(1, 1, 0)

    assert travel.minutes(here(-90, 0), here(90, 0)) == LONGEST


@pytest.mark.parametrize(("fixed", "minutes"), [(0, 15), (2, 15), (14.5, 15), (15, 15), (16, 15), (0, 0)])
def test_no_place_beyond_the_furthest_metres_is_reached_in_the_minutes(fixed: float, minutes: int) -> None:
    travel = TravelBySpeed(75, 1.3, fixed)

    metres = travel.furthest_metres(minutes)

    beyond = here(24.35 + (metres + 0.01) / (EARTH_RADIUS_METRES * pi / 180), 109.4)
    assert travel.minutes(here(24.35, 109.4), beyond) > minutes
