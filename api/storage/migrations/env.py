"""How alembic runs here: on the connection that it is handed, in one transaction."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

import api.tables  # noqa: F401  (their metadata)

RENDERED = {"Part": "sa.JSON(none_as_null=True)", "Instant": "sa.DateTime()", "Choice": "sa.String(length=40)"}
"""Our own kinds of columns, and SQLModel's, as what the database knows."""


def render(kind: str, thing: Any, _autogenerate: object) -> str | Literal[False]:
    """How a migration that is written by machine names a type."""
    name = type(thing).__name__
    if kind == "type" and name == "AutoString":
        return f"sa.String(length={thing.length})" if thing.length else "sa.String()"
    return RENDERED.get(name, False) if kind == "type" else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render,
    compare_type=True,
)
with connection.begin(), context.begin_transaction():
    context.run_migrations()
