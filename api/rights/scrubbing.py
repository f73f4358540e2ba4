"""What is gone from the tables goes from the files as well, as far as the database can see to that."""

from contextlib import closing

from api.storage import Database


def scrub(database: Database) -> bool:
    """Whether no file of an SQLite database holds the old pages any more; else somebody was reading, and the sweep does it.

    SQLite overwrites what is deleted (`secure_delete`), and here its log is emptied. PostgreSQL clears dead rows away by
    itself (autovacuum); its log and its disks are the operator's.
    """
    if database.is_postgres:
        return True
    with closing(database.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        told = cursor.fetchone()
        cursor.close()
    return told is not None and not told[0]
