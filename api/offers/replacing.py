"""Somebody else comes instead: stored, published and offered in one go."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from api import clock
from api.errors import Conflict, Unacceptable
from api.offers.amending import amend
from api.offers.offering import current_offers
from api.offers.publishing import Publication
from api.offers.steps import Shift, steps_to_replace
from api.settings import Settings
from api.tables.rosters import Cause, Roster
from api.tables.visits import OfferState, Visit, VisitState


def replace(
    session: Session,
    settings: Settings,
    roster: Roster,
    visit: Visit,
    volunteers: Sequence[str],
    start: datetime,
    shifts: Sequence[Shift] = (),
    *,
    by: str,
    note: str = "",
) -> Publication:
    """The visit by these volunteers at this start of the same date, other visits shifted as told.

    Raises Conflict where the visit has begun or was cancelled, where one of them has declined it, or where a rule would be
    broken; Unacceptable where nothing would change, or the start lies on another date or in the past.
    """
    check_ahead(settings, visit)
    now = clock.local_now(settings)
    if start.date() != visit.day:
        raise Unacceptable(
            "OTHER_DATE",
            zh=f"替换须在同一天（{visit.day}）；改期请修改排班。",
            en=f"A replacement is on the same date, {visit.day}; edit the roster to have it on another.",
        )
    if min((start, *(shift.start for shift in shifts))) <= now:
        raise Unacceptable(
            "IN_THE_PAST",
            zh=f"开始时间须在现在（{now:%Y-%m-%d %H:%M}）之后。",
            en=f"Expected starts after now, {now:%Y-%m-%dT%H:%M}.",
        )
    if (start, set(volunteers)) == (visit.start, set(visit.volunteers)):
        raise Unacceptable(
            "NOTHING_REPLACED",
            zh="时间与志愿者均与原来相同，请给出新的志愿者或时间。",
            en="Time and volunteers are what they were; expected other volunteers or another start.",
        )
    _check_not_declined(session, visit, volunteers)
    return amend(
        session,
        settings,
        roster,
        lambda stands: steps_to_replace(stands, visit, volunteers, start, shifts),
        {(visit.need_id, visit.day), *((shift.need, shift.date) for shift in shifts)},
        cause=Cause.REPLACED,
        by=by,
        note=note,
    )


def _check_not_declined(session: Session, visit: Visit, volunteers: Sequence[str]) -> None:
    for offer in current_offers(session, [visit])[visit.id]:
        if offer.state is OfferState.DECLINED and offer.volunteer_id in volunteers:
            raise Conflict(
                "HAS_DECLINED",
                zh="其中有志愿者已谢绝这次服务；如改变主意，请先登记其接受（anyway）。",
                en="One of these volunteers has declined this visit; if they thought again, enter their new answer first.",
                volunteer=offer.volunteer_id,
            )


def check_ahead(settings: Settings, visit: Visit) -> None:
    """The visit is still to come; else Conflict."""
    if visit.state is not VisitState.PLANNED:
        raise Conflict(
            "NOT_PLANNED",
            zh="该次服务已取消或已登记台账。",
            en="The visit was cancelled, or is in the ledger already; expected one that is planned.",
        )
    if visit.start <= clock.local_now(settings):
        raise Conflict(
            "VISIT_BEGUN",
            zh="该次服务的时间已到，请在台账中登记结果。",
            en="The visit has begun; say in the ledger how it ended.",
        )
