"""What comes first in an emergency: an ambulance, then the station and the family. No roster replaces them."""

from pydantic import BaseModel
from sqlmodel import Session

from api.tables.cadres import Cadre
from api.tables.places import Station
from matcher.domain import Saying

AMBULANCE = "120"


class Call(BaseModel):
    """Whom to call."""

    who: str
    phone: str


class Advice(Saying):
    """Told before any option; `station` and `family` as far as they are known."""

    call: str
    station: Call
    family: Call


def advice(session: Session, cadre_id: str) -> Advice:
    """For somebody at a cadre's side."""
    cadre = session.get_one(Cadre, cadre_id)
    station = session.get_one(Station, cadre.station_id)
    return Advice(
        call=AMBULANCE,
        zh=f"请先拨打{AMBULANCE}急救电话，并立即通知服务站和家属；志愿者只能陪护协助，不能代替急救。",
        en=f"Call {AMBULANCE} (ambulance) first, then tell the station and the family at once; "
        "volunteers keep company and help, they replace no ambulance.",
        station=Call(who=f"{station.name} {station.leader}".strip(), phone=station.phone),
        family=Call(who=cadre.family_contact, phone=cadre.family_phone),
    )
