"""Nothing can be served, and every need has a reason of its own.

Each need asks for a service of its own, so that exactly the volunteers named beside it come into question.
"""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from matcher.domain import Cadre, Need, Problem, Qualification, Station, Text, Volunteer, Window
from scenarios.generation.calendar import MONDAY, MORNING, Calendar, Slot
from scenarios.generation.places import PILOTS, TRAVEL, shifted
from scenarios.registry import scenario

CALENDAR = Calendar(MONDAY, days=1)
STATION: Station = PILOTS[0]
IN_THE_MORNING = (CALENDAR.window(Slot(0, *MORNING)),)
LAST_SUNDAY = date(2026, 11, 22)


@scenario(
    story=Text(
        en="A Monday on which nothing can be served: nobody offers it, nobody is near, a certificate has ended, nobody speaks "
        "the language, nobody has hours left, and so on, a different reason for each of sixteen needs. What is said?",
        zh="一个什么都安排不了的星期一：无人提供、太远、资格过期、语言不通、工时已满……十六项需求各有各的原因。系统会怎样说明？",
    ),
    sizes={"normal": None},
    default="normal",
)
def impossible_monday(_size: None, _dice: Random) -> Problem:
    """Written by hand; no seed changes it."""
    cadres, volunteers, needs = [], [], []
    for place, (reason, changes, people) in enumerate(_reasons(), start=1):
        home = changes.pop("home", STATION.location)
        cadre = Cadre(id=f"c-{reason}", name=f"示例-{place:02d}", station=STATION.id, location=home)
        cadres.append(cadre)
        volunteers.extend(_asked(reason, cadre, people))
        needs.append(
            Need.model_validate(
                {"id": reason, "cadre": cadre.id, "service": reason, "minutes": 30, "windows": IN_THE_MORNING} | changes
            )
        )
    return Problem(
        week=CALENDAR.week,
        timezone="Asia/Shanghai",
        travel=TRAVEL,
        stations=(STATION,),
        cadres=cadres,
        volunteers=volunteers,
        needs=needs,
    )


def _asked(reason: str, cadre: Cadre, people: Sequence[dict[str, Any]]) -> list[Volunteer]:
    """The volunteers who offer this need's service: each able to serve it but for what is said of them."""
    return [
        Volunteer.model_validate(
            {
                "id": f"v-{reason}-{number}",
                "name": f"示例-志愿者-{reason}-{number}",
                "station": STATION.id,
                "location": shifted(STATION.location, 100, 0),
                "services": [reason],
                "gender": "M",
                "languages": ["zh"],
                "availability": IN_THE_MORNING,
            }
            | changes
        )
        for number, changes in enumerate(people, start=1)
    ]


def _reasons() -> list[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    """(need and service, what is particular about the need, what is particular about each volunteer who offers it)."""
    anybody: dict[str, Any] = {}
    far = shifted(STATION.location, 9_000, 0)
    lapsed = Qualification(name="nurse", valid_until=LAST_SUNDAY)
    return [
        ("nobody_offers_it", {}, []),
        ("out_of_circle", {"home": far}, [anybody]),
        ("never_qualified", {"qualifications": ["physician"]}, [anybody]),
        ("certificate_ended", {"qualifications": ["nurse"]}, [{"qualifications": [lapsed]}]),
        ("other_language", {"languages": ["za"]}, [anybody]),
        ("other_gender", {"gender": "F"}, [anybody]),
        ("excluded", {"excluded_volunteers": ["v-excluded-1"]}, [anybody]),
        ("nobody_free_then", {"windows": [_clock(14, 0, 15, 0)]}, [anybody]),
        ("never_available", {}, [{"availability": ()}]),
        ("too_short_with_the_way", {}, [{"availability": [_clock(9, 0, 9, 32)]}]),
        ("no_minutes_this_week", {}, [{"max_minutes_per_week": 0}]),
        ("no_minutes_this_day", {"minutes": 60}, [{"max_minutes_per_day": 45}]),
        ("no_visits_this_day", {}, [{"max_visits_per_day": 0}]),
        ("crew_too_large", {"crew": 3}, [anybody, anybody]),
        ("no_start_on_the_grid", {"windows": [_clock(9, 2, 9, 34)]}, [anybody]),
        ("nobody_but_oneself", {}, [{"cadre": "c-nobody_but_oneself", "location": STATION.location}]),
    ]


def _clock(hour: int, minute: int, until_hour: int, until_minute: int) -> Window:
    return CALENDAR.window(Slot(0, 60 * hour + minute, 60 * until_hour + until_minute))
