"""What every kept thing has: an id that never changes, a version that grows with each change, and when that was."""

from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

from pydantic import AfterValidator, ConfigDict
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from api.storage.columns import Instant, now

ID_LENGTH = 64
MOST_VERSIONS = 2**31 - 1


def new_id() -> str:
    """An id that nobody can guess from another."""
    return uuid4().hex


def _printable(value: str) -> str:
    if not value.isprintable():
        raise ValueError("expected printable characters only")
    return value


def _text(value: str) -> str:
    if "\x00" in value:
        raise ValueError("expected a text without zero bytes")
    return value


Key = Annotated[str, Field(min_length=1, max_length=ID_LENGTH), AfterValidator(_printable)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_printable)]
Paragraph = Annotated[str, Field(max_length=4000), AfterValidator(_text)]


class Fields(SQLModel):
    """What people enter: a misspelt field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)  # type: ignore[assignment]


class Kept(SQLModel):
    """What the service adds to what people enter."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=ID_LENGTH)
    version: int = Field(default=1, nullable=False, description="The ETag of the thing is this number in quotes.")
    created_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)
    changed_at: datetime = Field(
        default_factory=now, sa_type=Instant, nullable=False, sa_column_kwargs={"onupdate": now}
    )


class Row(Kept):
    """A row that two people may change at once: the later one finds another version and is refused."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]
