"""What cadres thought of a service, entered for them by three faces; a sad face is followed up."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.authority import Action
from api.clock import local_today
from api.errors import Refused
from api.ledger.feedback import FeedbackFields, FollowUpFields, find_feedback, follow_up, give
from api.screens.ledger.routes import show_entry
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/ledger/{entry_id}")


@router.post("/feedback", dependencies=opens(Action.CLOSE))
def give_feedback(page: Shown, storage: Storage, entry_id: Key, form: Submitted) -> Response:
    """One face and words."""
    try:
        with storage.writing() as session:
            give(session, entry_id, form.read(FeedbackFields, by=page.who.name))
    except Refused as refused:
        if refused.status == 404:
            raise
        return show_entry(page, storage, entry_id, refused, typed=form)
    return page.go(f"/ledger/{entry_id}#feedback", told=Text("What they thought is kept.", "评价已登记。"))


@router.post("/feedback/{feedback_id}", dependencies=opens(Action.CLOSE))
def follow_up_feedback(
    page: Shown, storage: Storage, settings: Configured, entry_id: Key, feedback_id: Key, form: Submitted
) -> Response:
    """What came of a sad face."""
    try:
        wanted = form.read(FollowUpFields, by=page.who.name)
        with storage.writing() as session:
            feedback = find_feedback(session, feedback_id)
            Expectation(form.text("version")).check(feedback.version)
            follow_up(session, feedback, wanted, local_today(settings))
    except Refused as refused:
        if refused.status == 404:
            raise
        return show_entry(page, storage, entry_id, refused, typed=form)
    return page.go(f"/ledger/{entry_id}#feedback", told=Text("The follow-up is kept.", "回访已登记。"))
