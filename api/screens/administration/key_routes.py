"""Keys of machines on pages: made and told once, looked at without their secret, revoked."""

from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import col, select

from api.access.user_routes import KeyFields, delete_key
from api.authority import Action
from api.clock import instant_of, local_today
from api.errors import Refused
from api.identity.keys import LONGEST, make_key
from api.identity.users import check_scope
from api.screens.administration.scopes import scope_of, scopes
from api.screens.administration.words import ROLES
from api.screens.shell.forms import Faulty, Form, Submitted, faults_in
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.settings import Settings
from api.storage import Database
from api.storage.columns import now
from api.tables.identity import ApiKey
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.domain import Text
from matcher.domain.clock import midnight

router = APIRouter(prefix="/administration/keys", dependencies=opens(Action.ADMINISTER))

USUAL = timedelta(days=90)


@router.get("")
def list_keys(page: Shown, storage: Storage, settings: Configured) -> Response:
    """The newest first, and the form for another."""
    return _keys(page, storage, settings, {})


@router.post("")
def make(page: Shown, form: Submitted, storage: Storage, settings: Configured) -> Response:
    """The answer is the only page on which the key ever stands."""
    typed = {name: form.text(name) for name in form.data}
    try:
        last = _last_day(form)
        wanted = form.read(KeyFields, **scope_of(form.text("scope")), expires_at=None)
        with storage.writing() as session:
            check_scope(session, wanted.role, wanted.region_id, wanted.station_id)
            row, key = make_key(
                session,
                wanted.name,
                wanted.role,
                region_id=wanted.region_id,
                station_id=wanted.station_id,
                expires_at=instant_of(midnight(last + timedelta(days=1)), settings),
            )
            name = row.name
    except Refused as refused:
        return _keys(page, storage, settings, typed, refused)
    return page.show("administration/key.html", 201, name=name, key=key)


@router.post("/{key_id}/revoke")
def revoke(page: Shown, key_id: Key, storage: Storage) -> Response:
    """From the next request on it opens nothing."""
    delete_key(key_id, storage)
    return page.go("/administration/keys", told=Text("The key is revoked.", "密钥已作废。"))


def _last_day(form: Form) -> date:
    try:
        day = date.fromisoformat(form.text("until"))
        if 2000 <= day.year <= 2200:
            return day
    except ValueError:
        pass
    raise Faulty({"until": Text("expected a date such as 2026-11-23", "请填日期，如2026-11-23")})


def _keys(
    page: Page, storage: Database, settings: Settings, values: dict[str, Any], refused: Refused | None = None
) -> Response:
    today = local_today(settings)
    with storage.reading() as session:
        keys = session.exec(select(ApiKey).order_by(col(ApiKey.created_at).desc(), ApiKey.id)).all()
        return page.show(
            "administration/keys.html",
            refused=refused,
            keys=keys,
            now=now(),
            scopes=scopes(session),
            roles=ROLES,
            values={"until": f"{today + USUAL}"} | values,
            latest=today + LONGEST,
            faults=faults_in(refused),
        )
