"""A job's rows become a task: the problem, what it is compared with, what is held, and the roster to begin with."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session

from api import clock
from api.rosters.closed import closed_visits
from api.rosters.standing import Standing, standing
from api.rosters.versions import find
from api.settings import Settings
from api.tables.jobs import Job, JobKind, JobWork
from api.tables.rosters import Roster
from matcher.domain import Visit
from matcher.matching import sound_part
from matcher.replanning.change import Change

LEAST_SECONDS = 1.0
"""For a job that was interrupted at its very end: the best roster is known and only told once more."""


@dataclass(frozen=True)
class Task:
    """`before` is the version from which the job goes on, in the problem that is to be solved.

    `baseline` is the number of the version whose visits the problem calls published; `change` is that of a re-plan.
    """

    before: Standing
    baseline: int | None
    change: Change | None
    start: tuple[Visit, ...] | None
    seconds: float
    seed: int


def task_of(session: Session, settings: Settings, job: Job, work: JobWork) -> Task:
    """Raises BadInput or Refused where the rows cannot be planned."""
    roster = find(session, job.roster_id)
    present = standing(session, settings, roster, job.base_version)
    baseline = _baseline(roster, job, present)
    compared_with = present.at_version(session, baseline).document.visits if baseline is not None else ()
    change = change_of(job) if job.kind is JobKind.REPLAN else None
    visits = present.document.visits if change is None else _still_standing(present, change)
    begins = None if job.wishes.afresh or not visits or job.kind is JobKind.REPLAN else visits
    return Task(
        before=replace(present, baseline=compared_with).with_visits(visits, _held(session, settings, roster, visits)),
        baseline=baseline,
        change=change,
        start=tuple(work.incumbent) if work.incumbent is not None else begins,
        seconds=max(LEAST_SECONDS, job.seconds - work.worked),
        seed=job.seed,
    )


def change_of(job: Job) -> Change:
    """What a re-plan has to cope with."""
    wishes = job.wishes
    return Change(volunteers=wishes.volunteers, visits=wishes.visits, since=wishes.since)


def _still_standing(present: Standing, change: Change) -> tuple[Visit, ...]:
    """A visit that breaks a rule of today, since somebody declined it, say, has to be planned anew, as if it had been dropped."""
    sound = sound_part(present.problem, present.document, present.policy)
    dropped = set(change.visits)
    return tuple(
        visit
        for visit in present.document.visits
        if visit not in sound.set_aside or (visit.need, visit.start.date()) in dropped
    )


def _baseline(roster: Roster, job: Job, present: Standing) -> int | None:
    """What people hold in their hands; before that the draft, unless it is to be forgotten."""
    if roster.published_version is not None:
        return roster.published_version
    return job.base_version if present.document.visits and not job.wishes.afresh else None


def _held(session: Session, settings: Settings, roster: Roster, visits: tuple[Visit, ...]) -> Iterator[Visit]:
    """Pinned visits, those closed in the ledger, and of a published roster those that have begun."""
    closed = closed_visits(session, roster)
    moment = clock.local_now(settings) if roster.published_version is not None else None
    for visit in visits:
        begun = moment is not None and visit.start < moment
        if visit.stands:
            yield visit
        elif begun or (visit.need, visit.start.date()) in closed:
            yield visit.revised(pinned=True)
