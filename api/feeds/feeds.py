"""Secret addresses of calendars: made, looked up, revoked; of the secret only a hash is kept."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from api import clock
from api.errors import no_such
from api.identity.tokens import new_token, token_hash
from api.tables.people import Volunteer
from api.tables.requests import Feed


def open_feed(session: Session, volunteer_id: str) -> tuple[Feed, str]:
    """The row and its secret, which is told once; raises NotFound where there is no such volunteer."""
    if session.get(Volunteer, volunteer_id) is None:
        raise no_such("志愿者", "volunteer")
    token = new_token()
    feed = Feed(volunteer_id=volunteer_id, token_hash=token_hash(token))
    session.add(feed)
    session.flush()
    return feed, token


def feeds_of(session: Session, volunteer_id: str) -> Sequence[Feed]:
    """Those that are open, the oldest first; raises NotFound as above."""
    if session.get(Volunteer, volunteer_id) is None:
        raise no_such("志愿者", "volunteer")
    theirs = select(Feed).where(Feed.volunteer_id == volunteer_id, col(Feed.revoked_at).is_(None))
    return session.exec(theirs.order_by(col(Feed.created_at), Feed.id)).all()


def feed_by_token(session: Session, token: str) -> Feed:
    """The open feed of this secret; raises NotFound."""
    query = select(Feed).where(Feed.token_hash == token_hash(token), col(Feed.revoked_at).is_(None))
    feed = session.exec(query).one_or_none()
    if feed is None:
        raise _no_feed()
    return feed


def revoke(session: Session, feed_id: str) -> None:
    """Its address opens nothing from now on; raises NotFound where there is none, or not any more."""
    feed = session.get(Feed, feed_id)
    if feed is None or feed.revoked_at is not None:
        raise _no_feed()
    feed.revoked_at = clock.world_now()


def _no_feed() -> Exception:
    return no_such("日历订阅", "calendar feed")
