"""What a roster achieves, counted the same whatever the policy: a soft rule's count at one point each, or a plain number."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from matcher.domain import Priority, Text
from matcher.rules.rule import SoftRule
from matcher.rules.soft.changed_visit import ChangedVisit
from matcher.rules.soft.cross_station import CrossStation
from matcher.rules.soft.many_faces import ManyFaces
from matcher.rules.soft.preferred_time import PreferredTime
from matcher.rules.soft.travel import Travel
from matcher.rules.soft.unfamiliar import Unfamiliar
from matcher.rules.soft.unserved_cadre import UnservedCadre
from matcher.timetable import Timetable


@dataclass(frozen=True)
class Figure:
    """A number of a roster, by a stable name and as people call it."""

    name: str
    text: Text
    of: Callable[[Timetable], int]


def _visits(timetable: Timetable) -> int:
    return len(timetable.stops)


def _missing(priority: Priority, timetable: Timetable) -> int:
    needs = (need for need in timetable.problem.needs if need.priority is priority)
    return sum(max(0, need.visits - len(timetable.stops_of_need[need.id])) for need in needs)


def _volunteers(timetable: Timetable) -> int:
    return len({volunteer.id for _, volunteer in timetable.services()})


def _service_minutes(timetable: Timetable) -> int:
    return sum(stop.need.minutes for stop, _ in timetable.services())


def _count(rule: SoftRule, timetable: Timetable) -> int:
    return sum(charge.points for charge in rule.measure(timetable))


def _counted_by(rule: SoftRule) -> Callable[[Timetable], int]:
    return partial(_count, rule)


MISSING = {
    Priority.EMERGENCY: Text("missing visits, emergency", "未满足：紧急"),
    Priority.HIGH: Text("missing visits, high priority", "未满足：高优先级"),
    Priority.NORMAL: Text("missing visits, normal priority", "未满足：普通优先级"),
    Priority.LOW: Text("missing visits, low priority", "未满足：低优先级"),
}

FIGURES: tuple[Figure, ...] = (
    Figure("visits", Text("visits made", "安排的服务次数"), _visits),
    *(Figure(f"missing_{priority}", text, partial(_missing, priority)) for priority, text in MISSING.items()),
    Figure(
        "unserved_cadres",
        Text("cadres without any visit", "一次服务都没有的老干部"),
        _counted_by(UnservedCadre(points=1)),
    ),
    Figure("volunteers", Text("volunteers at work", "参与服务的志愿者"), _volunteers),
    Figure("service_minutes", Text("service minutes", "服务分钟数"), _service_minutes),
    Figure("travel_minutes", Text("minutes on the way", "路上分钟数"), _counted_by(Travel(points=1))),
    Figure("strangers", Text("services by strangers", "不熟悉的人次"), _counted_by(Unfamiliar(points=1))),
    Figure("faces", Text("faces beyond the crew", "换人（超出每次人数）"), _counted_by(ManyFaces(points=1))),
    Figure("cross_station", Text("services across stations", "跨站服务人次"), _counted_by(CrossStation(points=1))),
    Figure(
        "other_times", Text("visits outside preferred times", "首选时段外的服务"), _counted_by(PreferredTime(points=1))
    ),
    Figure(
        "changed",
        Text("published visits given up or to others", "已公布而取消或换人的服务"),
        _counted_by(ChangedVisit(changed=1, moved=0)),
    ),
    Figure(
        "moved",
        Text("published visits at another time", "已公布而改时间的服务"),
        _counted_by(ChangedVisit(changed=0, moved=1)),
    ),
)


def figures_of(timetable: Timetable) -> dict[str, int]:
    """All of them by name."""
    return {figure.name: figure.of(timetable) for figure in FIGURES}
