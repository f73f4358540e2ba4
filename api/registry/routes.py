"""The five routes of every kind of thing: list, enter, look at, replace, remove."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response
from sqlmodel import col, select

from api.authority import Action
from api.identity.guarding import may
from api.registry.keeping import enter, find, remove, replace
from api.registry.listing import not_erased
from api.registry.resource import Entry, F, Filters, P, R, Resource
from api.tables.row import Key
from api.web.etags import IfMatch, tag
from api.web.pages import Page, Wanted, page_of
from api.web.problems import refusals
from api.web.service import Configured, Storage


def router_of(resource: Resource[F, R, P]) -> APIRouter:
    """The routes below `/v1/<path>`; what is particular about the kind stands in the resource."""
    router = APIRouter(prefix=f"/v1/{resource.path}", tags=[resource.path])
    fields, public = resource.fields, resource.public
    Entered = Annotated[fields, Body(examples=[resource.example])]  # type: ignore[valid-type]  # noqa: N806
    one = resource.name.en

    @router.get("", summary=f"List {resource.path}", dependencies=may(Action.LOOK), responses=refusals())
    def list_them(
        storage: Storage, paging: Wanted, filters: Annotated[Filters, Depends(resource.filters)]
    ) -> Page[public]:  # type: ignore[valid-type]
        query = (
            select(resource.table)
            .where(*not_erased(resource.table), *filters)
            .order_by(*resource.order, col(resource.table.id))
        )
        with storage.reading() as session:
            rows, total, following = page_of(session, query, paging)
            return Page(items=[resource.shown(row) for row in rows], total=total, next_offset=following)

    @router.post("", status_code=201, summary=f"Enter a {one}", dependencies=may(Action.KEEP), responses=refusals(409))
    def enter_one(wanted: Entered, response: Response, storage: Storage, settings: Configured) -> public:  # type: ignore[valid-type]
        with storage.writing() as session:
            row = enter(resource, Entry(session, settings, wanted))
            answer = resource.shown(row)
        tag(response, answer.version)
        response.headers["Location"] = f"/v1/{resource.path}/{answer.id}"
        return answer

    @router.get("/{key}", summary=f"Look at a {one}", dependencies=may(Action.LOOK), responses=refusals(404))
    def look_at_one(key: Key, response: Response, storage: Storage) -> public:  # type: ignore[valid-type]
        with storage.reading() as session:
            row = find(resource, session, key)
            tag(response, row.version)
            return resource.shown(row)

    @router.put(
        "/{key}", summary=f"Replace a {one}", dependencies=may(Action.KEEP), responses=refusals(404, 409, 412, 428)
    )
    def replace_one(
        key: Key, wanted: Entered, if_match: IfMatch, response: Response, storage: Storage, settings: Configured
    ) -> public:  # type: ignore[valid-type]
        with storage.writing() as session:
            row = find(resource, session, key, for_change=True)
            if_match.check(row.version)
            replace(resource, Entry(session, settings, wanted, own_id=key), row)
            tag(response, row.version)
            return resource.shown(row)

    @router.delete(
        "/{key}",
        status_code=204,
        summary=f"Remove a {one}",
        dependencies=may(Action.KEEP),
        responses=refusals(404, 409, 412, 428),
    )
    def remove_one(key: Key, if_match: IfMatch, storage: Storage) -> None:
        with storage.writing() as session:
            row = find(resource, session, key, for_change=True)
            if_match.check(row.version)
            remove(resource, session, row)

    return router
