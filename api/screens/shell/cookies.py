"""What a browser remembers of somebody's choices; never who they are, nor anything of other people."""

from urllib.parse import quote, unquote

from fastapi import Request, Response

YEAR = 365 * 24 * 3600


def remembered(request: Request, name: str) -> str:
    """What was remembered under the name, empty if nothing was."""
    return unquote(request.cookies.get(name, ""))


def remember(response: Response, name: str, value: str, seconds: int = YEAR) -> None:
    """For this browser and so long; an empty value is forgotten."""
    if not value:
        response.delete_cookie(name, path="/", httponly=True, samesite="strict")
        return
    response.set_cookie(name, quote(value), max_age=seconds, path="/", httponly=True, samesite="strict")
