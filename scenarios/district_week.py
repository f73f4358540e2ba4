"""Stations near each other that share their volunteers."""

from random import Random

from matcher.domain import Problem, Text
from scenarios.generation.calendar import Calendar
from scenarios.generation.places import station_grid
from scenarios.generation.weeks import Shape, community, week_of
from scenarios.registry import scenario

SPACING = 1_600.0
"""Metres: a neighbouring station's cadres are within reach of an electric bicycle, seldom of a walk."""

VISITS_PER_STATION = 275


@scenario(
    story=Text(
        en="Ten stations of one district, 275 visits each, that share their volunteers: every second station has too few of "
        "them and its neighbours too many, so that visits across station borders are worth their extra way.",
        zh="一个城区的十个服务站，每站275次上门服务，志愿者共用：一半站点人手不足，邻站有余，跨站服务值得多走一程。",
    ),
    sizes={"small": 2, "four": 4, "normal": 10},
    default="normal",
)
def district_week(stations: int, dice: Random) -> Problem:
    """Communities of 45 and 85 volunteers by turns, as the squares of a chessboard."""
    calendar = Calendar()
    columns = next(width for width in range(1, stations + 1) if width * width >= stations)
    return week_of(
        [
            community(
                station,
                Shape(
                    volunteers=45 if sum(divmod(place, columns)) % 2 == 0 else 85,
                    cadres=130,
                    visits=VISITS_PER_STATION,
                    volunteering_cadres=1,
                ),
                calendar,
                dice,
            )
            for place, station in enumerate(station_grid(stations, SPACING, dice))
        ],
        calendar,
    )
