"""Why this volunteer, and why nobody: rule by rule, as the rules themselves tell it."""

from fastapi import APIRouter, Response

from api.authority import Action
from api.rosters.explained import explained
from api.rosters.standing import standing
from api.rosters.versions import find
from api.screens.board.naming import Naming
from api.screens.board.verdict import points_by_rule
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.tables.row import Key
from api.web.service import Configured, Storage
from matcher.rules.catalogue import title_of

router = APIRouter(prefix="/board/{roster_id}")


@router.get("/why/{need_id}", dependencies=opens(Action.LOOK))
def why(page: Shown, roster_id: Key, need_id: Key, storage: Storage, settings: Configured) -> Response:
    """Of one need: what is missing and why; of each visit who could have come, and why these do."""
    with storage.reading() as session:
        roster = find(session, roster_id)
        stands = standing(session, settings, roster, named=True)
    told = explained(stands, need_id)
    need = stands.problem.need_by_id[need_id]
    return page.show(
        "board/why.html",
        roster=roster,
        why=told,
        need=need,
        named=Naming.of(stands.problem, page.language),
        title_of=title_of,
        by_rule=points_by_rule,
    )
