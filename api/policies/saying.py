"""A region says what differs from the rules above it; nothing is said that would leave a region below without a policy."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from api.policies.effective import layer, layers_of
from api.policies.versions import newest_number, newest_version
from api.tables.places import Region
from api.tables.policies import PolicyVersion
from api.weeks.scope import regions_above, regions_below
from matcher.policy import Layer, policy_from


def say(session: Session, region: Region, toml: str, note: str, by: str) -> PolicyVersion:
    """The next version; raises BadInput where it fits the rules above or those below no more."""
    number = newest_number(session, region.id) + 1
    said = layer(region.id, number, toml)
    above = layers_of(session, regions_above(session, region.id)[:-1])
    policy_from([*above, said])
    for below in _chains_below(session, region):
        policy_from([*above, said, *below])
    version = PolicyVersion(region_id=region.id, number=number, toml=toml, note=note, made_by=by)
    session.add(version)
    session.flush()
    return version


def _chains_below(session: Session, region: Region) -> Iterator[Sequence[Layer]]:
    """For every region below that says something: its layers and those between."""
    inside = regions_below(session, region.id) - {region.id}
    for one in session.exec(select(Region).where(col(Region.id).in_(inside)).order_by(Region.id)).all():
        if newest_version(session, one.id) is not None:
            chain = [other for other in regions_above(session, one.id) if other.id in inside]
            yield layers_of(session, chain)
