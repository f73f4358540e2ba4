"""The problem as it is after a change: what is left to decide, and the old roster as the one that people hold in their hands."""

from collections import Counter
from collections.abc import Iterator

from matcher.domain import Matrix, Need, Problem, PublishedVisit, TravelMode, Volunteer
from matcher.replanning.aftermath import Aftermath
from matcher.replanning.availability import availability_after
from matcher.replanning.windows import left_of


def rewritten(after: Aftermath) -> Problem:
    """The problem of repairing the roster.

    Published are the roster's visits that are still wanted, the settled ones pinned. Windows of needs begin with the
    change, so nothing else can start before it; whoever waits between two visits is taken to hear of it in time to set
    out for whatever comes next. A need loses its cancelled visits together with their dates.
    """
    problem = after.timetable.problem
    needs = tuple(_needs(after))
    return problem.revised(
        travel={name: _without_places(mode, problem, needs) for name, mode in problem.travel.items()},
        volunteers=tuple(_volunteers(after)),
        needs=needs,
        published=tuple(_published(after)),
    )


def _needs(after: Aftermath) -> Iterator[Need]:
    """Those of which a visit is still wanted."""
    cancelled = after.change.cancelled
    fewer = Counter(need for need, _ in cancelled)
    settled = {(stop.need.id, stop.visit.start.date()) for stop in after.settled}
    for need in after.timetable.problem.needs:
        windows = []
        for window in need.windows:
            date = need.id, window.start.date()
            left = window if date in settled else left_of(window, after.change.since)
            if date not in cancelled and left is not None and left.minutes >= need.minutes:
                windows.append(left)
        if need.visits > fewer[need.id]:
            same = not fewer[need.id] and tuple(windows) == need.windows
            yield need if same else need.revised(visits=need.visits - fewer[need.id], windows=windows)


def _volunteers(after: Aftermath) -> Iterator[Volunteer]:
    left = availability_after(after)
    for volunteer in after.timetable.problem.volunteers:
        same = left[volunteer.id] == volunteer.availability
        yield volunteer if same else volunteer.revised(availability=left[volunteer.id])


def _published(after: Aftermath) -> Iterator[PublishedVisit]:
    for stop in after.timetable.stops:
        visit = stop.visit
        if (visit.need, visit.start.date()) not in after.change.cancelled:
            settled = visit.key in after.settled_keys
            yield PublishedVisit(
                need=visit.need,
                start=visit.start,
                volunteers=visit.volunteers,
                pinned=settled,
                overrides=after.timetable.overrides(stop) if settled else (),
            )


def _without_places(mode: TravelMode, problem: Problem, needs: tuple[Need, ...]) -> TravelMode:
    """A matrix knows no places of needs that are gone."""
    gone = {need.id for need in problem.needs if need.location is not None} - {need.id for need in needs}
    if mode.matrix is None or gone.isdisjoint(mode.matrix.points):
        return mode
    kept = [k for k, point in enumerate(mode.matrix.points) if point not in gone]
    minutes = tuple(tuple(mode.matrix.minutes[a][b] for b in kept) for a in kept)
    return mode.revised(matrix=Matrix(points=tuple(mode.matrix.points[k] for k in kept), minutes=minutes))
