"""Certificates of a volunteer: entered with their last valid date, replaced under the same name, taken off."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response
from pydantic import BaseModel, Field, StringConstraints

from api.authority import Action
from api.errors import Refused
from api.registry.keeping import find, replace
from api.registry.resource import Entry
from api.registry.volunteers import VOLUNTEERS
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here
from api.screens.volunteers.parts import as_is
from api.screens.volunteers.routes import show_person
from api.settings import Settings
from api.storage import Database
from api.tables.people import VolunteerFields
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.domain import Qualification, Text
from matcher.domain.clock import LocalDate
from matcher.domain.document import Word

router = APIRouter(prefix="/volunteers/{volunteer_id}/certificates")


class Held(BaseModel):
    """A certificate as its form has it; without a date it never ends."""

    name: Annotated[Word, Field(max_length=60), StringConstraints(strip_whitespace=True)]
    valid_until: LocalDate | None = None


@router.post("", dependencies=opens(Action.KEEP))
def keep(
    page: Shown, place: Here, storage: Storage, settings: Configured, volunteer_id: Key, form: Submitted
) -> Response:
    """One of each name: a new date takes the place of the old one."""
    try:
        held = form.read(Held)
        _replace(storage, settings, volunteer_id, held.name, Qualification(**held.model_dump()))
    except Refused as refused:
        if refused.status == 404:
            raise
        return show_person(page, place, storage, settings, volunteer_id, refused, typed=form)
    return page.go(f"/volunteers/{volunteer_id}#certificates", told=Text("The certificate is kept.", "资质已保存。"))


@router.post("/removal", dependencies=opens(Action.KEEP))
def take_off(
    page: Shown, storage: Storage, settings: Configured, volunteer_id: Key, name: Annotated[str, Form(max_length=60)]
) -> Response:
    """It counts no more."""
    _replace(storage, settings, volunteer_id, name, None)
    return page.go(
        f"/volunteers/{volunteer_id}#certificates", told=Text("The certificate is taken off.", "资质已删除。")
    )


def _replace(storage: Database, settings: Settings, volunteer_id: str, name: str, held: Qualification | None) -> None:
    with storage.writing() as session:
        volunteer = find(VOLUNTEERS, session, volunteer_id, for_change=True)
        others = [one for one in volunteer.qualifications if one.name != name]
        kept = [*others, held] if held is not None else others
        fields = VolunteerFields.model_validate(as_is(volunteer, "qualifications") | {"qualifications": kept})
        replace(VOLUNTEERS, Entry(session, settings, fields, own_id=volunteer_id), volunteer)
