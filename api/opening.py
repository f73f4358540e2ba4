"""The database is opened for use: in its newest shape, its dossiers sealed and opened by the master keys, its changes recorded."""

from functools import partial

from sqlmodel import Session

from api.record.writing import act_as
from api.sealing.columns import seal_with
from api.sealing.keyring import Keyring, Tampered
from api.sealing.masters import Masters, read_masters
from api.settings import Settings
from api.storage import Database

SYSTEM = "system"
"""Who acts where nobody has signed in: the service itself, its background process, the command line."""


def open_database(settings: Settings) -> Database:
    """Ready for whoever acts as the service itself. Raises BadInput where the master keys cannot be read."""
    masters = read_masters(settings.master_keys, settings.keys_path)
    database = Database(settings.database_url, settings.database_seconds)
    try:
        database.upgrade()
        try:
            keyring = _keyring(database, masters)
        except Tampered:  # a rotation may have come between the file and the rows: the file is that of today then
            keyring = _keyring(database, read_masters(settings.master_keys, settings.keys_path))
    except BaseException:
        database.close()
        raise
    return database.prepared(partial(_use, keyring))


def _keyring(database: Database, masters: Masters) -> Keyring:
    keyring = Keyring(masters)
    with database.writing() as session:
        keyring.load(session, make=True)
    return keyring


def _use(keyring: Keyring, session: Session) -> None:
    seal_with(session, keyring)
    act_as(session, SYSTEM)
