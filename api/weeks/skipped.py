"""Where clocks are put forward, weekly times that no clock shows that night begin and end when one shows a time again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from matcher.domain import Need, Volunteer, Week, Window
from matcher.domain.clock import is_skipped, midnight


def clocks_jump(week: Week, zone: ZoneInfo) -> bool:
    """Clocks of the zone are put forward or back in the week."""
    ends = [midnight(week.dates[0]), midnight(week.dates[-1]) + timedelta(days=1)]
    return len({end.replace(tzinfo=zone).utcoffset() for end in ends}) > 1


def of_the_wall(volunteer: Volunteer, zone: ZoneInfo) -> Volunteer:
    """Available at times that there are."""
    return volunteer.revised(availability=_shown(volunteer.availability, zone))


def wanted_by_the_wall(need: Need, zone: ZoneInfo) -> Need:
    """Wanted at times that there are."""
    return need.revised(windows=_shown(need.windows, zone), preferred=_shown(need.preferred, zone))


def _shown(windows: Iterable[Window], zone: ZoneInfo) -> tuple[Window, ...]:
    bounds = [(_next_shown(window.start, zone), _next_shown(window.end, zone)) for window in windows]
    return tuple(Window(start=start, end=end) for start, end in bounds if start < end)


def _next_shown(moment: datetime, zone: ZoneInfo) -> datetime:
    while is_skipped(moment, zone):
        moment += timedelta(minutes=1)
    return moment
