"""A visit is called off before it begins: its people are told, and no other date is sought unless it is still wanted."""

from datetime import timedelta

from sqlmodel import Session, select

from api.offers.amending import amend, check_published
from api.offers.publishing import Publication
from api.offers.replacing import check_ahead
from api.offers.steps import steps_to_cancel
from api.settings import Settings
from api.tables.needs import Need, NeedWeek
from api.tables.rosters import Cause, Roster
from api.tables.visits import Visit


def cancel(
    session: Session,
    settings: Settings,
    roster: Roster,
    visit: Visit,
    *,
    reason: str,
    by: str,
    still_wanted: bool = False,
) -> Publication:
    """Raises Conflict where the visit has begun, or was cancelled or closed already."""
    check_ahead(settings, visit)
    check_published(roster)
    if not still_wanted:
        _one_visit_less(session, visit, reason)
    publication = amend(
        session,
        settings,
        roster,
        lambda stands: steps_to_cancel(stands, visit),
        {(visit.need_id, visit.day)},
        cause=Cause.CANCELLED,
        by=by,
        note=reason,
    )
    visit.reason, visit.cancelled_by = reason, by
    session.flush()
    return publication


def _one_visit_less(session: Session, visit: Visit, reason: str) -> None:
    """This week only."""
    monday = visit.day - timedelta(days=visit.day.weekday())
    week = session.exec(
        select(NeedWeek).where(NeedWeek.need_id == visit.need_id, NeedWeek.week == monday)
    ).one_or_none()
    if week is None:
        week = NeedWeek(need_id=visit.need_id, week=monday)
    need = session.get_one(Need, visit.need_id)
    week.visits = max(0, (need.visits if week.visits is None else week.visits) - 1)
    week.reason = week.reason or reason
    session.add(week)
    session.flush()
