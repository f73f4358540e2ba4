"""How many minutes of a week volunteers are down for, and how many they may give."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from sqlmodel import Session, col, select

from api.policies.effective import policy_of
from api.tables.people import Volunteer
from api.tables.places import Station
from api.tables.visits import Visit, VisitState
from api.weeks.scope import regions_above
from matcher.domain.clock import minutes_between
from matcher.rules.hard.load_limits import LoadLimits

NOT_SERVED = (VisitState.CANCELLED, VisitState.NO_SHOW)


def minutes_down_for(session: Session, dates: Collection[date]) -> Counter[str]:
    """By volunteer, of visits that are published on these dates and not called off; ways are not counted."""
    planned = select(Visit.volunteers, Visit.start, Visit.end).where(
        col(Visit.day).in_(dates), col(Visit.state).not_in(NOT_SERVED)
    )
    minutes: Counter[str] = Counter()
    for volunteers, start, end in session.exec(planned).all():
        for one in volunteers:
            minutes[one] += minutes_between(start, end)
    return minutes


def most_minutes(session: Session, volunteers: Iterable[Volunteer]) -> dict[str, int]:
    """Of a week, by id: the volunteer's own limit, or that of the policy at their station."""
    by_station: dict[str, int] = {}
    found = {}
    for one in volunteers:
        if one.max_minutes_per_week is None and one.station_id not in by_station:
            by_station[one.station_id] = _of_policy(session, one.station_id)
        most = one.max_minutes_per_week
        found[one.id] = by_station[one.station_id] if most is None else most
    return found


def _of_policy(session: Session, station_id: str) -> int:
    station = session.get_one(Station, station_id)
    policy = policy_of(session, regions_above(session, station.region_id))
    limits = [rule.minutes_per_week for rule in policy.hard if isinstance(rule, LoadLimits)]
    return limits[0] if limits else 0
