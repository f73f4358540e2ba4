"""The policy that holds in a place: the default, and over it what each region says, from the city down."""

from collections.abc import Sequence

from sqlmodel import Session

from api.policies.versions import newest_version
from api.tables.places import Region
from matcher.policy import Layer, Policy, default_policy, policy_from


def policy_of(session: Session, regions: Sequence[Region]) -> Policy:
    """The policy of the last of these regions, each of which lies in the one before; raises BadInput."""
    layers = layers_of(session, regions)
    return policy_from(layers, name=" ".join(layer.name for layer in layers)) if layers else default_policy()


def layers_of(session: Session, regions: Sequence[Region]) -> list[Layer]:
    """What each of these regions says itself, in their order; those that say nothing are no layer."""
    newest = [newest_version(session, region.id) for region in regions]
    return [layer(one.region_id, one.number, one.toml) for one in newest if one is not None]


def layer(region_id: str, number: int, toml: str) -> Layer:
    """Named by region and version, so that a roster tells under which it was made."""
    return Layer(f"{region_id}@{number}", toml)
