"""Publishing: first what it changes and what stands in its way, then done, with what is to be written to each volunteer."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from sqlmodel import Session, col, select

from api.authority import Action
from api.errors import Refused
from api.offers.promises import ChangeKind
from api.offers.publishing import Publication, preview, publish
from api.rosters.standing import standing
from api.rosters.versions import find
from api.screens.board.finding import board_address
from api.screens.board.messages import messages
from api.screens.board.naming import Naming
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.people import Person, cadres_by_id, volunteers_by_id
from api.settings import Settings
from api.storage import Database
from api.tables.needs import Need
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.board.words import service
from matcher.domain import Text

router = APIRouter(prefix="/board/{roster_id}")

BECAME = {
    ChangeKind.NEW: (Text("new", "新增"), "+", "good"),
    ChangeKind.MOVED: (Text("moved", "改时间"), "→", "warn"),
    ChangeKind.REASSIGNED: (Text("other people", "换人"), "⇄", "warn"),
    ChangeKind.CANCELLED: (Text("cancelled", "取消"), "−", "bad"),
}


@router.get("/publish", dependencies=opens(Action.PUBLISH))
def publish_page(page: Shown, roster_id: Key, storage: Storage, settings: Configured) -> Response:
    """What would change, whom to tell, and what is to be mended first."""
    return _preview(page, roster_id, storage, settings)


@router.post("/publish", dependencies=opens(Action.PUBLISH))
def publish_(
    page: Shown, request: Request, roster_id: Key, form: Submitted, storage: Storage, settings: Configured
) -> Response:
    """Published; the addresses of new offers are on this page and never again."""
    try:
        with storage.writing() as session:
            roster = find(session, roster_id, for_change=True)
            Expectation(form.text("version")).check(roster.version)
            found = publish(session, settings, roster)
            people, cadres, services = _who(session, found)
            told = messages(found.affected, found.links, people, cadres, services, str(request.base_url))
            return page.show(
                "board/published.html", roster=roster, found=found, messages=told, board=board_address(roster)
            )
    except Refused as refused:
        return _preview(page, roster_id, storage, settings, refused)


def _preview(
    page: Page, roster_id: str, storage: Database, settings: Settings, refused: Refused | None = None
) -> Response:
    with storage.reading() as session:
        roster = find(session, roster_id)
        found = preview(session, settings, roster)
        people, cadres, services = _who(session, found)
        problem = standing(session, settings, roster, named=True).problem
    return page.show(
        "board/publish.html",
        refused=refused,
        roster=roster,
        found=found,
        people=people,
        affected=sorted(found.affected, key=lambda one: (people[one.volunteer].pinyin, one.volunteer)),
        cadres=cadres,
        services=services,
        became=BECAME,
        named=Naming.of(problem, page.language),
        board=board_address(roster),
    )


def _who(session: Session, found: Publication) -> tuple[Mapping[str, Person], Mapping[str, Person], Mapping[str, Text]]:
    """Volunteers, cadres, and services by need, of all that changes: also those who are in the week no more."""
    sides = [side for change in found.changes for side in (change.before, change.after) if side is not None]
    needs = select(Need.id, Need.service).where(col(Need.id).in_({one.need for one in sides}))
    kinds = dict(session.exec(needs).all())
    return (
        volunteers_by_id(session, {who for one in sides for who in one.volunteers}),
        cadres_by_id(session, {one.cadre for one in sides}),
        {one.need: service(kinds.get(one.need, "")) for one in sides},
    )
