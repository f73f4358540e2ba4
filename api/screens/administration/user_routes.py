"""Users on pages: who may come in, with what role, where; new ones, changes, and new passwords."""

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import col, select

from api.authority import Action
from api.errors import Conflict, Refused, no_such
from api.identity.secrets import SHORTEST_PASSWORD
from api.identity.users import change_password, change_user, make_user
from api.screens.administration.scopes import key_of, scope_of, scopes
from api.screens.administration.words import ROLES
from api.screens.shell.forms import Form, Submitted, faults_in
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.storage import Database
from api.tables.identity import User, UserFields
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Storage
from matcher.domain import Text

router = APIRouter(prefix="/administration/users", dependencies=opens(Action.ADMINISTER))


@router.get("")
def list_users(page: Shown, storage: Storage) -> Response:
    """By name, those who can still sign in first."""
    with storage.reading() as session:
        users = session.exec(select(User).order_by(col(User.active).desc(), User.username)).all()
        where = scopes(session)
        return page.show("administration/users.html", users=users, scopes=where, roles=ROLES)


@router.get("/new")
def new_user(page: Shown, storage: Storage) -> Response:
    """An empty form."""
    return _form(page, storage, None, {"active": "on"})


@router.post("/new")
def make(page: Shown, form: Submitted, storage: Storage) -> Response:
    """Somebody who can sign in."""
    try:
        wanted = _fields(form)
        with storage.writing() as session:
            make_user(session, wanted, form.text("password"))
    except Refused as refused:
        return _form(page, storage, None, _typed(form), refused)
    return page.go("/administration/users", told=Text("The user can sign in now.", "已新增用户，现在可以登录。"))


@router.get("/{user_id}")
def look_at_user(page: Shown, user_id: Key, storage: Storage) -> Response:
    """Their role, scope and state."""
    user = _user(storage, user_id)
    values = user.model_dump(include={"username", "name", "subject", "role", "version"})
    values |= {"scope": key_of(user.region_id, user.station_id), "active": "on" if user.active else ""}
    return _form(page, storage, user_id, values)


@router.post("/{user_id}")
def change(page: Shown, user_id: Key, form: Submitted, storage: Storage) -> Response:
    """From the next request on; whoever is signed in must sign in again."""
    try:
        wanted = _fields(form, username=_user(storage, user_id).username)
        if user_id == page.who.actor.id and (not wanted.active or wanted.role is not page.who.actor.role):
            raise Conflict(
                "OWN_ACCOUNT",
                zh="不能停用自己或更改自己的角色，请由另一位管理员操作。",
                en="Nobody takes away their own role or access; another administrator can.",
            )
        with storage.writing() as session:
            user = session.get_one(User, user_id, with_for_update=True)
            Expectation(form.text("version")).check(user.version)
            change_user(session, user, wanted)
    except Refused as refused:
        return _form(page, storage, user_id, _typed(form), refused)
    return page.go("/administration/users", told=Text("Changed.", "已修改。"))


@router.post("/{user_id}/password")
def new_password(page: Shown, user_id: Key, form: Submitted, storage: Storage) -> Response:
    """Whoever is signed in by the old one is out."""
    user = _user(storage, user_id)
    try:
        with storage.writing() as session:
            change_password(session, session.get_one(User, user.id, with_for_update=True), form.text("password"))
    except Refused as refused:
        return page.show("administration/password.html", refused=refused, user=user, shortest=SHORTEST_PASSWORD)
    return page.go("/administration/users", told=Text("The new password holds now.", "新密码已生效。"))


@router.get("/{user_id}/password")
def password_form(page: Shown, user_id: Key, storage: Storage) -> Response:
    """An empty form."""
    return page.show("administration/password.html", user=_user(storage, user_id), shortest=SHORTEST_PASSWORD)


def _user(storage: Database, user_id: str) -> User:
    with storage.reading() as session:
        user = session.get(User, user_id)
        if user is None:
            raise no_such("用户", "user")
        session.expunge(user)
        return user


def _fields(form: Form, **more: str) -> UserFields:
    return form.read(UserFields, **scope_of(form.text("scope")), active=bool(form.text("active")), **more)


def _typed(form: Form) -> dict[str, str]:
    """All but the password."""
    return {name: form.text(name) for name in form.data if name != "password"}


def _form(
    page: Page, storage: Database, user_id: str | None, values: dict[str, str], refused: Refused | None = None
) -> Response:
    with storage.reading() as session:
        where = scopes(session)
    return page.show(
        "administration/user.html",
        refused=refused,
        user_id=user_id,
        values=values,
        faults=faults_in(refused),
        scopes=where,
        roles=list(ROLES.items()),
        shortest=SHORTEST_PASSWORD,
    )
