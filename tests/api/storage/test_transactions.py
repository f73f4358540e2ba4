"""A transaction is kept as a whole or not at all, sees one state, and loses nobody's change; on SQLite and PostgreSQL alike."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, select

from api.storage import Database
from api.tables.places import Region, RegionKind


class Interrupted(Exception):
    """Something goes wrong in the middle."""


def city(name: str) -> Region:
    return Region(id="city", name=name, kind=RegionKind.CITY)


def names(session: Session) -> list[str]:
    return sorted(region.name for region in session.exec(select(Region)).all())


def test_what_is_written_is_there_afterwards(database: Database) -> None:
    with database.writing() as session:
        session.add(city("柳州市"))

    with database.reading() as session:
        found = names(session)

    assert found == ["柳州市"]


def test_of_a_transaction_that_fails_nothing_is_kept(database: Database) -> None:
    def write() -> None:
        with database.writing() as session:
            session.add(city("柳州市"))
            session.flush()
            raise Interrupted

    with pytest.raises(Interrupted):
        write()

    with database.reading() as session:
        assert names(session) == []


def test_a_reference_to_nothing_is_refused_by_the_database_itself(database: Database) -> None:
    def write() -> None:
        with database.writing() as session:
            session.add(city("柳州市"))
            session.flush()
            session.add(Region(name="柳北区", kind=RegionKind.DISTRICT, parent_id="nowhere"))

    with pytest.raises(IntegrityError):
        write()

    with database.reading() as session:
        assert names(session) == []


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    with database.writing() as session:
        session.add(city("before"))

    with database.reading() as reader:
        first = names(reader)
        with database.writing() as writer:
            writer.get_one(Region, "city").name = "after"
            writer.add(Region(name="new", kind=RegionKind.DISTRICT, parent_id="city"))
        reader.expire_all()
        second = names(reader)
    with database.reading() as reader:
        third = names(reader)

    assert (first, second, third) == (["before"], ["before"], ["after", "new"])


def test_two_who_saw_the_same_version_cannot_both_change_it(database: Database) -> None:
    with database.writing() as session:
        session.add(city("seen by both"))
    with database.reading() as session:
        stale = session.get_one(Region, "city")
    with database.writing() as session:
        session.get_one(Region, "city").name = "of the first"

    stale.name = "of the second"
    with pytest.raises(StaleDataError), database.writing() as session:
        session.add(stale)

    with database.reading() as session:
        kept = session.get_one(Region, "city")
    assert (kept.name, kept.version) == ("of the first", 2)


def test_of_many_writers_at_once_none_is_lost(database: Database) -> None:
    writers, changes = 6, 5
    with database.writing() as session:
        session.add(city("0"))
    together = Barrier(writers)

    def raise_by_one() -> None:
        with database.writing() as session:
            region = session.exec(select(Region).where(Region.id == "city").with_for_update()).one()
            region.name = str(int(region.name) + 1)

    def work(_writer: int) -> None:
        together.wait(60)
        for _ in range(changes):
            raise_by_one()

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(work, range(writers)))

    # each of 6 writers raises the number 5 times, and every change is a version
    with database.reading() as session:
        kept = session.get_one(Region, "city")
    assert (kept.name, kept.version) == ("30", 31)


def test_readers_are_not_kept_waiting_by_a_writer(database: Database) -> None:
    with database.writing() as session:
        session.add(city("before"))

    with database.writing() as writer:
        writer.get_one(Region, "city").name = "after"
        writer.flush()
        with database.reading() as reader:
            found = names(reader)

    assert found == ["before"]


def test_whoever_waits_too_long_for_another_writer_is_told(database: Database) -> None:
    with database.writing() as session:
        session.add(city("before"))
    impatient = Database(database.url, seconds=0.2)

    with database.writing() as session:
        session.exec(select(Region).where(Region.id == "city").with_for_update()).one()
        with pytest.raises((OperationalError, PoolTimeout)), impatient.writing() as other:
            other.get_one(Region, "city").name = "late"
    impatient.close()

    with database.reading() as session:
        assert names(session) == ["before"]


def test_what_need_not_last_through_a_power_cut_is_kept_all_the_same(database: Database) -> None:
    with database.writing(lasting=False) as session:
        session.add(city("soon on disk"))
    with database.writing() as session:
        session.add(Region(name="on disk", kind=RegionKind.DISTRICT, parent_id="city"))

    with database.reading() as session:
        assert names(session) == ["on disk", "soon on disk"]
