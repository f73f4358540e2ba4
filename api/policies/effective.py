"""The policy that holds in a place: the default, and over it what each region says, from the city down."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.tables.places import Region
from api.tables.policies import PolicyVersion
from matcher.policy import Policy, default_policy


def policy_of(session: Session, regions: Sequence[Region]) -> Policy:
    """The policy of the last of these regions, each of which lies in the one before."""
    layers = [newest for region in regions if (newest := newest_version(session, region.id)) is not None]
    if not layers:
        return default_policy()
    raise NotImplementedError


def newest_version(session: Session, region_id: str) -> PolicyVersion | None:
    """What the region says itself, None if nothing."""
    return session.exec(
        select(PolicyVersion).where(PolicyVersion.region_id == region_id).order_by(col(PolicyVersion.number).desc())
    ).first()
