"""The volunteers of a place: listed, looked at, entered, and changed part by part."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlmodel import Session, col, select

from api.authority import Action
from api.clock import local_now, local_today
from api.errors import Outdated, Refused, no_such
from api.exchange.labels import CERTIFICATES, GENDERS, LANGUAGES, MODES
from api.registry.keeping import enter, find, replace
from api.registry.resource import Entry
from api.registry.volunteers import VOLUNTEERS
from api.screens.shell.forms import Form, Submitted, faults_in
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.place import Here, Place
from api.screens.shell.services import services_known
from api.screens.volunteers.listing import LIMIT, Wanted, volunteers
from api.screens.volunteers.parts import BY_KEY, PARTS, Part, Typed, as_kept, as_typed, changed, empty, withheld
from api.screens.volunteers.person import person
from api.settings import Settings
from api.storage import Database
from api.tables.people import Organisation, Volunteer, VolunteerFields
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/volunteers")

WORDS = {"genders": GENDERS, "languages": LANGUAGES, "modes": MODES, "certificates": CERTIFICATES}
KEPT = Text("The volunteer is kept.", "志愿者信息已保存。")


@router.get("", dependencies=opens(Action.LOOK))
def look(
    page: Shown, place: Here, storage: Storage, settings: Configured, wanted: Annotated[Wanted, Query()]
) -> Response:
    """Who there is."""
    with storage.reading() as session:
        rows, total = volunteers(session, place, wanted, local_today(settings))
        return page.show(
            "volunteers/list.html",
            place=place,
            wanted=wanted,
            rows=rows,
            total=total,
            limit=LIMIT,
            services=services_known(session),
            organisations=organisations(session),
        )


@router.get("/new", dependencies=opens(Action.KEEP))
def begin(page: Shown, place: Here, storage: Storage, settings: Configured) -> Response:
    """An empty form."""
    return _new(page, place, storage, settings, empty(place.station.id if place.station is not None else ""))


@router.post("/new", dependencies=opens(Action.KEEP))
def keep_new(page: Shown, place: Here, storage: Storage, settings: Configured, form: Submitted) -> Response:
    """A new volunteer; when they can come is entered next."""
    try:
        fields = form.read(VolunteerFields, active=True)
        with storage.writing() as session:
            key = enter(VOLUNTEERS, Entry(session, settings, fields)).id
    except Refused as refused:
        return _new(page, place, storage, settings, as_typed(form), refused)
    return page.go(f"/volunteers/{key}/availability", told=KEPT)


@router.get("/{volunteer_id}", dependencies=opens(Action.LOOK))
def look_at_one(page: Shown, place: Here, storage: Storage, settings: Configured, volunteer_id: Key) -> Response:
    """Everything about them."""
    return show_person(page, place, storage, settings, volunteer_id)


@router.get("/{volunteer_id}/{part_key}", dependencies=opens(Action.KEEP))
def begin_change(
    page: Shown, place: Here, storage: Storage, settings: Configured, volunteer_id: Key, part_key: str
) -> Response:
    """The form of one part."""
    part = _part(part_key)
    with storage.reading() as session:
        volunteer = find(VOLUNTEERS, session, volunteer_id)
        return _form(page, place, session, settings, part, volunteer, as_kept(volunteer), volunteer.version)


@router.post("/{volunteer_id}/{part_key}", dependencies=opens(Action.KEEP))
def keep(
    page: Shown,
    place: Here,
    storage: Storage,
    settings: Configured,
    volunteer_id: Key,
    part_key: str,
    form: Submitted,
) -> Response:
    """The part as it shall be; where somebody was faster, both are shown."""
    part = _part(part_key)
    try:
        with storage.writing() as session:
            volunteer = find(VOLUNTEERS, session, volunteer_id, for_change=True)
            Expectation(form.text("version")).check(volunteer.version)
            replace(
                VOLUNTEERS, Entry(session, settings, changed(form, part, volunteer), own_id=volunteer_id), volunteer
            )
    except Refused as refused:
        if refused.status == 404:
            raise
        return _again(page, place, storage, settings, part, volunteer_id, form, refused)
    return page.go(f"/volunteers/{volunteer_id}", told=KEPT)


def show_person(
    page: Page,
    place: Place,
    storage: Database,
    settings: Settings,
    volunteer_id: str,
    refused: Refused | None = None,
    typed: Form | None = None,
    feed_address: str = "",
) -> Response:
    """The page of one volunteer; `feed_address` is the secret that is told once."""
    with storage.reading() as session:
        return page.show(
            "volunteers/volunteer.html",
            refused=refused,
            faults=faults_in(refused),
            typed=typed,
            place=place,
            found=person(session, settings, volunteer_id, place, local_now(settings)),
            words=WORDS,
            feed_address=feed_address,
        )


def organisations(session: Session) -> list[tuple[str, str]]:
    """Ids and names by pinyin."""
    return list(session.exec(select(Organisation.id, Organisation.name).order_by(col(Organisation.pinyin))).all())


def _again(
    page: Page,
    place: Place,
    storage: Database,
    settings: Settings,
    part: Part,
    volunteer_id: str,
    form: Form,
    refused: Refused,
) -> Response:
    with storage.reading() as session:
        volunteer = find(VOLUNTEERS, session, volunteer_id)
        others = as_kept(volunteer) if isinstance(refused, Outdated) else None
        version = volunteer.version if others is not None else form.text("version")
        return _form(page, place, session, settings, part, volunteer, as_typed(form), version, refused, others)


def _form(
    page: Page,
    place: Place,
    session: Session,
    settings: Settings,
    part: Part,
    volunteer: Volunteer,
    typed: Typed,
    version: int | str,
    refused: Refused | None = None,
    others: Typed | None = None,
) -> Response:
    return page.show(
        "volunteers/change.html",
        refused=refused,
        faults=faults_in(refused),
        place=place,
        part=part,
        volunteer=volunteer,
        typed=typed,
        others=others,
        withheld=withheld(part, volunteer, page.who.purpose),
        version=version,
        words=WORDS,
        services=services_known(session),
        organisations=organisations(session),
        modes=list(settings.travel),
    )


def _new(
    page: Page, place: Place, storage: Database, settings: Settings, typed: Typed, refused: Refused | None = None
) -> Response:
    with storage.reading() as session:
        return page.show(
            "volunteers/new.html",
            refused=refused,
            faults=faults_in(refused),
            place=place,
            parts=PARTS,
            typed=typed,
            words=WORDS,
            services=services_known(session),
            organisations=organisations(session),
            modes=list(settings.travel),
        )


def _part(key: str) -> Part:
    if key not in BY_KEY:
        raise no_such("栏目", "part of a volunteer")
    return BY_KEY[key]
