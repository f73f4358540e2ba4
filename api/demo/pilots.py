"""The demonstration: the four pilot stations in the week of today, with all that a service knows of its people; made up."""

from datetime import date, timedelta
from random import Random

from sqlmodel import Session, col, select

import scenarios
from api.demo.activities import add_activities
from api.demo.dossiers import consents_of, write_dossiers
from api.demo.filling import fill
from api.demo.organisations import organisations, send
from api.demo.stations import equip
from api.registry.holidays import FIRST_YEAR, LAST_YEAR, seed
from api.tables.cadres import Cadre
from api.tables.needs import Group, Need
from api.tables.people import AvailabilityException, Volunteer
from api.tables.places import Region, Station
from matcher.domain import BadInput, Priority, Problem

DICE = 2013
"""Whatever is drawn is drawn alike each time."""


def fill_pilots(session: Session, today: date) -> None:
    """Raises BadInput where anything is there already: a demonstration never mixes with people who exist."""
    if session.exec(select(Region)).first() is not None:
        raise BadInput(
            "数据库中已有数据，示例只能写入空库；请去掉--demo，或用--database另指一个。 The database holds data already and the "
            "demo fills an empty one only; leave --demo out, or name another by --database."
        )
    dice = Random(DICE)
    monday = today - timedelta(days=today.weekday())
    fill(session, _moved(scenarios.get("four_pilots").build(), monday))
    stations = session.exec(select(Station).order_by(Station.id)).all()
    cadres = session.exec(select(Cadre).order_by(Cadre.id)).all()
    equip(stations)
    session.add_all(organisations())
    session.flush()
    send(session.exec(select(Volunteer).order_by(Volunteer.id)).all())
    write_dossiers(cadres, today, dice)
    session.add_all(consents_of(cadres, today, dice))
    _name_groups(session, {station.id: station.name for station in stations})
    _only_this_week(session, monday)
    add_activities(session, stations, cadres, monday)
    away = session.exec(select(Volunteer).order_by(col(Volunteer.id).desc())).first()
    assert away is not None
    session.add(AvailabilityException(volunteer_id=away.id, day=monday + timedelta(days=4), reason="外出（示例）"))
    for year in {monday.year, (monday + timedelta(days=60)).year}:
        if FIRST_YEAR <= year <= LAST_YEAR:
            seed(session, year)
    session.flush()


def _moved(problem: Problem, monday: date) -> Problem:
    """The same people with certificates that end as long after this week as after the scenario's."""
    later = monday - problem.week.start
    return problem.revised(
        volunteers=[
            volunteer.revised(
                qualifications=[
                    held.revised(valid_until=held.valid_until + later) if held.valid_until is not None else held
                    for held in volunteer.qualifications
                ]
            )
            for volunteer in problem.volunteers
        ]
    )


def _name_groups(session: Session, stations: dict[str, str]) -> None:
    for group in session.exec(select(Group)).all():
        group.name = f"{stations[group.station_id].removesuffix('（示例）')}楼栋学习小组（示例）"


def _only_this_week(session: Session, monday: date) -> None:
    """An emergency does not come back every week."""
    for need in session.exec(select(Need).where(Need.priority == Priority.EMERGENCY)).all():
        need.from_day, need.until_day = monday, monday + timedelta(days=6)
