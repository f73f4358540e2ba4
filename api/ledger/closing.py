"""A visit is closed by one row of the ledger, once, and not before it has begun."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from api.errors import Conflict, Unacceptable, no_such
from api.ledger.entries import entry_of
from api.ledger.outcome import OutcomeFields, check_outcome
from api.tables.cadres import Cadre
from api.tables.current_entries import is_current
from api.tables.needs import Group, Need
from api.tables.visits import LedgerEntry, Visit, VisitState
from matcher.board.words import both, service

FURTHEST = timedelta(days=7)
"""What took place further from the planned date was another service."""


def find_visit(session: Session, visit_id: str, *, for_change: bool = False) -> Visit:
    """The visit, held against other writers until the transaction ends if `for_change`; raises NotFound."""
    query = select(Visit).where(Visit.id == visit_id)
    visit = session.exec(query.with_for_update() if for_change else query).one_or_none()
    if visit is None:
        raise no_such("服务", "visit")
    return visit


def row_of(session: Session, visit: Visit) -> LedgerEntry | None:
    """The row that says how the visit ended, None while nobody has."""
    return session.exec(select(LedgerEntry).where(LedgerEntry.visit_id == visit.id, is_current())).one_or_none()


def proposal(session: Session, visit: Visit) -> OutcomeFields:
    """What the row would say had all gone as planned."""
    need = session.get_one(Need, visit.need_id)
    return OutcomeFields(
        outcome=VisitState.DONE,
        started_at=visit.start,
        ended_at=visit.end,
        place=_place(session, need),
        volunteers=visit.volunteers,
        cadres=served_by(session, need),
        content=need.content or both(service(need.service)),
    )


def served_by(session: Session, need: Need) -> list[str]:
    """The need's own cadre, then the others of its group."""
    group = session.get(Group, need.group_id) if need.group_id is not None else None
    members = group.members if group is not None else []
    active = set(session.exec(select(Cadre.id).where(col(Cadre.id).in_(members), col(Cadre.active))).all())
    return list(dict.fromkeys([need.cadre_id, *(member for member in members if member in active)]))


def close(session: Session, visit_id: str, fields: OutcomeFields, now: datetime) -> LedgerEntry:
    """The row that closes the visit.

    Raises NotFound; Conflict where the visit has not begun, was called off, or is closed already; Unacceptable where the
    fields do not make a row.
    """
    visit = find_visit(session, visit_id, for_change=True)
    _check_open(session, visit, now)
    check_outcome(session, fields, now)
    need = session.get_one(Need, visit.need_id)
    check_about(session, need, visit.day, fields)
    entry = entry_of(
        fields,
        visit_id=visit.id,
        need_id=need.id,
        station_id=visit.station_id,
        pillar=need.pillar,
        service=need.service,
        planned=visit.day,
    )
    session.add(entry)
    visit.state = fields.outcome
    session.flush()
    return entry


def check_about(session: Session, need: Need, day: date, fields: OutcomeFields) -> None:
    """Raises Unacceptable where the row would tell of somebody else's service, or of another week's."""
    if fields.cadres and not set(fields.cadres) & set(served_by(session, need)):
        raise Unacceptable(
            "OTHER_CADRE",
            zh="人员中没有该需求的老干部；若是另一次服务，请另行登记（POST /v1/ledger）。",
            en="None of the cadres is one whom this need serves; record another service by POST /v1/ledger.",
        )
    if fields.started_at is not None and abs(fields.started_at.date() - day) > FURTHEST:
        raise Unacceptable(
            "OTHER_WEEK",
            zh=f"时间与计划日期{day}相差超过7天，请核对。",
            en=f"The time is more than 7 days from the planned date {day}; please check.",
        )


def _check_open(session: Session, visit: Visit, now: datetime) -> None:
    closed = row_of(session, visit)
    if closed is not None:
        raise Conflict(
            "ALREADY_CLOSED",
            zh="该服务已登记台账，如有误请更正该记录。",
            en="This visit is in the ledger already; correct that row if it is wrong.",
            entry=closed.id,
        )
    if visit.state is VisitState.CANCELLED:
        raise Conflict(
            "CALLED_OFF",
            zh="该服务已取消；若仍然进行了，请另行登记（POST /v1/ledger）。",
            en="This visit was called off; if it took place after all, record it by POST /v1/ledger.",
        )
    if visit.start > now:
        raise Conflict(
            "NOT_BEGUN",
            zh=f"该服务{visit.start:%Y-%m-%d %H:%M}才开始，之后方可登记；如不再进行请取消。",
            en=f"This visit begins at {visit.start:%Y-%m-%d %H:%M} and is recorded after that; cancel it if it is off.",
        )


def _place(session: Session, need: Need) -> str:
    group = session.get(Group, need.group_id) if need.group_id is not None else None
    if group is not None and (group.latitude is not None or need.latitude is not None):
        return group.name
    if need.latitude is not None:
        return ""
    return session.get_one(Cadre, need.cadre_id).address or "老干部家中 at the cadre's home"
