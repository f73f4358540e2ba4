"""Stations: where services are organised."""

from sqlmodel import col

from api.registry.listing import equal, regions_below
from api.registry.resource import Filters, Resource
from api.registry.searching import Words, matching
from api.tables.places import Station, StationFields, StationPublic, StationState
from api.tables.row import Key


def _filters(region_id: Key | None = None, state: StationState | None = None, q: Words = None) -> Filters:
    found = equal((Station.state, state))
    if region_id is not None:
        found.append(col(Station.region_id).in_(regions_below(region_id)))
    return [*found, matching(Station, q)] if q else found


STATIONS = Resource(
    path="stations",
    fields=StationFields,
    table=Station,
    public=StationPublic,
    order=(col(Station.pinyin),),
    example={
        "region_id": "district-0",
        "name": "柳星社区服务站（示例）",
        "code": "LX-01",
        "state": "pilot",
        "latitude": 24.35,
        "longitude": 109.4,
        "address": "示例路1号",
        "premises": "活动室、图书室、日间照料室",
        "opening_hours": [{"weekday": 0, "start": "08:30", "end": "17:30"}],
        "capacity": 40,
        "leader": "示例-负责人",
        "staff": [{"name": "示例-工作人员", "duty": "登记", "full_time": True}],
        "regimes": ["duties", "visiting"],
    },
    filters=_filters,
    region=lambda one: one.region_id,
)
