"""Rows that make the linear program sharper. Most are about one need on some dates: so much of a plan is in it, and no more may be
than `members` for every pattern with these dates. Others are about one volunteer on a date.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.waist.instance import VISITS, Instance

ANYBODY = -1

Moments = Any
"""Minutes of the week: one, or an array of them; what is computed of them is the like."""


class Together(NamedTuple):
    """One volunteer, or anybody, at a need on all dates of a bit mask: no more of that than of its patterns with these dates."""

    volunteer: int
    need: int
    dates: int

    def members(self, instance: Instance) -> int:
        """How many can be there so at most."""
        return int(instance.need_crew[self.need]) if self.volunteer == ANYBODY else 1


class Meeting(NamedTuple):
    """Crews start together: who is early at their visit (so that he cannot start after a moment) is not there with somebody late.

    With one other volunteer: one of them early and the other late is no more than the visit. With anybody: of c members one who is
    early (who counts c times, else once) needs c − 1 who are not late (who count once), and together they are c at most.
    """

    need: int
    dates: int
    one: int
    other: int
    moment: int
    early: bool
    """`one` is early and the others are late, or he is late and they are early."""

    def visit(self, days: int) -> int:
        """Where they meet, on one of so many days."""
        return self.need * days + self.dates.bit_length() - 1

    def members(self, instance: Instance) -> int:
        """How much of plans a visit can hold."""
        return int(instance.need_crew[self.need]) if self.other == ANYBODY else 1

    def concerns(self, volunteer: int) -> bool:
        """Whether plans of the volunteer can be in the row."""
        return volunteer == self.one or self.other in (volunteer, ANYBODY)

    def shares(self, crew: int, volunteer: int, earliest: Moments, latest: Moments) -> Any:
        """How much of plans is in the row in which the volunteer can start the visit no earlier and no later than so."""
        early, late = latest <= self.moment, earliest > self.moment
        one, others = (early, late) if self.early else (late, early)
        if volunteer == self.one:
            return 1 * one if self.other != ANYBODY else 1 + (crew - 1) * one
        return int(self.concerns(volunteer)) * others


class DateLimit(NamedTuple):
    """A volunteer's date holds so many visits, or service minutes, at most: so his plans do in the mean, where single ones may not
    (see `volunteers`). Of each plan what it leaves of the limit is in the row."""

    volunteer: int
    day: int
    limited: int
    """VISITS or MINUTES."""
    most: int

    def of_needs(self, instance: Instance) -> NDArray[np.int64]:
        """What a visit of each need takes of the limit; [N]."""
        return (
            np.ones(instance.needs, dtype=np.int64)
            if self.limited == VISITS
            else instance.need_minutes.astype(np.int64)
        )

    def taken(self, instance: Instance, visits: Iterable[int]) -> int:
        """How much of the limit these visits take."""
        needs = [visit // instance.days for visit in visits if visit % instance.days == self.day]
        return int(self.of_needs(instance)[needs].sum())


Cut = Together | Meeting | DateLimit

Tolls = Mapping[int, Sequence[tuple[Meeting, float]]]
"""Of visits: their meetings, and what is owed for each share of a plan in the rows of these."""


def tolls_of(cuts: Iterable[tuple[Cut, float]], days: int) -> Tolls:
    """Of cuts with what is owed for a share of a plan in them those that are meetings, by visit."""
    tolls: dict[int, list[tuple[Meeting, float]]] = defaultdict(list)
    for cut, owed in cuts:
        if isinstance(cut, Meeting):
            tolls[cut.visit(days)].append((cut, owed))
    return tolls


def toll(
    meetings: Sequence[tuple[Meeting, float]], crew: int, volunteer: int, earliest: Moments, latest: Moments
) -> Any:
    """What a volunteer owes at a visit that he can start no earlier and no later than so."""
    return sum(
        of_share * meeting.shares(crew, volunteer, earliest, latest)
        for meeting, of_share in meetings
        if meeting.concerns(volunteer)
    )
