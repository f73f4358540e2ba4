"""An offer without an answer ends with its deadline: whoever looks sees it so, and now and then it is written down."""

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import Session, col

from api import clock
from api.storage import Database
from api.tables.visits import Offer, OfferState


def state_now(offer: Offer) -> OfferState:
    """The state as of this moment, whether it has been written down or not."""
    late = offer.state is OfferState.PENDING and offer.deadline <= clock.world_now()
    return OfferState.EXPIRED if late else offer.state


def is_now(state: OfferState) -> ColumnElement[bool]:
    """The same, asked of the database."""
    late = col(Offer.deadline) <= clock.world_now()
    if state is OfferState.PENDING:
        return and_(col(Offer.state) == state, ~late)
    if state is OfferState.EXPIRED:
        return or_(col(Offer.state) == state, and_(col(Offer.state) == OfferState.PENDING, late))
    return col(Offer.state) == state


def write_down(session: Session) -> None:
    """Offers that are past their deadline become expired; their version stays, since nobody sees a difference."""
    expired = update(Offer).where(col(Offer.state) == OfferState.PENDING, col(Offer.deadline) <= clock.world_now())
    session.connection().execute(expired.values(state=OfferState.EXPIRED, changed_at=col(Offer.deadline)))


def sweep(database: Database) -> None:
    """The same, in a transaction of its own."""
    with database.writing() as session:
        write_down(session)
