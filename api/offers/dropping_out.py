"""A volunteer drops out for a time: they are away then, and whatever they were offered in it counts as declined."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from api import clock
from api.errors import Unacceptable, no_such
from api.settings import Settings
from api.tables.calendar import CalendarDay
from api.tables.people import AvailabilityException, Volunteer
from api.tables.rosters import Roster
from api.tables.visits import Offer, OfferState, Visit, VisitState
from api.tables.weekly import WeeklyWindow
from api.weeks.dates import dated, joined
from matcher.domain import Window
from matcher.domain.clock import midnight

MOST_DAYS = 366


def drop_out(
    session: Session, settings: Settings, volunteer_id: str, since: datetime, until: datetime, *, reason: str, by: str
) -> Sequence[Visit]:
    """The visits that lost the volunteer, by time; those that have begun stay as they are.

    Raises NotFound; Unacceptable where the time is none, or longer than a year.
    """
    if not timedelta() < until - since <= timedelta(days=MOST_DAYS):
        raise Unacceptable(
            "NO_SUCH_TIME",
            zh=f"结束须晚于开始，且不超过{MOST_DAYS}天。",
            en=f"Expected `until` after `from`, by at most {MOST_DAYS} days.",
        )
    volunteer = session.get(Volunteer, volunteer_id)
    if volunteer is None:
        raise no_such("志愿者", "volunteer")
    _be_away(session, volunteer, since, until, reason)
    return _decline(session, settings, volunteer, since, until, reason=reason, by=by)


def _be_away(session: Session, volunteer: Volunteer, since: datetime, until: datetime, reason: str) -> None:
    """On each date the times that are left, where that is less than usual."""
    days = list(_dates(since, until))
    calendar = {day.day: day for day in session.exec(select(CalendarDay).where(col(CalendarDay.day).in_(days)))}
    of_theirs = select(AvailabilityException).where(AvailabilityException.volunteer_id == volunteer.id)
    known = {one.day: one for one in session.exec(of_theirs.where(col(AvailabilityException.day).in_(days)))}
    for day in days:
        one = known.get(day)
        usual = (
            dated(volunteer.availability, [day], calendar) if one is None else [each.on(day) for each in one.windows]
        )
        left = [part for window in joined(usual) for part in _outside(window, since, until)]
        if left != joined(usual):
            one = one or AvailabilityException(volunteer_id=volunteer.id, day=day)
            one.windows, one.reason = [WeeklyWindow.of(window) for window in left], reason
            session.add(one)
    session.flush()


def _dates(since: datetime, until: datetime) -> Iterator[date]:
    day = since.date()
    while midnight(day) < until:
        yield day
        day += timedelta(days=1)


def _outside(window: Window, since: datetime, until: datetime) -> Iterator[Window]:
    """What is left of a window without this time."""
    if window.start < min(window.end, since):
        yield Window(start=window.start, end=min(window.end, since))
    if max(window.start, until) < window.end:
        yield Window(start=max(window.start, until), end=window.end)


def _decline(
    session: Session,
    settings: Settings,
    volunteer: Volunteer,
    since: datetime,
    until: datetime,
    *,
    reason: str,
    by: str,
) -> Sequence[Visit]:
    concerned = (
        select(Visit)
        .join(Offer, col(Offer.visit_id) == Visit.id)
        .where(Offer.volunteer_id == volunteer.id, col(Offer.current), Visit.state == VisitState.PLANNED)
        .where(col(Visit.start) < until, col(Visit.end) > since, col(Visit.start) > clock.local_now(settings))
        .order_by(col(Visit.start), Visit.id)
    )
    rosters = {visit.roster_id for visit in session.exec(concerned).all()}
    session.exec(select(Roster).where(col(Roster.id).in_(rosters)).order_by(Roster.id).with_for_update()).all()
    visits = session.exec(concerned.execution_options(populate_existing=True)).all()
    theirs = select(Offer).where(Offer.volunteer_id == volunteer.id, col(Offer.current)).order_by(Offer.id)
    for offer in session.exec(theirs.where(col(Offer.visit_id).in_([one.id for one in visits])).with_for_update()):
        if offer.state is not OfferState.DECLINED:
            offer.state, offer.reason = OfferState.DECLINED, reason
            offer.answered_at, offer.answered_by = clock.world_now(), by
    session.flush()
    return visits
