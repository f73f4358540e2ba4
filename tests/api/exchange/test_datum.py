"""Coordinates of Chinese maps become WGS-84 again."""

from math import cos, hypot, radians
from random import Random

import pytest

from api.exchange.datum import Datum, from_wgs84, to_wgs84
from matcher.domain import Point

METRES_PER_DEGREE = 111_320
LIUZHOU = Point(lat=24.33, lon=109.42)


def metres(one: Point, other: Point) -> float:
    """Near enough for places a few hundred metres apart."""
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return hypot(one.lat - other.lat, east) * METRES_PER_DEGREE


def test_liuzhou_lies_on_chinese_maps_where_other_converters_say() -> None:
    shifted = from_wgs84(LIUZHOU, Datum.GCJ02)

    assert (round(shifted.lon, 5), round(shifted.lat, 5)) == (109.42461, 24.32731)


def test_a_chinese_map_is_off_by_enough_to_break_a_fifteen_minute_circle() -> None:
    off = metres(LIUZHOU, from_wgs84(LIUZHOU, Datum.GCJ02))

    # 0.00461° east × cos 24.33° × 111.32 km = 467 m, 0.00269° south = 300 m: together 555 m of the circle's 865 m
    assert off == pytest.approx(555, abs=5)


@pytest.mark.parametrize("datum", Datum)
def test_there_and_back_is_the_same_place_to_a_centimetre_all_over_china(datum: Datum) -> None:
    dice = Random(2013)
    places = [Point(lat=dice.uniform(18, 53), lon=dice.uniform(74, 135)) for _ in range(500)]

    worst = max(metres(place, to_wgs84(from_wgs84(place, datum), datum)) for place in places)

    assert worst < 0.01


@pytest.mark.parametrize("datum", Datum)
@pytest.mark.parametrize(("lat", "lon"), [(90, 180), (-90, -180), (0, 0), (55.8271, 137.8347), (0.8293, 72.004)])
def test_at_the_ends_of_the_earth_and_of_the_shifted_box_a_place_comes_out(
    datum: Datum, lat: float, lon: float
) -> None:
    place = to_wgs84(Point(lat=lat, lon=lon), datum)

    assert metres(place, Point(lat=lat, lon=lon)) < 3000


def test_baidu_turns_further_than_the_other_maps() -> None:
    # Baidu adds 0.0065° and 0.006° to GCJ-02, give or take its waves of 0.00002°
    gcj, baidu = from_wgs84(LIUZHOU, Datum.GCJ02), from_wgs84(LIUZHOU, Datum.BD09)

    assert baidu.lon - gcj.lon == pytest.approx(0.0065, abs=0.0004)
    assert baidu.lat - gcj.lat == pytest.approx(0.006, abs=0.0004)
