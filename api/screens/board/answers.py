"""What is known of a visit beyond its time: what a volunteer answered, or how the ledger says it ended."""

from typing import NamedTuple

from api.ledger.workbook import OUTCOMES
from api.screens.board.cards import Card
from api.tables.visits import OfferState, VisitState
from matcher.domain import Text


class Known(NamedTuple):
    """A sign, a colour's name and words: never a colour alone."""

    sign: str
    mark: str
    words: Text


ANSWERS = {
    OfferState.PENDING: Known("…", "warn", Text("not answered yet", "待确认")),
    OfferState.ACCEPTED: Known("✓", "good", Text("accepted", "已接受")),
    OfferState.DECLINED: Known("✗", "bad", Text("declined", "已谢绝")),
    OfferState.EXPIRED: Known("!", "bad", Text("did not answer in time", "逾期未答")),
}
ENDED = {
    state: Known(sign, mark, OUTCOMES[state])
    for state, sign, mark in (
        (VisitState.DONE, "■", "good"),
        (VisitState.PARTIAL, "◧", "warn"),
        (VisitState.NOT_HOME, "□", "warn"),
        (VisitState.NO_SHOW, "□", "bad"),
        (VisitState.CANCELLED, "−", "bad"),
    )
}


def known_of(card: Card, volunteer: str) -> Known | None:
    """How it ended, else what the volunteer said, else nothing."""
    if card.state is not None and card.state in ENDED:
        return ENDED[card.state]
    answer = card.answers.get(volunteer)
    return ANSWERS.get(answer) if answer is not None else None
