"""Who said no to a visit is not asked for it again on that date, by whatever plans the week."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from sqlmodel import Session, col, select

from api.tables.visits import Offer, OfferState, Visit
from matcher.domain import Decline, Need, Week


def with_declines(session: Session, week: Week, volunteers: Collection[str], needs: Iterable[Need]) -> Iterator[Need]:
    """The needs, each with those of the volunteers who declined its visits; an answer that was corrected is none."""
    answered = (
        select(Visit.need_id, col(Visit.day), Offer.volunteer_id)
        .join(Offer, col(Offer.visit_id) == Visit.id)
        .where(Offer.state == OfferState.DECLINED, col(Visit.day).in_(week.dates))
        .distinct()
        .order_by(Visit.need_id, col(Visit.day), Offer.volunteer_id)
    )
    declined: dict[str, list[Decline]] = defaultdict(list)
    for need, day, volunteer in session.exec(answered).all():
        if volunteer in volunteers:
            declined[need].append(Decline(volunteer=volunteer, date=day))
    for one in needs:
        yield one.revised(declined=declined[one.id]) if one.id in declined else one
