"""Today at a place, at a glance."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import Session, func, select

from api import clock
from api.authority import Action
from api.ledger.workbook import OUTCOMES
from api.offers.coverage import Coverage
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here
from api.screens.today.emergencies import open_calls
from api.screens.today.follow_ups import follow_ups
from api.screens.today.visits import Phase, ahead, of_today, overdue, told, unanswered
from api.screens.today.words import COVERAGES, PHASES
from api.web.service import Configured, Storage
from matcher.domain.clock import midnight

router = APIRouter()

MOST = 8
"""Of each kind that waits; the rest is on the page of its own."""
DAYS_AHEAD = 2
"""Today and tomorrow: who has not answered by then is called."""


@router.get("/today", dependencies=opens(Action.LOOK))
def look(page: Shown, place: Here, storage: Storage, settings: Configured) -> Response:
    """What happens now, and what waits for somebody."""
    now = clock.local_now(settings)
    until = midnight(now.date()) + timedelta(days=DAYS_AHEAD)
    with storage.reading() as session:
        day = of_today(session, place, now)
        waiting = {
            "declined": ahead(place, Coverage.UNCOVERED, now),
            "unanswered": unanswered(place, now, until),
            "overdue": overdue(place, now),
        }
        counts = {kind: _count(session, query) for kind, query in waiting.items()}
        lists = {kind: told(session, session.exec(query.limit(MOST)).all(), now) for kind, query in waiting.items()}
        calls = open_calls(session, settings, place, now)
        sad = follow_ups(session, place)
    return page.show(
        "today/today.html",
        place=place,
        now=now,
        day=day,
        in_phase={phase: sum(one.phase is phase for one in day) for phase in Phase},
        lists=lists,
        counts=counts,
        calls=calls,
        follow_ups=sad,
        phases=PHASES,
        coverages=COVERAGES,
        outcomes=OUTCOMES,
    )


def _count(session: Session, query: Any) -> int:
    return session.exec(select(func.count()).select_from(query.order_by(None).subquery())).one()
