"""The server is killed with -9 in the middle of publishing, again and again: a publication is whole or not there.

python -m benchmarks.kill_publishing                     50 kills on SQLite and on PostgreSQL (about four minutes each)
python -m benchmarks.kill_publishing --kills 5 --seed 1
"""

import argparse
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NamedTuple

import httpx2
from sqlalchemy import make_url, text
from sqlmodel import Session, col, select

import scenarios
from api.opening import open_database
from api.record.chain import faults as faults_of_record
from api.rosters.versions import append, create, find, version
from api.storage import Database
from api.tables.record import RecordEntry
from api.tables.rosters import Cause, RosterState
from api.tables.visits import Offer, Visit
from benchmarks.load.serving import database_of
from benchmarks.served import Served, until
from matcher.domain import Roster
from matcher.domain import Visit as PlannedVisit
from scenarios.generation.placement import placed_by_hand

DATABASES = ["sqlite", "postgresql"]
LATEST = 1.1
"""Of the time that a publication takes: the latest kill, after its transaction has begun."""


class Outcome(NamedTuple):
    """Whether its transaction was open at the kill and whether it is there now, whether it was told, and what is wrong with it."""

    was_open: bool
    is_published: bool
    was_told: bool
    faults: tuple[str, ...]

    @property
    def when(self) -> str:
        """The kill came, as seen from the transaction."""
        return ("inside" if self.was_open else "before it ended") if not self.is_published else "after the commit"


@cache
def by_hand() -> tuple[date, Roster]:
    """The pilots' week, and a roster of all that needs no certificate, for those run out."""
    problem = scenarios.get("four_pilots").build()
    minutes = {need.id: timedelta(minutes=need.minutes) for need in problem.needs if not need.qualifications}
    placed = [one for one in placed_by_hand(problem) if one.need in minutes]
    visits = [
        PlannedVisit(need=one.need, start=one.start, end=one.start + minutes[one.need], volunteers=one.volunteers)
        for one in placed
    ]
    return problem.week.start, Roster(visits=tuple(visits))


class Publishing:
    """A service without a worker, and week after week to publish."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self._database = open_database(served.settings)
        self._weeks = 0

    @contextmanager
    def at_work(self) -> Iterator["Publishing"]:
        """While it serves."""
        with self.served, ThreadPoolExecutor(1) as self._hand:
            try:
                yield self
            finally:
                self._database.close()

    def draft(self) -> str:
        """The id of a roster of another week to come, that nobody has published."""
        first, document = by_hand()
        self._weeks += 1
        monday = date.today() + timedelta(days=7 * (self._weeks + 1) - date.today().weekday())
        later = monday - first
        visits = [one.revised(start=one.start + later, end=one.end + later) for one in document.visits]
        with self._database.writing() as session:
            roster = create(session, monday, region_id="city")
            append(session, roster, Roster(visits=tuple(visits)), cause=Cause.IMPORTED)
        return roster.id

    def duration(self) -> float:
        """Seconds of a publication's transaction, measured."""
        publishing = self.publish(self.draft())
        until(lambda: self.is_writing() or publishing.done())
        begun = monotonic()
        assert publishing.result().status_code == 200, publishing.result().text
        return monotonic() - begun

    def publish(self, roster: str) -> Future[httpx2.Response]:
        """Asked for, and not waited for."""
        client, address = self.served.client, f"/v1/rosters/{roster}"
        etag = client.get(address).headers["ETag"]
        return self._hand.submit(lambda: client.post(f"{address}/publish", headers={"If-Match": etag}))

    def kill_once(self, after: float) -> Outcome:
        """So many seconds after the transaction has begun; the server serves again when this returns."""
        roster = self.draft()
        publishing = self.publish(roster)
        until(lambda: self.is_writing() or publishing.done())
        sleep(after)
        was_open = self.is_writing()
        self.served.kill()
        told = publishing.exception() is None and publishing.result().status_code == 200
        until(lambda: not self.is_writing())  # PostgreSQL may not have noticed yet
        with self._database.reading() as session:
            is_published, wrong = _look(session, roster, told)
        self.served.begin()
        return Outcome(was_open, is_published, told, tuple(wrong))

    def is_writing(self) -> bool:
        """Somebody else has a transaction open that writes."""
        if self._database.is_postgres:
            return _is_writing_there(self._database)
        line = sqlite3.connect(str(make_url(self._database.url).database), timeout=0, isolation_level=None)
        try:
            line.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        finally:
            line.close()
        return False


def _is_writing_there(database: Database) -> bool:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
    with database.reading() as session:
        return bool(session.connection().execute(text(asked)).scalar_one())


def _look(session: Session, roster_id: str, told: bool) -> tuple[bool, list[str]]:
    """Whether it is published, and in what roster, visits, offers and record do not agree."""
    roster = find(session, roster_id)
    is_published = roster.state is RosterState.PUBLISHED
    document = version(session, roster).document
    visits = session.exec(select(Visit).where(Visit.roster_id == roster_id)).all()
    offers = session.exec(select(Offer).where(Offer.roster_id == roster_id)).all()
    wanted = sorted((one.need, one.start, one.end, sorted(one.volunteers)) for one in document.visits)
    recorded = set(session.exec(select(RecordEntry.row).where(col(RecordEntry.kind).in_(["visit", "offer"]))).all())
    asked = {(visit.id, volunteer) for visit in visits for volunteer in visit.volunteers}
    checks = {
        "it was told and is not there": is_published or not told,
        "state and version do not agree": (roster.published_version is not None) is is_published,
        "visits are not those of the published version": sorted(
            (one.need_id, one.start, one.end, sorted(one.volunteers)) for one in visits
        )
        == (wanted if is_published else []),
        "offers are not those of the visits": sorted((one.visit_id, one.volunteer_id) for one in offers)
        == sorted(asked),
        "the record does not know of it": {one.id for one in (*visits, *offers)} <= recorded,
    }
    wrong = [what for what, is_right in checks.items() if not is_right]
    return is_published, wrong + list(faults_of_record(session, session.info["keyring"]))


def measure(url: str, folder: Path, kills: int, dice: Random) -> list[Outcome]:
    """One after the other, at moments drawn from the time that a publication takes."""
    served = Served(url, folder, worker=False)
    served.fill()
    with Publishing(served).at_work() as publishing:
        publishing.duration()  # the first one is slower
        duration = publishing.duration()
        return [publishing.kill_once(dice.uniform(0, LATEST * duration)) for _ in range(kills)]


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    asked = parser.parse_args()
    print("| database | kills | inside the transaction | before it ended | after the commit (told) | faults |")
    print("|---|---|---|---|---|---|")
    for database in asked.databases:
        with TemporaryDirectory() as folder, database_of(database, Path(folder)) as url:
            outcomes = measure(url, Path(folder), asked.kills, Random(asked.seed))
        when = Counter(one.when for one in outcomes)
        faults = [fault for one in outcomes for fault in one.faults]
        print(
            f"| {database} | {len(outcomes)} | {when['inside']} | {when['before it ended']} | {when['after the commit']} "
            f"({sum(one.was_told for one in outcomes)}) | {len(faults)} |",
            flush=True,
        )
        for fault in faults:
            print(f"  {fault}", flush=True)


if __name__ == "__main__":
    main()
