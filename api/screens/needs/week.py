"""What differs for a need in one week: another number of visits, none at all, or other times."""

from datetime import date

from sqlmodel import Session, select

from api.registry.keeping import enter, remove, replace
from api.registry.need_weeks import NEED_WEEKS
from api.registry.resource import Entry
from api.screens.needs.times import Lines, lines_of, windows_typed
from api.screens.shell.forms import Form
from api.settings import Settings
from api.tables.needs import NeedWeek, NeedWeekFields
from api.tables.weekly import WeeklyWindow
from api.web.etags import Expectation


def week_of(session: Session, need_id: str, monday: date) -> NeedWeek | None:
    """What differs, None where nothing does."""
    return session.exec(select(NeedWeek).where(NeedWeek.need_id == need_id, NeedWeek.week == monday)).one_or_none()


def times_of(week: NeedWeek | None) -> Lines:
    """The week's own times as lines of a form."""
    windows = week.windows if week is not None and week.windows is not None else []
    return lines_of(WeeklyWindow.of(one) for one in windows)


def keep_week(session: Session, settings: Settings, need_id: str, monday: date, form: Form) -> None:
    """In the place of what differed before; raises Refused."""
    days = [date.fromordinal(monday.toordinal() + day) for day in range(7)]
    windows = [one.on(days[one.weekday]).model_dump(mode="json") for one in windows_typed(form, "week")]
    fields = form.read(NeedWeekFields, need_id=need_id, week=f"{monday}", windows=windows or None)
    before = week_of(session, need_id, monday)
    _check(form, before)
    if before is None:
        enter(NEED_WEEKS, Entry(session, settings, fields))
    else:
        replace(NEED_WEEKS, Entry(session, settings, fields, own_id=before.id), before)


def forget_week(session: Session, need_id: str, monday: date, form: Form) -> None:
    """The week is as every week; raises Outdated."""
    before = week_of(session, need_id, monday)
    _check(form, before)
    if before is not None:
        remove(NEED_WEEKS, session, before)


def _check(form: Form, before: NeedWeek | None) -> None:
    """The form was filled in with what differed before in view; `0` says that nothing did. Raises Outdated."""
    Expectation(form.text("version")).check(before.version if before is not None else 0)
