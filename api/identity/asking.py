"""Who asks: by cookie from a page of our own, or by key; and the scope that follows from region or station."""

from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session, col, select

from api.authority import Actor
from api.errors import Forbidden, NotSignedIn
from api.identity.keys import key_of
from api.identity.sessions import see, signed_in
from api.storage import Database
from api.tables.places import Region, Station
from api.weeks.scope import regions_below

COOKIE = "__Host-session"
"""The browser sends it to this host alone, over TLS or to its own machine, and shows it to no script."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Asker:
    """The actor, their name for the record, the regions whose rosters are theirs, and for what they want to see people's data."""

    actor: Actor
    name: str
    regions: frozenset[str] = frozenset()
    purpose: str = ""


def asker(request: Request, database: Database) -> Asker:
    """Raises NotSignedIn where neither a key nor a cookie opens, Forbidden for a change that a foreign page asks for."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _by_key(database, key.strip())
    check_origin(request)
    token = request.cookies.get(COOKIE)
    if token is None:
        raise _nobody()
    with database.reading() as session:
        found = signed_in(session, token)
        if found is None:
            raise _nobody()
        user, own = found
        stations, regions = _scope(session, user.region_id, user.station_id)
    see(database, own)
    return Asker(Actor(user.id, user.role, stations), user.username, regions)


def check_origin(request: Request) -> None:
    """A change must come from a page of this host: browsers say so, and foreign pages cannot."""
    if request.method in SAFE:
        return
    origin = request.headers.get("origin", "")
    if origin.partition("://")[2] != request.headers.get("host", "") or not origin:
        raise Forbidden(
            "FOREIGN_ORIGIN",
            zh="该请求不是从本系统页面发出的（Origin缺失或不符），未执行。",
            en="The request does not come from a page of this service (Origin missing or foreign); nothing was done.",
        )


def _by_key(database: Database, presented: str) -> Asker:
    with database.reading() as session:
        row = key_of(session, presented)
        if row is None:
            raise _nobody()
        stations, regions = _scope(session, row.region_id, row.station_id)
        return Asker(Actor(row.id, row.role, stations), row.name, regions)


def _scope(
    session: Session, region_id: str | None, station_id: str | None
) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Stations and regions; without either all there are, for who administers a service that is still empty."""
    if station_id is not None:
        return frozenset({station_id}), frozenset()
    if region_id is None:
        return None, frozenset()
    region = session.get(Region, region_id)
    if region is not None and region.parent_id is None:
        return None, frozenset()
    regions = regions_below(session, region_id)
    inside = select(Station.id).where(col(Station.region_id).in_(regions))
    return frozenset(session.exec(inside).all()), regions


def _nobody() -> NotSignedIn:
    return NotSignedIn("NOT_SIGNED_IN", zh="请先登录。", en="Please sign in first.")
