"""What lies near a linear optimum: all weeks of volunteers that earn nearly the most at its prices, and what else is chosen from."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from matcher.engine.bound.cuts import Cut
from matcher.engine.bound.master import Optimum
from matcher.engine.bound.prices import Offer
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan, Weeks
from matcher.engine.routes import SCALE
from matcher.waist.instance import Points


class Near(NamedTuple):
    """What good rosters are made of."""

    volunteers: Volunteers
    weeks: Weeks
    optimum: Optimum
    chosen: list[WeeklyPlan]
    """What the linear optimum is made of, near or not."""
    pattern_points: Points  # [N, 2^D] FORBIDDEN for patterns that are not to be chosen
    cuts: list[Cut]
    constant: int
    """Points that every roster has beside those of plans, patterns, cadres and faces."""
    margin: int
    beyond: int
    """A roster of any other week has at least so many points."""

    def plan(self, k: int) -> WeeklyPlan:
        """One of the weeks."""
        return self.volunteers.plan(int(self.weeks.volunteer[k]), self.weeks.routes[k])


def weeks_near(
    volunteers: Volunteers,
    offers: Sequence[Offer],
    most: Sequence[int],
    margin: int,
    at_most: int,
    stopped: Callable[[], bool],
) -> Weeks | None:
    """All weeks that earn up to `margin` points less than the most (times SCALE) of their volunteer; None where they are more than
    `at_most`, or not all of them can be told, or stopped."""
    weeks: list[Weeks] = []
    room = at_most
    for volunteer, (offer, of_one) in enumerate(zip(offers, most, strict=True)):
        near = volunteers.near_weeks(volunteer, offer, of_one - SCALE * margin, room)
        if near is None or stopped():
            return None
        weeks.append(near)
        room -= len(near.points)
    return Weeks.joined(weeks)
