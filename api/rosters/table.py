"""The roster as it lies on the table while somebody works on it: visits by place, and pins that stay where they were put."""

from collections.abc import Sequence
from datetime import date, datetime

from api.errors import Unacceptable
from matcher.domain import Need, Problem, Visit
from matcher.domain.clock import midnight, minutes_between

Place = tuple[str, date]
"""A need has at most one visit on a date, so the two name it."""


class Stumble(Exception):
    """A step that cannot be taken; `field` is where it goes wrong."""

    def __init__(self, field: str, code: str, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.field, self.code, self.zh, self.en = field, code, zh, en

    def at_step(self, number: int) -> Unacceptable:
        """As it is told; steps are counted from 1."""
        place = {"path": f"body.steps.{number - 1}.{self.field}", "code": self.code, "en": self.en}
        return Unacceptable(self.code, zh=f"第{number}步：{self.zh}", en=f"Step {number}: {self.en}", errors=[place])


class Table:
    """`held` are the visits that must stand as they are; a pin whose visit is taken away stays, and misses it."""

    def __init__(self, problem: Problem, visits: Sequence[Visit]) -> None:
        self.problem = problem
        self.visits = {place_of(visit): visit for visit in visits}
        self.held = {place: visit for place, visit in self.visits.items() if visit.stands}
        self.touched: set[Place] = set()

    def put(self, visit: Visit) -> None:
        """On an empty place, or instead of what is there."""
        self.visits[place_of(visit)] = visit
        self.touched.add(place_of(visit))

    def take_off(self, visit: Visit) -> None:
        """A reason was given for the visit as it was, so what it overrides goes with it."""
        place = place_of(visit)
        del self.visits[place]
        self.touched.add(place)
        if place in self.held and self.held[place].pinned:
            self.held[place] = self.held[place].revised(overrides=())
        else:
            self.held.pop(place, None)

    def replace(self, visit: Visit, start: datetime, volunteers: tuple[str, ...]) -> None:
        """The visit at another start or with other volunteers; whether a pin lets it go is judged later."""
        if (start, set(volunteers)) == (visit.start, set(visit.volunteers)) and len(volunteers) == len(
            visit.volunteers
        ):
            return
        if start.date() != visit.start.date():
            self.check_free(visit.need, start.date())
        self.take_off(visit)
        end = start + (visit.end - visit.start)
        self.put(visit.revised(start=start, end=end, volunteers=volunteers, overrides=()))

    def pin(self, visit: Visit) -> None:
        """A pin that is there already stays where it is."""
        place = place_of(visit)
        self.put(visit.revised(pinned=True))
        if place not in self.held or not self.held[place].pinned:
            self.held[place] = self.visits[place]

    def unpin(self, visit: Visit) -> None:
        """What it overrides holds it still."""
        place = place_of(visit)
        self.put(visit.revised(pinned=False))
        self.held.pop(place, None)
        if self.visits[place].stands:
            self.held[place] = self.visits[place]

    def need(self, need_id: str, field: str = "need") -> Need:
        """The need of the week; raises Stumble, as all that follow."""
        need = self.problem.need_by_id.get(need_id)
        if need is None:
            raise Stumble(field, "NO_SUCH_NEED", zh="本周没有这项需求。", en="this week has no such need.")
        return need

    def visit(self, need_id: str, day: date, need_field: str = "need", date_field: str = "date") -> Visit:
        """The visit of the need on the date."""
        self.need(need_id, need_field)
        visit = self.visits.get((need_id, day))
        if visit is None:
            dates = ", ".join(f"{other}" for need, other in sorted(self.visits) if need == need_id)
            raise Stumble(
                date_field,
                "NO_SUCH_VISIT",
                zh=f"该需求当日没有安排服务，已安排的日期：{dates or '无'}。",
                en=f"the need has no visit on that date, expected one of its dates: {dates or 'it has none'}.",
            )
        return visit

    def check_known(self, volunteers: Sequence[str], field: str) -> None:
        """All of them are volunteers of the week."""
        if any(one not in self.problem.volunteer_by_id for one in volunteers):
            raise Stumble(field, "NO_SUCH_VOLUNTEER", zh="本周没有这名志愿者。", en="this week has no such volunteer.")

    def check_on(self, visit: Visit, volunteer: str, field: str) -> None:
        """The volunteer is one of the visit's."""
        if volunteer not in visit.volunteers:
            raise Stumble(
                field, "NOT_ASSIGNED", zh="该志愿者不在这次服务中。", en="the volunteer is not on that visit."
            )

    def check_free(self, need_id: str, day: date, field: str = "start") -> None:
        """The need has no visit on the date yet."""
        if (need_id, day) in self.visits:
            raise Stumble(
                field,
                "VISIT_THERE",
                zh="该需求当日已有一次服务，请改用其他日期或移动已有的服务。",
                en="the need has a visit on that date already, expected another date; or move the one that is there.",
            )

    def check_start(self, start: datetime, field: str = "start") -> None:
        """Inside the week and on the grid."""
        dates, grid = self.problem.week.dates, self.problem.grid_minutes
        if start.date() not in dates:
            raise Stumble(
                field,
                "OUTSIDE_THE_WEEK",
                zh=f"开始时间不在本周（{dates[0]}至{dates[-1]}）。",
                en=f"the start lies outside the week, expected a date from {dates[0]} to {dates[-1]}.",
            )
        if minutes_between(midnight(start.date()), start) % grid:
            raise Stumble(
                field,
                "OFF_THE_GRID",
                zh=f"开始时间须为{grid}分钟的整倍数。",
                en=f"expected a start that is a multiple of {grid} minutes after midnight.",
            )


def place_of(visit: Visit) -> Place:
    """Need and date."""
    return visit.need, visit.start.date()
