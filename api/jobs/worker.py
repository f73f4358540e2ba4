"""The process that solves: started by a server, it claims one job after the other and ends with the server.

python -m api.jobs.worker      reads its orders, one line of JSON, from standard input, which the server holds open: no secret
is on a command line, and when the server ends, however it ends, the line is cut.
"""

import os
import sys
from threading import Event, Lock, Thread

import structlog
from pydantic import BaseModel

from api.jobs.lease import UNANSWERED, Lease, claim, somebody_waits
from api.jobs.working import Work, end_process
from api.logs import write_for_libraries, write_lines
from api.opening import open_database
from api.settings import Settings
from api.storage import Database
from matcher.engine.readiness import prepare

NICENESS = 10
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_AFTER_A_FAULT = 2.0

log = structlog.get_logger()


class Orders(BaseModel):
    """For whom to work, and with which settings."""

    server: str
    settings: Settings


class Worker:
    """Works until it is told to leave."""

    def __init__(self, database: Database, orders: Orders) -> None:
        self._database, self._orders = database, orders
        self._leaving = Event()
        self._changing = Lock()
        self._work: Work | None = None

    def run(self) -> None:
        """Claims and works; a database that does not answer is asked again."""
        while not self._leaving.is_set():
            try:
                lease = self._claim()
                if lease is None:
                    self._leaving.wait(SECONDS_BETWEEN_LOOKS)
                    continue
                with self._changing:
                    self._work = Work(self._database, self._orders.settings, lease)
                self._work.run()
            except UNANSWERED as error:
                log.warning("database_unavailable", kind=type(error).__name__)
                self._leaving.wait(SECONDS_AFTER_A_FAULT)

    def leave(self) -> None:
        """What was done is kept for whoever goes on."""
        self._leaving.set()
        with self._changing:
            if self._work is not None:
                self._work.leave()

    def _claim(self) -> Lease | None:
        with self._database.reading() as session:
            if not somebody_waits(session, self._orders.server):
                return None
        with self._database.writing() as session:
            return claim(session, self._orders.server)


def main() -> None:
    """Until standard input ends."""
    orders = Orders.model_validate_json(sys.stdin.readline())
    write_lines(orders.settings.log_level)
    write_for_libraries(orders.settings.log_level)
    os.nice(NICENESS)
    database = open_database(orders.settings)
    worker = Worker(database, orders)
    Thread(target=_follow, args=(worker,), name="line to the server", daemon=True).start()
    prepare()
    worker.run()


def _follow(worker: Worker) -> None:
    """The server has ended, or wants its worker to."""
    sys.stdin.read()
    try:
        worker.leave()
    finally:
        end_process()


if __name__ == "__main__":
    main()
