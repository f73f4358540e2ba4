"""The ledger of a place: rows by day, what waits to be written up, all of it as a workbook; one row with where it comes from."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.authority import Action
from api.clock import local_now, local_today
from api.errors import Refused, TooLarge
from api.exchange.files import WORKBOOK, attachment
from api.exchange.labels import FACTS, PILLARS
from api.ledger.entries import find_entry
from api.ledger.feedback import SAD, shown_feedback, wanted_feedback
from api.ledger.outcome import ELEMENTS
from api.ledger.tracing import trace
from api.ledger.workbook import MOST_ROWS, OUTCOMES, workbook
from api.record.writing import note
from api.screens.board.answers import ANSWERS
from api.screens.ledger.listing import LIMIT, Wanted, query_of, rows_by_day, waiting
from api.screens.ledger.rows import told
from api.screens.ledger.writing import ENDINGS
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.people import cadres_by_id, volunteers_by_id
from api.screens.shell.place import Here
from api.screens.shell.services import services_known
from api.storage import Database
from api.tables.current_entries import SERVED, chain
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/ledger")

FACES = {
    3: Text("glad", "满意"),
    2: Text("so-so", "一般"),
    1: Text("sad", "不满意"),
}
"""What the faces say, by their number; the word stands beside each."""


@router.get("", dependencies=opens(Action.LOOK))
def look(
    page: Shown, place: Here, storage: Storage, settings: Configured, wanted: Annotated[Wanted, Query()]
) -> Response:
    """What is overdue on top, then the rows of the period by day."""
    dated = wanted.dated(local_today(settings))
    with storage.reading() as session:
        days, shown, total = rows_by_day(session, place, dated)
        late, late_in_all = waiting(session, place, local_now(settings))
        people = {
            "cadre": cadres_by_id(session, [dated.cadre])[dated.cadre] if dated.cadre else None,
            "volunteer": volunteers_by_id(session, [dated.volunteer])[dated.volunteer] if dated.volunteer else None,
        }
        services = services_known(session)
    return page.show(
        "ledger/list.html",
        place=place,
        wanted=dated,
        days=days,
        shown=shown,
        total=total,
        limit=LIMIT,
        late=late,
        late_in_all=late_in_all,
        people=people,
        services=services,
        outcomes=OUTCOMES,
        endings=ENDINGS,
        faces=FACES,
    )


@router.get("/export.xlsx", dependencies=opens(Action.LOOK))
def export(place: Here, storage: Storage, settings: Configured, wanted: Annotated[Wanted, Query()]) -> Response:
    """The rows of the same choice as a workbook, to print and to sign."""
    with storage.reading() as session:
        query = query_of(session, place, wanted.dated(local_today(settings)))
        rows = session.exec(query.limit(MOST_ROWS + 1)).all()
        if len(rows) > MOST_ROWS:
            raise TooLarge(
                "TOO_MANY_ROWS",
                zh=f"超过{MOST_ROWS}条记录，请缩小日期范围或选择服务站。",
                en=f"More than {MOST_ROWS} rows: choose a shorter period or one station.",
            )
        content = workbook(session, rows)
    with storage.writing() as session:
        note(session, "export", "ledger", "")
    return attachment(content, WORKBOOK, "ledger.xlsx")


@router.get("/{entry_id}", dependencies=opens(Action.LOOK))
def look_at_one(page: Shown, storage: Storage, entry_id: Key) -> Response:
    """The row, what it corrects and what corrects it, what was thought of it, and the way back to the fact behind it."""
    return show_entry(page, storage, entry_id)


def show_entry(
    page: Page, storage: Database, entry_id: str, refused: Refused | None = None, typed: Any = None
) -> Response:
    """The page of one row."""
    with storage.reading() as session:
        entry = find_entry(session, entry_id)
        found = trace(session, entry)
        rows = told(session, chain(session, entry))
        given = [
            shown_feedback(one) for row in rows for one in session.exec(wanted_feedback(entry_id=row.entry.id)).all()
        ]
        asked = {who for offer in found.offers for who in [offer.volunteer_id]}
        named = volunteers_by_id(session, asked | {one.volunteer_id for one in given if one.volunteer_id})
        cadres = cadres_by_id(
            session, {one.cadre_id for one in given} | ({found.fact.cadre_id} if found.fact else set())
        )
        return page.show(
            "ledger/entry.html",
            refused=refused,
            typed=typed,
            found=found,
            row=next(row for row in rows if row.entry.id == entry_id),
            rows=rows,
            given=given,
            named=named,
            cadres=cadres,
            outcomes=OUTCOMES,
            served=SERVED,
            elements=ELEMENTS,
            pillars=PILLARS,
            facts=FACTS,
            faces=FACES,
            sad=SAD,
            answers=ANSWERS,
        )
