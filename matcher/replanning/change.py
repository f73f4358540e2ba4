"""What has happened since a roster was published: who drops out, which visits are no longer wanted, and what time it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from matcher.domain import BadInput, Problem
from matcher.domain.clock import midnight
from matcher.timetable import Timetable


@dataclass(frozen=True)
class Change:
    """All of it may be empty: then the problem itself has changed, by a need more, say."""

    volunteers: tuple[str, ...] = ()
    """They drop out: from `since` on, else for the whole week."""
    visits: tuple[tuple[str, date], ...] = ()
    """Need and date of visits that are no longer wanted; other visits of the need stay, and none replaces these."""
    since: datetime | None = None
    """Now: what starts earlier stays as it is, and nothing new starts earlier."""

    @property
    def cancelled(self) -> frozenset[tuple[str, date]]:
        """The same visits, each once."""
        return frozenset(self.visits)


def check_change(change: Change, timetable: Timetable) -> None:
    """The change speaks of this problem and this roster; else BadInput in one sentence, with the nearest name."""
    problem = timetable.problem
    for volunteer in change.volunteers:
        _check_known("volunteer", volunteer, tuple(problem.volunteer_by_id))
    _check_in_week(change.since, problem)
    for need, day in change.visits:
        _check_known("need", need, tuple(problem.need_by_id))
        of_need = {stop.visit.start.date(): stop.visit.start for stop in timetable.stops_of_need[need]}
        if day not in of_need:
            dates = ", ".join(f"{other}" for other in of_need)
            expected = f"expected one of {dates}" if dates else "it has none of this need at all"
            raise BadInput(f"The roster has no visit of need {need} on {day} that could be dropped, {expected}.")
        if change.since is not None and of_need[day] < change.since:
            raise BadInput(
                f"The visit of need {need} on {day} starts {of_need[day]:%H:%M}, before {change.since:%Y-%m-%dT%H:%M} from "
                "which on the roster may change, expected a visit that has not begun."
            )


def _check_known(kind: str, name: str, known: Sequence[str]) -> None:
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"expected the id of one of its {len(known)} {kind}s"
        raise BadInput(f"The problem has no {kind} {name!r}, {hint}")


def _check_in_week(since: datetime | None, problem: Problem) -> None:
    first, last = problem.week.dates[0], problem.week.dates[-1]
    if since is not None and not midnight(first) <= since <= midnight(last) + timedelta(days=1):
        raise BadInput(f"{since:%Y-%m-%dT%H:%M} lies outside the week, expected a time from {first} to {last}.")
