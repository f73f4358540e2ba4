"""Erasures and consents as the world sees them: by ids and numbers, and the masked name only to whoever asks to erase."""

from datetime import date, datetime

from pydantic import BaseModel, Field
from sqlmodel import SQLModel

from api.authority.seeing import masked_name
from api.registry.words import word_of
from api.rights.erasing import CONFIRMED_WITHIN
from api.rights.kinds import KINDS
from api.rights.whose import Whose
from api.tables.cadres import Purpose
from api.tables.record import RecordEntry
from api.tables.requests import AnsweredCall, Import
from api.tables.rights import Erasure, ErasureState
from api.tables.rosters import RosterVersion

GONE_OVER: tuple[type[SQLModel], ...] = (
    *(kind.table for kind in KINDS),
    RecordEntry,
    RosterVersion,
    AnsweredCall,
    Import,
)
TABLES = {str(table.__tablename__): table for table in GONE_OVER}
"""All that an erasure may go over."""


class Counted(BaseModel):
    """How many rows of a kind it goes over."""

    table: str
    zh: str
    en: str
    rows: int


class ErasurePublic(BaseModel):
    """An erasure; it names nobody."""

    id: str
    cadre_id: str | None
    volunteer_id: str | None
    state: ErasureState
    asked_by: str
    asked_at: datetime
    done_by: str
    done_at: datetime | None
    goes_over: list[Counted]


class ErasureAsked(ErasurePublic):
    """It waits until then to be confirmed by the name typed."""

    person: str = Field(description="The name, masked.")
    confirm_until: datetime


class ErasureDone(ErasurePublic):
    """They are forgotten; `scrubbed` says whether the files of the database hold nothing of it any more."""

    scrubbed: bool


class ConsentTold(BaseModel):
    """How a consent stood from `at` on."""

    purpose: Purpose
    given_on: date
    withdrawn_on: date | None
    removed: bool
    by: str
    at: datetime


def shown(erasure: Erasure) -> ErasurePublic:
    """To whoever inspects."""
    counted = [
        Counted(table=name, rows=number, **word_of(TABLES[name])._asdict()) for name, number in erasure.rows.items()
    ]
    return ErasurePublic(
        **erasure.model_dump(include=set(ErasurePublic.model_fields)), asked_at=erasure.created_at, goes_over=counted
    )


def asked(erasure: Erasure, whose: Whose) -> ErasureAsked:
    """To whoever has to confirm it."""
    return ErasureAsked(
        **shown(erasure).model_dump(),
        person="、".join(sorted(map(masked_name, whose.names))),
        confirm_until=erasure.created_at + CONFIRMED_WITHIN,
    )


def done(erasure: Erasure, scrubbed: bool) -> ErasureDone:
    """To whoever confirmed it."""
    return ErasureDone(**shown(erasure).model_dump(), scrubbed=scrubbed)
