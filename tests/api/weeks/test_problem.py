"""The rows of a week give the problem that the contract knows."""

from datetime import timedelta

from sqlmodel import Session, select

import scenarios
from api.demo import fill
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre, Consent, Hardship, Purpose
from api.tables.calendar import CalendarDay, DayKind
from api.tables.needs import Need, NeedWeek
from api.tables.people import AvailabilityException, Volunteer
from api.tables.rosters import Roster
from api.weeks import scope_of, week_problem
from matcher import domain
from matcher.domain import Priority, Problem

PILOTS = scenarios.get("four_pilots").build()
MONDAY = PILOTS.week.start


def by_id(items):  # type: ignore[no-untyped-def]
    return {item.id: item for item in items}


def in_order(need: domain.Need) -> domain.Need:
    return need.revised(windows=sorted(need.windows, key=repr), preferred=sorted(need.preferred, key=repr))


def problem_of(session: Session, settings: Settings, named: bool = False) -> Problem:
    scope = scope_of(session, Roster(region_id="city", week=MONDAY))
    return week_problem(session, settings, scope, MONDAY, named=named)


def test_the_four_pilots_come_back_as_they_went_in(database: Database, settings: Settings) -> None:
    with database.writing() as session:
        fill(session, PILOTS)

    with database.reading() as session:
        problem = problem_of(session, settings, named=True)

    assert by_id(problem.volunteers) == by_id(PILOTS.volunteers)
    assert by_id(problem.cadres) == by_id(PILOTS.cadres)
    assert by_id(map(in_order, problem.needs)) == by_id(map(in_order, PILOTS.needs))
    assert sorted(problem.history, key=repr) == sorted(PILOTS.history, key=repr)
    assert problem.travel == PILOTS.travel


def test_names_stay_behind_unless_they_are_asked_for(database: Database, settings: Settings) -> None:
    with database.writing() as session:
        fill(session, PILOTS)

    with database.reading() as session:
        problem = problem_of(session, settings)

    assert {one.name for one in (*problem.cadres, *problem.volunteers, *problem.stations)} == {""}


def test_on_a_holiday_nothing_weekly_happens_and_a_make_up_workday_follows_another_weekday(
    database: Database, settings: Settings
) -> None:
    wednesday, saturday = MONDAY + timedelta(days=2), MONDAY + timedelta(days=5)
    with database.writing() as session:
        fill(session, PILOTS)
        session.add(CalendarDay(day=wednesday, kind=DayKind.HOLIDAY, name_zh="假日", name_en="Holiday"))
        session.add(CalendarDay(day=saturday, kind=DayKind.WORKDAY, name_zh="补班", name_en="Make-up", follows=2))

    with database.reading() as session:
        problem = problem_of(session, settings)

    for before, after in zip(sorted(PILOTS.volunteers, key=lambda one: one.id), problem.volunteers, strict=True):
        times = [(w.start.time(), w.end.time()) for w in before.availability if w.start.date() == wednesday]
        assert [(w.start.time(), w.end.time()) for w in after.availability if w.start.date() == saturday] == times
        assert not [w for w in after.availability if w.start.date() == wednesday]


def test_what_differs_this_week_takes_the_place_of_what_is_usual(database: Database, settings: Settings) -> None:
    with database.writing() as session:
        fill(session, PILOTS)
        skipped, fewer = session.exec(select(Need).where(Need.visits == 2)).all()[:2]
        away = session.exec(select(Volunteer)).all()[0]
        session.add(NeedWeek(need_id=skipped.id, week=MONDAY, visits=0))
        session.add(NeedWeek(need_id=fewer.id, week=MONDAY, visits=1))
        for day in range(7):
            session.add(AvailabilityException(volunteer_id=away.id, day=MONDAY + timedelta(days=day)))

    with database.reading() as session:
        problem = problem_of(session, settings)

    assert skipped.id not in problem.need_by_id
    assert problem.need_by_id[fewer.id].visits == 1
    assert problem.volunteer_by_id[away.id].availability == ()


def test_a_hardship_raises_a_need_by_one_step_and_a_withdrawn_consent_takes_it_out(
    database: Database, settings: Settings
) -> None:
    with database.writing() as session:
        fill(session, PILOTS)
        raised, gone = session.exec(select(Need).where(Need.priority == Priority.NORMAL)).all()[:2]
        cadre = session.get_one(Cadre, raised.cadre_id)
        cadre.hardships = [Hardship.WIDOWED]
        session.add(Consent(cadre_id=gone.cadre_id, purpose=Purpose.SERVICE, given_on=MONDAY, withdrawn_on=MONDAY))

    with database.reading() as session:
        problem = problem_of(session, settings)

    assert problem.need_by_id[raised.id].priority is Priority.HIGH
    assert gone.id not in problem.need_by_id
    assert gone.cadre_id not in problem.cadre_by_id
