"""A volunteer's calendar by a secret address: made and told once, revoked."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.authority import Action
from api.errors import no_such
from api.feeds.feeds import feeds_of, open_feed, revoke
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here
from api.screens.volunteers.routes import show_person
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/volunteers/{volunteer_id}/feeds")


@router.post("", dependencies=opens(Action.KEEP))
def make(
    page: Shown, request: Request, place: Here, storage: Storage, settings: Configured, volunteer_id: Key
) -> Response:
    """The page with the address, which is not told again."""
    with storage.writing() as session:
        _, token = open_feed(session, volunteer_id)
    address = f"{request.url.scheme}://{request.url.netloc}/ical/{token}.ics"
    response = show_person(page, place, storage, settings, volunteer_id, feed_address=address)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/{feed_id}/revocation", dependencies=opens(Action.KEEP))
def take_back(page: Shown, storage: Storage, volunteer_id: Key, feed_id: Key) -> Response:
    """Its address opens nothing from now on."""
    with storage.writing() as session:
        if feed_id not in {one.id for one in feeds_of(session, volunteer_id)}:
            raise no_such("日历订阅", "calendar feed")
        revoke(session, feed_id)
    told = Text("The address opens nothing any more.", "该订阅地址已作废。")
    return page.go(f"/volunteers/{volunteer_id}#calendar", told=told)
