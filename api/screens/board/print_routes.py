"""The weekly board on paper: everybody of a place, A4 across, heads on every sheet."""

from fastapi import APIRouter, Response

from api.authority import Action
from api.rosters.standing import standing
from api.rosters.versions import find
from api.screens.board.cards import cards_of
from api.screens.board.figures import STATES
from api.screens.board.finding import board_address, stations_at
from api.screens.board.looking import KINDS, Look
from api.screens.board.rows import rows_of, volunteers_at
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here
from api.tables.row import Key
from api.web.service import Configured, Storage

router = APIRouter(prefix="/board/{roster_id}")


@router.get("/print", dependencies=opens(Action.LOOK))
def print_board(page: Shown, roster_id: Key, place: Here, storage: Storage, settings: Configured) -> Response:
    """Of the roster's week, whatever week was chosen; of the volunteers at the place that are in it."""
    with storage.reading() as session:
        roster = find(session, roster_id)
        stands = standing(session, settings, roster, named=True)
        stations = stations_at(session, place) & stands.scope.station_ids or stands.scope.station_ids
        cards = [one for one in cards_of(session, stands) if one.volunteers or one.station in stations]
        rows = rows_of(volunteers_at(session, stations, Look()), cards, stands.problem.week.dates)
    names = {one.id: one.name for one in stands.problem.volunteers}
    return page.show(
        "board/print.html",
        roster=roster,
        rows=rows,
        dates=stands.problem.week.dates,
        names=names,
        kinds=KINDS,
        places=[one for one in place.stations if one.id in stations],
        state=STATES[roster.state],
        number=stands.version.number,
        board=board_address(roster),
    )
