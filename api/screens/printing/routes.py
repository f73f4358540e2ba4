"""The sheets: each a plain page of A4 that the browser prints; what is masked on pages is masked on paper."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.authority import Action
from api.clock import local_today
from api.errors import TooLarge
from api.ledger.workbook import OUTCOMES
from api.screens.ledger.listing import Wanted, query_of
from api.screens.ledger.rows import told
from api.screens.printing.cards import cards
from api.screens.printing.slips import slips
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.domain.clock import midnight

router = APIRouter(prefix="/print", dependencies=opens(Action.LOOK))

MOST_ROWS = 1000
"""Of one printed ledger."""


@router.get("/slips")
def print_slips(page: Shown, place: Here, storage: Storage, volunteer: Key | None = None) -> Response:
    """Everybody's slip, or one volunteer's."""
    with storage.reading() as session:
        return page.show("printing/slips.html", place=place, slips=slips(session, place, volunteer), one=volunteer)


@router.get("/cards")
def print_cards(page: Shown, place: Here, storage: Storage, cadre: Key | None = None) -> Response:
    """Everybody's card, or one cadre's."""
    with storage.reading() as session:
        return page.show("printing/cards.html", place=place, cards=cards(session, place, cadre), one=cadre)


@router.get("/ledger")
def print_ledger(
    page: Shown, place: Here, storage: Storage, settings: Configured, wanted: Annotated[Wanted, Query()]
) -> Response:
    """Rows by time, the first date first, with a column to sign in."""
    dated = wanted.dated(local_today(settings))
    with storage.reading() as session:
        rows = told(session, session.exec(query_of(session, place, dated).limit(MOST_ROWS + 1)).all())
    if len(rows) > MOST_ROWS:
        raise TooLarge(
            "TOO_MANY_ROWS",
            zh=f"超过{MOST_ROWS}条记录，请缩小日期范围或选择服务站。",
            en=f"More than {MOST_ROWS} rows: choose a shorter period or one station.",
        )
    by_time = sorted(rows, key=lambda row: row.entry.started_at or midnight(row.entry.day))
    return page.show("printing/ledger.html", place=place, wanted=dated, rows=by_time, outcomes=OUTCOMES)
