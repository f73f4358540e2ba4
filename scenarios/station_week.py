"""An ordinary week of one station; the sizes scale it or stress one side of it."""

from dataclasses import replace
from random import Random

from matcher.domain import Problem, Text
from scenarios.generation.calendar import Calendar
from scenarios.generation.needs import Wishes
from scenarios.generation.people import Circumstances
from scenarios.generation.placement import placed_by_hand
from scenarios.generation.places import PILOTS
from scenarios.generation.weeks import Shape, community, week_of
from scenarios.registry import scenario

NORMAL = Shape()
ALL_FEATURES = Shape(
    volunteers=66,
    volunteering_cadres=5,
    circumstances=Circumstances(own_limits=0.6, expiring=0.3, bus=0.08),
    wishes=Wishes(
        crew_visits=0.15,
        groups=5,
        emergencies=2,
        language=0.10,
        gender=0.10,
        excluded_volunteer=0.10,
        preferred_volunteer=0.20,
        own_place=0.08,
        rest_days=0.5,
    ),
)


@scenario(
    story=Text(
        en="One station with 60 volunteers, 120 retired cadres and 250 visits in a week. Volunteers are a little "
        "short: a few visits stay unmet however one plans. Sizes: 20, 60 or 120 volunteers; short of volunteers, plenty "
        "of them, a third of the visits by crews of two, or all features at once (with half a roster already published).",
        zh="一个服务站的普通一周：60名志愿者、120名离退休干部、250次上门服务。人手略紧，怎样排班都会有少数服务落空。"
        "规模可选：20、60或120名志愿者；人手短缺、人手充裕、三分之一为双人服务，或各种情形并存（已公布半数排班）。",
    ),
    sizes={
        "small": Shape(volunteers=20, cadres=40, visits=83, wishes=Wishes(groups=1)),
        "normal": NORMAL,
        "large": Shape(volunteers=120, cadres=240, visits=500, wishes=Wishes(groups=4, emergencies=2)),
        "short": replace(NORMAL, volunteers=44),
        "plenty": replace(NORMAL, volunteers=90),
        "crews": replace(NORMAL, volunteers=72, wishes=Wishes(crew_visits=1 / 3)),
        "all_features": ALL_FEATURES,
    },
    default="normal",
)
def station_week(shape: Shape, dice: Random) -> Problem:
    """One community around the first pilot station."""
    calendar = Calendar()
    problem = week_of([community(PILOTS[0], shape, calendar, dice)], calendar)
    return _half_published(problem, dice) if shape is ALL_FEATURES else problem


def _half_published(problem: Problem, dice: Random) -> Problem:
    """Half of a roster made by hand is known to people already, and a tenth of that stands firm."""
    known = [visit for visit in placed_by_hand(problem) if dice.random() < 0.5]
    return problem.revised(published=[visit.revised(pinned=dice.random() < 0.1) for visit in known])
