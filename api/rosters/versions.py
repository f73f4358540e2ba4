"""A roster grows by versions: each is appended under the number that its maker expected, and never changed."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from api.errors import Conflict, Unacceptable, no_such
from api.storage.columns import now
from api.tables.places import Region, Station
from api.tables.rosters import Cause, Roster, RosterState, RosterVersion
from api.weeks.scope import scope_of
from matcher.domain import Roster as Document


def create(
    session: Session, monday: date, *, region_id: str | None = None, station_id: str | None = None, by: str = ""
) -> Roster:
    """An empty draft for a week; refused where a roster of the same week already covers one of its stations."""
    if (region_id is None) == (station_id is None):
        raise Unacceptable(
            "ONE_SCOPE",
            zh="请指定区域或服务站，二者选一。",
            en="Expected either a region or a station, not both or none.",
        )
    if monday.weekday() != 0:
        raise Unacceptable(
            "NOT_A_MONDAY",
            zh=f"{monday}不是星期一，每周从星期一开始。",
            en=f"{monday} is no Monday, on which weeks start.",
        )
    if region_id is not None and session.get(Region, region_id) is None:
        raise no_such("区域", "region")
    if station_id is not None and session.get(Station, station_id) is None:
        raise no_such("服务站", "station")
    roster = Roster(region_id=region_id, station_id=station_id, week=monday)
    stations = scope_of(session, roster).station_ids
    for other in session.exec(select(Roster).where(Roster.week == monday)).all():
        if stations & scope_of(session, other).station_ids or (region_id, station_id) == (
            other.region_id,
            other.station_id,
        ):
            raise Conflict(
                "WEEK_TAKEN",
                zh="该周已有排班表包含这些服务站，同一志愿者不能排进两张表。",
                en="A roster of this week covers one of these stations already: nobody can stand in two rosters.",
                roster=other.id,
            )
    session.add(roster)
    session.flush()
    append(session, roster, Document(visits=()), cause=Cause.CREATED, by=by)
    return roster


def find(session: Session, roster_id: str, *, for_change: bool = False) -> Roster:
    """The roster, locked against other writers until the transaction ends if `for_change`; raises NotFound."""
    query = select(Roster).where(Roster.id == roster_id)
    roster = session.exec(query.with_for_update() if for_change else query).one_or_none()
    if roster is None:
        raise no_such("排班表", "roster")
    return roster


def can_see(session: Session, roster_id: str) -> bool:
    """Whether the roster is one of the asker's: a station may have visits in a roster of the whole city, which is not."""
    return session.exec(select(Roster.id).where(Roster.id == roster_id)).one_or_none() is not None


def version(session: Session, roster: Roster, number: int | None = None) -> RosterVersion:
    """One version of the roster, the newest if none is named; raises NotFound."""
    wanted = roster.newest if number is None else number
    found = session.exec(
        select(RosterVersion).where(RosterVersion.roster_id == roster.id, RosterVersion.number == wanted)
    ).one_or_none()
    if found is None:
        raise no_such("版本", "version of this roster")
    return found


def versions(session: Session, roster: Roster) -> Sequence[RosterVersion]:
    """All versions, the newest first."""
    return session.exec(
        select(RosterVersion).where(RosterVersion.roster_id == roster.id).order_by(RosterVersion.number.desc())  # type: ignore[attr-defined]
    ).all()


def append(
    session: Session,
    roster: Roster,
    document: Document,
    *,
    cause: Cause,
    by: str = "",
    baseline: int | None = None,
    problem_hash: str | None = None,
    note: str = "",
    undone_to: int | None = None,
) -> RosterVersion:
    """The next version; StaleDataError where another writer was faster.

    A published roster that gets another version is `changed` until it is published again.
    """
    roster.newest += 1
    roster.changed_at = now()
    if roster.state is RosterState.PUBLISHED:
        roster.state = RosterState.CHANGED
    added = RosterVersion(
        roster_id=roster.id,
        number=roster.newest,
        baseline=baseline,
        document=document,
        problem_hash=problem_hash,
        cause=cause,
        note=note,
        made_by=by,
        undone_to=undone_to,
    )
    session.add(added)
    session.flush()
    return added
