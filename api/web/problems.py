"""Whatever goes wrong is told as a problem document (RFC 9457) in both languages, and never repeats what was sent."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.errors import Refused
from api.web.language import language_of
from api.web.refusing import TOLD, refusal_of

MEDIA_TYPE = "application/problem+json"


class Place(BaseModel):
    """Where in a request something is wrong, and what is expected there."""

    path: str
    code: str
    en: str


class Problem(BaseModel):
    """A refusal; `code` is stable, `zh` and `en` are for people."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(default="about:blank")
    title: str
    status: int
    code: str
    zh: str
    en: str
    errors: list[Place] | None = None


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How a route documents the ways in which it may refuse; any may be busy, out of order, sent nonsense, or asked by a stranger."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": DESCRIPTIONS[status], "content": content}
        for status in sorted({*statuses, 400, 401, 403, 422, 429, 503})
    }


DESCRIPTIONS = {
    400: "The request cannot be read",
    401: "Nobody is signed in, or not any more",
    403: "The role does not allow it, or the request came from a foreign page",
    404: "Nothing of this id",
    409: "The state of things does not allow it",
    412: "The ETag is not that of the present version",
    413: "More than is taken",
    415: "Not a kind of content that is taken",
    422: "The request contradicts itself, the data, or a rule",
    428: "A change without the ETag of what is changed",
    429: "Too many requests at once; see Retry-After",
    503: "Something needed does not answer; see Retry-After",
}


def tell_problems(app: FastAPI) -> None:
    """Registers how errors are told."""
    for kind in TOLD:
        app.add_exception_handler(kind, _tell)


def problem_response(request: Request, refused: Refused) -> JSONResponse:
    """The refusal as a response, its title in the asker's language."""
    status = refused.status
    more = {key: value for key, value in refused.more.items() if value is not None}
    title = getattr(refused.text, language_of(request))
    body = {"type": "about:blank", "title": title, "status": status, "code": refused.code}
    headers = {"Retry-After": str(more["retry_after"])} if "retry_after" in more else None
    return JSONResponse(body | refused.text._asdict() | more, status, headers=headers, media_type=MEDIA_TYPE)


async def _tell(request: Request, error: Exception) -> JSONResponse:
    response = problem_response(request, refusal_of(request, error))
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
        if error.status_code == 405:
            response.headers["Allow"] = ", ".join(allowed_methods(request))
    return response


def allowed_methods(request: Request) -> list[str]:
    """What can be done at this address, by all routes together; a router tells those of its first route only."""
    methods = {
        method
        for route in request.app.routes
        if route.matches(request.scope)[0] is not Match.NONE
        for method in getattr(route, "methods", None) or ()
    }
    return sorted(methods)
