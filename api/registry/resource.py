"""A kind of thing in the registry: its tables and words, and what is particular about it; the five routes are the same for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session

from api.registry.words import word_of
from api.settings import Settings
from api.tables.row import Fields, Kept, Row
from matcher.domain import Text

F = TypeVar("F", bound=Fields)
R = TypeVar("R", bound=Row)
P = TypeVar("P", bound=Kept)

Filters = list[ColumnElement[bool]]
"""Conditions that every item of a list meets."""


@dataclass(frozen=True)
class Entry(Generic[F]):
    """What somebody wants to keep: new where `own_id` is None, else in the place of the row of this id."""

    session: Session
    settings: Settings
    fields: F
    own_id: str | None = None


Check = Callable[[Entry[F]], None]
"""Raises api.errors.Refused where the entry contradicts itself or what is there."""


def anything(_entry: Entry[Any]) -> None:
    """Nothing to object."""


def everything() -> Filters:
    """A list without filters."""
    return []


@dataclass(frozen=True)
class Resource(Generic[F, R, P]):
    """A kind of thing: what people enter (`fields`), what is kept (`table`) and what is shown (`public`).

    `check` holds for every entry, `check_new` for new ones only; `parts` are columns of rows that go when the thing goes.
    `region` says in which region a thing lies that belongs to no station (None: in all of them).
    """

    path: str
    fields: type[F]
    table: type[R]
    public: type[P]
    order: Sequence[Any]
    example: dict[str, Any]
    filters: Callable[..., Filters] = everything
    check: Check[F] = anything
    check_new: Check[F] = anything
    parts: Sequence[Any] = ()
    present: Callable[[R], P] | None = None
    region: Callable[[F | R], str | None] | None = None

    @property
    def name(self) -> Text:
        """What one of them is called."""
        return word_of(self.table)

    def shown(self, row: R) -> P:
        """As the world sees it."""
        return self.present(row) if self.present is not None else self.public.model_validate(row, from_attributes=True)
