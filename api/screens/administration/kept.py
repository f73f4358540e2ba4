"""Places, organisations and days on pages: one way to list, enter, replace and remove them; what differs is said per kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session, col, select

from api.authority import Action
from api.errors import Refused
from api.registry.keeping import enter, find, remove, replace
from api.registry.resource import Entry, Filters, Resource
from api.screens.shell.forms import Form, Submitted, faults_in
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.settings import Settings
from api.storage import Database
from api.tables.row import Fields, Key, Row
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text

Values = Mapping[str, Any]


def fields_of(row: Row, names: Mapping[str, Any]) -> Values:
    """What a form shows of a row: its fields by name."""
    return {name: getattr(row, name) for name in names}


def typed(form: Form) -> Values:
    """What a form shows again: what was typed."""
    return {name: form.text(name) for name in form.data}


@dataclass(frozen=True)
class Kind:
    """`path` lies below `/administration`; `list_page` and `form_page` are templates.

    `read` makes fields of a form (raises Faulty); `of_row` and `of_form` say what the form shows; `around` is what templates
    need besides, `found` the conditions of a list by what was asked.
    """

    resource: Resource[Any, Any, Any]
    path: str
    list_page: str
    form_page: str
    read: Callable[[Form, Settings], Fields]
    of_row: Callable[[Row], Values]
    around: Callable[[Session], Values]
    of_form: Callable[[Form], Values] = typed
    found: Callable[[Request], Filters] = lambda _request: []

    @property
    def address(self) -> str:
        """Of the list."""
        return f"/administration/{self.path}"


def router_of(kind: Kind) -> APIRouter:
    """The pages of a kind: whoever may look sees them, whoever may keep changes them."""
    router = APIRouter(prefix=kind.address)
    resource = kind.resource

    @router.get("", dependencies=opens(Action.LOOK))
    def list_them(page: Shown, request: Request, storage: Storage) -> Response:
        with storage.reading() as session:
            query = select(resource.table).where(*kind.found(request)).order_by(*resource.order, col(resource.table.id))
            rows = session.exec(query).all()
            asked = {name: value.strip()[:100] for name, value in request.query_params.items()}
            return page.show(kind.list_page, rows=rows, asked=asked, address=kind.address, **kind.around(session))

    @router.get("/new", dependencies=opens(Action.KEEP))
    def new_one(page: Shown, storage: Storage) -> Response:
        return _form(kind, page, storage, None, {})

    @router.post("/new", dependencies=opens(Action.KEEP))
    def enter_one(page: Shown, form: Submitted, storage: Storage, settings: Configured) -> Response:
        try:
            fields = kind.read(form, settings)
            with storage.writing() as session:
                enter(resource, Entry(session, settings, fields))
        except Refused as refused:
            return _form(kind, page, storage, None, kind.of_form(form), refused)
        return page.go(kind.address, told=Text("Kept.", "已保存。"))

    @router.get("/{key}", dependencies=opens(Action.LOOK))
    def look_at_one(page: Shown, key: Key, storage: Storage) -> Response:
        with storage.reading() as session:
            row = find(resource, session, key)
            values = {**kind.of_row(row), "version": row.version}
        return _form(kind, page, storage, key, values)

    @router.post("/{key}", dependencies=opens(Action.KEEP))
    def replace_one(page: Shown, key: Key, form: Submitted, storage: Storage, settings: Configured) -> Response:
        try:
            fields = kind.read(form, settings)
            with storage.writing() as session:
                row = find(resource, session, key, for_change=True)
                Expectation(form.text("version")).check(row.version)
                replace(resource, Entry(session, settings, fields, own_id=key), row)
        except Refused as refused:
            return _form(kind, page, storage, key, kind.of_form(form), refused)
        return page.go(kind.address, told=Text("Kept.", "已保存。"))

    @router.post("/{key}/remove", dependencies=opens(Action.KEEP))
    def remove_one(page: Shown, key: Key, form: Submitted, storage: Storage) -> Response:
        try:
            with storage.writing() as session:
                row = find(resource, session, key, for_change=True)
                Expectation(form.text("version")).check(row.version)
                remove(resource, session, row)
        except Refused as refused:
            with storage.reading() as session:
                row = find(resource, session, key)
                values = {**kind.of_row(row), "version": row.version}
            return _form(kind, page, storage, key, values, refused)
        return page.go(kind.address, told=Text("Removed.", "已删除。"))

    return router


def _form(
    kind: Kind, page: Page, storage: Database, key: str | None, values: Values, refused: Refused | None = None
) -> Response:
    with storage.reading() as session:
        around = kind.around(session)
    return page.show(
        kind.form_page,
        refused=refused,
        key=key,
        values=values,
        address=kind.address,
        faults=faults_in(refused),
        **around,
    )
