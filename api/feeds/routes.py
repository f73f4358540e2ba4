"""Calendar feeds over HTTP."""

from datetime import datetime
from hashlib import sha256

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.authority import Action
from api.feeds.calendar import calendar, entries
from api.feeds.feeds import feed_by_token, feeds_of, open_feed, revoke
from api.identity.guarding import may
from api.identity.tokens import Token
from api.tables.requests import Feed
from api.tables.row import Key
from api.web.language import language_of
from api.web.problems import refusals
from api.web.service import Configured, Storage

router = APIRouter(tags=["feeds"])

ICS = "text/calendar"


class FeedPublic(BaseModel):
    """An open feed."""

    id: str
    volunteer: str
    created_at: datetime


class FeedMade(FeedPublic):
    """A new feed and its address, which is told once."""

    address: str


@router.post(
    "/v1/volunteers/{volunteer_id}/feeds", status_code=201, dependencies=may(Action.KEEP), responses=refusals(404)
)
def make_feed(volunteer_id: Key, response: Response, storage: Storage) -> FeedMade:
    """A secret address for the volunteer's own calendar; whoever has it sees when they serve, and nothing of anybody else."""
    response.headers["Cache-Control"] = "no-store"
    with storage.writing() as session:
        feed, token = open_feed(session, volunteer_id)
        return FeedMade(**_shown(feed).model_dump(), address=f"/ical/{token}.ics")


@router.get("/v1/volunteers/{volunteer_id}/feeds", dependencies=may(Action.KEEP), responses=refusals(404))
def list_feeds(volunteer_id: Key, storage: Storage) -> list[FeedPublic]:
    """Feeds of a volunteer that are open; their addresses are not told again."""
    with storage.reading() as session:
        return [_shown(feed) for feed in feeds_of(session, volunteer_id)]


@router.delete("/v1/feeds/{feed_id}", status_code=204, dependencies=may(Action.KEEP), responses=refusals(404))
def revoke_feed(feed_id: Key, storage: Storage) -> None:
    """Its address is worth nothing from now on."""
    with storage.writing() as session:
        revoke(session, feed_id)


@router.get(
    "/ical/{token}.ics",
    response_class=Response,
    dependencies=may(Action.OPEN),
    responses={
        200: {"description": "The calendar (RFC 5545)", "content": {ICS: {"schema": {"type": "string"}}}},
        304: {"description": "It is what If-None-Match says"},
        **refusals(404),
    },
)
def read_calendar(token: Token, request: Request, storage: Storage, settings: Configured) -> Response:
    """The volunteer's visits, for calendars to look at now and then; in Chinese, or in English with `?lang=en`."""
    with storage.reading() as session:
        found = entries(session, settings, feed_by_token(session, token).volunteer_id)
    content = calendar(found, settings, language_of(request))
    headers = {
        "ETag": f'"{sha256(content).hexdigest()[:32]}"',
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Language",
    }
    if headers["ETag"] in _known(request):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=f"{ICS}; charset=utf-8", headers=headers)


def _known(request: Request) -> set[str]:
    """Weak and strong tags are the same here, as RFC 9110 compares them."""
    return {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}


def _shown(feed: Feed) -> FeedPublic:
    return FeedPublic(id=feed.id, volunteer=feed.volunteer_id, created_at=feed.created_at)
