"""Groups: cadres whom one visit serves together, at one of their homes or at a place of their own."""

from sqlmodel import col

from api.registry.listing import equal, stations_below
from api.registry.resource import Entry, Filters, Resource
from api.registry.searching import Words, matching
from api.registry.sound import place_whole
from api.storage.lists import holds
from api.tables.needs import Group, GroupFields, GroupKind, GroupPublic
from api.tables.row import Key


def _filters(
    station_id: Key | None = None,
    region_id: Key | None = None,
    kind: GroupKind | None = None,
    member: Key | None = None,
    q: Words = None,
) -> Filters:
    found = equal((Group.station_id, station_id), (Group.kind, kind))
    if region_id is not None:
        found.append(col(Group.station_id).in_(stations_below(region_id)))
    if member is not None:
        found.append(holds(Group.members, member))
    return [*found, matching(Group, q)] if q else found


def _check(entry: Entry[GroupFields]) -> None:
    place_whole(entry.fields.latitude, entry.fields.longitude)


GROUPS = Resource(
    path="groups",
    fields=GroupFields,
    table=Group,
    public=GroupPublic,
    order=(col(Group.pinyin),),
    example={
        "station_id": "liuxing",
        "name": "3号楼楼栋党组织（示例）",
        "kind": "building",
        "members": ["liuxing-c001", "liuxing-c002"],
    },
    filters=_filters,
    check=_check,
)
