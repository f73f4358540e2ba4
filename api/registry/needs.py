"""Needs: what a cadre needs every week; what is asked for must fit into a week and into its windows."""

from sqlmodel import col, or_, select

from api.registry.listing import equal, stations_below
from api.registry.resource import Entry, Filters, Resource
from api.registry.sound import contradiction, days_in_order, long_enough, place_whole
from api.tables.cadres import Cadre
from api.tables.needs import Need, NeedFields, NeedPublic, NeedWeek, Party, Pillar
from api.tables.row import Key
from matcher.domain import Priority
from matcher.domain.clock import LocalDate
from matcher.domain.document import Word

DAYS_OF_A_WEEK = 7


def _filters(
    cadre_id: Key | None = None,
    group_id: Key | None = None,
    station_id: Key | None = None,
    region_id: Key | None = None,
    service: Word | None = None,
    pillar: Pillar | None = None,
    party: Party | None = None,
    priority: Priority | None = None,
    active: bool | None = None,
    on: LocalDate | None = None,
) -> Filters:
    found = equal(
        (Need.cadre_id, cadre_id),
        (Need.group_id, group_id),
        (Need.service, service),
        (Need.pillar, pillar),
        (Need.party, party),
        (Need.priority, priority),
        (Need.active, active),
    )
    if station_id is not None:
        found.append(col(Need.cadre_id).in_(select(Cadre.id).where(Cadre.station_id == station_id)))
    if region_id is not None:
        found.append(
            col(Need.cadre_id).in_(select(Cadre.id).where(col(Cadre.station_id).in_(stations_below(region_id))))
        )
    if on is not None:
        found.append(or_(col(Need.from_day).is_(None), col(Need.from_day) <= on))
        found.append(or_(col(Need.until_day).is_(None), col(Need.until_day) >= on))
    return found


def _check(entry: Entry[NeedFields]) -> None:
    fields = entry.fields
    place_whole(fields.latitude, fields.longitude)
    days_in_order(fields.from_day, fields.until_day, "until_day")
    long_enough(fields.windows, fields.minutes, "windows")
    if (fields.visits - 1) * fields.min_gap_days >= DAYS_OF_A_WEEK:
        raise contradiction(
            "min_gap_days",
            zh=f"一周内排不下间隔{fields.min_gap_days}天的{fields.visits}次服务。",
            en=f"A week cannot hold {fields.visits} visits that lie {fields.min_gap_days} days apart.",
        )
    if not set(fields.excluded_volunteers).isdisjoint(fields.preferred_volunteers):
        raise contradiction(
            "preferred_volunteers",
            zh="同一志愿者不能既优先又排除。",
            en="A volunteer is both preferred and excluded, expected one of the two.",
        )


NEEDS = Resource(
    path="needs",
    fields=NeedFields,
    table=Need,
    public=NeedPublic,
    order=(col(Need.cadre_id), col(Need.service)),
    example={
        "cadre_id": "liuxing-c001",
        "service": "household",
        "pillar": "care",
        "fact": "service_needs",
        "content": "打扫厨房、擦窗",
        "minutes": 60,
        "visits": 2,
        "min_gap_days": 2,
        "priority": "normal",
        "windows": [{"weekday": 0, "start": "08:00", "end": "11:30"}, {"weekday": 3, "start": "14:00", "end": "17:30"}],
        "party": "volunteer",
    },
    filters=_filters,
    check=_check,
    parts=(NeedWeek.need_id,),
)
