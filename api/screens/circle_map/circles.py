"""How far the circle of a station reaches by each mode of travel, and how long each cadre's way to a station is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from api.exchange.labels import MODES
from api.policies.effective import policy_of
from api.reports.circle import DEFAULT_MINUTES
from api.reports.nearest import NEVER, nearest_minutes
from api.settings import Settings
from api.tables.cadres import Cadre
from api.tables.places import Station
from api.weeks.consenting import may_be_served
from api.weeks.scope import OPEN, regions_above
from matcher.domain import Point, Text
from matcher.rules.hard.service_circle import ServiceCircle
from matcher.travel import Place, TravelTimes, times_by_mode


@dataclass(frozen=True)
class Ring:
    """As far as one mode of travel gets within the minutes, in a straight line."""

    mode: str
    name: Text
    metres: int


@dataclass(frozen=True)
class Home:
    """A cadre, and the minutes to the nearest open station; None where there is none."""

    cadre: Cadre
    station: str
    minutes: int | None
    is_inside: bool


def speeds(settings: Settings) -> dict[str, TravelTimes]:
    """Modes that travel by speed; a matrix draws no circle."""
    return times_by_mode({name: mode for name, mode in settings.travel.items() if mode.matrix is None})


def circle_minutes(session: Session, region_id: str) -> int:
    """As the rules in force in the region say."""
    rules = policy_of(session, regions_above(session, region_id)).rules
    return next((rule.minutes for rule in rules if isinstance(rule, ServiceCircle)), DEFAULT_MINUTES)


def rings(times: dict[str, TravelTimes], minutes: int) -> list[Ring]:
    """The widest first, so that each is drawn over those that hold it."""
    found = [
        Ring(mode, MODES.get(mode, Text(mode, mode)), int(one.furthest_metres(minutes))) for mode, one in times.items()
    ]
    return sorted(found, key=lambda ring: -ring.metres)


def homes(session: Session, stations: Sequence[Station], times: TravelTimes, minutes: int, today: date) -> list[Home]:
    """Cadres of these stations, those furthest from any open station first."""
    cadres = session.exec(
        select(Cadre)
        .where(may_be_served(today), col(Cadre.station_id).in_([one.id for one in stations]))
        .order_by(col(Cadre.pinyin), Cadre.id)
    ).all()
    open_stations = session.exec(select(Station).where(col(Station.state).in_(OPEN))).all()
    ways = nearest_minutes(_places(cadres), _places(open_stations), times)
    names = {one.id: one.name for one in stations}
    found = [
        Home(cadre, names[cadre.station_id], way if way < NEVER else None, way <= minutes)
        for cadre, way in zip(cadres, ways, strict=True)
    ]
    return sorted(found, key=lambda one: -(one.minutes if one.minutes is not None else NEVER))


def _places(rows: Iterable[Cadre | Station]) -> list[Place]:
    return [Place(one.id, Point(lat=one.latitude, lon=one.longitude)) for one in rows]
