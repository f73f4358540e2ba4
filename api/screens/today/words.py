"""What the hour makes of a visit, and what is known of its people."""

from api.offers.coverage import Coverage
from api.screens.board.answers import ANSWERS, Known
from api.screens.today.visits import Phase
from api.tables.visits import OfferState
from matcher.domain import Text

PHASES = {
    Phase.RUNNING: Known("▶", "good", Text("running", "进行中")),
    Phase.SOON: Known("…", "warn", Text("soon", "即将开始")),
    Phase.LATER: Known("·", "", Text("later", "稍后")),
    Phase.OVER: Known("!", "bad", Text("to be entered", "待登记")),
    Phase.CLOSED: Known("■", "good", Text("in the ledger", "已登记")),
    Phase.CANCELLED: Known("−", "", Text("called off", "已取消")),
}
COVERAGES = {
    Coverage.CONFIRMED: ANSWERS[OfferState.ACCEPTED],
    Coverage.AWAITING: ANSWERS[OfferState.PENDING],
    Coverage.EXPIRED: ANSWERS[OfferState.EXPIRED],
    Coverage.UNCOVERED: ANSWERS[OfferState.DECLINED],
}
"""As the least sure of its people."""
