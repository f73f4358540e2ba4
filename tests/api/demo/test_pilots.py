"""The demonstration is data that people could have entered themselves, marked as made up, and in the week of today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from api.demo import fill_pilots
from api.registry.catalogue import RESOURCES
from api.registry.dossier import completeness
from api.registry.references import check_references
from api.registry.resource import Entry, Resource
from api.registry.uniqueness import check_unique
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre, Category
from api.tables.calendar import CalendarDay
from api.tables.needs import Need, Party, Pillar
from api.tables.people import Volunteer
from api.tables.rosters import Roster
from api.weeks import scope_of, week_problem
from matcher.domain import BadInput

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def demo(database: Database) -> Iterator[Session]:
    """A session that reads the demonstration."""
    with database.writing() as session:
        fill_pilots(session, TODAY)
    with database.reading() as session:
        yield session


def every(session: Session, table: Any) -> list[Any]:
    return list(session.exec(select(table)).all())


def test_every_row_could_have_been_entered(demo: Session, settings: Settings) -> None:
    for resource in RESOURCES:
        rows = every(demo, resource.table)
        for row in rows:
            entry = Entry(demo, settings, as_entered(resource, row), own_id=row.id)

            check_references(demo, resource.table, entry.fields)
            check_unique(demo, resource.table, entry.fields, row.id)
            resource.check(entry)

        assert rows or resource.path == "need-weeks"


def as_entered(resource: Resource[Any, Any, Any], row: SQLModel) -> Any:
    """Validated as a request is."""
    return resource.fields.model_validate(row.model_dump(mode="json", include=set(resource.fields.model_fields)))


def test_everybody_is_marked_as_made_up_and_can_be_called_by_nobody(demo: Session) -> None:
    people = [*every(demo, Cadre), *every(demo, Volunteer)]

    assert all(one.name.startswith("示例-") and one.phone.startswith("000-") for one in people)
    assert len({one.phone for one in people}) == len(people) == 56 + 28


def test_dossiers_are_rich_and_some_lack_facts(demo: Session) -> None:
    cadres = every(demo, Cadre)

    complete = [cadre for cadre in cadres if completeness(cadre) == 8]

    assert 0 < len(complete) < len(cadres)
    assert {cadre.category for cadre in cadres} == set(Category)
    assert all(
        cadre.born_on < date(1936, 1, 1) for cadre in cadres if cadre.category is Category.LIXIU and cadre.born_on
    )
    assert any(cadre.hardships for cadre in cadres)


def test_all_four_pillars_and_all_four_parties_occur(demo: Session) -> None:
    needs = every(demo, Need)

    assert {need.pillar for need in needs} == set(Pillar)
    assert {need.party for need in needs} == set(Party)


def test_the_week_of_today_can_be_planned_and_the_next_one_too(demo: Session, settings: Settings) -> None:
    def needs(monday: date) -> set[str]:
        scope = scope_of(demo, Roster(region_id="city", week=monday))
        return {need.id for need in week_problem(demo, settings, scope, monday).needs}

    this_week, next_week = needs(MONDAY), needs(MONDAY + timedelta(days=7))

    # the choir sings; what family, unit and station see to is not rostered; an emergency does not come back
    emergencies = {need.id for need in every(demo, Need) if need.priority == "emergency"}
    assert "demo-singing" in this_week
    assert not {"demo-lunch", "demo-unit", "demo-mediation"} & this_week
    assert this_week - next_week == emergencies
    assert len(emergencies) == 1


def test_certificates_end_as_long_after_this_week_as_after_the_scenario_s(database: Database) -> None:
    later = TODAY + timedelta(days=700)

    with database.writing() as session:
        fill_pilots(session, later)
        held = [one for volunteer in every(session, Volunteer) for one in volunteer.qualifications]
        days = every(session, CalendarDay)

    # one nurse's certificate lapsed on the Sunday before the week, on purpose; the others still hold
    monday = later - timedelta(days=later.weekday())
    assert [one.valid_until for one in held if one.valid_until and one.valid_until < monday] == [monday - timedelta(1)]
    # nobody has announced the holidays of 2028
    assert days == []


def test_it_never_mixes_with_what_is_there(database: Database) -> None:
    with database.writing() as session:
        fill_pilots(session, TODAY)

    with pytest.raises(BadInput, match="--demo"), database.writing() as session:
        fill_pilots(session, TODAY)
