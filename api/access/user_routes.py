"""Users and keys over HTTP, for who administers them."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, StringConstraints
from sqlmodel import col, select

from api.authority import Action, Role
from api.errors import no_such
from api.identity.guarding import may
from api.identity.keys import make_key
from api.identity.secrets import LONGEST_PASSWORD
from api.identity.users import change_password, change_user, check_scope, make_user
from api.storage.columns import now
from api.tables.identity import ApiKey, User, UserFields, UserPublic
from api.tables.row import Fields, Key, Line
from api.web.etags import IfMatch, tag
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Storage

router = APIRouter(prefix="/v1", tags=["identity"], dependencies=may(Action.ADMINISTER))

Password = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PASSWORD)]


class UserCreate(UserFields):
    """A user with a first password, or with none where the identity provider knows them."""

    password: Password | None = None


class NewPassword(Fields):
    """What somebody signs in with from now on."""

    password: Password


class KeyFields(Fields):
    """A machine's key: a role in a scope, until a time."""

    name: Line = Field(min_length=1)
    role: Role
    region_id: Key | None = None
    station_id: Key | None = None
    expires_at: datetime | None = None


class KeyPublic(BaseModel):
    """A key without its secret."""

    id: str
    name: str
    prefix: str
    role: Role
    region_id: str | None
    station_id: str | None
    expires_at: datetime
    revoked_at: datetime | None


class KeyMade(KeyPublic):
    """A key with its secret, told this once."""

    key: str


@router.get("/users", responses=refusals(401, 403))
def list_users(storage: Storage, paging: Wanted) -> Page[UserPublic]:
    """Users by name."""
    with storage.reading() as session:
        rows, total, following = page_of(session, select(User).order_by(User.username), paging)
        return Page(items=[_shown(row) for row in rows], total=total, next_offset=following)


@router.post("/users", status_code=201, responses=refusals(401, 403, 404, 409))
def create_user(wanted: UserCreate, response: Response, storage: Storage) -> UserPublic:
    """Somebody who can sign in."""
    with storage.writing() as session:
        user = make_user(session, UserFields(**wanted.model_dump(exclude={"password"})), wanted.password)
        answer = _shown(user)
    tag(response, answer.version)
    response.headers["Location"] = f"/v1/users/{answer.id}"
    return answer


@router.get("/users/{user_id}", responses=refusals(401, 403, 404))
def get_user(user_id: Key, response: Response, storage: Storage) -> UserPublic:
    """One user."""
    with storage.reading() as session:
        user = session.get(User, user_id)
        if user is None:
            raise no_such("用户", "user")
        tag(response, user.version)
        return _shown(user)


@router.put("/users/{user_id}", responses=refusals(401, 403, 404, 412, 428))
def put_user(user_id: Key, wanted: UserFields, expected: IfMatch, response: Response, storage: Storage) -> UserPublic:
    """Another role, scope or state, from the next request on; the user name stays."""
    with storage.writing() as session:
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            raise no_such("用户", "user")
        expected.check(user.version)
        answer = _shown(change_user(session, user, wanted))
    tag(response, answer.version)
    return answer


@router.put("/users/{user_id}/password", status_code=204, responses=refusals(401, 403, 404))
def put_password(user_id: Key, wanted: NewPassword, storage: Storage) -> Response:
    """Another password; whoever is signed in by the old one is out."""
    with storage.writing() as session:
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            raise no_such("用户", "user")
        change_password(session, user, wanted.password)
    return Response(status_code=204)


@router.get("/keys", responses=refusals(401, 403))
def list_keys(storage: Storage, paging: Wanted) -> Page[KeyPublic]:
    """Keys, the newest first."""
    with storage.reading() as session:
        query = select(ApiKey).order_by(col(ApiKey.created_at).desc(), ApiKey.id)
        rows, total, following = page_of(session, query, paging)
        return Page(items=[_key(row) for row in rows], total=total, next_offset=following)


@router.post("/keys", status_code=201, responses=refusals(401, 403, 404))
def create_key(wanted: KeyFields, storage: Storage) -> KeyMade:
    """A key, told this once; it ends after a year at the latest."""
    with storage.writing() as session:
        check_scope(session, wanted.role, wanted.region_id, wanted.station_id)
        row, key = make_key(
            session,
            wanted.name,
            wanted.role,
            region_id=wanted.region_id,
            station_id=wanted.station_id,
            expires_at=wanted.expires_at,
        )
        return KeyMade(**_key(row).model_dump(), key=key)


@router.delete("/keys/{key_id}", status_code=204, responses=refusals(401, 403, 404))
def delete_key(key_id: Key, storage: Storage) -> Response:
    """Revoked from the next request on."""
    with storage.writing() as session:
        row = session.get(ApiKey, key_id, with_for_update=True)
        if row is None:
            raise no_such("密钥", "key")
        row.revoked_at = row.revoked_at or now()
    return Response(status_code=204)


def _shown(user: User) -> UserPublic:
    return UserPublic.model_validate(user.model_dump(exclude={"password_hash"}))


def _key(row: ApiKey) -> KeyPublic:
    return KeyPublic.model_validate(row, from_attributes=True)
