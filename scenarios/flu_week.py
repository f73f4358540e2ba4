"""A roster is published, then a third of the volunteers drop out on Tuesday."""

from datetime import timedelta
from random import Random

from matcher.domain import Problem, Text, Volunteer
from scenarios.generation.calendar import Calendar
from scenarios.generation.placement import placed_by_hand
from scenarios.generation.places import PILOTS
from scenarios.generation.weeks import Shape, community, week_of
from scenarios.registry import scenario


@scenario(
    story=Text(
        en="The week was planned for 60 volunteers and 250 visits and the roster is in everybody's hands. On Tuesday a third "
        "of the volunteers fall ill: from then on they are not available, what happened on Monday stands, and people want "
        "few changes.",
        zh="一周排班已公布：60名志愿者、250次上门服务。周二起三分之一的志愿者因流感退出，周一已完成的服务不变，其余尽量少改动。",
    ),
    sizes={
        "small": Shape(volunteers=21, cadres=40, visits=80),
        "normal": Shape(),
        "large": Shape(volunteers=120, cadres=240, visits=500),
    },
    default="normal",
)
def flu_week(shape: Shape, dice: Random) -> Problem:
    """The healthy week is placed by hand first; then availability from Tuesday on is taken from those who fall ill."""
    calendar = Calendar()
    healthy = week_of([community(PILOTS[1], shape, calendar, dice)], calendar)
    tuesday = calendar.start + timedelta(days=1)
    published = [visit.revised(pinned=visit.start.date() < tuesday) for visit in placed_by_hand(healthy)]
    ill = {one.id for one in dice.sample(healthy.volunteers, len(healthy.volunteers) // 3)}

    def after_tuesday(volunteer: Volunteer) -> Volunteer:
        if volunteer.id not in ill:
            return volunteer
        return volunteer.revised(
            availability=[window for window in volunteer.availability if window.start.date() < tuesday]
        )

    return healthy.revised(volunteers=[after_tuesday(one) for one in healthy.volunteers], published=published)
