"""What a cadre agreed to, one purpose at a time: given today, or withdrawn today."""

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import select
from sqlmodel.sql.expression import SelectOfScalar

from api.authority import Action
from api.clock import local_today
from api.errors import Refused
from api.registry.cadres import CADRES
from api.registry.consents import CONSENTS
from api.registry.keeping import enter, find, replace
from api.registry.resource import Entry
from api.screens.cadres.routes import show_dossier
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.tables.cadres import Consent, ConsentFields, Purpose
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/cadres/{cadre_id}/consents")


@router.post("/{purpose}/given", dependencies=opens(Action.KEEP))
def give(
    page: Shown, storage: Storage, settings: Configured, cadre_id: Key, purpose: Purpose, form: Submitted
) -> Response:
    """For the first time, or again after it was withdrawn."""
    try:
        with storage.writing() as session:
            find(CADRES, session, cadre_id)
            wanted = form.read(ConsentFields, cadre_id=cadre_id, purpose=purpose, given_on=local_today(settings))
            row = session.exec(_of(cadre_id, purpose).with_for_update()).one_or_none()
            if row is None:
                enter(CONSENTS, Entry(session, settings, wanted))
            else:
                replace(CONSENTS, Entry(session, settings, wanted, own_id=row.id), row)
    except Refused as refused:
        if refused.status == 404:
            raise
        return show_dossier(page, storage, settings, cadre_id, refused)
    return page.go(f"/cadres/{cadre_id}#consents", told=Text("The consent is kept.", "已登记同意。"))


@router.post("/{purpose}/withdrawn", dependencies=opens(Action.KEEP))
def withdraw(page: Shown, storage: Storage, settings: Configured, cadre_id: Key, purpose: Purpose) -> Response:
    """From today on; one that was never given, or is withdrawn already, stays as it is."""
    with storage.writing() as session:
        find(CADRES, session, cadre_id)
        row = session.exec(_of(cadre_id, purpose).with_for_update()).one_or_none()
        if row is not None and row.withdrawn_on is None:
            kept = {name: getattr(row, name) for name in ConsentFields.model_fields}
            fields = ConsentFields.model_validate(kept | {"withdrawn_on": local_today(settings)})
            replace(CONSENTS, Entry(session, settings, fields, own_id=row.id), row)
    return page.go(f"/cadres/{cadre_id}#consents", told=Text("The consent is withdrawn.", "已撤回同意。"))


def _of(cadre_id: str, purpose: Purpose) -> SelectOfScalar[Consent]:
    return select(Consent).where(Consent.cadre_id == cadre_id, Consent.purpose == purpose)
