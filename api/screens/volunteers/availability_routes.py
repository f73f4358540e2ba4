"""When a volunteer can come: the times of every week, and dates on which others hold."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlmodel import select

from api.authority import Action
from api.errors import Outdated, Refused
from api.registry.availability import AVAILABILITY
from api.registry.keeping import enter, find, remove, replace
from api.registry.resource import Entry
from api.registry.volunteers import VOLUNTEERS
from api.screens.needs.times import Lines, lines_of, lines_typed, windows_typed
from api.screens.shell.forms import Faulty, Form, Submitted, faults_in
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.place import Here, Place
from api.screens.volunteers.parts import as_is
from api.screens.volunteers.routes import show_person
from api.storage import Database
from api.tables.people import AvailabilityException, AvailabilityExceptionFields, VolunteerFields
from api.tables.row import Key, Line
from api.tables.weekly import WeeklyWindow
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text
from matcher.domain.clock import LocalDate

router = APIRouter(prefix="/volunteers/{volunteer_id}")


@router.get("/availability", dependencies=opens(Action.KEEP))
def begin(page: Shown, place: Here, storage: Storage, volunteer_id: Key) -> Response:
    """The times of every week as they are."""
    with storage.reading() as session:
        volunteer = find(VOLUNTEERS, session, volunteer_id)
        lines, version = lines_of(volunteer.availability), volunteer.version
    return _form(page, place, storage, volunteer_id, lines, str(version))


@router.post("/availability", dependencies=opens(Action.KEEP))
def keep(
    page: Shown, place: Here, storage: Storage, settings: Configured, volunteer_id: Key, form: Submitted
) -> Response:
    """The times of every week as they shall be."""
    try:
        windows = windows_typed(form, "at")
        with storage.writing() as session:
            volunteer = find(VOLUNTEERS, session, volunteer_id, for_change=True)
            Expectation(form.text("version")).check(volunteer.version)
            fields = VolunteerFields.model_validate(as_is(volunteer, "availability") | {"availability": windows})
            replace(VOLUNTEERS, Entry(session, settings, fields, own_id=volunteer_id), volunteer)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _form(page, place, storage, volunteer_id, lines_typed(form, "at"), form.text("version"), refused)
    told = Text("The times are kept.", "可服务时间已保存。")
    return page.go(f"/volunteers/{volunteer_id}#availability", told=told)


class Away(BaseModel):
    """A date on which other times hold: none at all, or one from–to."""

    day: LocalDate
    start: str = ""
    end: str = ""
    reason: Annotated[Line, Field(max_length=200)] = ""


@router.post("/exceptions", dependencies=opens(Action.KEEP))
def keep_exception(
    page: Shown, place: Here, storage: Storage, settings: Configured, volunteer_id: Key, form: Submitted
) -> Response:
    """One a date: what is entered for it again takes the place of what was there."""
    try:
        fields = _exception(form, volunteer_id)
        with storage.writing() as session:
            find(VOLUNTEERS, session, volunteer_id)
            same = select(AvailabilityException).where(
                AvailabilityException.volunteer_id == volunteer_id, AvailabilityException.day == fields.day
            )
            row = session.exec(same.with_for_update()).one_or_none()
            if row is None:
                enter(AVAILABILITY, Entry(session, settings, fields))
            else:
                replace(AVAILABILITY, Entry(session, settings, fields, own_id=row.id), row)
    except Refused as refused:
        if refused.status == 404:
            raise
        return show_person(page, place, storage, settings, volunteer_id, refused, typed=form)
    told = Text("The date is kept.", "已登记该日安排。")
    return page.go(f"/volunteers/{volunteer_id}#exceptions", told=told)


@router.post("/exceptions/{exception_id}/removal", dependencies=opens(Action.KEEP))
def remove_exception(page: Shown, storage: Storage, volunteer_id: Key, exception_id: Key) -> Response:
    """The times of every week hold on that date again."""
    with storage.writing() as session:
        remove(AVAILABILITY, session, find(AVAILABILITY, session, exception_id, for_change=True))
    told = Text("The date is as every week again.", "该日恢复每周安排。")
    return page.go(f"/volunteers/{volunteer_id}#exceptions", told=told)


def _exception(form: Form, volunteer_id: str) -> AvailabilityExceptionFields:
    away = form.read(Away)
    windows: list[WeeklyWindow] = []
    if away.start or away.end:
        try:
            windows = [WeeklyWindow(weekday=away.day.weekday(), start=away.start, end=away.end)]
        except ValueError:
            wrong = Text("expected two times, the end after the start", "请填起止时间，结束须晚于开始")
            raise Faulty({"start": wrong}) from None
    return AvailabilityExceptionFields(volunteer_id=volunteer_id, day=away.day, windows=windows, reason=away.reason)


def _form(
    page: Page,
    place: Place,
    storage: Database,
    volunteer_id: str,
    lines: Lines,
    version: str,
    refused: Refused | None = None,
) -> Response:
    with storage.reading() as session:
        volunteer = find(VOLUNTEERS, session, volunteer_id)
        outdated = isinstance(refused, Outdated)
        return page.show(
            "volunteers/availability.html",
            refused=refused,
            faults=faults_in(refused),
            place=place,
            volunteer=volunteer,
            lines=lines,
            others=lines_of(volunteer.availability) if outdated else None,
            version=str(volunteer.version) if outdated else version,
        )
