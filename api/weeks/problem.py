"""The rows of one week as the contract's problem: what a rule needs and nothing else of anybody's dossier."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlmodel import Session, col, or_, select

from api.settings import Settings
from api.tables.cadres import Cadre, Hardship
from api.tables.calendar import CalendarDay
from api.tables.needs import Group, Need, NeedFields, NeedWeek, NeedWeekFields, Party
from api.tables.people import AvailabilityException, Volunteer
from api.tables.places import Region, Station
from api.weeks.consenting import may_be_served
from api.weeks.dates import Calendar, dated, joined
from api.weeks.declines import with_declines
from api.weeks.pairs import Pairs, pairs_of
from api.weeks.scope import Scope
from api.weeks.skipped import clocks_jump, of_the_wall, wanted_by_the_wall
from matcher import domain
from matcher.domain import BadInput, Point, Priority, Problem, Week, Window
from matcher.domain.files import sentence

RAISED = {Priority.LOW: Priority.NORMAL, Priority.NORMAL: Priority.HIGH}
"""Needs of cadres with a hardship mark come one step before others (特殊困难老干部优先)."""


def week_problem(
    session: Session,
    settings: Settings,
    scope: Scope,
    monday: date,
    *,
    named: bool = False,
) -> Problem:
    """The week from `monday` for the scope's stations; what is published of it is the roster's to say.

    Names are left empty unless `named`: no rule needs them. Raises BadInput where rows contradict each other.
    """
    week = Week(start=monday)
    calendar = {day.day: day for day in session.exec(select(CalendarDay).where(col(CalendarDay.day).in_(week.dates)))}
    cadres = _cadres(session, scope, week)
    volunteers = session.exec(
        select(Volunteer)
        .where(col(Volunteer.station_id).in_(scope.station_ids), col(Volunteer.active))
        .order_by(Volunteer.id)
    ).all()
    known = {cadre.id: cadre for cadre in cadres}
    hardships = {cadre.id: cadre.hardships for cadre in cadres}
    people = {volunteer.id for volunteer in volunteers}
    exceptions = _exceptions(session, week)
    pairs = pairs_of(session, known)
    needs = list(with_declines(session, week, people, _needs(session, hardships, people, week, calendar, pairs)))
    helpers = [
        _volunteer(volunteer, known, exceptions.get(volunteer.id, {}), week, calendar, named)
        for volunteer in volunteers
    ]
    if clocks_jump(week, zone := ZoneInfo(settings.timezone)):
        needs = [wanted_by_the_wall(need, zone) for need in needs]
        helpers = [of_the_wall(volunteer, zone) for volunteer in helpers]
    try:
        return Problem(
            week=week,
            timezone=settings.timezone,
            grid_minutes=settings.grid_minutes,
            travel=settings.travel,
            stations=tuple(_station(station, _district(session, station), named) for station in scope.stations),
            cadres=tuple(
                domain.Cadre(
                    id=cadre.id, name=cadre.name if named else "", station=cadre.station_id, location=_point(cadre)
                )
                for cadre in cadres
            ),
            volunteers=tuple(helpers),
            needs=tuple(needs),
            history=tuple(pairs.familiarity(known, people)),
        )
    except ValidationError as error:
        raise BadInput(f"The week from {monday}: {sentence(error)}") from None


def _cadres(session: Session, scope: Scope, week: Week) -> Sequence[Cadre]:
    return session.exec(
        select(Cadre)
        .where(col(Cadre.station_id).in_(scope.station_ids), may_be_served(week.dates[-1]))
        .order_by(Cadre.id)
    ).all()


def _district(session: Session, station: Station) -> str:
    region = session.get(Region, station.region_id)
    return region.id if region is not None else ""


def _station(station: Station, district: str, named: bool) -> domain.Station:
    return domain.Station(
        id=station.id, name=station.name if named else "", district=district, location=_point(station)
    )


def _point(row: Station | Cadre | Volunteer) -> Point:
    return Point(lat=row.latitude, lon=row.longitude)


def _exceptions(session: Session, week: Week) -> Mapping[str, Mapping[date, AvailabilityException]]:
    found: dict[str, dict[date, AvailabilityException]] = {}
    this_week = col(AvailabilityException.day).in_(week.dates)
    for one in session.exec(select(AvailabilityException).where(this_week)).all():
        found.setdefault(one.volunteer_id, {})[one.day] = one
    return found


def _volunteer(
    row: Volunteer,
    cadres: Collection[str],
    exceptions: Mapping[date, AvailabilityException],
    week: Week,
    calendar: Calendar,
    named: bool,
) -> domain.Volunteer:
    usual = [day for day in week.dates if day not in exceptions]
    special = [window.on(day) for day, one in exceptions.items() for window in one.windows]
    return domain.Volunteer(
        id=row.id,
        name=row.name if named else "",
        station=row.station_id,
        location=_point(row),
        services=tuple(row.services),
        qualifications=tuple(row.qualifications),
        gender=row.gender.value if row.gender is not None else None,
        languages=tuple(row.languages),
        mode=row.mode,
        availability=tuple(joined([*dated(row.availability, usual, calendar), *special])),
        max_visits_per_day=row.max_visits_per_day,
        max_minutes_per_day=row.max_minutes_per_day,
        max_minutes_per_week=row.max_minutes_per_week,
        cadre=row.cadre_id if row.cadre_id in cadres else None,
    )


def _needs(
    session: Session,
    cadres: Mapping[str, Sequence[Hardship]],
    volunteers: Collection[str],
    week: Week,
    calendar: Calendar,
    pairs: Pairs,
) -> Iterable[domain.Need]:
    first, last = week.dates[0], week.dates[-1]
    rows = session.exec(
        select(Need)
        .where(
            col(Need.active),
            Need.party == Party.VOLUNTEER,
            or_(col(Need.from_day).is_(None), col(Need.from_day) <= last),
            or_(col(Need.until_day).is_(None), col(Need.until_day) >= first),
        )
        .order_by(Need.id)
    ).all()
    weeks = {one.need_id: one for one in session.exec(select(NeedWeek).where(NeedWeek.week == first)).all()}
    groups = {group.id: group for group in session.exec(select(Group)).all()}
    for row in rows:
        this_week = weeks.get(row.id)
        visits = row.visits if this_week is None or this_week.visits is None else this_week.visits
        if row.cadre_id in cadres and visits > 0:
            group = groups.get(row.group_id) if row.group_id is not None else None
            yield need_document(row.id, row, visits, this_week, group, cadres, volunteers, week, calendar, pairs)


def need_document(
    need_id: str,
    row: NeedFields,
    visits: int,
    this_week: NeedWeekFields | None,
    group: Group | None,
    cadres: Mapping[str, Sequence[Hardship]],
    volunteers: Collection[str],
    week: Week,
    calendar: Calendar,
    pairs: Pairs,
) -> domain.Need:
    """What a need asks for in one week, with so many visits; `cadres` are those of the week with their marks of hardship."""
    dates = [
        day
        for day in week.dates
        if (row.from_day is None or day >= row.from_day) and (row.until_day is None or day <= row.until_day)
    ]
    windows: Sequence[Window] = dated(row.windows, dates, calendar)
    if this_week is not None and this_week.windows is not None:
        windows = this_week.windows
    members = [one for one in group.members if one in cadres and one != row.cadre_id] if group is not None else []
    return domain.Need(
        id=need_id,
        cadre=row.cadre_id,
        also_cadres=tuple(dict.fromkeys(members)),
        service=row.service,
        minutes=row.minutes,
        visits=visits,
        min_gap_days=row.min_gap_days,
        crew=row.crew,
        priority=RAISED.get(row.priority, row.priority) if cadres[row.cadre_id] else row.priority,
        windows=tuple(windows),
        preferred=tuple(dated(row.preferred, dates, calendar)),
        location=elsewhere(row, group),
        qualifications=tuple(row.qualifications),
        gender=row.gender.value if row.gender is not None else None,
        languages=tuple(row.languages),
        excluded_volunteers=tuple(one for one in row.excluded_volunteers if one in volunteers),
        preferred_volunteers=tuple(
            one
            for one in pairs.preferred(row.cadre_id, row.preferred_volunteers, row.excluded_volunteers)
            if one in volunteers
        ),
    )


def elsewhere(row: NeedFields, group: Group | None) -> Point | None:
    """Where the need is served if not at the cadre's home: its own place, or that of its group."""
    for place in (row, group):
        if place is not None and place.latitude is not None and place.longitude is not None:
            return Point(lat=place.latitude, lon=place.longitude)
    return None
