"""送学上门: study groups meet in their building, and some cadres volunteer themselves."""

from dataclasses import dataclass
from random import Random

from matcher.domain import Cadre, Need, Problem, Station, Text, Volunteer
from scenarios.generation.calendar import AFTERNOON, HALF_DAYS, MORNING, Calendar, Slot
from scenarios.generation.needs import Wishes, needs_of
from scenarios.generation.people import Circumstances, volunteers_of
from scenarios.generation.places import PILOTS, TRAVEL, around, short_name
from scenarios.generation.weeks import acquaintances
from scenarios.registry import scenario


@dataclass(frozen=True)
class Estate:
    """Buildings with so many cadres each; some of those lead groups elsewhere."""

    buildings: int
    cadres_each: int
    leading_cadres: int
    volunteers: int
    other_visits: int


@scenario(
    story=Text(
        en="Eight buildings with six retired cadres each: a study group meets in every building twice a week, a visit that "
        "serves all six at once. Six of the cadres lead groups in other buildings themselves and cannot be in two "
        "places; 40 ordinary visits go on.",
        zh="送学上门：八栋楼各有六位离退休干部，每栋每周两次集体学习，一次上门服务六人。六位老干部自己也是志愿者，到别的楼领学，"
        "分身乏术；另有40次日常服务。",
    ),
    sizes={
        "small": Estate(buildings=3, cadres_each=5, leading_cadres=2, volunteers=8, other_visits=12),
        "normal": Estate(buildings=8, cadres_each=6, leading_cadres=6, volunteers=22, other_visits=40),
        "large": Estate(buildings=20, cadres_each=6, leading_cadres=15, volunteers=56, other_visits=100),
    },
    default="normal",
)
def study_groups(estate: Estate, dice: Random) -> Problem:
    """Groups, their leaders among the cadres, and ordinary needs of the same people."""
    calendar, station = Calendar(), PILOTS[3]
    buildings = [_building(number, station, estate, dice) for number in range(1, estate.buildings + 1)]
    cadres = [cadre for building in buildings for cadre in building]
    helpers = volunteers_of(station, estate.volunteers - estate.leading_cadres, calendar, Circumstances(), dice)
    volunteers = (*helpers, *_leaders(station, cadres, estate, calendar, dice))
    groups = [_group(number, building, calendar, dice) for number, building in enumerate(buildings, start=1)]
    others = needs_of(station, cadres, helpers, estate.other_visits, Wishes(groups=0, emergencies=0), calendar, dice)
    return Problem(
        week=calendar.week,
        timezone="Asia/Shanghai",
        travel=TRAVEL,
        stations=(station,),
        cadres=tuple(cadres),
        volunteers=volunteers,
        needs=(*groups, *others),
        history=acquaintances((*groups, *others), volunteers, dice),
    )


def _building(number: int, station: Station, estate: Estate, dice: Random) -> list[Cadre]:
    door = around(station.location, 800, dice)
    return [
        Cadre(
            id=f"{station.id}-b{number:02d}-c{flat}",
            name=f"示例-{short_name(station)}-{number}栋-{flat}",
            station=station.id,
            location=door,
        )
        for flat in range(1, estate.cadres_each + 1)
    ]


def _leaders(
    station: Station, cadres: list[Cadre], estate: Estate, calendar: Calendar, dice: Random
) -> list[Volunteer]:
    return [
        Volunteer(
            id=f"{station.id}-leader{number:02d}",
            name=f"{cadre.name}（领学）",
            station=station.id,
            location=cadre.location,
            services=("study", "emotional"),
            gender=dice.choice("FM"),
            languages=("zh",),
            mode="walk",
            availability=[calendar.window(Slot(day, *half)) for day in range(5) for half in HALF_DAYS],
            max_visits_per_day=1,
            max_minutes_per_week=240,
            cadre=cadre.id,
        )
        for number, cadre in enumerate(dice.sample(cadres, estate.leading_cadres), start=1)
    ]


def _group(number: int, building: list[Cadre], calendar: Calendar, dice: Random) -> Need:
    half = dice.choice((MORNING, AFTERNOON))
    first, *others = building
    return Need(
        id=f"group{number:02d}",
        cadre=first.id,
        also_cadres=[cadre.id for cadre in others],
        service="study",
        minutes=dice.choice((60, 90)),
        visits=2,
        min_gap_days=2,
        priority="high",
        windows=[calendar.window(Slot(day, *half)) for day in range(5)],
    )
