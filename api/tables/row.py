"""What every kept thing has: an id that never changes, a version that grows with each change, and when that was."""

import re
from collections.abc import Callable
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import uuid4

from pydantic import ConfigDict, StringConstraints, model_validator
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from api.storage.columns import Instant, now

ID_LENGTH = 64
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_VERSIONS = 2**31 - 1


def new_id() -> str:
    """An id that nobody can guess from another."""
    return uuid4().hex


Key = Annotated[str, StringConstraints(min_length=1, max_length=ID_LENGTH, pattern=r"^[A-Za-z0-9_.:-]+$")]
LINE = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$"
"""A text without line breaks and other signs that cannot be seen."""

Line = Annotated[str, StringConstraints(max_length=200, pattern=LINE)]
Paragraph = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\u0000]*$")]


def kinds_of(annotation: Any) -> tuple[Any, ...]:
    """What a value may be, by kind: `Annotated[float, …] | None` is a float or nothing."""
    union = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return tuple(get_args(kind)[0] if get_origin(kind) is Annotated else kind for kind in union)


class Fields(SQLModel):
    """What people enter: a misspelt field is an error, never ignored, and so is a text where a number or a date belongs."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)  # type: ignore[assignment]

    @model_validator(mode="before")
    @classmethod
    def _no_conversion(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for name, field in cls.model_fields.items():
                kinds = kinds_of(field.annotation)
                for kind, (fits, expected) in EXACT.items():
                    if kind in kinds and data.get(name) is not None and not fits(data[name]):
                        raise ValueError(f"{name}: expected {expected}")
        return data


EXACT: dict[type, tuple[Callable[[Any], bool], str]] = {
    int: (lambda value: type(value) is int or (type(value) is float and value.is_integer()), "a whole number"),
    float: (lambda value: type(value) in (int, float), "a number"),
    bool: (lambda value: type(value) is bool, "true or false"),
    date: (
        lambda value: type(value) is date or (isinstance(value, str) and bool(ISO_DATE.fullmatch(value))),
        "a date such as 2026-11-23",
    ),
}
"""Kinds that pydantic would convert from others; JSON knows them apart."""


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
