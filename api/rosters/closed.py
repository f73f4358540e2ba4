"""What the ledger has closed is not planned anew: the visit has happened, or somebody stood before a closed door."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, select

from api.errors import Conflict
from api.rosters.table import place_of
from api.tables.rosters import Roster
from api.tables.visits import Visit, VisitState
from matcher.replanning.differences import Difference

OPEN = (VisitState.PLANNED, VisitState.CANCELLED)


def closed_visits(session: Session, roster: Roster) -> set[tuple[str, date]]:
    """Need and date of visits that the ledger has closed."""
    query = select(col(Visit.need_id), col(Visit.day)).where(
        Visit.roster_id == roster.id, col(Visit.state).not_in(OPEN)
    )
    return {(need, day) for need, day in session.exec(query).all()}


def check_open(session: Session, roster: Roster, differences: Iterable[Difference]) -> None:
    """None of the visits that change has been closed; else Conflict that names the first."""
    closed = closed_visits(session, roster)
    for one in differences:
        for visit in (one.before, one.after):
            if visit is not None and place_of(visit) in closed:
                need, day = place_of(visit)
                raise Conflict(
                    "VISIT_CLOSED",
                    zh=f"需求{need}在{day}的服务已登记台账，排班不能再改；如有误请更正台账。",
                    en=f"The visit of need {need} on {day} is closed in the ledger, expected one that is open; "
                    "correct the ledger if it is wrong.",
                )
