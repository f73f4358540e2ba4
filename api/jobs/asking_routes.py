"""Asking over HTTP for a roster to be solved or re-planned: answered at once, worked on in the background."""

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import Field
from sqlmodel import Session

from api import clock
from api.authority import Action
from api.identity.guarding import may
from api.jobs.asking import ask, find_job
from api.jobs.showing import JobPublic, shown
from api.rosters.standing import standing
from api.rosters.steps import Day, Start
from api.rosters.versions import find
from api.settings import Settings
from api.tables.jobs import JobKind, Wishes
from api.tables.rosters import Roster
from api.tables.row import Fields, Key, Line
from api.web.etags import Expectation, IfMatch
from api.web.problems import refusals
from api.web.service import Configured, Storage
from matcher.domain.clock import midnight
from matcher.replanning.change import Change, check_change
from matcher.timetable import Timetable

router = APIRouter(prefix="/v1/rosters", tags=["jobs"])

LONGEST = 3600.0
MOST_SEED = 2**31 - 1
MOST_NAMED = 500


class SolveFields(Fields):
    """How long to look for the best roster. `afresh` forgets the draft but for what is pinned; else the result is never worse
    than it, and changes to it cost points, as do changes to what is published.
    """

    seconds: float = Field(default=30.0, ge=1.0, le=LONGEST)
    seed: int = Field(default=0, ge=0, le=MOST_SEED)
    afresh: bool = False
    by: Line = ""


class DroppedVisit(Fields):
    """A visit that is no longer wanted, named by its need and date."""

    need: Key
    date: Day


class ReplanFields(Fields):
    """Who drops out and which visits do, since when. Without `since` it is from now on where the published week is running,
    else the whole week. Absences that are to be remembered are written with the volunteer, too.
    """

    seconds: float = Field(default=5.0, ge=1.0, le=LONGEST)
    seed: int = Field(default=0, ge=0, le=MOST_SEED)
    volunteers: list[Key] = Field(default=[], max_length=MOST_NAMED)
    visits: list[DroppedVisit] = Field(default=[], max_length=MOST_NAMED)
    since: Start | None = None
    by: Line = ""


@router.post(
    "/{roster_id}/solve", status_code=202, dependencies=may(Action.PLAN), responses=refusals(404, 409, 412, 428)
)
def solve_roster(
    roster_id: Key, wanted: SolveFields, if_match: IfMatch, response: Response, storage: Storage
) -> JobPublic:
    """A job, at the address in `Location`, that appends the best roster it finds as the next version."""
    with storage.writing() as session:
        roster = _expected(session, roster_id, if_match)
        job = ask(
            session,
            roster,
            JobKind.SOLVE,
            seconds=wanted.seconds,
            seed=wanted.seed,
            wishes=Wishes(afresh=wanted.afresh),
            by=wanted.by,
        )
        return _accepted(response, session, job.id)


@router.post(
    "/{roster_id}/replan", status_code=202, dependencies=may(Action.PLAN), responses=refusals(404, 409, 412, 428)
)
def replan_roster(
    roster_id: Key,
    wanted: ReplanFields,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
) -> JobPublic:
    """A job, at the address in `Location`, that repairs the roster with few changes and appends it as the next version."""
    with storage.writing() as session:
        roster = _expected(session, roster_id, if_match)
        wishes = Wishes(
            volunteers=tuple(wanted.volunteers),
            visits=tuple((one.need, one.date) for one in wanted.visits),
            since=wanted.since or _now_if_running(roster, settings),
        )
        _check(session, settings, roster, wishes)
        job = ask(
            session, roster, JobKind.REPLAN, seconds=wanted.seconds, seed=wanted.seed, wishes=wishes, by=wanted.by
        )
        return _accepted(response, session, job.id)


def _expected(session: Session, roster_id: str, if_match: Expectation) -> Roster:
    roster = find(session, roster_id, for_change=True)
    if_match.check(roster.version)
    return roster


def _accepted(response: Response, session: Session, job_id: str) -> JobPublic:
    response.headers["Location"] = f"/v1/jobs/{job_id}"
    return shown(*find_job(session, job_id))


def _now_if_running(roster: Roster, settings: Settings) -> datetime | None:
    moment = clock.local_now(settings)
    days = (moment - midnight(roster.week)).days
    return moment if roster.published_version is not None and 0 <= days < 7 else None


def _check(session: Session, settings: Settings, roster: Roster, wishes: Wishes) -> None:
    """Whoever asks hears at once what cannot be; raises BadInput."""
    present = standing(session, settings, roster)
    change = Change(volunteers=wishes.volunteers, visits=wishes.visits, since=wishes.since)
    check_change(change, Timetable(present.problem, present.document))
