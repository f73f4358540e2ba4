"""Where rows are kept: one database by URL, transactions that read or write, and the migrations that shape it."""

from api.storage.database import Database

__all__ = ["Database"]
