"""Versions of what a region says of the rules: appended, never changed."""

from collections.abc import Sequence

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.tables.policies import PolicyVersion


def newest_version(session: Session, region_id: str) -> PolicyVersion | None:
    """What the region says itself, None if nothing."""
    return session.exec(_of(region_id)).first()


def versions(session: Session, region_id: str) -> Sequence[PolicyVersion]:
    """All of them, the newest first."""
    return session.exec(_of(region_id)).all()


def newest_number(session: Session, region_id: str) -> int:
    """0 where the region has never said anything: the ETag of its policy."""
    newest = newest_version(session, region_id)
    return newest.number if newest is not None else 0


def _of(region_id: str) -> SelectOfScalar[PolicyVersion]:
    return select(PolicyVersion).where(PolicyVersion.region_id == region_id).order_by(col(PolicyVersion.number).desc())
