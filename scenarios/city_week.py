"""A whole city at once."""

from random import Random

from matcher.domain import Problem, Text
from scenarios.generation.calendar import Calendar
from scenarios.generation.places import station_grid
from scenarios.generation.weeks import Shape, community, week_of
from scenarios.registry import scenario

SPACING = 1_800.0
"""Metres between stations: ten by ten of them cover a city of eighteen kilometres across."""


@scenario(
    story=Text(
        en="A hundred stations in one week: 25 000 visits, 12 000 retired cadres and about 6 000 volunteers, who may serve "
        "wherever the fifteen-minute circle lets them.",
        zh="全市一百个服务站同排一周：25000次上门服务、12000名离退休干部、约6000名志愿者，凡在十五分钟服务圈内均可跨站服务。",
    ),
    sizes={"small": 16, "half": 50, "normal": 100},
    default="normal",
)
def city_week(stations: int, dice: Random) -> Problem:
    """Communities of 52 to 68 volunteers and 250 visits on a jittered grid."""
    calendar = Calendar()
    return week_of(
        [
            community(
                station,
                Shape(volunteers=60 + dice.randint(-8, 8), volunteering_cadres=dice.randint(0, 2)),
                calendar,
                dice,
            )
            for station in station_grid(stations, SPACING, dice)
        ],
        calendar,
    )
