"""Volunteers: travel by a mode that has a speed, and are at most one cadre, as which nobody else volunteers."""

from sqlmodel import col, select

from api.errors import Conflict
from api.registry.listing import equal, stations_below
from api.registry.people import check_not_yet_known
from api.registry.resource import Entry, Filters, Resource
from api.registry.searching import Words, matching
from api.registry.sound import contradiction
from api.storage.lists import holds
from api.tables.people import AvailabilityException, Volunteer, VolunteerFields, VolunteerPublic
from api.tables.row import Key
from api.tables.visits import PriorVisits
from matcher.domain.document import Word


def _filters(
    station_id: Key | None = None,
    region_id: Key | None = None,
    organisation_id: Key | None = None,
    cadre_id: Key | None = None,
    service: Word | None = None,
    mode: Word | None = None,
    active: bool | None = None,
    q: Words = None,
) -> Filters:
    found = equal(
        (Volunteer.station_id, station_id),
        (Volunteer.organisation_id, organisation_id),
        (Volunteer.cadre_id, cadre_id),
        (Volunteer.mode, mode),
        (Volunteer.active, active),
    )
    if region_id is not None:
        found.append(col(Volunteer.station_id).in_(stations_below(region_id)))
    if service is not None:
        found.append(holds(Volunteer.services, service))
    return [*found, matching(Volunteer, q)] if q else found


def _check(entry: Entry[VolunteerFields]) -> None:
    fields, modes = entry.fields, entry.settings.travel
    if fields.mode not in modes:
        known = "、".join(modes)
        raise contradiction(
            "mode", zh=f"没有这种出行方式，应为{known}之一。", en=f"No such way of travelling, expected one of {known}."
        )
    if fields.cadre_id is not None and fields.active:
        same = select(Volunteer.id).where(
            Volunteer.cadre_id == fields.cadre_id, col(Volunteer.active), Volunteer.id != entry.own_id
        )
        if (other := entry.session.exec(same).first()) is not None:
            raise Conflict(
                "CADRE_VOLUNTEERS",
                zh="这位老干部已登记为另一名志愿者。",
                en="This cadre is registered as another volunteer already.",
                other=other,
            )


VOLUNTEERS = Resource(
    path="volunteers",
    fields=VolunteerFields,
    table=Volunteer,
    public=VolunteerPublic,
    order=(col(Volunteer.pinyin),),
    example={
        "station_id": "liuxing",
        "name": "示例-陈护士",
        "code": "V-0001",
        "phone": "000-0000-0001",
        "latitude": 24.352,
        "longitude": 109.401,
        "gender": "F",
        "languages": ["zh"],
        "mode": "e_bike",
        "services": ["medical", "emotional"],
        "qualifications": [{"name": "nurse", "valid_until": "2027-03-31"}],
        "availability": [{"weekday": 0, "start": "08:00", "end": "11:30"}],
        "max_visits_per_day": 3,
    },
    filters=_filters,
    check=_check,
    check_new=check_not_yet_known,
    parts=(AvailabilityException.volunteer_id, PriorVisits.volunteer_id),
)
