"""Long lists come in pages: at most `limit` items in a stable order."""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel
from sqlmodel import Session, func, select
from sqlmodel.sql.expression import SelectOfScalar

T = TypeVar("T")

MOST_ROWS = 2**31 - 1


class Page(BaseModel, Generic[T]):
    """Some of `total` items; `next_offset` is where the following ones begin, null at the end."""

    items: list[T]
    total: int
    next_offset: int | None = None


class Paging(BaseModel):
    """Which page is wanted."""

    limit: int
    offset: int


async def _paging(
    limit: Annotated[int, Query(ge=1, le=500)] = 100, offset: Annotated[int, Query(ge=0, le=MOST_ROWS)] = 0
) -> Paging:
    return Paging(limit=limit, offset=offset)


Wanted = Annotated[Paging, Depends(_paging)]


def page_of(session: Session, query: SelectOfScalar[Any], wanted: Paging) -> tuple[Sequence[Any], int, int | None]:
    """Rows of the page, how many there are in all, and where the next page begins."""
    total = session.exec(select(func.count()).select_from(query.order_by(None).subquery())).one()
    rows = session.exec(query.offset(wanted.offset).limit(wanted.limit)).all()
    following = wanted.offset + len(rows)
    return rows, total, following if following < total and rows else None
