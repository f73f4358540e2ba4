"""Who could make a visit and when, ranked: each option has been judged on the whole roster and breaks nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic

from api.rosters.changing import change_by
from api.rosters.describing import points
from api.rosters.standing import Standing
from api.rosters.steps import Add, AnyStep, Move, Unpin
from api.screens.board.wishing import Shift
from matcher.domain import Need, Text, Visit, Window
from matcher.matching import MatchIndex, Option, answer, sound_part
from matcher.matching.options import Match
from matcher.matching.particulars import Particulars, particulars

MOST = 8
LOOKED_AT = 12
"""Options that are judged on the whole roster, the best first, until there are enough."""
SECONDS_FOR_REASONS = 0.2
AS_NEW = "@board"
"""What is asked for is another need than the one that the roster has: it goes by its name and this."""


@dataclass(frozen=True)
class Candidate:
    """`points` is by how much the roster's total rises: what is negative is gained."""

    volunteers: tuple[str, ...]
    start: datetime
    end: datetime
    points: int
    ways: tuple[int, ...]
    known: tuple[Particulars, ...]
    shifts: tuple[Shift, ...]

    @property
    def day(self) -> date:
        """Of the visit."""
        return self.start.date()


class Candidates:
    """For one need of a roster, or for one of its visits as if it were still to be made."""

    def __init__(self, stands: Standing, need: Need, visit: Visit | None, now: datetime) -> None:
        self.stands, self.need, self.visit, self.now = stands, need, visit, now
        rest = stands
        if visit is not None:
            rest = stands.with_visits(one for one in stands.document.visits if one != visit)
        sound = sound_part(rest.problem, rest.document, rest.policy)
        self._index = MatchIndex(sound.problem, sound.roster, stands.policy)
        self._resting = sound.people - set(visit.volunteers if visit is not None else ())

    def ranked(self) -> tuple[list[Candidate], list[Text]]:
        """At most eight, the fewest points first; where there is none, why, and what would help."""
        asked = self._asked(self._windows())
        match = answer(self._index, asked, LOOKED_AT, now=self.now, deadline=monotonic() + SECONDS_FOR_REASONS)
        found: list[Candidate] = []
        for option in match.options:
            candidate = self._judged(asked, option)
            if candidate is not None and not self._as_it_is(candidate):
                found.append(candidate)
            if len(found) == MOST:
                break
        return sorted(found, key=lambda one: (one.points, one.start)), [] if found else list(_why(match))

    def best_start(self, day: date, crew: Sequence[str]) -> datetime:
        """The best start of these people on this day; the first that the need allows where none of them can."""
        on_day = [one for one in self._windows() if one.start.date() == day]
        others = [one.id for one in self.stands.problem.volunteers if one.id not in crew]
        match = answer(self._index, self._asked(on_day, others), 1, now=self.now, deadline=monotonic())
        if match.options:
            return match.options[0].start
        return on_day[0].start if on_day else datetime.combine(day, self._usual_start().time())

    def _usual_start(self) -> datetime:
        return (
            self.need.windows[0].start if self.need.windows else datetime.combine(self.now.date(), datetime.min.time())
        )

    def _windows(self) -> list[Window]:
        """Those of the need that lie far enough from its other visits."""
        gap = timedelta(days=max(1, self.need.min_gap_days))
        others = [one for one in self.stands.document.visits if one.need == self.need.id and one != self.visit]
        return [
            window
            for window in self.need.windows
            if all(abs(window.start.date() - one.start.date()) >= gap for one in others)
        ]

    def _asked(self, windows: Sequence[Window], excluded: Sequence[str] = ()) -> Need:
        there = self.stands.problem.volunteer_by_id
        out = dict.fromkeys((*self.need.excluded_volunteers, *sorted(self._resting), *excluded))
        return self.need.revised(
            id=self.need.id + AS_NEW,
            visits=1,
            windows=windows,
            excluded_volunteers=[one for one in out if one in there],
            preferred_volunteers=[one for one in self.need.preferred_volunteers if one not in out],
        )

    def _judged(self, asked: Need, option: Option) -> Candidate | None:
        moves: list[AnyStep] = [
            Move(do="move", need=one.need, date=one.moved_from.date(), start=one.moved_to) for one in option.shifts
        ]
        change = change_by(self.stands, [*moves, *self._steps(option)])
        if change.broken:
            return None
        return Candidate(
            volunteers=option.volunteers,
            start=option.start,
            end=option.end,
            points=points(change.before, change.after).total_more,
            ways=option.ways or (),
            known=tuple(particulars(self._index, asked, one) for one in option.volunteers),
            shifts=tuple(Shift(one.need, one.moved_from.date(), one.moved_to.time()) for one in option.shifts),
        )

    def _steps(self, option: Option) -> list[AnyStep]:
        if self.visit is None:
            return [Add(do="add", need=self.need.id, start=option.start, volunteers=option.volunteers)]
        named = {"need": self.need.id, "date": self.visit.start.date()}
        loose: list[AnyStep] = [Unpin(do="unpin", **named)] if self.visit.pinned else []
        return [*loose, Move(do="move", **named, start=option.start, volunteers=option.volunteers)]

    def _as_it_is(self, one: Candidate) -> bool:
        here = self.visit
        return here is not None and one.start == here.start and set(one.volunteers) == set(here.volunteers)


def _why(match: Match) -> Iterator[Text]:
    for one in (*match.reasons, *((match.suggestion,) if match.suggestion is not None else ())):
        yield Text(one.en.replace(AS_NEW, ""), one.zh.replace(AS_NEW, ""))
