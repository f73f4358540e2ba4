"""Visits that people chose become the contract's document: counted, with what is unmet and why, and the bound if it still holds."""

from collections.abc import Iterable
from time import monotonic

from sqlmodel import Session

from api.rosters.standing import Standing
from api.rosters.versions import append
from api.tables.rosters import Cause, RosterVersion
from matcher.audit import audit
from matcher.domain import Roster as Document
from matcher.domain import Visit
from matcher.explain import unmet

SECONDS_FOR_REASONS = 0.5
"""Reasons that take longer are told in short; `explain` tells them in full."""


def retold(standing: Standing, visits: Iterable[Visit]) -> Document:
    """The document of these visits in the standing's problem and policy; hard rules are not looked at."""
    chosen = tuple(sorted(visits, key=lambda visit: (visit.start, visit.need)))
    bare = Document(policy=standing.policy.name, visits=chosen)
    score = audit(standing.problem, bare, standing.policy).score
    bound = standing.bound
    return bare.revised(
        score=score,
        bound=bound,
        gap=round((score.total - bound) / max(score.total, 1), 6) if bound is not None else None,
        unmet=unmet(standing.problem, bare, standing.policy, monotonic() + SECONDS_FOR_REASONS),
    )


def store(
    session: Session,
    standing: Standing,
    visits: Iterable[Visit],
    *,
    cause: Cause,
    by: str = "",
    note: str = "",
) -> RosterVersion:
    """The next version holds these visits, compared with what the present one is compared with."""
    return append(
        session,
        standing.roster,
        retold(standing, visits),
        cause=cause,
        by=by,
        note=note,
        baseline=standing.version.baseline,
        problem_hash=standing.problem_hash,
    )
