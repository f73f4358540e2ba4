"""All rows in one file, from either kind of database to either kind; what is sealed stays sealed."""

from api.backup.restoring import restore
from api.backup.writing import back_up

__all__ = ["back_up", "restore"]
