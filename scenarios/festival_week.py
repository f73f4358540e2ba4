"""重阳, the ninth day of the ninth lunar month: every retired cadre is to be visited."""

from collections.abc import Sequence
from datetime import date
from random import Random

from matcher.domain import Cadre, Need, Problem, Text
from scenarios.generation.calendar import HALF_DAYS, Calendar, Slot
from scenarios.generation.needs import Wishes
from scenarios.generation.places import PILOTS
from scenarios.generation.weeks import Shape, community, week_of
from scenarios.registry import scenario

DOUBLE_NINTH = date(2026, 10, 18)
WEEK_BEFORE = date(2026, 10, 12)


@scenario(
    story=Text(
        en="The week of the Double Ninth festival (Sunday, 18 October 2026): each of the 120 retired cadres is to be greeted "
        "at home, if possible at the week's end, the oldest by two people, and 80 ordinary visits go on. Nobody "
        "should be left out, so everyone comes before more for some.",
        zh="重阳节（2026年10月18日，周日）所在的一周：120名离退休干部人人要有人上门慰问，尽量安排在周末，高龄者两人同去；"
        "另有80次日常服务照常。先保证一个不落，再考虑多服务几次。",
    ),
    sizes={
        "small": Shape(volunteers=11, cadres=40, visits=26, wishes=Wishes(groups=0)),
        "normal": Shape(volunteers=33, cadres=120, visits=80, wishes=Wishes(groups=0)),
        "large": Shape(volunteers=66, cadres=240, visits=160, wishes=Wishes(groups=0)),
    },
    default="normal",
)
def festival_week(shape: Shape, dice: Random) -> Problem:
    """A light ordinary week and a greeting for every cadre."""
    calendar = Calendar(WEEK_BEFORE)
    ordinary = week_of([community(PILOTS[2], shape, calendar, dice)], calendar)
    return ordinary.revised(needs=[*ordinary.needs, *_greetings(ordinary.cadres, calendar, dice)])


def _greetings(cadres: Sequence[Cadre], calendar: Calendar, dice: Random) -> list[Need]:
    festival = (DOUBLE_NINTH - calendar.start).days
    return [
        Need(
            id=f"{cadre.id}-greeting",
            cadre=cadre.id,
            service="emotional",
            minutes=20,
            crew=2 if dice.random() < 0.15 else 1,
            windows=[calendar.window(Slot(day, *half)) for day in range(calendar.days) for half in HALF_DAYS],
            preferred=[calendar.window(Slot(day, *half)) for day in (festival - 1, festival) for half in HALF_DAYS],
        )
        for cadre in cadres
    ]
