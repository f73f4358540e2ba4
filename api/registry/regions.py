"""Regions: a tree that goes down in kind from the city, so that it has no circle."""

from sqlmodel import col, select

from api.registry.listing import equal
from api.registry.resource import Entry, Filters, Resource
from api.registry.searching import Words, matching
from api.registry.sound import contradiction
from api.registry.words import REGION_KINDS
from api.tables.places import Region, RegionFields, RegionKind, RegionPublic
from api.tables.row import Key

DOWN = list(RegionKind)


def _filters(kind: RegionKind | None = None, parent_id: Key | None = None, q: Words = None) -> Filters:
    found = equal((Region.kind, kind), (Region.parent_id, parent_id))
    return [*found, matching(Region, q)] if q else found


def _check(entry: Entry[RegionFields]) -> None:
    fields, session = entry.fields, entry.session
    parent = session.get(Region, fields.parent_id) if fields.parent_id is not None else None
    children = session.exec(select(Region).where(col(Region.parent_id) == entry.own_id)).all() if entry.own_id else []
    if parent is not None and (parent.id == entry.own_id or not _is_above(parent.kind, fields.kind)):
        raise contradiction(
            "parent_id",
            zh=f"上级须高于{REGION_KINDS[fields.kind].zh}（市、城区、街道、社区依次向下）。",
            en=f"The region above a {fields.kind} must be of a higher kind (city, district, street, community).",
        )
    if not all(_is_above(fields.kind, child.kind) for child in children):
        raise contradiction(
            "kind",
            zh=f"其下级中有不低于{REGION_KINDS[fields.kind].zh}的区域。",
            en=f"A region below it is no lower than a {fields.kind}, expected a kind above all of them.",
        )


def _is_above(upper: RegionKind, lower: RegionKind) -> bool:
    return DOWN.index(upper) < DOWN.index(lower)


REGIONS = Resource(
    path="regions",
    fields=RegionFields,
    table=Region,
    public=RegionPublic,
    order=(col(Region.pinyin),),
    example={"name": "柳北区", "kind": "district", "parent_id": "city"},
    filters=_filters,
    check=_check,
    region=lambda one: one.id if isinstance(one, Region) else one.parent_id,
)
