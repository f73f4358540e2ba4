"""The cookie of a session: for this host alone, shown to no script, and never sent from elsewhere."""

from fastapi import Response

from api.identity.asking import COOKIE
from api.identity.sessions import ABSOLUTE


def keep_signed_in(response: Response, token: str) -> None:
    """The browser keeps it as long as the session can last."""
    seconds = int(ABSOLUTE.total_seconds())
    response.set_cookie(COOKIE, token, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict")


def forget(response: Response) -> None:
    """The browser keeps it no more."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
