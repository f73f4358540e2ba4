"""A week as files: the contract's problem and roster for whoever checks or solves elsewhere, and the notice board to hang up."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.authority import Action
from api.exchange.files import HTML, JSON, WORKBOOK, attachment, binary
from api.identity.guarding import may
from api.record.writing import note
from api.rosters.standing import standing
from api.rosters.versions import find
from api.settings import Settings
from api.storage import Database
from api.tables.row import MOST_VERSIONS, Key
from api.web.problems import refusals
from api.web.service import Configured, Storage
from matcher.board.page import page
from matcher.board.reading import board_of
from matcher.board.workbook import workbook
from matcher.domain import Problem, Roster

router = APIRouter(prefix="/v1/rosters/{roster_id}", tags=["exchange"])

Number = Annotated[int | None, Query(ge=1, le=MOST_VERSIONS, description="Which version; the newest if none is named.")]
Names = Annotated[bool, Query(description="With the names of people; that they were exported is recorded.")]


@dataclass(frozen=True)
class Documents:
    """Problem and roster that belong together: visits of needs or people that are gone are left out."""

    problem: Problem
    roster: Roster
    name: str


@router.get("/problem.json", response_model=Problem, dependencies=may(Action.EXCHANGE), responses=refusals(404))
def get_problem(
    roster_id: Key, storage: Storage, settings: Configured, version: Number = None, names: Names = False
) -> Response:
    """The week as it stands today; under `published` what the version is compared with, and its pins."""
    found = _documents(storage, settings, roster_id, version, names=names)
    return attachment(found.problem.model_dump_json(indent=1).encode(), JSON, f"problem-{found.name}.json")


@router.get("/roster.json", response_model=Roster, dependencies=may(Action.LOOK), responses=refusals(404))
def get_roster_document(roster_id: Key, storage: Storage, settings: Configured, version: Number = None) -> Response:
    """The version as it fits `problem.json`; ids only."""
    found = _documents(storage, settings, roster_id, version, names=False)
    return attachment(found.roster.model_dump_json(indent=1).encode(), JSON, f"roster-{found.name}.json")


@router.get(
    "/roster.xlsx", response_class=Response, dependencies=may(Action.LOOK), responses=binary(WORKBOOK) | refusals(404)
)
def get_roster_workbook(roster_id: Key, storage: Storage, settings: Configured, version: Number = None) -> Response:
    """The notice board as a workbook: the roster to filter, volunteers, what is unmet and why, figures."""
    found = _documents(storage, settings, roster_id, version, names=True)
    return attachment(workbook(board_of(found.problem, found.roster)), WORKBOOK, f"roster-{found.name}.xlsx")


@router.get(
    "/roster.html", response_class=Response, dependencies=may(Action.LOOK), responses=binary(HTML) | refusals(404)
)
def get_roster_page(roster_id: Key, storage: Storage, settings: Configured, version: Number = None) -> Response:
    """The notice board as one page to print on A4."""
    found = _documents(storage, settings, roster_id, version, names=True)
    return attachment(page(board_of(found.problem, found.roster)).encode(), HTML, f"roster-{found.name}.html")


def _documents(storage: Database, settings: Settings, roster_id: str, version: int | None, *, names: bool) -> Documents:
    with storage.reading() as session:
        now = standing(session, settings, find(session, roster_id), version, named=names)
    if names:
        with storage.writing() as session:
            note(session, "export", "roster", roster_id)
    return Documents(now.problem, now.document, f"{now.roster.week}-v{now.version.number}")
