"""The needs of a place: listed, entered and changed, for every week or for one, and weighed against who could serve them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.authority import Action
from api.errors import Refused
from api.exchange.labels import PARTIES
from api.registry.keeping import enter, find, replace
from api.registry.needs import NEEDS
from api.registry.resource import Entry
from api.screens.match.finding import found as found_cadres
from api.screens.needs.entry import CHOICES, Typed, as_kept, as_typed, empty, fields_of, groups_for, people_for
from api.screens.needs.listing import LIMIT, Missing, Wanted, needs
from api.screens.needs.preparation import preparation
from api.screens.needs.times import Lines, lines_typed
from api.screens.needs.week import forget_week, keep_week, times_of, week_of
from api.screens.shell.forms import Form, Submitted, faults_in
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.people import cadres_by_id, volunteers_by_id
from api.screens.shell.place import Here, Place
from api.screens.shell.services import services_known
from api.storage import Database
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.board.words import PRIORITIES
from matcher.domain import Text

router = APIRouter(prefix="/needs")

LACKS = {Missing.TIMES: Text("no times", "缺时段"), Missing.CONTENT: Text("no content", "缺内容")}


@router.get("", dependencies=opens(Action.LOOK))
def look(page: Shown, place: Here, storage: Storage, wanted: Annotated[Wanted, Query()]) -> Response:
    """What is asked for, and how this week stands."""
    with storage.reading() as session:
        rows, total = needs(session, place, wanted)
        services = services_known(session)
    return page.show(
        "needs/list.html",
        place=place,
        wanted=wanted,
        rows=rows,
        total=total,
        limit=LIMIT,
        services=services,
        parties=PARTIES,
        priorities=PRIORITIES,
        lacks=LACKS,
    )


@router.get("/preparation", dependencies=opens(Action.LOOK))
def prepare(page: Shown, place: Here, storage: Storage, settings: Configured) -> Response:
    """What the week asks for beside who is there."""
    with storage.reading() as session:
        found = preparation(session, settings, place)
        people = volunteers_by_id(session, {*found.away, *found.expiring})
    return page.show("needs/preparation.html", place=place, found=found, people=people)


@router.get("/new", dependencies=opens(Action.KEEP))
def begin(page: Shown, place: Here, storage: Storage, cadre: Key | None = None) -> Response:
    """An empty form, or one for a cadre."""
    return _form(page, storage, place, empty(cadre or ""))


@router.post("/draft", dependencies=opens(Action.KEEP))
def find_people(page: Shown, place: Here, request: Request, storage: Storage, form: Submitted) -> Response:
    """The form with whom the words in it find; where a script asks, the part of it that changes."""
    typed = as_typed(form)
    if "hx-request" not in request.headers:
        return _form(page, storage, place, typed, need_id=form.text("need_id"), version=form.text("version"))
    with storage.reading() as session:
        return page.show("needs/people.html", typed=typed, people=people_for(session, typed))


@router.post("", dependencies=opens(Action.KEEP))
def keep_new(page: Shown, place: Here, storage: Storage, settings: Configured, form: Submitted) -> Response:
    """A new need."""
    try:
        fields = fields_of(form, None)
        with storage.writing() as session:
            need = enter(NEEDS, Entry(session, settings, fields))
            key = need.id
    except Refused as refused:
        return _form(page, storage, place, as_typed(form), refused=refused)
    return page.go(f"/needs/{key}", told=Text("The need is kept.", "需求已保存。"))


@router.get("/{need_id}", dependencies=opens(Action.LOOK))
def look_at_one(page: Shown, place: Here, storage: Storage, need_id: Key) -> Response:
    """The need, and what differs in the week that is looked at."""
    with storage.reading() as session:
        need = find(NEEDS, session, need_id)
    return _form(page, storage, place, as_kept(need), need_id=need_id, version=str(need.version))


@router.post("/{need_id}", dependencies=opens(Action.KEEP))
def keep(page: Shown, place: Here, storage: Storage, settings: Configured, need_id: Key, form: Submitted) -> Response:
    """The need as it shall be from now on."""
    version = form.text("version")
    try:
        with storage.writing() as session:
            row = find(NEEDS, session, need_id, for_change=True)
            Expectation(version).check(row.version)
            replace(NEEDS, Entry(session, settings, fields_of(form, row), own_id=need_id), row)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _form(page, storage, place, as_typed(form), need_id=need_id, version=version, refused=refused)
    return page.go(f"/needs/{need_id}", told=Text("The need is kept.", "需求已保存。"))


@router.post("/{need_id}/week", dependencies=opens(Action.KEEP))
def keep_this_week(
    page: Shown, place: Here, storage: Storage, settings: Configured, need_id: Key, form: Submitted
) -> Response:
    """What differs in this week; or that nothing does any more."""
    try:
        with storage.writing() as session:
            find(NEEDS, session, need_id)
            if form.text("as_always"):
                forget_week(session, need_id, place.monday, form)
            else:
                keep_week(session, settings, need_id, place.monday, form)
    except Refused as refused:
        if refused.status == 404:
            raise
        with storage.reading() as session:
            need = find(NEEDS, session, need_id)
        return _form(
            page,
            storage,
            place,
            as_kept(need),
            need_id=need_id,
            version=str(need.version),
            refused=refused,
            week_form=form,
        )
    address = f"/needs/{need_id}?week={place.monday}#this-week"
    return page.go(address, told=Text("The week is kept.", "本周变动已保存。"))


def _form(
    page: Page,
    storage: Database,
    place: Place,
    typed: Typed,
    *,
    need_id: str = "",
    version: str = "",
    refused: Refused | None = None,
    week_form: Form | None = None,
) -> Response:
    with storage.reading() as session:
        cadre_id = typed.lines["cadre_id"]
        week = week_of(session, need_id, place.monday) if need_id else None
        times: Lines = times_of(week) if week_form is None else lines_typed(week_form, "week")
        return page.show(
            "needs/need.html",
            refused=refused,
            faults=faults_in(refused),
            place=place,
            need_id=need_id,
            version=version,
            typed=typed,
            cadre=cadres_by_id(session, [cadre_id])[cadre_id] if cadre_id else None,
            hits=[] if need_id else found_cadres(session, typed.cadre_words, cadre_id),
            people=people_for(session, typed),
            groups=groups_for(session, typed),
            services=services_known(session),
            week=week,
            week_times=times,
            week_typed=week_form,
            choices=CHOICES,
        )
