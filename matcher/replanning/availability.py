"""What a change leaves of the volunteers' availability."""

from datetime import timedelta

from matcher.domain import Volunteer, Window
from matcher.replanning.aftermath import Aftermath, legs_under_way
from matcher.replanning.windows import left_of
from matcher.timetable import Tour
from matcher.travel import base_of


def availability_after(after: Aftermath) -> dict[str, tuple[Window, ...]]:
    """By volunteer. A tour that has begun keeps its window; whoever is at home leaves no earlier than the change.

    Who drops out is available for what is settled and for the way home from it, and then no more.
    """
    tours = {(tour.volunteer.id, tour.window): tour for tour in after.timetable.tours}
    left: dict[str, tuple[Window, ...]] = {}
    for volunteer in after.timetable.problem.volunteers:
        parts = (
            _left(after, volunteer, window, tours.get((volunteer.id, window))) for window in volunteer.availability
        )
        left[volunteer.id] = tuple(part for part in parts if part is not None)
    return left


def _left(after: Aftermath, volunteer: Volunteer, window: Window, tour: Tour | None) -> Window | None:
    drops_out = volunteer.id in after.change.volunteers
    settled = [stop for stop in tour.stops if stop.visit.key in after.settled_keys] if tour is not None else []
    if drops_out and settled:
        last, timetable = settled[-1], after.timetable
        way = timetable.way(volunteer, last.place, base_of(volunteer))
        return window.revised(end=min(window.end, timetable.problem.moment(last.end) + timedelta(minutes=way)))
    if drops_out:
        return None
    if tour is not None and any(
        stop.visit.key in after.settled_keys for stop in legs_under_way(after.timetable, tour, after.change)
    ):
        return window
    return left_of(window, after.change.since)
