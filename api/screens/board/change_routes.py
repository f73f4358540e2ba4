"""Every change of a visit goes through one page: choose, see what it would do, then do it or leave it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from starlette.datastructures import FormData

from api.authority import Action
from api.errors import Refused
from api.rosters.edit_routes import edit_roster
from api.rosters.steps import AnyStep, Edits, Overriding
from api.rosters.versions import find
from api.screens.board.change_page import ChangePage
from api.screens.board.finding import board_address
from api.screens.board.wishing import DEEDS, Wish
from api.screens.shell.forms import Faulty, Form, Submitted, faults_of
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.way import inside
from api.tables.rosters import Roster
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Configured, Storage

router = APIRouter(prefix="/board/{roster_id}")


@router.get("/change", dependencies=opens(Action.PLAN))
def change_page(page: Shown, request: Request, roster_id: Key, storage: Storage, settings: Configured) -> Response:
    """The choices for a visit or unmet need; with `do`, what that would break and cost."""
    form = Form(FormData([*request.query_params.multi_items()]))
    with storage.reading() as session:
        roster = find(session, roster_id)
        wish = form.read(Wish)
        drawing = ChangePage(page, form, wish, session, settings, roster)
        try:
            return drawing.judged() if wish.do is not None else drawing.choices()
        except Refused as refused:
            return drawing.choices(refused)


@router.post("/change", dependencies=opens(Action.PLAN))
def change(page: Shown, roster_id: Key, form: Submitted, storage: Storage, settings: Configured) -> Response:
    """Done, and back to the board; or the same page again, with what stands in the way."""
    with storage.reading() as session:
        roster = find(session, roster_id)
        wish = form.read(Wish)
        drawing = ChangePage(page, form, wish, session, settings, roster)
        try:
            Expectation(form.text("version")).check(roster.version)
            steps = drawing.steps()
            reasons = _reasons(form)
        except Refused as refused:
            return _again(drawing, refused)
    edits = Edits(steps=tuple(steps), overrides=reasons, by=page.who.name)
    expected = Expectation(form.text("version"))
    try:
        edit_roster(roster_id, edits, expected, Response(), storage, settings)
    except Refused as refused:
        with storage.reading() as session:
            roster = find(session, roster_id)
            return _again(ChangePage(page, form, wish, session, settings, roster), refused)
    return page.go(_back(form, roster, wish, steps), DEEDS[wish.do or "move"])


def _again(drawing: ChangePage, refused: Refused) -> Response:
    try:
        return drawing.judged(refused)
    except Refused:
        return drawing.choices(refused)


def _reasons(form: Form) -> tuple[Overriding, ...]:
    given = {name.removeprefix("reason."): form.text(name) for name in form.data if name.startswith("reason.")}
    try:
        return tuple(Overriding(rule=rule, reason=reason) for rule, reason in given.items() if reason)
    except ValidationError as error:
        raise Faulty(faults_of(error)) from None


def _back(form: Form, roster: Roster, wish: Wish, steps: Sequence[AnyStep]) -> str:
    """To where the board was looked at, at the card that was changed."""
    address = inside(form.text("back")) if form.text("back").startswith("/board?") else board_address(roster)
    last: Any = steps[-1]
    start: datetime | None = getattr(last, "start", None)
    day: date | None = start.date() if start is not None else wish.date
    crew = getattr(last, "volunteers", None) or [wish.volunteer or ""]
    return f"{address}#{wish.need}~{day}~{crew[0]}" if wish.do != "remove" else address
