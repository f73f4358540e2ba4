"""Signing in and out, and who one is."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, StringConstraints

from api.access.cookies import forget, keep_signed_in
from api.authority import Action, Role
from api.authority.allowing import ACTIONS
from api.identity.asking import COOKIE, Asker, asker
from api.identity.guarding import may
from api.identity.secrets import LONGEST_PASSWORD
from api.identity.sessions import end, sign_in
from api.tables.row import Fields, Key
from api.web.problems import refusals

router = APIRouter(prefix="/v1/session", tags=["identity"])


class Credentials(Fields):
    """A user name and its password."""

    username: Key
    password: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PASSWORD)]


class Me(BaseModel):
    """Who is signed in, and what their role may do; `stations` is null where the scope is all there are."""

    name: str
    role: Role
    actions: list[Action]
    stations: list[str] | None


@router.post("", status_code=204, responses=refusals(401, 403), dependencies=may(Action.OPEN))
def sign_in_(wanted: Credentials, request: Request) -> Response:
    """A new session each time, whatever cookie came along; five wrong passwords close the door for a quarter of an hour."""
    _, token = sign_in(request.app.state.database, wanted.username, wanted.password, request.cookies.get(COOKIE))
    response = Response(status_code=204)
    keep_signed_in(response, token)
    return response


@router.get("", responses=refusals(401, 403), dependencies=may(Action.OPEN))
def me(request: Request) -> Me:
    """Who is signed in."""
    return _me(asker(request, request.app.state.database))


@router.delete("", status_code=204, responses=refusals(403), dependencies=may(Action.OPEN))
def sign_out(request: Request) -> Response:
    """The session has ended, here and for whoever else holds its cookie."""
    token = request.cookies.get(COOKIE)
    if token is not None:
        with request.app.state.database.writing() as session:
            end(session, token)
    response = Response(status_code=204)
    forget(response)
    return response


def _me(who: Asker) -> Me:
    stations = who.actor.stations
    return Me(
        name=who.name,
        role=who.actor.role,
        actions=sorted(ACTIONS[who.actor.role]),
        stations=None if stations is None else sorted(stations),
    )
