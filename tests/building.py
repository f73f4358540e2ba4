"""A street that is easy to reckon with: place k lies k minutes of walking up the street, so from a to b it is |a − b| minutes.

Everything is built with good defaults on the Monday of one week; a test names only what it is about:

    week = problem(needs=[need(service="legal")], volunteers=[volunteer(services=["household"])])
    mine = roster(visit("n1", "09:00", "v1"))
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from matcher.domain import (
    Cadre,
    Familiarity,
    Matrix,
    Need,
    Override,
    Point,
    Problem,
    PublishedVisit,
    Roster,
    Station,
    TravelMode,
    Visit,
    Volunteer,
    Week,
    Window,
)
from matcher.domain.clock import midnight, minutes_between
from matcher.engine.plan import Plan
from matcher.policy import Policy, default_policy
from matcher.rules.catalogue import CATALOGUE

MONDAY = date(2026, 11, 23)

METRES_PER_DEGREE = 111_195.08
"""Along a meridian: 2π · 6 371 008.8 m / 360."""

WALK = TravelMode(metres_per_minute=100.01)
"""Places are 100 m apart: a way of k places takes just under k minutes, and is rounded up to k."""


def place(minutes: float) -> Point:
    """So many minutes of walking up the street."""
    return Point(lat=24.35 + 100 * minutes / METRES_PER_DEGREE, lon=109.4)


def at(clock: str, day: int = 0) -> datetime:
    """A local time such as "09:30" on a date counted from Monday; "24:00" closes it."""
    hour, minute = clock.split(":")
    return midnight(MONDAY) + timedelta(days=day, hours=int(hour), minutes=int(minute))


def window(start: str = "08:00", end: str = "12:00", day: int = 0) -> Window:
    """From start to end on one date."""
    return Window(start=at(start, day), end=at(end, day))


def windows(start: str, end: str, days: Iterable[int]) -> list[Window]:
    """The same hours on several dates."""
    return [window(start, end, day) for day in days]


def station(name: str = "s1", where: float = 0) -> Station:
    """A station on the street."""
    return Station(id=name, name=name, location=place(where))


def cadre(name: str = "c1", where: float = 0, **more: Any) -> Cadre:
    """A cadre of station s1 who lives there."""
    return Cadre.model_validate({"id": name, "station": "s1", "location": place(where)} | more)


def volunteer(name: str = "v1", where: float = 0, **more: Any) -> Volunteer:
    """A volunteer of station s1 who does household work on Monday morning, on foot."""
    given = {"id": name, "station": "s1", "location": place(where), "services": ["household"]}
    return Volunteer.model_validate(given | {"availability": [window()]} | more)


def need(name: str = "n1", of: str = "c1", **more: Any) -> Need:
    """One household visit of an hour on Monday morning."""
    given = {"id": name, "cadre": of, "service": "household", "minutes": 60, "windows": [window()]}
    return Need.model_validate(given | more)


def published(
    of: str, start: str, *volunteers: str, day: int = 0, pinned: bool = False, overrides: Iterable[Override] = ()
) -> PublishedVisit:
    """A visit that people already hold in their hands."""
    return PublishedVisit(
        need=of, start=at(start, day), volunteers=volunteers, pinned=pinned, overrides=tuple(overrides)
    )


def overriding(*rules: str, reason: str = "agreed by telephone") -> tuple[Override, ...]:
    """A visit's overrides of these rules."""
    return tuple(Override(rule=rule, reason=reason) for rule in rules)


def knows(volunteer: str, cadre: str, visits: int = 3) -> Familiarity:
    """A volunteer has visited a cadre before."""
    return Familiarity(cadre=cadre, volunteer=volunteer, visits=visits)


def problem(
    needs: Sequence[Need] | None = None,
    volunteers: Sequence[Volunteer] | None = None,
    cadres: Sequence[Cadre] | None = None,
    *,
    days: int = 7,
    grid: int = 5,
    **more: Any,
) -> Problem:
    """One need, one volunteer; every cadre whom a need names lives at place 0 unless given."""
    needs = [need()] if needs is None else needs
    named = dict.fromkeys(name for one in needs for name in one.cadres)
    cadres = list(cadres or [])
    cadres += [cadre(name) for name in named if name not in {one.id for one in cadres}]
    given = {
        "week": Week(start=MONDAY, days=days),
        "timezone": "Asia/Shanghai",
        "grid_minutes": grid,
        "travel": {"walk": WALK},
        "stations": [station()],
        "cadres": cadres,
        "volunteers": [volunteer()] if volunteers is None else volunteers,
        "needs": needs,
    }
    return Problem.model_validate(given | more)


def matrix(points: Sequence[str], minutes: Sequence[Sequence[int]]) -> TravelMode:
    """A mode whose ways are looked up."""
    return TravelMode(matrix=Matrix(points=tuple(points), minutes=tuple(tuple(row) for row in minutes)))


def visit(of: str, start: str, *volunteers: str, day: int = 0, minutes: int = 60, **more: Any) -> Visit:
    """A visit of a need at a time by its volunteers."""
    begin = at(start, day)
    return Visit(need=of, start=begin, end=begin + timedelta(minutes=minutes), volunteers=volunteers, **more)


def roster(*visits: Visit, **claims: Any) -> Roster:
    """As made by hand: it claims nothing unless told to."""
    return Roster(visits=visits, **claims)


def plan(week: Problem, visits: Iterable[Visit]) -> Plan:
    """The same visits in the engine's integers; they must lie on dates of the week."""
    needs = {one.id: position for position, one in enumerate(week.needs)}
    people = {one.id: position for position, one in enumerate(week.volunteers)}
    rows = []
    for one in visits:
        day = (one.start.date() - week.week.start).days
        assert 0 <= day < week.week.days, "the engine knows only dates of the week"
        start = minutes_between(midnight(week.week.start), one.start)
        rows.append((needs[one.need] * week.week.days + day, start, [people[who] for who in one.volunteers]))
    return Plan.of(rows)


def policy(*, off: Iterable[str] = (), soft: Iterable[str] | None = None, **parameters: dict[str, Any]) -> Policy:
    """The default policy without the rules in `off`, of the soft ones only those in `soft` (all if None), with other
    parameters by rule."""
    ours = {rule.name: rule for rule in default_policy().rules}
    off = set(off)
    if soft is not None:
        off |= {rule.name for rule in default_policy().soft} - set(soft)
    unknown = (off | parameters.keys()) - ours.keys()
    assert not unknown, f"no such rules: {unknown}"
    kinds = [kind for kind in CATALOGUE if kind.name not in off]
    return Policy(
        "test",
        tuple(kind.model_validate(ours[kind.name].model_dump() | parameters.get(kind.name, {})) for kind in kinds),
    )
