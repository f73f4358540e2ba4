"""A week in which half of the volunteers are away."""

from random import Random

from matcher.domain import Problem, Text
from scenarios.generation.calendar import Calendar
from scenarios.generation.needs import Wishes
from scenarios.generation.places import PILOTS
from scenarios.generation.weeks import Shape, community, week_of
from scenarios.registry import scenario


def _week(volunteers: int, cadres: int, visits: int) -> Shape:
    wishes = Wishes(groups=0, emergencies=max(1, visits // 60), high=0.25, low=0.25)
    return Shape(volunteers=volunteers, cadres=cadres, visits=visits, wishes=wishes)


@scenario(
    story=Text(
        en="Holiday time: half of the volunteers are away and 30 are left for 250 visits, some of them emergencies, "
        "a quarter of high and a quarter of low priority. Much must be given up; the question is what.",
        zh="假期：半数志愿者外出，只剩30名志愿者面对250次上门服务，其中有紧急的，高、低优先级的各约四分之一。"
        "很多服务只能放弃，要看放弃哪些。",
    ),
    sizes={"small": _week(10, 40, 83), "normal": _week(30, 120, 250), "large": _week(60, 240, 500)},
    default="normal",
)
def shortage_week(shape: Shape, dice: Random) -> Problem:
    """One community around the third pilot station with half its usual volunteers."""
    calendar = Calendar()
    return week_of([community(PILOTS[2], shape, calendar, dice)], calendar)
