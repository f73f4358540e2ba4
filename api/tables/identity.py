"""Who may come in: users, their sessions, keys of machines; of every secret only a hash is kept."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from api.storage.columns import Choice, Instant, now
from api.tables.row import Fields, Kept, Key, Line, Row, new_id


class Role(StrEnum):
    """What somebody is here; the scope (a region or a station) comes with the person."""

    CITY = "city"
    DISTRICT = "district"
    COORDINATOR = "coordinator"
    STATION_STAFF = "station_staff"
    GRID_WORKER = "grid_worker"
    TEAM_LEAD = "team_lead"
    AUDITOR = "auditor"
    LINK = "link"


Subject = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]


class UserFields(Fields):
    """A person with a role in a scope: a region with all below it, or one station."""

    username: Key
    subject: Subject | None = Field(default=None, description="What the identity provider (OIDC) calls them.")
    name: Line = ""
    role: Role = Field(sa_type=Choice(Role), nullable=False)
    region_id: Key | None = Field(default=None, foreign_key="region.id", index=True)
    station_id: Key | None = Field(default=None, foreign_key="station.id", index=True)
    active: bool = True


class User(UserFields, Row, table=True):
    """A user as kept (`user` is a word of SQL)."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("username"), Index("one_user_a_subject", "subject", unique=True))

    password_hash: str = ""


class UserPublic(UserFields, Kept):
    """A user as shown."""


class UserSession(SQLModel, table=True):
    """Somebody signed in; ended by time, by signing out, or by whoever administers users."""

    __tablename__ = "user_session"

    id: str = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(unique=True, max_length=64)
    user_id: str = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)
    seen_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class ApiKey(Row, table=True):
    """A machine's key with a role in a scope; the prefix tells keys apart without being one."""

    __tablename__ = "api_key"

    name: str = Field(max_length=200)
    prefix: str = Field(unique=True, max_length=16)
    key_hash: str = Field(max_length=64)
    role: Role = Field(sa_type=Choice(Role), nullable=False)
    region_id: str | None = Field(default=None, foreign_key="region.id", index=True)
    station_id: str | None = Field(default=None, foreign_key="station.id", index=True)
    expires_at: datetime = Field(sa_type=Instant, nullable=False)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class LoginFailure(SQLModel, table=True):
    """A wrong password, by a hash of the name it was tried for; forgotten after a while."""

    __tablename__ = "login_failure"

    id: str = Field(default_factory=new_id, primary_key=True)
    name_hash: str = Field(index=True, max_length=64)
    at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False, index=True)


class SignInAttempt(SQLModel, table=True):
    """Somebody was sent to the identity provider: of the state, and of the browser's secret, a hash; used once."""

    __tablename__ = "sign_in_attempt"

    state_hash: str = Field(primary_key=True, max_length=64)
    browser_hash: str = Field(max_length=64)
    created_at: datetime = Field(default_factory=now, sa_type=Instant, nullable=False)
