"""Cross-field checks of a problem: each yields one sentence that names who, what is, and what is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from matcher.domain.clock import is_skipped, midnight, minutes_between

if TYPE_CHECKING:
    from matcher.domain.problem import Problem, Window

Faults = Iterator[str]


def faults(problem: Problem) -> Faults:
    """Every fault found by the first check that finds any: later checks rely on earlier ones."""
    for check in CHECKS:
        found = list(check(problem))
        if found:
            yield from found
            return


def week_in_calendar(problem: Problem) -> Faults:
    """The week and the midnight after it are dates the calendar knows."""
    if not date(1900, 1, 1) <= problem.week.start <= date(9000, 1, 1):
        yield f"week.start: {problem.week.start} is out of range, expected a year from 1900 to 9000"


def known_timezone(problem: Problem) -> Faults:
    """The time zone is one of the IANA database."""
    try:
        ZoneInfo(problem.timezone)
    except (KeyError, ValueError, OSError):
        yield f"timezone: {problem.timezone!r} is unknown, expected an IANA name such as Asia/Shanghai"


def unique_ids(problem: Problem) -> Faults:
    """Ids are unique within their list."""
    for name, ids in (
        ("stations", [station.id for station in problem.stations]),
        ("cadres", [cadre.id for cadre in problem.cadres]),
        ("volunteers", [volunteer.id for volunteer in problem.volunteers]),
        ("needs", [need.id for need in problem.needs]),
    ):
        for repeated, times in Counter(ids).items():
            if times > 1:
                yield f"{name}: id {repeated!r} occurs {times} times, expected once"


def known_references(problem: Problem) -> Faults:
    """Every id that is named exists."""
    stations = {station.id for station in problem.stations}
    cadres = {cadre.id for cadre in problem.cadres}
    volunteers = {volunteer.id for volunteer in problem.volunteers}
    needs = {need.id for need in problem.needs}

    def unknown(who: str, field: str, named: Iterable[str | None], known: set[str], kind: str) -> Faults:
        for reference in named:
            if reference is not None and reference not in known:
                yield f"{who}: {field} names {reference!r}, expected the id of a {kind} in this document"

    for cadre in problem.cadres:
        yield from unknown(f"Cadre {cadre.id}", "station", [cadre.station], stations, "station")
    for volunteer in problem.volunteers:
        who = f"Volunteer {volunteer.id}"
        yield from unknown(who, "station", [volunteer.station], stations, "station")
        yield from unknown(who, "cadre", [volunteer.cadre], cadres, "cadre")
        if volunteer.mode not in problem.travel:
            modes = ", ".join(problem.travel) or "none"
            yield f"{who}: mode is {volunteer.mode!r}, expected a mode of travel ({modes})"
    for need in problem.needs:
        who = f"Need {need.id}"
        yield from unknown(who, "cadre", [need.cadre], cadres, "cadre")
        yield from unknown(who, "also_cadres", need.also_cadres, cadres, "cadre")
        yield from unknown(who, "excluded_volunteers", need.excluded_volunteers, volunteers, "volunteer")
        yield from unknown(who, "preferred_volunteers", need.preferred_volunteers, volunteers, "volunteer")
        yield from unknown(who, "declined", (one.volunteer for one in need.declined), volunteers, "volunteer")
    for position, entry in enumerate(problem.history):
        yield from unknown(f"history[{position}]", "cadre", [entry.cadre], cadres, "cadre")
        yield from unknown(f"history[{position}]", "volunteer", [entry.volunteer], volunteers, "volunteer")
    for position, visit in enumerate(problem.published):
        yield from unknown(f"published[{position}]", "need", [visit.need], needs, "need")
        yield from unknown(f"published[{position}]", "volunteers", visit.volunteers, volunteers, "volunteer")


def one_cadre_one_volunteer(problem: Problem) -> Faults:
    """A cadre is at most one volunteer: one person, one place."""
    first: dict[str, str] = {}
    for volunteer in problem.volunteers:
        if volunteer.cadre is None:
            continue
        if volunteer.cadre in first:
            yield (
                f"Volunteer {volunteer.id}: cadre {volunteer.cadre} is already volunteer {first[volunteer.cadre]}, "
                "expected one volunteer per cadre"
            )
        first.setdefault(volunteer.cadre, volunteer.id)


def sound_windows(problem: Problem) -> Faults:
    """Windows start before they end, inside one calendar day of the week, at local times that exist."""
    zone = ZoneInfo(problem.timezone)
    first, last = problem.week.dates[0], problem.week.dates[-1]

    def unsound(who: str, field: str, windows: Iterable[Window]) -> Faults:
        for window in windows:
            start, end = f"{window.start:%Y-%m-%dT%H:%M}", f"{window.end:%Y-%m-%dT%H:%M}"
            if window.end <= window.start:
                yield f"{who}: {field} ends {end}, expected an end after its start {start}"
            elif window.end > midnight(window.start.date()) + timedelta(days=1):
                yield f"{who}: {field} {start} to {end} crosses midnight, expected a window inside one calendar day"
            elif not first <= window.start.date() <= last:
                yield f"{who}: {field} {start} lies outside the week, expected a date from {first} to {last}"
            elif is_skipped(window.start, zone) or is_skipped(window.end, zone):
                yield (
                    f"{who}: {field} {start} to {end} names a local time that the clocks of {problem.timezone} skip, "
                    "expected times that exist"
                )

    for volunteer in problem.volunteers:
        yield from unsound(f"Volunteer {volunteer.id}", "availability", volunteer.availability)
    for need in problem.needs:
        yield from unsound(f"Need {need.id}", "window", need.windows)
        yield from unsound(f"Need {need.id}", "preferred", need.preferred)


def availability_apart(problem: Problem) -> Faults:
    """Availability windows of one volunteer do not overlap: each is one tour."""
    for volunteer in problem.volunteers:
        windows = sorted(volunteer.availability, key=lambda window: window.start)
        for earlier, later in pairwise(windows):
            if later.start < earlier.end:
                yield (
                    f"Volunteer {volunteer.id}: availability from {later.start:%Y-%m-%dT%H:%M} begins before the one "
                    f"until {earlier.end:%Y-%m-%dT%H:%M} ends, expected windows that do not overlap"
                )


def visit_fits_a_window(problem: Problem) -> Faults:
    """A need with windows has one that is long enough for its visit."""
    for need in problem.needs:
        longest = max((window.minutes for window in need.windows), default=need.minutes)
        if longest < need.minutes:
            yield (
                f"Need {need.id}: a visit takes {need.minutes} minutes and its longest window is {longest}, "
                "expected a window at least as long as the visit"
            )


def sound_matrices(problem: Problem) -> Faults:
    """A travel matrix is square, zero on its diagonal, and knows every point that travellers by this mode may need."""
    cadres = {cadre.id for cadre in problem.cadres}
    own_place = {need.id for need in problem.needs if need.location is not None}
    volunteers = {volunteer.id for volunteer in problem.volunteers}
    homes = {need.cadre for need in problem.needs if need.location is None}
    for name, mode in problem.travel.items():
        if mode.matrix is None:
            continue
        who, points = f"travel.{name}.matrix", mode.matrix.points
        for repeated, times in Counter(points).items():
            if times > 1:
                yield f"{who}: point {repeated!r} occurs {times} times, expected once"
        for point in points:
            kinds = (point in cadres) + (point in own_place) + (point in volunteers)
            if kinds != 1:
                is_what = "names nothing" if kinds == 0 else "names more than one of them"
                yield f"{who}: point {point!r} {is_what}, expected one cadre, need with a location, or volunteer"
        rows = mode.matrix.minutes
        if len(rows) != len(points):
            yield f"{who}: {len(rows)} rows for {len(points)} points, expected a square matrix"
            continue
        for point, row in zip(points, rows, strict=True):
            if len(row) != len(points):
                yield f"{who}: the row of {point!r} has {len(row)} entries for {len(points)} points, expected as many"
        if all(len(row) == len(points) for row in rows):
            for position, point in enumerate(points):
                if rows[position][position]:
                    yield f"{who}: from {point!r} to itself takes {rows[position][position]} minutes, expected 0"
        travellers = {volunteer.id for volunteer in problem.volunteers if volunteer.mode == name}
        if travellers:
            for missing in sorted((travellers | homes | own_place) - set(points)):
                yield f"{who}: point {missing!r} is missing, expected every traveller and every visited place"


def sound_published(problem: Problem) -> Faults:
    """Published visits lie on the grid inside the week, one per need and date, with volunteers named once."""
    seen: dict[tuple[str, date], str] = {}
    first, last = problem.week.dates[0], problem.week.dates[-1]
    for visit in problem.published:
        who = f"Published visit of need {visit.need} at {visit.start:%Y-%m-%dT%H:%M}"
        if not first <= visit.start.date() <= last:
            yield f"{who}: lies outside the week, expected a date from {first} to {last}"
        if minutes_between(midnight(visit.start.date()), visit.start) % problem.grid_minutes:
            yield f"{who}: expected a start that is a multiple of {problem.grid_minutes} minutes after midnight"
        if len(set(visit.volunteers)) < len(visit.volunteers):
            yield f"{who}: names a volunteer twice, expected each once"
        if not visit.volunteers:
            yield f"{who}: names no volunteer, expected at least one"
        day = (visit.need, visit.start.date())
        if day in seen:
            yield f"{who}: the need has another published visit that day at {seen[day]}, expected one a day"
        seen.setdefault(day, f"{visit.start:%H:%M}")


def pinned_visits_agree(problem: Problem) -> Faults:
    """Two pinned visits never hold one volunteer at the same time."""
    needs = {need.id: need for need in problem.needs}
    pinned = sorted((visit for visit in problem.published if visit.stands), key=lambda visit: visit.start)
    busy: dict[str, tuple[str, date, int]] = {}
    for visit in pinned:
        start = problem.minute(visit.start)
        for volunteer in visit.volunteers:
            if volunteer in busy and start < busy[volunteer][2]:
                other, day, _ = busy[volunteer]
                yield (
                    f"Pinned visits of needs {other} and {visit.need} both hold volunteer {volunteer} "
                    f"on {day} at {visit.start:%H:%M}, expected one visit at a time"
                )
            end = start + needs[visit.need].minutes
            if volunteer not in busy or end > busy[volunteer][2]:
                busy[volunteer] = (visit.need, visit.start.date(), end)


CHECKS: tuple[Callable[[Problem], Faults], ...] = (
    week_in_calendar,
    known_timezone,
    unique_ids,
    known_references,
    one_cadre_one_volunteer,
    sound_windows,
    availability_apart,
    visit_fits_a_window,
    sound_matrices,
    sound_published,
    pinned_visits_agree,
)
