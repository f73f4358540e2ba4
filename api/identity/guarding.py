"""Every route declares what it does; before it runs, whoever asks must be allowed that, and is kept to their stations."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from api.authority.allowing import allow
from api.authority.kinds import Action, Actor, Role
from api.errors import Forbidden
from api.identity.asking import SAFE, Asker, asker, check_origin
from api.identity.rates import Rates
from api.record.writing import act_as, note
from api.storage import Database
from api.tables.row import LINE

Purpose = Annotated[
    str,
    Query(
        max_length=200,
        pattern=LINE,
        description="Why people's names, phones or dossiers are to be seen whole; it is recorded. Without it they are masked.",
    ),
]

LARGE = frozenset({Action.REPORT, Action.EXCHANGE})
"""What may take seconds each time."""

LINK = Asker(Actor("link", Role.LINK, None), "link")
"""Whoever holds an address that is a secret itself."""


@dataclass(frozen=True)
class Guard:
    """Callable as a dependency; the tests read `action` off every route."""

    action: Action

    def __call__(self, request: Request, reveal: Purpose = "") -> None:
        """Remembers who asks, and records a purpose; raises NotSignedIn, Forbidden or Busy."""
        database: Database = request.app.state.database
        rates: Rates = request.app.state.rates
        if self.action is Action.OPEN:
            if "token" in request.path_params or request.method not in SAFE:
                rates.check_guesses(request.client.host if request.client is not None else "")
            if "authorization" not in request.headers:
                check_origin(request)
            request.state.asker = LINK
            return
        who = asker(request, database)
        if not allow(who.actor, self.action) or (reveal and not allow(who.actor, Action.REVEAL)):
            raise Forbidden("NOT_ALLOWED", zh="您的角色无权进行此操作。", en="Your role does not allow this.")
        rates.ask(who.actor.id, large=self.action in LARGE)
        if reveal:
            _record(database, who, reveal, request)
        request.state.asker = replace(who, purpose=reveal)


def _record(database: Database, who: Asker, purpose: str, request: Request) -> None:
    with database.writing() as session:
        act_as(session, who.name, purpose)
        note(
            session, "reveal", request.scope["route"].path[-40:], " ".join(map(str, request.path_params.values()))[:64]
        )


def may(action: Action) -> list[Any]:
    """What a route declares: `dependencies=may(Action.PLAN)`."""
    return [Depends(Guard(action))]
