"""Visits that people chose become the contract's document: counted, with what is unmet and why, and the bound if it still holds."""

from collections.abc import Iterable
from time import monotonic

from sqlmodel import Session

from api.rosters.standing import Standing
from api.rosters.versions import append
from api.tables.rosters import Cause, RosterVersion
from matcher.domain import Roster as Document
from matcher.domain import Visit
from matcher.explain import unmet

SECONDS_FOR_REASONS = 0.2
"""Somebody waits: reasons that take longer are stored in short; `unmet` and `explain` tell them in full."""


def retold(standing: Standing) -> Document:
    """The document of these visits in the standing's problem and policy; hard rules are not looked at."""
    score, bound = standing.report.score, standing.bound
    return Document(
        status="optimal" if bound == score.total else "feasible",
        policy=standing.policy.name,
        visits=standing.document.visits,
        score=score,
        bound=bound,
        gap=round((score.total - bound) / max(score.total, 1), 6) if bound is not None else None,
        unmet=unmet(standing.problem, standing.document, standing.policy, monotonic() + SECONDS_FOR_REASONS),
    )


def store(
    session: Session,
    standing: Standing,
    visits: Iterable[Visit],
    *,
    cause: Cause,
    by: str = "",
    note: str = "",
    undone_to: int | None = None,
) -> RosterVersion:
    """The next version holds these visits, compared with what the present one is compared with."""
    chosen = standing.with_visits(visits)
    return append(
        session,
        standing.roster,
        retold(chosen),
        cause=cause,
        by=by,
        note=note,
        baseline=standing.version.baseline,
        problem_hash=chosen.problem_hash,
        undone_to=undone_to,
    )
