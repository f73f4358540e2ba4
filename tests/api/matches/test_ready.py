"""Indexes are kept as long as they hold and no longer, and are built once however many ask."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlmodel import col

from api.matches import indexes
from api.matches.indexes import Indexes
from api.rosters.standing import standing
from api.rosters.versions import find
from api.settings import Settings
from api.tables.data_version import WEEKS_ARE_MADE_OF, DataVersion, data_version
from api.tables.needs import Need
from api.tables.people import Volunteer
from tests.api.matches.conftest import Open, Street
from tests.building import cadre, problem, visit

HOMES = [cadre("c1", 2), cadre("c2", 4)]
IN_VERSIONS = {"roster", "roster_version"}
"""Rosters have versions of their own, which an index knows."""


def number(place: Street) -> int:
    with place.database.reading() as session:
        return data_version(session)


def test_every_table_that_a_week_is_made_of_raises_the_number(street: Open, settings: Settings) -> None:
    place = street(problem(cadres=HOMES), [visit("n1", "09:00", "v1")])
    read: set[str] = set()

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        read.update(re.findall(r"(?:FROM|JOIN) \"?(\w+)", statement))

    event.listen(place.database.engine, "before_cursor_execute", note)
    with place.database.reading() as session:
        standing(session, settings, find(session, place.roster))
    event.remove(place.database.engine, "before_cursor_execute", note)

    tables = {name for name in read if name in Need.metadata.tables}
    assert {"volunteer", "need", "cadre"} <= tables
    assert tables - IN_VERSIONS - {DataVersion.__tablename__} <= WEEKS_ARE_MADE_OF
    assert set(Need.metadata.tables) >= WEEKS_ARE_MADE_OF


def test_the_number_grows_with_rows_and_with_statements_and_not_with_questions(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    numbers = [number(place)]

    with place.database.writing() as session:
        session.get_one(Volunteer, "v1").max_visits_per_day = 3
    numbers.append(number(place))
    with place.database.writing() as session:
        session.exec(update(Volunteer).where(col(Volunteer.id) == "v1").values(active=True))
    numbers.append(number(place))
    place.match()
    with place.database.writing() as session:
        session.get_one(Volunteer, "v1")
    numbers.append(number(place))

    first = numbers[0]
    assert numbers == [first, first + 1, first + 2, first + 2]


def test_what_was_not_kept_did_not_happen(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    before = number(place)

    with suppress(RuntimeError), place.database.writing() as session:
        session.get_one(Volunteer, "v1").active = False
        session.flush()
        raise RuntimeError("on purpose")

    assert number(place) == before


def test_of_many_who_ask_at_once_one_builds(street: Open, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    place, kept, built = street(problem(cadres=HOMES)), Indexes(), []
    build = indexes.MatchIndex
    monkeypatch.setattr(indexes, "MatchIndex", lambda *given: built.append(1) or build(*given))

    def ask(_: int) -> int:
        with place.database.reading() as session:
            return id(kept.of(session, settings, find(session, place.roster)).index)

    with ThreadPoolExecutor(8) as everybody:
        found = set(everybody.map(ask, range(16)))

    assert (len(found), len(built)) == (1, 1)


def test_a_change_that_changes_nothing_of_the_week_keeps_the_index(street: Open, settings: Settings) -> None:
    place, kept = street(problem(cadres=HOMES)), Indexes()

    def ask() -> Any:
        with place.database.reading() as session:
            return kept.of(session, settings, find(session, place.roster))

    before = ask()
    with place.database.writing() as session:
        session.get_one(Volunteer, "v1").phone = "000-1"
    after = ask()

    assert after.data_version > before.data_version
    assert after.index is before.index
