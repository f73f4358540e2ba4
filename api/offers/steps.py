"""What is done to a roster for people's sake, as the steps of an edit: so it is judged as any edit is."""

from collections.abc import Sequence
from datetime import datetime

from api.rosters.standing import Standing
from api.rosters.steps import Add, AnyStep, Day, Move, Remove, Step, Unpin
from api.tables.moments import Moment
from api.tables.row import Key
from api.tables.visits import Visit


class Shift(Step):
    """Another visit, named by need and date, starts at another time with the same people."""

    need: Key
    date: Day
    start: Moment


def steps_to_replace(
    stands: Standing, visit: Visit, volunteers: Sequence[str], start: datetime, shifts: Sequence[Shift] = ()
) -> list[AnyStep]:
    """The visit by these people at this start, a pin on it gone; it is added where the version has it not."""
    steps: list[AnyStep] = [Move(do="move", need=one.need, date=one.date, start=one.start) for one in shifts]
    if not _has(stands, visit):
        return [*steps, Add(do="add", need=visit.need_id, start=start, volunteers=tuple(volunteers))]
    return [
        Unpin(do="unpin", need=visit.need_id, date=visit.day),
        *steps,
        Move(do="move", need=visit.need_id, date=visit.day, start=start, volunteers=tuple(volunteers)),
    ]


def steps_to_cancel(stands: Standing, visit: Visit) -> list[AnyStep]:
    """The visit gone, pinned or not."""
    if not _has(stands, visit):
        return []
    return [
        Unpin(do="unpin", need=visit.need_id, date=visit.day),
        Remove(do="remove", need=visit.need_id, date=visit.day),
    ]


def _has(stands: Standing, visit: Visit) -> bool:
    return any((one.need, one.start.date()) == (visit.need_id, visit.day) for one in stands.document.visits)
