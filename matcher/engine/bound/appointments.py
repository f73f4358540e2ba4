"""Appointments: who comes to a visit and, if it takes a crew, when. What is appointed narrows what is left to choose; it may stay
undone, but not be done otherwise. Whoever is visited then, or is out for it, is not there for another visit.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matcher.engine.bound.prices import Offer
from matcher.engine.bound.spans import ANY, Taken
from matcher.waist.instance import FORBIDDEN, MINUTES, VISITS, Flags, Instance, Points

BARRED = 1 << 32
"""So much (times SCALE) is lost by what is not to be: more than anything earns."""


class Appointment(NamedTuple):
    """One visit, its start in minutes of the week (ANY if only a crew would have to agree on one), and all who come; if it is nobody,
    there is no such visit."""

    visit: int
    start: int
    members: tuple[int, ...]


class Appointments(NamedTuple):
    """What is appointed, and what it leaves to choose."""

    made: Mapping[int, Appointment]
    """By visit."""
    starts: NDArray[np.int64]  # [N × D] ANY where none is appointed
    closed: Flags  # [V, N × D] volunteers who do not come to a visit
    taken: Mapping[int, tuple[Taken, ...]]
    """By visit: when it may not start."""
    patterns: Flags  # [N, 2^D] dates that go with what is appointed, or none at all
    room: NDArray[np.int64]  # [V, D, 2] visits and service minutes that the limits of each date leave to volunteers

    @classmethod
    def none(cls, instance: Instance, pattern_points: Points) -> Self:
        """Nothing is appointed; patterns are those with points below FORBIDDEN, [N, 2^D]."""
        visits = instance.needs * instance.days
        closed = np.zeros((instance.volunteers, visits), dtype=np.bool_)
        room = instance.limit[:, 1:-1, [VISITS, MINUTES]].astype(np.int64)
        return cls({}, np.full(visits, ANY), closed, {}, pattern_points < FORBIDDEN, room)

    def with_new(self, instance: Instance, new: Iterable[Appointment]) -> Self:
        """The same and these; what is appointed again must be done."""
        made, starts, closed, patterns = dict(self.made), self.starts.copy(), self.closed.copy(), self.patterns.copy()
        room, days = self.room.copy(), instance.days
        on_date = np.arange(patterns.shape[1])[:, None] >> np.arange(days) & 1 > 0
        for one in new:
            need, day = divmod(one.visit, days)
            if one.visit in made:
                patterns[need, 0] = False
                continue
            made[one.visit] = one
            starts[one.visit] = one.start
            members = list(one.members)
            closed[:, one.visit] = True
            closed[members, one.visit] = False
            if not one.members:
                patterns[need] &= ~on_date[:, day]
                continue
            patterns[need, 1:] &= on_date[1:, day]
            closed[:, need * days : (need + 1) * days] |= ~(patterns[need][:, None] & on_date).any(axis=0)
            room[members, day] -= 1, int(instance.need_minutes[need])
            for volunteer in members:
                left, minutes = room[volunteer, day]
                closed[volunteer, day::days] |= (left < 1) | (instance.need_minutes > minutes)
        for one in made.values():
            closed[list(one.members), one.visit] = False
        taken = dict(self.taken)
        for one in new:
            if one.start != ANY and one.visit not in self.made:
                ends = one.start + int(instance.need_minutes[one.visit // days])
                for other in _others(instance, one):
                    minutes = int(instance.need_minutes[other // days])
                    taken[other] = (*taken.get(other, ()), Taken(one.start - minutes, ends))
        return type(self)(made, starts, closed, taken, patterns, room)

    def taken_by(self, instance: Instance, new: Iterable[Appointment]) -> set[int]:
        """Visits of which some starts are taken by these appointments."""
        return {other for one in new if one.start != ANY for other in _others(instance, one)}

    def offer(self, volunteer: int, offer: Offer) -> Offer:
        """The same for what is open to a volunteer."""
        return offer._replace(earned=np.where(self.closed[volunteer], -BARRED, offer.earned))


def _others(instance: Instance, one: Appointment) -> set[int]:
    """Other visits of that date to those who are visited (if by one at a time), or are out for it and cadres themselves."""
    need, day = divmod(one.visit, instance.days)
    visited = instance.need_cadre[instance.need_cadre_ptr[need] : instance.need_cadre_ptr[need + 1]]
    out = instance.volunteer_cadre[list(one.members)]
    needs = {
        other
        for cadre in (*visited[instance.cadre_apart[visited]].tolist(), *out[out >= 0].tolist())
        for other in instance.cadre_need[instance.cadre_need_ptr[cadre] : instance.cadre_need_ptr[cadre + 1]].tolist()
    }
    return {other * instance.days + day for other in needs - {need}}
