"""Nobody can be forgotten while others count on them: visits that are promised, or have been and are not in the ledger yet."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from api.errors import Conflict
from api.rights.kinds import KINDS
from api.rights.whose import Whose
from api.tables.visits import Visit, VisitState

OF_VISITS = next(kind for kind in KINDS if kind.table is Visit)


def weeks_promised(session: Session, whose: Whose) -> list[date]:
    """Mondays of the weeks in which they have visits that nobody has closed."""
    planned = select(col(Visit.day)).where(OF_VISITS.about(whose), col(Visit.state) == VisitState.PLANNED)
    return sorted({day - timedelta(days=day.weekday()) for day in session.exec(planned).all()})


def check_free(session: Session, whose: Whose) -> None:
    """Raises Conflict that names the weeks."""
    weeks = weeks_promised(session, whose)
    if weeks:
        told = [f"{week}" for week in weeks]
        raise Conflict(
            "STILL_PROMISED",
            zh=f"还有已发布而未登记台账的上门服务，所在周：{'、'.join(told)}。请先取消、改派或登记，再删除个人信息。",
            en=f"Published visits are not closed yet in the weeks of {', '.join(told)}: cancel, replace or record them first.",
            weeks=told,
        )
