"""PostgreSQL is told at the beginning of a transaction to which stations it is kept, and holds it to them by itself.

That is the second wall behind the filter of `scope.py`: raw SQL, or a query that the filter overlooks, finds no more rows
than the filter would show. It is one statement a transaction; the policies are in migration 0003. It guards against what
people forget, not against whoever can make the service run statements of their own: these could ask for another scope.
"""

from sqlalchemy import Connection, text

from api.storage.database import EVERYTHING

Scope = tuple[frozenset[str], frozenset[str]]
"""Stations, and regions whose rosters are in scope too."""

KEEP = text(
    "SELECT set_config('matcher.stations', :stations, true), set_config('matcher.regions', :regions, true),"
    " set_config('role', CASE WHEN rolsuper OR rolbypassrls THEN 'matcher_asker' ELSE 'none' END, true)"
    " FROM pg_roles WHERE rolname = session_user"
)
"""Whom no policy holds works as the role that they do hold until the transaction ends."""


def keep(connection: Connection, scope: Scope | None) -> None:
    """The rest of the transaction sees and takes only rows of this scope, or of all there is (None)."""
    if connection.dialect.name == "postgresql":
        stations, regions = scope if scope is not None else ((EVERYTHING,), ())
        connection.execute(KEEP, {"stations": ",".join(sorted(stations)), "regions": ",".join(sorted(regions))})
