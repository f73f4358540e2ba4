"""Whatever goes wrong is told as a problem document (RFC 9457) in both languages, and never repeats what was sent."""

from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.errors import Conflict, Outdated, Refused, Unacceptable, Unavailable
from api.tables.weekly import CONTRADICTION
from api.web.language import language_of
from matcher.domain import BadInput

log = structlog.get_logger()

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
    """Registers how each kind of error is told."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(BadInput, _bad_input)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(StaleDataError, _stale)
    app.add_exception_handler(IntegrityError, _integrity)
    app.add_exception_handler(OperationalError, _database)
    app.add_exception_handler(PoolTimeout, _database)
    app.add_exception_handler(Exception, _fault)


def problem_response(request: Request, refused: Refused, status: int | None = None) -> JSONResponse:
    """The refusal as a response, its title in the asker's language; `status` where it is not the usual one of its kind."""
    status = status or refused.status
    more = {key: value for key, value in refused.more.items() if value is not None}
    title = getattr(refused.text, language_of(request))
    body = {"type": "about:blank", "title": title, "status": status, "code": refused.code}
    headers = {"Retry-After": str(more["retry_after"])} if "retry_after" in more else None
    return JSONResponse(body | refused.text._asdict() | more, status, headers=headers, media_type=MEDIA_TYPE)


def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refused)
    return problem_response(request, error)


def _bad_input(request: Request, error: Exception) -> JSONResponse:
    return problem_response(request, Unacceptable("BAD_INPUT", zh=f"数据相互矛盾或不合要求：{error}", en=str(error)))


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    places = [
        {"path": _path(fault["loc"]), "code": fault["type"], "en": fault["msg"].removeprefix("Value error, ")}
        for fault in error.errors()[:100]
    ]
    return problem_response(
        request,
        Unacceptable(
            "CONTRADICTION" if {place["code"] for place in places} == {CONTRADICTION} else "INVALID",
            zh=f"请求中有{len(places)}处不合要求，见errors。",
            en=f"{len(places)} places of the request are not as expected, see errors.",
            errors=places,
        ),
    )


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    refused = Refused(f"HTTP_{error.status_code}", zh=f"请求未被接受（{error.status_code}）。", en=str(error.detail))
    response = problem_response(request, refused, error.status_code)
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


def _stale(request: Request, _error: Exception) -> JSONResponse:
    return problem_response(
        request,
        Outdated("OUTDATED", zh="刚才已有人修改，请刷新后重试。", en="Somebody changed it just now; read it again."),
    )


def _integrity(request: Request, _error: Exception) -> JSONResponse:
    return problem_response(
        request,
        Conflict(
            "CONFLICT",
            zh="与已有数据冲突：编号重复、引用的对象不存在，或仍被其他数据引用。",
            en="It clashes with what is there: a number used twice, a thing referred to that is not there, "
            "or one that others still refer to.",
        ),
    )


def _database(request: Request, error: Exception) -> JSONResponse:
    log.error("database_unavailable", kind=type(error).__name__)
    return problem_response(
        request,
        Unavailable(
            "DATABASE_UNAVAILABLE",
            zh="数据库暂时没有响应，请稍后再试。",
            en="The database does not answer now; try again in a moment.",
            retry_after=2,
        ),
    )


def _fault(request: Request, error: Exception) -> JSONResponse:
    """Our own fault: logged by kind and place only, since messages may carry data."""
    log.error("fault", kind=type(error).__name__, route=_route(request))
    refused = Refused("FAULT", zh="服务内部出错，已记录。", en="Something went wrong inside; it has been recorded.")
    return problem_response(request, refused, 500)


def _route(request: Request) -> str:
    route = request.scope.get("route")
    return getattr(route, "path", "?")


def _path(location: Sequence[int | str]) -> str:
    """Names from our own schema are told, names that came with the request are not."""
    return ".".join(str(step)[:60] for step in location)
