"""The instance: one week as immutable, sparse, integer arrays; all that an algorithm knows.

Symbols: N needs, D dates, V volunteers, T tours, C cadres of needs, P pairs, K classes of dates or loads.
Times are minutes of the week (date × 1440 + minute of the day). A "visit" is a need on a date, index `need × D + date`:
a need has at most one visit a date. Points are integers; lower is better. A list of `x`s per `y` is stored end to end;
those of y stand at `y_x_ptr[y] : y_x_ptr[y + 1]`.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Points = NDArray[np.int64]
Flags = NDArray[np.bool_]

FORBIDDEN = 1 << 40
"""Points of a date pattern that no roster may have."""

Scope = Literal["tour", "day", "week"]
VISITS, MINUTES, TRAVEL = 0, 1, 2
"""Columns of `limit[v]`: number of visits, service minutes, travel minutes."""
UNLIMITED = 1 << 30


def rows_of(scope: Scope, days: int) -> slice:
    """Rows of `limit[v]`: one for a tour, one for every date, one for the week."""
    return {"tour": slice(0, 1), "day": slice(1, days + 1), "week": slice(days + 1, days + 2)}[scope]


class Instance(NamedTuple):
    """See the module docstring for symbols; every array is read-only."""

    days: int
    grid: int
    """Starts lie on multiples of this many minutes after midnight."""

    # needs
    need_minutes: Ints  # [N] service minutes of a visit
    need_crew: Ints  # [N] volunteers who start together
    need_pattern: Ints  # [N] row of pattern_points
    pattern_points: Points  # [K, 2^D] points of serving exactly the dates of a bit mask; FORBIDDEN if not allowed
    need_cadre_ptr: Ints  # [N + 1]
    need_cadre: Ints  # cadres whom a visit of the need serves

    # time: where a visit may start, and for how many points
    start_ptr: Ints  # [N × D + 1] spans of starts of a visit, ascending and disjoint
    start_first: Ints  # first start of a span, on the grid
    start_last: Ints  # last start of a span, on the grid, not before the first
    start_points: Ints  # points of starting there

    # cadres
    cadre_need_ptr: Ints  # [C + 1]
    cadre_need: Ints  # needs that serve the cadre
    cadre_unserved_points: Points  # [C] points if no visit serves the cadre
    cadre_apart: Flags  # [C] visits that serve the cadre may not overlap
    cadre_volunteer: Ints  # [C] the volunteer who is this cadre and can be at one place only, or -1

    # volunteers
    volunteer_cadre: Ints  # [V] the cadre who is this volunteer (inverse of cadre_volunteer), or -1
    limit: Ints  # [V, 1 + D + 1, 3] most visits, service minutes, travel minutes of a tour, each date, the week; or UNLIMITED
    volunteer_load: Ints  # [V] row of load_points
    load_points: Points  # [K, M + 1] points of serving so many minutes in the week
    volunteer_tour_ptr: Ints  # [V + 1] tours are sorted by volunteer, then by time

    # tours
    tour_volunteer: Ints  # [T]
    tour_day: Ints  # [T]
    tour_start: Ints  # [T]
    tour_end: Ints  # [T]

    # pairs: volunteers who may serve a need, sorted by volunteer, then need
    volunteer_pair_ptr: Ints  # [V + 1]
    pair_volunteer: Ints  # [P]
    pair_need: Ints  # [P]
    pair_days: Ints  # [P] bit mask of dates on which the volunteer, with nothing else to do, could serve the need
    pair_points: Ints  # [P] points of each visit by this volunteer
    pair_place: Ints  # [P] where the need is served: a row and column of the volunteer's table of ways
    need_pair_ptr: Ints  # [N + 1]
    need_pair: Ints  # [P] pairs sorted by need, then volunteer

    # travel: minutes from place a to b of volunteer v are way[way_start[v] + a × way_size[v] + b]
    way: NDArray[np.uint16]
    way_start: NDArray[np.int64]  # [V]
    way_size: Ints  # [V]
    base_place: Ints  # [V]
    travel_points: int  # points per minute of every leg

    # faces: points per different volunteer of a need beyond a free number
    face_points: int
    free_faces: Ints  # [N]

    # baseline: a roster from which to differ costs points, and what of it is frozen
    published_start: Ints  # [N × D] published start of a visit, or -1
    published_ptr: Ints  # [N × D + 1]
    published_volunteer: Ints  # volunteers of the published visit, ascending
    pinned: Flags  # [N × D] the published visit stands as it is
    changed_points: int  # if there is no such visit with the same volunteers
    moved_points: int  # if only its start differs

    @property
    def needs(self) -> int:
        """N."""
        return len(self.need_minutes)

    @property
    def volunteers(self) -> int:
        """V."""
        return len(self.volunteer_cadre)

    @property
    def tours(self) -> int:
        """T."""
        return len(self.tour_day)

    @property
    def pairs(self) -> int:
        """P."""
        return len(self.pair_need)

    def tours_of(self, volunteer: int) -> range:
        """The volunteer's tours, by time."""
        return range(int(self.volunteer_tour_ptr[volunteer]), int(self.volunteer_tour_ptr[volunteer + 1]))

    def pairs_of(self, volunteer: int) -> slice:
        """The volunteer's pairs, by need."""
        return slice(int(self.volunteer_pair_ptr[volunteer]), int(self.volunteer_pair_ptr[volunteer + 1]))

    def pair(self, volunteer: int, need: int) -> int:
        """The pair of the two, or -1 if there is none."""
        own = self.pairs_of(volunteer)
        pair = own.start + int(self.pair_need[own].searchsorted(need))
        return pair if pair < own.stop and self.pair_need[pair] == need else -1

    def minutes_between(self, volunteer: int, origin: int, destination: int) -> int:
        """Of the volunteer's way from one place of his table to another."""
        row = int(self.way_start[volunteer]) + int(origin) * int(self.way_size[volunteer])
        return int(self.way[row + int(destination)])

    def limits(self, volunteer: Ints | int, day: Ints | int) -> Ints:
        """Of tours on these dates, of the dates and of the week, by quantity: [.., 3, 3] for arrays of one shape [..]."""
        date = np.asarray(day)
        rows = np.stack((np.zeros_like(date), 1 + date, np.full_like(date, 1 + self.days)), axis=-1)
        limits: Ints = self.limit[np.asarray(volunteer)[..., None], rows]
        return limits

    def bytes(self) -> int:
        """Memory of all arrays."""
        return sum(field.nbytes for field in self if isinstance(field, np.ndarray))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled field by field; arrays are read-only again on arrival, as compiled code expects them."""
        return frozen, tuple(self)


def frozen(*fields: Any) -> Instance:
    """An instance of these fields, all arrays contiguous and read-only."""
    for field in fields:
        if isinstance(field, np.ndarray):
            field.setflags(write=False)
    return Instance(*fields)
