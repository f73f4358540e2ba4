"""In a week in which clocks are put forward, weekly times are those that the wall shows."""

from datetime import date

import pytest

from api.demo import fill
from api.settings import Settings
from api.storage import Database
from api.tables.rosters import Roster
from api.weeks.problem import week_problem
from api.weeks.scope import scope_of
from matcher.domain import Window
from tests.building import need, problem, volunteer, windows


@pytest.mark.parametrize(
    ("zone", "monday", "start", "end", "expected"),
    [
        # At two on Sunday, 14 March 2027, it is three.
        ("America/New_York", date(2027, 3, 8), "02:30", "05:00", ("2027-03-14T03:00", "2027-03-14T05:00")),
        ("America/New_York", date(2027, 3, 8), "00:00", "02:00", ("2027-03-14T00:00", "2027-03-14T03:00")),
        ("America/New_York", date(2027, 3, 8), "02:00", "02:45", None),
        # At the end of Thursday, 29 April 2027, it is one o'clock on Friday.
        ("Africa/Cairo", date(2027, 4, 26), "00:00", "06:00", ("2027-04-30T01:00", "2027-04-30T06:00")),
        # When clocks are put back all times are there.
        ("America/New_York", date(2026, 10, 26), "01:30", "02:30", ("2026-11-01T01:30", "2026-11-01T02:30")),
    ],
)
def test_times_that_no_clock_shows_are_put_forward_or_fall_away(
    database: Database,
    settings: Settings,
    zone: str,
    monday: date,
    start: str,
    end: str,
    expected: tuple[str, str] | None,
) -> None:
    there = settings.model_copy(update={"timezone": zone})
    times = windows(start, end, range(7))
    with database.writing() as session:
        fill(session, problem([need(minutes=15, windows=times, preferred=times)], [volunteer(availability=times)]))

    with database.reading() as session:
        scope = scope_of(session, Roster(region_id="city", week=monday))
        found = week_problem(session, there, scope, monday)

    day = expected[0][:10] if expected is not None else "2027-03-14"
    wanted = [Window.model_validate({"start": expected[0], "end": expected[1]})] if expected is not None else []
    for told in (found.volunteers[0].availability, found.needs[0].windows, found.needs[0].preferred):
        assert [one for one in told if f"{one.start.date()}" == day] == wanted
        assert len(told) == 7 if wanted else 6
