"""Back and forth along what was done, all versions, and in what two of them differ."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.authority import Action
from api.errors import Conflict
from api.rosters.changing import Back
from api.rosters.edit_routes import ByWhom, redo, undo
from api.rosters.looking_routes import diff_of_versions
from api.rosters.routes import shown_version
from api.rosters.standing import standing
from api.rosters.versions import find, versions
from api.screens.board.finding import board_address
from api.screens.board.naming import Naming
from api.screens.board.verdict import BECAME, points_by_rule
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.settings import Settings
from api.storage import Database
from api.tables.rosters import Cause
from api.tables.row import MOST_VERSIONS, Key
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/board/{roster_id}")

Number = Annotated[int | None, Query(ge=1, le=MOST_VERSIONS)]

CAUSES = {
    Cause.CREATED: Text("made", "新建"),
    Cause.SOLVED: Text("solved", "排班"),
    Cause.REPLANNED: Text("re-planned", "调整重排"),
    Cause.EDITED: Text("edited by hand", "手工修改"),
    Cause.UNDONE: Text("undone", "撤销"),
    Cause.REDONE: Text("redone", "恢复"),
    Cause.MATCHED: Text("ad-hoc match", "临时匹配"),
    Cause.REPLACED: Text("somebody replaced", "替换志愿者"),
    Cause.CANCELLED: Text("visit cancelled", "取消服务"),
    Cause.IMPORTED: Text("imported", "导入"),
}
DONE = {Back.UNDO: Text("Undone.", "已撤销。"), Back.REDO: Text("Redone.", "已恢复。")}


@router.post("/undo", dependencies=opens(Action.PLAN))
def undo_(page: Shown, roster_id: Key, form: Submitted, storage: Storage, settings: Configured) -> Response:
    """What was there before the last step."""
    return _go(page, roster_id, Back.UNDO, Expectation(form.text("version")), storage, settings)


@router.post("/redo", dependencies=opens(Action.PLAN))
def redo_(page: Shown, roster_id: Key, form: Submitted, storage: Storage, settings: Configured) -> Response:
    """What the last undo took away."""
    return _go(page, roster_id, Back.REDO, Expectation(form.text("version")), storage, settings)


@router.get("/versions", dependencies=opens(Action.LOOK))
def all_versions(page: Shown, roster_id: Key, storage: Storage) -> Response:
    """The newest first."""
    with storage.reading() as session:
        roster = find(session, roster_id)
        shown = [shown_version(row) for row in versions(session, roster)]
    return page.show("board/versions.html", roster=roster, versions=shown, causes=CAUSES, board=board_address(roster))


@router.get("/diff", dependencies=opens(Action.LOOK))
def diff(
    page: Shown,
    roster_id: Key,
    storage: Storage,
    settings: Configured,
    before: Number = None,
    after: Number = None,
) -> Response:
    """What the later version has other than the earlier one; the newest against what is published, if nothing is said."""
    found = diff_of_versions(roster_id, storage, settings, before, after)
    with storage.reading() as session:
        roster = find(session, roster_id)
        problem = standing(session, settings, roster, named=True).problem
    return page.show(
        "board/diff.html",
        roster=roster,
        diff=found,
        became=BECAME,
        more=points_by_rule(found.points.more),
        named=Naming.of(problem, page.language),
        board=board_address(roster),
    )


def _go(
    page: Page, roster_id: str, way: Back, expected: Expectation, storage: Database, settings: Settings
) -> Response:
    """To the board either way: there it is told what was done, or why it cannot be."""
    take = undo if way is Back.UNDO else redo
    try:
        take(roster_id, ByWhom(by=page.who.name), expected, Response(), storage, settings)
        told = DONE[way]
    except Conflict as refused:
        told = refused.text
    with storage.reading() as session:
        return page.go(board_address(find(session, roster_id)), told)
