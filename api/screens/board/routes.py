"""The board of a place and week: the roster that covers it; where there is none that one may see, what is published."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.authority import Action
from api.jobs.asking import ask
from api.rosters.history import history
from api.rosters.standing import standing
from api.rosters.versions import create
from api.screens.board.answers import known_of
from api.screens.board.cards import cards_of, published_cards
from api.screens.board.figures import figures_of
from api.screens.board.finding import key_of, roster_of, rosters_of_parts, stations_at
from api.screens.board.looking import KINDS, ROWS, Wanted
from api.screens.board.naming import Naming
from api.screens.board.rows import rows_of, volunteers_at
from api.screens.board.solving_routes import SECONDS_AT_FIRST
from api.screens.board.unmet import shortfalls_of
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.screens.shell.place import Here
from api.tables.jobs import JobKind
from api.web.service import Configured, Storage

router = APIRouter()


@router.get("/board", dependencies=opens(Action.LOOK))
def board(page: Shown, place: Here, look: Wanted, storage: Storage, settings: Configured) -> Response:
    """The whole week on one page, 40 volunteers at a time."""
    with storage.reading() as session:
        roster, stations = roster_of(session, place), stations_at(session, place)
        everybody = volunteers_at(session, stations, look)
        if roster is None:
            stands, parts = None, [(one, key_of(one)) for one in rosters_of_parts(session, place)]
            cards = published_cards(session, place.dates[0], place.dates[-1], stations)
            past = None
        else:
            stands, parts = standing(session, settings, roster, named=True), []
            cards, past = cards_of(session, stands), history(session, roster)
    shown = everybody[look.offset : look.offset + ROWS]
    wanted = tuple(card for card in cards if look.kind in ("", card.service))
    theirs = {one.id for one in shown} | ({""} if look.offset == 0 and not look.team and not look.name else set())
    on_page = [card for card in wanted if theirs.intersection(card.volunteers or ("",))]
    here = [card for card in on_page if card.volunteers or card.station in stations]
    names = {one.id: one.name for one in everybody}
    if stands is not None:
        names |= {one.id: one.name for one in stands.problem.volunteers}
    return page.show(
        "board/board.html",
        place=place,
        look=look,
        kinds=KINDS,
        roster=roster,
        parts=parts,
        past=past,
        figures=figures_of(stands) if stands is not None else None,
        shortfalls=shortfalls_of(stands, stations, look) if stands is not None else [],
        named=Naming.of(stands.problem, page.language) if stands is not None else Naming(page.language),
        rows=rows_of(shown, here, place.dates),
        cards=here,
        names=names,
        total=len(everybody),
        limit=ROWS,
        part=lambda offset: look.address(offset=offset),
        shown=len(shown),
        known=known_of,
    )


@router.post("/board", dependencies=opens(Action.PLAN))
def make(page: Shown, place: Here, storage: Storage, begin: Annotated[str, Form(max_length=10)] = "") -> Response:
    """This week's roster of the place, empty; or at once handed on to be solved."""
    with storage.writing() as session:
        roster = create(
            session,
            place.monday,
            region_id=place.region.id if place.region is not None else None,
            station_id=place.station.id if place.station is not None else None,
            by=page.who.name,
        )
        address = f"/board?week={roster.week}"
        if begin != "empty":
            job = ask(session, roster, JobKind.SOLVE, seconds=SECONDS_AT_FIRST, by=page.who.name)
            address = f"/board/{roster.id}/solving/{job.id}"
    return page.go(address)
