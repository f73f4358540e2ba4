"""Stations and points around them; illustrative places in and near Liuzhou, no surveyed coordinates.

Offsets are metres turned into degrees by fixed factors: exact arithmetic gives the same point on every machine.
"""

from random import Random

from matcher.domain import Point, Station, TravelMode

METRES_PER_DEGREE_LAT = 111_200
METRES_PER_DEGREE_LON = 101_300
"""At 24.3 degrees north."""

TRAVEL = {
    "walk": TravelMode(metres_per_minute=75, detour=1.3, fixed_minutes=0),
    "e_bike": TravelMode(metres_per_minute=250, detour=1.3, fixed_minutes=2),
    "bus": TravelMode(metres_per_minute=400, detour=1.4, fixed_minutes=7),
}
"""Fifteen minutes reach 865 m, 2 500 m and 2 285 m as the crow flies."""

PILOTS = (
    Station(id="liuxing", name="柳星社区（示例）", district="柳北区", location=Point(lat=24.3500, lon=109.4000)),
    Station(id="wantang", name="弯塘社区（示例）", district="城中区", location=Point(lat=24.3330, lon=109.4120)),
    Station(id="shishan", name="狮山社区（示例）", district="鱼峰区", location=Point(lat=24.3180, lon=109.4230)),
    Station(id="shiyiye", name="十一冶社区（示例）", district="柳南区", location=Point(lat=24.3210, lon=109.3980)),
)


def shifted(origin: Point, east: float, north: float) -> Point:
    """The point so many metres east and north, to five decimals (about a metre)."""
    return Point(
        lat=round(origin.lat + north / METRES_PER_DEGREE_LAT, 5),
        lon=round(origin.lon + east / METRES_PER_DEGREE_LON, 5),
    )


def around(centre: Point, metres: float, dice: Random) -> Point:
    """A point uniform in the disc of this radius."""
    while True:
        east, north = dice.uniform(-metres, metres), dice.uniform(-metres, metres)
        if east * east + north * north <= metres * metres:
            return shifted(centre, east, north)


def short_name(station: Station) -> str:
    """What its people are called after: 柳星社区（示例） is 柳星."""
    return station.name.removesuffix("（示例）").removesuffix("社区")


def station_grid(count: int, spacing: float, dice: Random) -> tuple[Station, ...]:
    """Stations on a square grid, each moved by up to a fifth of the spacing; the rows are the districts."""
    columns = next(width for width in range(1, count + 1) if width * width >= count)
    south_west = Point(lat=24.25, lon=109.33)
    stations = []
    for position in range(count):
        row, column = divmod(position, columns)
        node = shifted(south_west, column * spacing, row * spacing)
        number = f"{position + 1:0{len(str(count))}d}"
        stations.append(
            Station(
                id=f"s{number}",
                name=f"第{number}社区（示例）",
                district=f"示例{row + 1}区",
                location=around(node, spacing / 5, dice),
            )
        )
    return tuple(stations)
