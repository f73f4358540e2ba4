"""What differs in one week: a need is skipped, wanted more often, or at other times, all inside that week."""

from sqlmodel import col

from api.registry.listing import equal
from api.registry.resource import Entry, Filters, Resource
from api.registry.sound import contradiction, long_enough
from api.tables.needs import Need, NeedWeek, NeedWeekFields, NeedWeekPublic
from api.tables.row import Key
from matcher.domain.clock import LocalDate, midnight, minutes_between

MONDAY = 0
MINUTES_PER_DAY = 1440


def _filters(need_id: Key | None = None, week: LocalDate | None = None) -> Filters:
    return equal((NeedWeek.need_id, need_id), (NeedWeek.week, week))


def _check(entry: Entry[NeedWeekFields]) -> None:
    fields = entry.fields
    if fields.week.weekday() != MONDAY:
        raise contradiction(
            "week", zh="须为周一的日期。", en=f"{fields.week} is no Monday, expected the week's Monday."
        )
    windows = fields.windows or ()
    for window in windows:
        minute = minutes_between(midnight(window.start.date()), window.end)
        if window.minutes <= 0 or minute > MINUTES_PER_DAY or not 0 <= (window.start.date() - fields.week).days < 7:
            raise contradiction(
                "windows",
                zh="时段须在该周之内，且不跨越午夜。",
                en="A window leaves its day or the week, expected it inside one day of the week, its end after its start.",
            )
    long_enough(windows, entry.session.get_one(Need, fields.need_id).minutes, "windows")


NEED_WEEKS = Resource(
    path="need-weeks",
    fields=NeedWeekFields,
    table=NeedWeek,
    public=NeedWeekPublic,
    order=(col(NeedWeek.week), col(NeedWeek.need_id)),
    example={"need_id": "haircut", "week": "2026-11-23", "visits": 0, "reason": "住院"},
    filters=_filters,
    check=_check,
)
