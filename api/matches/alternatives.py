"""Where nobody can come as asked: other times of the week, somebody a little further away, partners, the next station."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import cos, degrees, radians

from sqlmodel import Session, col, select

from api.matches.found import Alternatives, FurtherAway, Neighbour, OtherTime
from api.matches.indexes import WIDER_BY, Ready
from api.tables.people import Organisation, OrganisationKind, Volunteer
from api.tables.places import Station
from api.weeks.scope import OPEN
from matcher.domain import Need, Point, Window
from matcher.domain.clock import midnight
from matcher.matching import MatchIndex, Option, offered
from matcher.rules.hard.service_circle import ServiceCircle
from matcher.travel import Place, place_of, travel_times
from matcher.travel.by_speed import EARTH_RADIUS_METRES

MOST = 3
FURTHEST = 20_000
"""Metres within which neighbours are looked for where no circle says less."""
HELPERS = (OrganisationKind.PARTNER, OrganisationKind.HEALTH_CENTRE)


def alternatives(session: Session, ready: Ready, need: Need, now: datetime) -> Alternatives:
    """Everything that can be said without asking anybody."""
    circle = _circle(ready.index)
    return Alternatives(
        other_times=tuple(_other_times(ready.index, need, now)),
        further_away=tuple(_further_away(ready, need, now)),
        circle_minutes=circle + WIDER_BY if circle is not None else None,
        partners=tuple(_partners(session, need.service)),
        neighbours=tuple(_neighbours(session, ready.index, need)),
    )


def _other_times(index: MatchIndex, need: Need, now: datetime) -> Iterator[OtherTime]:
    """Those nearest to the windows asked for, by different people."""
    first, day = max(now.date(), index.problem.week.start), timedelta(days=1)
    days = [Window(start=midnight(one), end=midnight(one) + day) for one in index.problem.week.dates if one >= first]
    if not days:
        return
    found = offered(index, need.model_copy(update={"windows": tuple(days)}), 10 * MOST, now=now)
    undisturbed = [option for option in found.options if option.disturbs == "nothing"]
    for option in sorted(undisturbed, key=lambda option: (_away(option, need), option.points))[:MOST]:
        yield OtherTime(start=option.start, end=option.end, volunteers=option.volunteers, points=option.points)


def _away(option: Option, need: Need) -> timedelta:
    """From the nearest window."""
    none = timedelta()
    return min(max(window.start - option.start, option.end - window.end, none) for window in need.windows)


def _further_away(ready: Ready, need: Need, now: datetime) -> Iterator[FurtherAway]:
    if ready.wider is not None:
        for option in offered(ready.wider, need, MOST, now=now).options:
            yield FurtherAway(
                start=option.start,
                end=option.end,
                volunteers=option.volunteers,
                ways=option.ways or (),
                points=option.points,
            )


def _partners(session: Session, service: str) -> Iterator[str]:
    """Organisations that take over such services (家政服务联盟, 社区卫生服务中心)."""
    helpers = select(Organisation).where(col(Organisation.kind).in_(HELPERS)).order_by(Organisation.name)
    for one in session.exec(helpers).all():
        if service in one.services:
            yield one.id


def _neighbours(session: Session, index: MatchIndex, need: Need) -> Iterator[Neighbour]:
    """Open stations outside this roster with people who offer the service and live near enough, most people first."""
    problem, there, circle = index.problem, place_of(need, index.problem), _circle(index)
    modes = {mode: travel for mode, travel in travel_times(problem).items() if problem.travel[mode].matrix is None}
    furthest = max((travel.furthest_metres(circle) for travel in modes.values()), default=0) if circle else FURTHEST
    north = degrees(min(furthest, FURTHEST) / EARTH_RADIUS_METRES)
    east = north / max(0.01, cos(radians(there.point.lat)))
    others = (
        select(Volunteer)
        .join(Station, col(Station.id) == Volunteer.station_id)
        .where(
            col(Volunteer.active),
            col(Station.state).in_(OPEN),
            col(Station.id).not_in(problem.station_by_id.keys()),
            col(Volunteer.latitude).between(there.point.lat - north, there.point.lat + north),
            col(Volunteer.longitude).between(there.point.lon - east, there.point.lon + east),
        )
    )
    ways: dict[str, list[int]] = defaultdict(list)
    for one in session.exec(others).all():
        if need.service in one.services and one.mode in modes:
            base = Place(one.id, Point(lat=one.latitude, lon=one.longitude))
            way = modes[one.mode].minutes(base, there)
            if circle is None or way <= circle:
                ways[one.station_id].append(way)
    for station, found in sorted(ways.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST]:
        yield Neighbour(station=station, volunteers=len(found), nearest_way=min(found))


def _circle(index: MatchIndex) -> int | None:
    return next((rule.minutes for rule in index.policy.hard if isinstance(rule, ServiceCircle)), None)
