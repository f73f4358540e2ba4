"""Solving from the board: for how long and from where, then looking on while it works, and taking what it has."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.authority import Action
from api.errors import Refused, no_such
from api.jobs.asking import ask, find_job, stop
from api.jobs.showing import shown
from api.rosters.versions import find
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.tables.jobs import ACTIVE, JobKind, JobState, Wishes
from api.tables.row import Key
from api.web.etags import Expectation
from api.web.service import Storage
from matcher.domain import Text

router = APIRouter(prefix="/board/{roster_id}")

SECONDS = (10, 30, 60, 120)
SECONDS_AT_FIRST = 30
STATES = {
    JobState.QUEUED: Text("waiting for its turn", "排队中"),
    JobState.RUNNING: Text("at work", "正在排班"),
    JobState.DONE: Text("done", "已完成"),
    JobState.SUPERSEDED: Text("overtaken by another change", "期间另有修改，结果未写入"),
    JobState.CANCELLED: Text("stopped before it began", "开始前已停止"),
    JobState.FAILED: Text("failed", "未能完成"),
}


class Asked(BaseModel):
    """For how long, and whether the draft is forgotten but for its pins."""

    seconds: Annotated[int, Field(ge=1, le=600)] = SECONDS_AT_FIRST
    afresh: bool = False
    version: Annotated[str, Field(max_length=20)] = ""


@router.get("/solve", dependencies=opens(Action.PLAN))
def solve_page(page: Shown, roster_id: Key, storage: Storage) -> Response:
    """The form."""
    with storage.reading() as session:
        return page.show("board/solve.html", roster=find(session, roster_id), choices=SECONDS, asked=Asked())


@router.post("/solve", dependencies=opens(Action.PLAN))
def solve(page: Shown, roster_id: Key, form: Submitted, storage: Storage) -> Response:
    """On to looking on; the form again where another solve is at work or somebody has changed the roster."""
    asked = form.read(Asked, afresh=form.text("afresh") == "yes")
    try:
        with storage.writing() as session:
            roster = find(session, roster_id, for_change=True)
            Expectation(asked.version).check(roster.version)
            wishes = Wishes(afresh=asked.afresh)
            job = ask(session, roster, JobKind.SOLVE, seconds=asked.seconds, wishes=wishes, by=page.who.name)
            return page.go(f"/board/{roster_id}/solving/{job.id}")
    except Refused as refused:
        if "job" in refused.more:
            return page.go(
                f"/board/{roster_id}/solving/{refused.more['job']}",
                Text("A solve was at work already; here it is.", "已有一次排班正在进行，如下。"),
            )
        with storage.reading() as session:
            roster = find(session, roster_id)
            return page.show("board/solve.html", roster=roster, choices=SECONDS, asked=asked, refused=refused)


@router.get("/solving/{job_id}", dependencies=opens(Action.LOOK))
def solving(page: Shown, roster_id: Key, job_id: Key, storage: Storage) -> Response:
    """How far it is; what was found, as soon as it has ended."""
    with storage.reading() as session:
        roster = find(session, roster_id)
        job = shown(*find_job(session, job_id))
    if job.roster_id != roster.id:
        raise no_such("后台任务", "job")
    if job.state is JobState.DONE and job.result_version is not None:
        address = f"/board/{roster.id}/diff?before={job.base_version}&after={job.result_version}"
        return page.go(address, Text("Solved; this is what it changed.", "排班完成，变化如下。"))
    return page.show(
        "board/solving.html",
        roster=roster,
        job=job,
        state=STATES[job.state],
        running=STATES[JobState.RUNNING],
        active=job.state in ACTIVE,
    )


@router.post("/solving/{job_id}", dependencies=opens(Action.PLAN))
def take(page: Shown, roster_id: Key, job_id: Key, storage: Storage) -> Response:
    """It ends with the best roster so far."""
    with storage.writing() as session:
        roster = find(session, roster_id)
        if find_job(session, job_id)[0].roster_id != roster.id:
            raise no_such("后台任务", "job")
        stop(session, job_id)
    return page.go(
        f"/board/{roster_id}/solving/{job_id}",
        Text("It stops now and keeps the best roster so far.", "正在停止，将采用目前最好的结果。"),
    )
