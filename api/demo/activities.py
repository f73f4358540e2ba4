"""What the demo's cadres do together, and what others than volunteers see to: all four pillars and all four parties occur."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from api.tables.cadres import Cadre, Fact
from api.tables.needs import Group, GroupKind, Need, Party, Pillar
from api.tables.people import Volunteer
from api.tables.places import Station
from api.tables.weekly import WeeklyWindow

WEDNESDAY_AFTERNOON = WeeklyWindow(weekday=2, start="14:00", end="17:30")
CHOIR = "demo-choir"
MEMBERS = 6


def add_activities(session: Session, stations: Sequence[Station], cadres: Sequence[Cadre], monday: date) -> None:
    """A choir at the first station that somebody accompanies, and needs of family, unit and station."""
    station = stations[0]
    local = [cadre for cadre in cadres if cadre.station_id == station.id]
    session.add(
        Group(
            id=CHOIR,
            station_id=station.id,
            name="夕阳红合唱队（示例）",
            kind=GroupKind.ACTIVITY,
            members=[cadre.id for cadre in local[:MEMBERS]],
            latitude=station.latitude,
            longitude=station.longitude,
            note="每周三下午在服务站活动室排练",
        )
    )
    session.flush()
    _accompany(session, station)
    session.add(
        Need(
            id="demo-singing",
            cadre_id=local[0].id,
            group_id=CHOIR,
            service="activity",
            pillar=Pillar.ACTIVITY,
            fact=Fact.STRENGTHS,
            content="合唱排练：开门、伴奏、送行动不便者回家",
            minutes=90,
            windows=[WEDNESDAY_AFTERNOON],
        )
    )
    session.add_all(_seen_to_by_others(local, monday))


def _accompany(session: Session, station: Station) -> None:
    """The first volunteer of the station who can come on Wednesday afternoon plays the piano."""
    people = session.exec(select(Volunteer).where(Volunteer.station_id == station.id).order_by(Volunteer.id)).all()
    for volunteer in people:
        if any(one.weekday == WEDNESDAY_AFTERNOON.weekday and one.minutes >= 150 for one in volunteer.availability):
            volunteer.services = [*volunteer.services, "activity"]
            return


def _seen_to_by_others(cadres: Sequence[Cadre], monday: date) -> list[Need]:
    weekday_noon = [WeeklyWindow(weekday=day, start="11:00", end="12:30") for day in range(5)]
    return [
        Need(
            id="demo-mediation",
            cadre_id=cadres[1].id,
            service="mediation",
            pillar=Pillar.CONTRIBUTION,
            fact=Fact.STRENGTHS,
            content="到服务站参加邻里调解（发挥作用）",
            minutes=90,
            windows=[WeeklyWindow(weekday=1, start="09:00", end="11:00")],
            party=Party.STATION,
        ),
        Need(
            id="demo-lunch",
            cadre_id=cadres[2].id,
            service="meals",
            fact=Fact.FAMILY,
            content="工作日午餐由女儿送来",
            minutes=30,
            visits=5,
            windows=weekday_noon,
            party=Party.FAMILY,
        ),
        Need(
            id="demo-unit",
            cadre_id=cadres[3].id,
            service="emotional",
            fact=Fact.FORMER_UNIT,
            content="原单位本周走访看望",
            minutes=60,
            windows=[WeeklyWindow(weekday=3, start="09:00", end="11:30")],
            party=Party.UNIT,
            from_day=monday,
        ),
    ]
