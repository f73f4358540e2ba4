"""The demonstration: one week of the four pilot stations of Liuzhou; people, homes and coordinates are made up."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from matcher.domain import Need, Problem, Qualification, Text, Volunteer
from scenarios.generation.calendar import AFTERNOON, EVENING, MORNING, Calendar, Slot
from scenarios.generation.needs import Wishes
from scenarios.generation.people import Circumstances
from scenarios.generation.placement import placed_by_hand
from scenarios.generation.places import PILOTS, shifted
from scenarios.generation.weeks import Shape, community, week_of
from scenarios.registry import scenario

WISHES = Wishes(crew_visits=0.10, groups=1, emergencies=0, language=0.0, gender=0.03, preferred_volunteer=0.2)
HELPFUL = Circumstances(windows=(0, 20, 80), own_limits=0.3)
PER_STATION = Shape(volunteers=6, cadres=14, visits=23, circumstances=HELPFUL, wishes=WISHES)
SATURDAY = 5
SIDES = {"north": "北片", "south": "南片"}


@scenario(
    story=Text(
        en="One week of the four pilot stations in Liuzhou: 28 volunteers, 56 retired cadres and 96 visits, among them "
        "study groups, an emergency and lifts that take two. Part of the roster is published already and a few visits cannot "
        "be served, each for its own reason. Illustrative: people, homes and coordinates are made up.",
        zh="柳州四个示范服务站的一周：28名志愿者、56名离退休干部、96次上门服务，含送学上门、一次紧急服务和须两人同去的家务。"
        "部分排班已公布，个别服务各有缘由无法安排。示例数据：人员、住址和坐标均为虚构。",
    ),
    sizes={
        "normal": PER_STATION,
        "large": replace(PER_STATION, volunteers=12, cadres=28, visits=47),
    },
    default="normal",
)
def four_pilots(shape: Shape, dice: Random) -> Problem:
    """Four communities, four professionals between them, four needs that bring difficulties, and half a roster made before."""
    calendar = Calendar()
    shapes = (
        replace(shape, wishes=replace(shape.wishes, emergencies=1)),
        replace(shape, volunteering_cadres=1),
        shape,
        replace(shape, volunteering_cadres=1),
    )
    drawn = week_of(
        [community(station, own, calendar, dice) for station, own in zip(PILOTS, shapes, strict=True)], calendar
    )
    lapsed = _with_one_lapsed_certificate(drawn.volunteers, calendar)
    week = drawn.revised(
        volunteers=[*lapsed, *_professionals(calendar)], needs=[*drawn.needs, *_difficulties(drawn, calendar)]
    )
    known = [visit for visit in placed_by_hand(week) if dice.random() < 0.4]
    firm = set(dice.sample(range(len(known)), 3))
    return week.revised(published=[visit.revised(pinned=place in firm) for place, visit in enumerate(known)])


def _professionals(calendar: Calendar) -> list[Volunteer]:
    """A physician and a lawyer for the two stations in the north and for the two in the south, with electric bicycles."""
    return [
        Volunteer(
            id=f"{certificate}-{side}",
            name=f"示例-{name}",
            station=station.id,
            location=shifted(station.location, *metres),
            services=(service,),
            qualifications=tuple(Qualification(name=held) for held in certificates),
            gender=gender,
            languages=("zh", "za"),
            mode="e_bike",
            availability=[calendar.window(Slot(day, *AFTERNOON)) for day in days],
        )
        for side, station, metres in (("north", PILOTS[1], (-600, 900)), ("south", PILOTS[3], (1_200, -200)))
        for certificate, service, certificates, gender, name, days in (
            ("physician", "medical", ("physician", "nurse"), "F", f"覃医生（{SIDES[side]}）", (0, 2, 4)),
            ("lawyer", "legal", ("lawyer",), "M", f"韦律师（{SIDES[side]}）", (1, 3)),
        )
    ]


def _with_one_lapsed_certificate(volunteers: tuple[Volunteer, ...], calendar: Calendar) -> list[Volunteer]:
    """The first nurse's certificate ended on the day before the week."""
    nurse = next(one.id for one in volunteers if any(held.name == "nurse" for held in one.qualifications))
    lapsed = [Qualification(name="nurse", valid_until=calendar.start - timedelta(days=1))]
    return [one.revised(qualifications=lapsed) if one.id == nurse else one for one in volunteers]


def _difficulties(week: Problem, calendar: Calendar) -> list[Need]:
    """Nobody cuts hair; lawyers have no time in the morning; one speaks a rare language; a heavy lift takes six."""
    first_of = {station.id: next(one.id for one in week.cadres if one.station == station.id) for station in PILOTS}
    mornings = [calendar.window(Slot(day, *MORNING)) for day in range(3)]
    evening = [calendar.window(Slot(SATURDAY, *EVENING))]
    return [
        Need(id="haircut", cadre=first_of["liuxing"], service="haircut", minutes=30, windows=mornings),
        Need(id="contract", cadre=first_of["wantang"], service="legal", minutes=60, windows=mornings),
        Need(
            id="talk", cadre=first_of["shishan"], service="emotional", minutes=45, windows=mornings, languages=["hak"]
        ),
        Need(id="piano", cadre=first_of["shiyiye"], service="household", minutes=60, windows=evening, crew=6),
    ]
