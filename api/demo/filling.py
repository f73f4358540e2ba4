"""A problem document becomes rows: regions, stations, people, needs that come back every week, and who knows whom."""

from collections.abc import Iterable

from sqlmodel import Session

from api.tables.cadres import Cadre
from api.tables.needs import Group, GroupKind, Need, Pillar
from api.tables.people import Gender, Volunteer
from api.tables.places import Region, RegionKind, Station, StationState
from api.tables.visits import PriorVisits
from api.tables.weekly import WeeklyWindow
from matcher import domain
from matcher.domain.clock import MINUTES_PER_DAY, midnight, minutes_between

PILLARS = {"study": Pillar.STUDY, "activity": Pillar.ACTIVITY}
CITY = "city"


def fill(session: Session, problem: domain.Problem, city: str = "柳州市") -> str:
    """Rows that give the problem again for its week (but what is published), under the same ids; returns the city's id."""
    session.add(Region(id=CITY, name=city, kind=RegionKind.CITY))
    session.flush()
    districts = {
        district: f"district-{k}" for k, district in enumerate(dict.fromkeys(one.district for one in problem.stations))
    }
    for name, key in districts.items():
        session.add(Region(id=key, name=name or key, kind=RegionKind.DISTRICT, parent_id=CITY))
    session.flush()
    session.add_all(_station(station, districts[station.district]) for station in problem.stations)
    session.flush()
    session.add_all(_cadre(cadre) for cadre in problem.cadres)
    session.flush()
    session.add_all(_volunteer(volunteer) for volunteer in problem.volunteers)
    session.add_all(_group(need, problem) for need in problem.needs if need.also_cadres)
    session.flush()
    session.add_all(_need(need) for need in problem.needs)
    session.add_all(
        PriorVisits(cadre_id=one.cadre, volunteer_id=one.volunteer, visits=one.visits) for one in problem.history
    )
    session.flush()
    return CITY


def _station(station: domain.Station, region: str) -> Station:
    return Station(
        id=station.id,
        region_id=region,
        name=station.name or station.id,
        state=StationState.PILOT,
        latitude=station.location.lat,
        longitude=station.location.lon,
    )


def _cadre(cadre: domain.Cadre) -> Cadre:
    return Cadre(
        id=cadre.id,
        station_id=cadre.station,
        name=cadre.name or cadre.id,
        latitude=cadre.location.lat,
        longitude=cadre.location.lon,
    )


def _volunteer(volunteer: domain.Volunteer) -> Volunteer:
    return Volunteer(
        id=volunteer.id,
        station_id=volunteer.station,
        cadre_id=volunteer.cadre,
        name=volunteer.name or volunteer.id,
        latitude=volunteer.location.lat,
        longitude=volunteer.location.lon,
        gender=Gender(volunteer.gender) if volunteer.gender is not None else None,
        languages=list(volunteer.languages),
        mode=volunteer.mode,
        services=list(volunteer.services),
        qualifications=list(volunteer.qualifications),
        availability=_weekly(volunteer.availability),
        max_visits_per_day=volunteer.max_visits_per_day,
        max_minutes_per_day=volunteer.max_minutes_per_day,
        max_minutes_per_week=volunteer.max_minutes_per_week,
    )


def _group(need: domain.Need, problem: domain.Problem) -> Group:
    return Group(
        id=f"group-{need.id}",
        station_id=problem.cadre_by_id[need.cadre].station,
        name=f"学习小组 {need.id}",
        kind=GroupKind.BUILDING,
        members=list(need.cadres),
    )


def _need(need: domain.Need) -> Need:
    return Need(
        id=need.id,
        cadre_id=need.cadre,
        group_id=f"group-{need.id}" if need.also_cadres else None,
        service=need.service,
        pillar=PILLARS.get(need.service, Pillar.CARE),
        minutes=need.minutes,
        visits=need.visits,
        min_gap_days=max(1, need.min_gap_days),
        crew=need.crew,
        priority=need.priority,
        windows=_weekly(need.windows),
        preferred=_weekly(need.preferred),
        latitude=need.location.lat if need.location is not None else None,
        longitude=need.location.lon if need.location is not None else None,
        qualifications=list(need.qualifications),
        gender=Gender(need.gender) if need.gender is not None else None,
        languages=list(need.languages),
        excluded_volunteers=list(need.excluded_volunteers),
        preferred_volunteers=list(need.preferred_volunteers),
    )


def _weekly(windows: Iterable[domain.Window]) -> list[WeeklyWindow]:
    return [
        WeeklyWindow(
            weekday=window.start.weekday(),
            start=f"{window.start:%H:%M}",
            end="24:00" if _ends_the_day(window) else f"{window.end:%H:%M}",
        )
        for window in windows
    ]


def _ends_the_day(window: domain.Window) -> bool:
    return minutes_between(midnight(window.start.date()), window.end) == MINUTES_PER_DAY
