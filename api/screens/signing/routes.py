"""Signing in and out; what somebody was writing when their session had ended is kept in the form and handed on."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.access.cookies import forget, keep_signed_in
from api.authority import Action
from api.errors import Refused
from api.identity.asking import COOKIE
from api.identity.secrets import LONGEST_PASSWORD
from api.identity.sessions import end, sign_in
from api.screens.shell.cookies import remember
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.purpose import PURPOSE
from api.screens.shell.way import inside

router = APIRouter()

KEPT = "kept."
"""Fields of an interrupted form travel through signing in under names that begin so."""


@router.get("/sign-in", dependencies=opens(Action.OPEN))
def sign_in_page(page: Shown, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The form."""
    return page.show("signing/sign_in.html", next=inside(next), kept=[], username="")


@router.post("/sign-in", dependencies=opens(Action.OPEN))
async def sign_in_(
    page: Shown,
    request: Request,
    username: Annotated[str, Form(max_length=64)] = "",
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",  # noqa: A002
) -> Response:
    """On to the page that was asked for, or to what was being written."""
    kept = [
        (name.removeprefix(KEPT), value)
        for name, value in (await request.form()).multi_items()
        if name.startswith(KEPT) and isinstance(value, str)
    ]
    try:
        token = await run_in_threadpool(_opened, request, username, password)
    except Refused as refused:
        return page.show("signing/sign_in.html", refused=refused, next=inside(next), kept=kept, username=username)
    if kept:
        response: Response = page.show("signing/go_on.html", next=inside(next), kept=kept)
    else:
        response = page.go(inside(next))
    keep_signed_in(response, token)
    return response


@router.post("/sign-out", dependencies=opens(Action.OPEN))
def sign_out(page: Shown, request: Request) -> Response:
    """Ended, and the purpose forgotten."""
    token = request.cookies.get(COOKIE)
    if token is not None:
        with request.app.state.database.writing() as session:
            end(session, token)
    response = page.go("/sign-in")
    forget(response)
    remember(response, PURPOSE, "")
    return response


def _opened(request: Request, username: str, password: str) -> str:
    return sign_in(request.app.state.database, username, password, request.cookies.get(COOKIE))[1]
