"""What time it is: one place that says so, by which tests set the service's clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from api.settings import Settings


def world_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def local_now(settings: Settings) -> datetime:
    """What a clock on the wall of the service's time zone shows, to the whole minute."""
    return shown_at(world_now(), settings)


def local_today(settings: Settings) -> date:
    """The date there."""
    return local_now(settings).date()


def instant_of(moment: datetime, settings: Settings) -> datetime:
    """When a clock on that wall shows this local time; the first time where it does so twice."""
    return moment.replace(tzinfo=ZoneInfo(settings.timezone)).astimezone(UTC)


def shown_at(instant: datetime, settings: Settings) -> datetime:
    """What a clock on that wall shows at this moment, to the whole minute."""
    return instant.astimezone(ZoneInfo(settings.timezone)).replace(second=0, microsecond=0, tzinfo=None)
