"""The dossiers of a place: listed, looked at, entered, changed block by block, and verified."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.authority import Action
from api.clock import local_now, local_today
from api.errors import Outdated, Refused, no_such
from api.exchange.labels import CATEGORIES, FACTS, GENDERS, HARDSHIPS, MOBILITIES, PURPOSES
from api.ledger.workbook import OUTCOMES
from api.registry.cadres import CADRES
from api.registry.keeping import enter, find, replace
from api.registry.resource import Entry
from api.screens.cadres.blocks import BLOCKS, BY_KEY, Block, Typed, as_kept, as_typed, changed, empty, withheld
from api.screens.cadres.dossier import dossier
from api.screens.cadres.listing import LIMIT, Wanted, dossiers
from api.screens.shell.forms import Form, Submitted, faults_in
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.place import Here, Place
from api.storage import Database
from api.tables.cadres import Cadre, CadreFields
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Configured, Storage
from matcher.domain import Text

router = APIRouter(prefix="/cadres")

WORDS = {"categories": CATEGORIES, "genders": GENDERS, "hardships": HARDSHIPS, "mobilities": MOBILITIES}


@router.get("", dependencies=opens(Action.LOOK))
def look(
    page: Shown, place: Here, storage: Storage, settings: Configured, wanted: Annotated[Wanted, Query()]
) -> Response:
    """Who there is."""
    with storage.reading() as session:
        rows, total = dossiers(session, place, wanted, local_today(settings))
    return page.show("cadres/list.html", place=place, wanted=wanted, rows=rows, total=total, limit=LIMIT, words=WORDS)


@router.get("/new", dependencies=opens(Action.KEEP))
def begin(page: Shown, place: Here) -> Response:
    """An empty dossier."""
    return _new(page, place, empty(place.station.id if place.station is not None else ""))


@router.post("/new", dependencies=opens(Action.KEEP))
def keep_new(page: Shown, place: Here, storage: Storage, settings: Configured, form: Submitted) -> Response:
    """A new dossier; what is not known yet is filled in later."""
    try:
        fields = form.read(CadreFields, active=True)
        with storage.writing() as session:
            key = enter(CADRES, Entry(session, settings, fields)).id
    except Refused as refused:
        return _new(page, place, as_typed(form), refused)
    return page.go(f"/cadres/{key}", told=Text("The dossier is kept.", "档案已保存。"))


@router.get("/{cadre_id}", dependencies=opens(Action.LOOK))
def look_at_one(page: Shown, storage: Storage, settings: Configured, cadre_id: Key) -> Response:
    """The eight facts, and all that hangs on them."""
    return show_dossier(page, storage, settings, cadre_id)


@router.post("/{cadre_id}/verification", dependencies=opens(Action.KEEP))
def verify(page: Shown, storage: Storage, settings: Configured, cadre_id: Key, form: Submitted) -> Response:
    """Somebody has looked today whether all this is true."""
    try:
        with storage.writing() as session:
            cadre = find(CADRES, session, cadre_id, for_change=True)
            Expectation(form.text("version")).check(cadre.version)
            cadre.verified_on = local_today(settings)
    except Outdated as refused:
        return show_dossier(page, storage, settings, cadre_id, refused)
    return page.go(f"/cadres/{cadre_id}", told=Text("Verified today.", "今日已核实。"))


@router.get("/{cadre_id}/{block_key}", dependencies=opens(Action.KEEP))
def begin_change(page: Shown, place: Here, storage: Storage, cadre_id: Key, block_key: str) -> Response:
    """The form of one block."""
    block = _block(block_key)
    with storage.reading() as session:
        cadre = find(CADRES, session, cadre_id)
        return _form(page, place, block, cadre, as_kept(cadre), cadre.version)


@router.post("/{cadre_id}/{block_key}", dependencies=opens(Action.KEEP))
def keep(
    page: Shown, place: Here, storage: Storage, settings: Configured, cadre_id: Key, block_key: str, form: Submitted
) -> Response:
    """The block as it shall be; where somebody was faster, both are shown."""
    block = _block(block_key)
    try:
        with storage.writing() as session:
            cadre = find(CADRES, session, cadre_id, for_change=True)
            Expectation(form.text("version")).check(cadre.version)
            replace(CADRES, Entry(session, settings, changed(form, block, cadre), own_id=cadre_id), cadre)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _again(page, place, storage, block, cadre_id, form, refused)
    return page.go(f"/cadres/{cadre_id}#{block.key}", told=Text("The dossier is kept.", "档案已保存。"))


def show_dossier(
    page: Page, storage: Database, settings: Configured, cadre_id: str, refused: Refused | None = None
) -> Response:
    """The page of one dossier."""
    with storage.reading() as session:
        found = dossier(session, cadre_id, local_now(settings))
        return page.show(
            "cadres/cadre.html",
            refused=refused,
            found=found,
            blocks=BLOCKS,
            facts=FACTS,
            purposes=PURPOSES,
            outcomes=OUTCOMES,
            words=WORDS,
        )


def _again(
    page: Page, place: Place, storage: Database, block: Block, cadre_id: str, form: Form, refused: Refused
) -> Response:
    with storage.reading() as session:
        cadre = find(CADRES, session, cadre_id)
        others = as_kept(cadre) if isinstance(refused, Outdated) else None
        version = cadre.version if others is not None else form.text("version")
        return _form(page, place, block, cadre, as_typed(form), version, refused, others)


def _form(
    page: Page,
    place: Place,
    block: Block,
    cadre: Cadre,
    typed: Typed,
    version: int | str,
    refused: Refused | None = None,
    others: Typed | None = None,
) -> Response:
    return page.show(
        "cadres/change.html",
        refused=refused,
        faults=faults_in(refused),
        place=place,
        block=block,
        cadre=cadre,
        typed=typed,
        others=others,
        withheld=withheld(block, cadre, page.who.purpose),
        version=version,
        words=WORDS,
    )


def _new(page: Page, place: Place, typed: Typed, refused: Refused | None = None) -> Response:
    return page.show(
        "cadres/new.html",
        refused=refused,
        faults=faults_in(refused),
        place=place,
        blocks=BLOCKS,
        typed=typed,
        words=WORDS,
    )


def _block(key: str) -> Block:
    if key not in BY_KEY:
        raise no_such("档案栏目", "part of a dossier")
    return BY_KEY[key]
