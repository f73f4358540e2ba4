"""Whatever goes wrong while a request is answered becomes one refusal, in both languages; it never repeats what was sent."""

from collections.abc import Sequence

import structlog
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from api.errors import Conflict, Forbidden, Outdated, Refused, Unacceptable, Unavailable
from api.logs import told_of
from api.storage.full import disk_is_full
from api.tables.weekly import CONTRADICTION
from matcher.domain import BadInput

log = structlog.get_logger()

BEYOND_THE_WALL = "42501"
"""How PostgreSQL names a row that a policy does not let in."""

TOLD: tuple[type[Exception], ...] = (
    Refused, BadInput, RequestValidationError, HTTPException, StaleDataError, IntegrityError, ProgrammingError, OperationalError,
    PoolTimeout, Exception,
)  # fmt: skip
"""The kinds of errors that handlers are registered for, all of them with one function."""


def refusal_of(request: Request, error: Exception) -> Refused:
    """What the error means for the asker; our own faults are logged by kind and place only, since messages may carry data."""
    match error:
        case Refused():
            return error
        case BadInput():
            return Unacceptable("BAD_INPUT", zh=f"数据相互矛盾或不合要求：{error}", en=str(error))
        case RequestValidationError():
            return _invalid(error)
        case HTTPException():
            refused = Refused(
                f"HTTP_{error.status_code}", zh=f"请求未被接受（{error.status_code}）。", en=str(error.detail)
            )
            refused.status = error.status_code
            return refused
        case StaleDataError():
            return Outdated(
                "OUTDATED", zh="刚才已有人修改，请刷新后重试。", en="Somebody changed it just now; read it again."
            )
        case IntegrityError():
            return Conflict(
                "CONFLICT",
                zh="与已有数据冲突：编号重复、引用的对象不存在，或仍被其他数据引用。",
                en="It clashes with what is there: a number used twice, a thing referred to that is not there, "
                "or one that others still refer to.",
            )
        case ProgrammingError() if getattr(error.orig, "sqlstate", None) == BEYOND_THE_WALL:
            log.error("beyond_scope", route=_route(request))
            return Forbidden(
                "BEYOND_SCOPE",
                zh="涉及您负责范围之外的数据，未作更改。",
                en="It concerns what lies outside your stations; nothing was changed.",
            )
        case OperationalError() if disk_is_full(error):
            log.error("disk_full", kind=type(error.orig).__name__)
            return Unavailable(
                "DISK_FULL",
                zh="数据库所在磁盘已满或无法写入，本次操作未保存；请通知管理员。",
                en="The disk of the database is full or cannot be written, nothing was kept; please tell the administrator.",
                retry_after=60,
            )
        case OperationalError() | PoolTimeout():
            log.error("database_unavailable", kind=type(error).__name__)
            return Unavailable(
                "DATABASE_UNAVAILABLE",
                zh="数据库暂时没有响应，请稍后再试。",
                en="The database does not answer now; try again in a moment.",
                retry_after=2,
            )
        case _:
            log.error("fault", route=_route(request), **told_of(error))
            refused = Refused(
                "FAULT", zh="服务内部出错，已记录。", en="Something went wrong inside; it has been recorded."
            )
            refused.status = 500
            return refused


def _invalid(error: RequestValidationError) -> Unacceptable:
    places = [
        {"path": _path(fault["loc"]), "code": fault["type"], "en": fault["msg"].removeprefix("Value error, ")}
        for fault in error.errors()[:100]
    ]
    return Unacceptable(
        "CONTRADICTION" if {place["code"] for place in places} == {CONTRADICTION} else "INVALID",
        zh=f"请求中有{len(places)}处不合要求，见errors。",
        en=f"{len(places)} places of the request are not as expected, see errors.",
        errors=places,
    )


def _route(request: Request) -> str:
    route = request.scope.get("route")
    return getattr(route, "path", "?")


def _path(location: Sequence[int | str]) -> str:
    """Names from our own schema are told, names that came with the request are not."""
    return ".".join(str(step)[:60] for step in location)
