"""A call over a bad line may come twice: with an Idempotency-Key it is done once, and the same answer is told again.

In a handler, inside the transaction in which the thing is done:

    with storage.writing() as session:
        if (told := once.told(session)) is not None:
            return told
        ...
        return once.tell(session, 201, answer, {"Location": ...})

`told` claims the key: of two calls that come at once the later one waits until the earlier one is done, or has failed.
"""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, select

from api.errors import Unacceptable
from api.storage.columns import now
from api.tables.requests import AnsweredCall
from api.tables.row import new_id

REMEMBERED = timedelta(days=1)
TOLD_AGAIN = "Idempotency-Replayed"
"""A header of answers that are told again."""


class Once:
    """One call, with the key that it came with (or none: then nothing is remembered of it)."""

    def __init__(self, key: str | None, route: str, request_hash: str) -> None:
        self.key = key
        self.route = route
        self.request_hash = request_hash

    def known(self, session: Session) -> Response | None:
        """The answer that was told before, without a claim: worth a look before much work is done."""
        if self.key is None:
            return None
        found = session.exec(
            select(AnsweredCall).where(
                AnsweredCall.key == self.key,
                AnsweredCall.route == self.route,
                col(AnsweredCall.created_at) > now() - REMEMBERED,
            )
        ).one_or_none()
        return None if found is None else self._again(found)

    def told(self, session: Session) -> Response | None:
        """The answer that was told before; None claims the key for this transaction, which must `tell`.

        Raises Unacceptable where the key came with another request before.
        """
        if self.key is None:
            return None
        session.exec(delete(AnsweredCall).where(col(AnsweredCall.created_at) <= now() - REMEMBERED))
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        claim = dialect.insert(AnsweredCall).values(
            id=new_id(),
            key=self.key,
            route=self.route,
            request_hash=self.request_hash,
            status=0,
            headers={},
            body="",
            created_at=now(),
        )
        claimed = session.execute(claim.on_conflict_do_nothing().returning(AnsweredCall.id)).all()
        return None if claimed else self.known(session)

    def tell(
        self, session: Session, status: int, answer: BaseModel, headers: Mapping[str, str] | None = None
    ) -> Response:
        """The answer, remembered with all that this transaction does."""
        headers, body = dict(headers or {}), answer.model_dump_json()
        if self.key is not None:
            row = session.exec(
                select(AnsweredCall).where(AnsweredCall.key == self.key, AnsweredCall.route == self.route)
            ).one()
            row.status, row.headers, row.body = status, headers, body
        return _response(status, headers, body)

    def _again(self, row: AnsweredCall) -> Response:
        if row.request_hash != self.request_hash:
            raise Unacceptable(
                "KEY_USED",
                zh="该Idempotency-Key此前用于另一个请求，新的请求须用新的键。",
                en="This Idempotency-Key came with another request before; a new request needs a new key.",
            )
        return _response(row.status, row.headers | {TOLD_AGAIN: "true"}, row.body)


def _response(status: int, headers: Mapping[str, Any], body: str) -> Response:
    return Response(body, status, headers=dict(headers), media_type="application/json")


async def _once(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            pattern=r"^[\x21-\x7e]+$",
            description="A fresh random text per action; the same call with the same key is done once.",
        ),
    ] = None,
) -> Once:
    body = await request.body()
    return Once(idempotency_key, f"{request.method} {request.url.path}", sha256(body).hexdigest())


OnlyOnce = Annotated[Once, Depends(_once)]
