"""A disk that is full, or takes nothing more for another reason, is told apart from a database that does not answer."""

from sqlite3 import SQLITE_FULL, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE

from sqlalchemy.exc import DBAPIError

SQLITE = {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_SHMSIZE}
POSTGRESQL = {"53100", "58030"}
"""`disk_full` and `io_error`, as PostgreSQL names them."""


def disk_is_full(error: DBAPIError) -> bool:
    """The database could not write; nothing was kept of what it was to write."""
    cause = error.orig
    return getattr(cause, "sqlite_errorcode", None) in SQLITE or getattr(cause, "sqlstate", None) in POSTGRESQL
