"""One database: SQLite by default, PostgreSQL by URL; transactions either read one state or write at the head of the line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from copy import copy
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from api.storage.migrating import upgrade

CONNECTIONS = 20
"""Open at once; handlers are capped below it, so none waits for a connection."""


WRITES = "writes"
"""Told to whoever prepares a session that may change things."""

EVERYTHING = "*"
"""To PostgreSQL: rows of all stations, which is what the service sees itself (`authority/walls.py` keeps askers to fewer)."""


class Database:
    """An engine with the two kinds of transaction that the service knows.

    A session is opened and closed inside one function and never handed out as a dependency: a thousand requests at once
    would otherwise hold all connections while they wait for each other.
    """

    def __init__(self, url: str, seconds: float = 3.0) -> None:
        """`seconds` limits waiting for a connection, a lock or a statement."""
        self.url = url
        self.engine = _engine(url, seconds)
        self._snapshots = self.engine
        self._writes = self._questions = self.engine
        if self.is_postgres:
            self._snapshots = self.engine.execution_options(isolation_level="REPEATABLE READ")
        else:
            self._writes = self.engine.execution_options(begin="BEGIN IMMEDIATE", synchronous="FULL")
            self._questions = self.engine.execution_options(begin="BEGIN IMMEDIATE", synchronous="NORMAL")
        self._turn = nullcontext() if self.is_postgres else _Turn(seconds)
        self._prepare: tuple[Callable[[Session], None], ...] = ()

    def prepared(self, prepare: Callable[[Session], None]) -> "Database":
        """The same database, every session of which is prepared so before it is used."""
        other = copy(self)
        other._prepare = (*self._prepare, prepare)
        return other

    @property
    def is_postgres(self) -> bool:
        """PostgreSQL, not SQLite."""
        return self.engine.dialect.name == "postgresql"

    def upgrade(self) -> None:
        """The newest shape, whatever it was; nothing is done where it is that already."""
        upgrade(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database from its first to its last query."""
        with Session(self._snapshots, expire_on_commit=False) as session:
            yield self._made_ready(session)

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Session]:
        """A session whose changes are kept as a whole at the end, or not at all if anything is raised.

        If they need not be `lasting`, nobody waits for the disk: should the power fail just then, they have not happened.
        """
        engine = self._writes if lasting else self._questions
        with self._turn, Session(engine, expire_on_commit=False) as session, session.begin():
            session.info[WRITES] = True
            self._made_ready(session)
            if self.is_postgres and not lasting:
                session.connection().exec_driver_sql("SET LOCAL synchronous_commit = off")
            yield session

    def close(self) -> None:
        """All connections are closed."""
        self.engine.dispose()

    def _made_ready(self, session: Session) -> Session:
        for prepare in self._prepare:
            prepare(session)
        return session


class _Turn:
    """Writers of one process wait here for each other: SQLite lets others sleep longer and longer, and some for ever."""

    def __init__(self, seconds: float) -> None:
        self._lock = Lock()
        self._seconds = max(seconds, 5.0)

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._seconds):
            raise PoolTimeout("no turn to write")

    def __exit__(self, *_error: object) -> None:
        self._lock.release()


def _engine(url: str, seconds: float) -> Engine:
    """Raises sqlalchemy.exc.ArgumentError where the URL is none."""
    parsed = make_url(url)
    if parsed.get_backend_name() in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    pool: dict[str, Any] = {"pool_size": CONNECTIONS, "max_overflow": 0, "pool_timeout": seconds}
    if parsed.get_backend_name() != "sqlite":
        milliseconds = int(seconds * 1000)
        options = f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds} -c matcher.stations={EVERYTHING}"
        arguments = {"connect_timeout": max(1, int(seconds)), "options": options}
        engine = create_engine(parsed, connect_args=arguments, **pool)
        from api.storage.punctual import be_punctual  # the driver is an extra, and told to be missing by the line above

        be_punctual(engine, seconds)
        return engine
    engine = create_engine(parsed, connect_args={"timeout": max(seconds, 5.0), "check_same_thread": False}, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "secure_delete = ON",
)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable, checked, readable while somebody writes, and what is deleted is gone from the file as well.

    The driver's own transactions are switched off.
    """
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if "synchronous" in options:
        connection.exec_driver_sql(f"PRAGMA synchronous = {options['synchronous']}")
    connection.exec_driver_sql(options.get("begin", "BEGIN"))
