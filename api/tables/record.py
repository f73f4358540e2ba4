"""The record: who did what to which row, chained by hashes, and where the chain ends."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from api.storage.columns import Instant


class RecordEntry(SQLModel, table=True):
    """One thing done: names of fields, never what they hold. `chain` seals it together with all before it.

    Of a purpose the chain holds a seal, so that its words can be forgotten and the chain stays whole.
    """

    __tablename__ = "record_entry"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Instant, nullable=False)
    actor: str = Field(max_length=200)
    action: str = Field(max_length=40)
    kind: str = Field(max_length=40, index=True)
    row: str = Field(max_length=64, index=True)
    fields: list[str] = Field(sa_type=JSON, nullable=False)
    why: str = Field(default="", max_length=500)
    why_seal: str = Field(default="", max_length=64)
    chain: str = Field(max_length=64)


class RecordEnd(SQLModel, table=True):
    """The number and seal of the last entry, so that entries cut off at the end are missed."""

    __tablename__ = "record_end"

    id: int = Field(primary_key=True)
    number: int
    chain: str = Field(max_length=64)
    seal: str = Field(max_length=64)


class DataKey(SQLModel, table=True):
    """A key that seals sensitive columns, itself sealed by a master key that is kept outside the database."""

    __tablename__ = "data_key"

    id: str = Field(primary_key=True, max_length=16)
    master: str = Field(max_length=16, description="Which master key wraps it.")
    wrapped: str = Field(max_length=200)
    created_at: datetime = Field(sa_type=Instant, nullable=False)
