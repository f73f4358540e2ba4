"""What a handler gets of the running service: its database and settings.

Dependencies that wait for nothing are `async`: FastAPI would send others to a thread and back.
"""

from functools import partial
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from api.authority import Actor, Role
from api.authority.scope import limit
from api.authority.seeing import Sight, see_as
from api.identity.asking import Asker
from api.record.writing import act_as
from api.settings import Settings
from api.storage import Database

NOBODY = Asker(Actor("nobody", Role.AUDITOR, frozenset()), "nobody")


async def _database(request: Request) -> Database:
    """Limited to what the asker may know of, and recording what they do; where no guard let anybody in, nothing is there."""
    database: Database = request.app.state.database
    who: Asker = getattr(request.state, "asker", NOBODY)
    return database.prepared(partial(_limited, who))


def _limited(who: Asker, session: Session) -> None:
    limit(session, who.actor, who.regions)
    see_as(session, Sight.of(who.actor, who.purpose))
    act_as(session, who.name, who.purpose)


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


Storage = Annotated[Database, Depends(_database)]
Configured = Annotated[Settings, Depends(_settings)]
