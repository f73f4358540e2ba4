"""Signing in at the organisation's identity provider (OIDC), for people whom an administrator has entered; off unless set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlmodel import select

from api.access.cookies import keep_signed_in
from api.authority import Action
from api.errors import NotFound, NotSignedIn
from api.identity.asking import COOKIE
from api.identity.attempts import LONGEST, begin, finish
from api.identity.guarding import may
from api.identity.registration import refused
from api.identity.sessions import admit
from api.storage import Database
from api.tables.identity import User
from api.web.problems import refusals

if TYPE_CHECKING:
    from api.identity.provider import Provider

router = APIRouter(prefix="/v1/session/oidc", tags=["identity"])

ATTEMPT = "__Host-oidc"
"""Kept while somebody is at the provider; it comes back with them, since they return by a link from there."""

DONE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>四就近</title></head>
<body><p><a href="/">已登录，进入系统。 You are signed in; go on.</a></p></body></html>
"""
"""A page of our own that leads on: a browser redirected straight from the provider would not send the session's cookie yet."""

Answer = Annotated[str | None, Query(max_length=4000)]


@router.get("", response_class=Response, status_code=303, dependencies=may(Action.OPEN), responses=refusals(404))
def go_to_provider(request: Request) -> Response:
    """Sends the browser to the provider; whatever comes back counts only in this browser, once, and for ten minutes."""
    provider, database = _provider(request), _database(request)
    with database.writing() as session:
        attempt = begin(session)
    response = RedirectResponse(provider.address(attempt), 303)
    seconds = int(LONGEST.total_seconds())
    response.set_cookie(ATTEMPT, attempt.browser, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax")
    return response


@router.get("/callback", response_class=HTMLResponse, dependencies=may(Action.OPEN), responses=refusals(401, 404))
def come_back(request: Request, code: Answer = None, state: Answer = None, error: Answer = None) -> Response:
    """The provider sends people here; who is entered by its name for them is signed in, and nobody is made by it."""
    provider, database = _provider(request), _database(request)
    with database.writing() as session:
        attempt = finish(session, state or "", request.cookies.get(ATTEMPT, ""))
    if code is None or error is not None:
        raise refused()
    subject = provider.subject(code, attempt)
    with database.writing() as session:
        user = session.exec(select(User).where(User.subject == subject)).one_or_none()
        if user is None or not user.active:
            raise NotSignedIn(
                "NOT_A_USER",
                zh="您的统一身份未在本系统登记或已停用，请联系管理员。",
                en="Your identity is not registered here or is disabled; ask an administrator.",
            )
        token = admit(session, user, request.cookies.get(COOKIE))
    response = HTMLResponse(DONE)
    keep_signed_in(response, token)
    response.delete_cookie(ATTEMPT, path="/", secure=True, httponly=True, samesite="lax")
    return response


def _provider(request: Request) -> Provider:
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise NotFound(
            "NO_PROVIDER",
            zh="本系统没有启用统一身份认证。",
            en="Signing in by an identity provider is not set up here.",
        )
    return provider


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database
