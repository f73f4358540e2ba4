"""What the demo's stations have: premises, opening hours, people who run them, and written rules; one lacks some."""

from collections.abc import Sequence

from api.tables.places import Regime, Staff, Station
from api.tables.weekly import WeeklyWindow

WORKDAYS = range(5)
SATURDAY = 5

PREMISES = (
    "活动室60平方米、图书室、日间照料床位4张",
    "多功能厅80平方米、书画室、康复训练角",
    "学习室40平方米、棋牌室、助餐点",
    "活动室50平方米",
)

OPENING_HOURS = [
    *(WeeklyWindow(weekday=day, start="08:30", end="17:30") for day in WORKDAYS),
    WeeklyWindow(weekday=SATURDAY, start="09:00", end="12:00"),
]


def equip(stations: Sequence[Station]) -> None:
    """Fills in what each has; the last one has neither full-time staff nor all written rules yet."""
    for place, station in enumerate(stations):
        last = place == len(stations) - 1
        station.code = f"DEMO-S{place + 1}"
        station.address = f"示例路{place + 1}0号（坐标为示例，未经测绘）"
        station.premises = PREMISES[place % len(PREMISES)]
        station.opening_hours = OPENING_HOURS
        station.capacity = 40 - 5 * place
        station.phone = f"000-0001-{place + 1:04d}"
        station.leader = f"示例-站长{place + 1}"
        station.staff = [
            Staff(name=f"示例-专干{place + 1}", duty="登记与排班", full_time=not last),
            Staff(name=f"示例-网格员{place + 1}", duty="走访看望"),
        ]
        station.regimes = list(Regime)[:2] if last else list(Regime)
