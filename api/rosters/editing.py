"""Steps are taken on the visits of a roster, one after another; what they break is judged afterwards, all together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import singledispatch

from api.rosters import steps as to_do
from api.rosters.standing import Standing
from api.rosters.table import Place, Stumble, Table, place_of
from matcher.domain import Visit


@dataclass(frozen=True)
class Edited:
    """The visits after all steps, those that must stand as they are, and the places that the steps touched."""

    visits: tuple[Visit, ...]
    held: tuple[Visit, ...]
    touched: frozenset[Place]


def edited(standing: Standing, steps: Sequence[to_do.AnyStep]) -> Edited:
    """Raises Unacceptable where a step speaks of what is not there, with the number of the step."""
    table = Table(standing.problem, standing.document.visits)
    for number, step in enumerate(steps, start=1):
        try:
            take(step, table)
        except Stumble as stumble:
            raise stumble.at_step(number) from None
    return Edited(tuple(table.visits.values()), tuple(table.held.values()), frozenset(table.touched))


@singledispatch
def take(step: to_do.Step, table: Table) -> None:
    """One step; raises Stumble."""
    raise NotImplementedError(f"nobody knows how to {type(step).__name__}")


@take.register
def _(step: to_do.Add, table: Table) -> None:
    need = table.need(step.need)
    table.check_known(step.volunteers, "volunteers")
    table.check_start(step.start)
    table.check_free(need.id, step.start.date())
    end = step.start + timedelta(minutes=need.minutes)
    visit = Visit(need=need.id, start=step.start, end=end, volunteers=step.volunteers)
    table.put(visit)
    if step.pinned:
        table.pin(visit)


@take.register
def _(step: to_do.Move, table: Table) -> None:
    visit = table.visit(step.need, step.date)
    if step.start is None and step.volunteers is None:
        raise Stumble(
            "start",
            "NOTHING_TO_MOVE",
            zh="请给出新的开始时间或志愿者。",
            en="expected a start, or volunteers, or both.",
        )
    table.check_known(step.volunteers or (), "volunteers")
    if step.start is not None:
        table.check_start(step.start)
    table.replace(
        visit,
        visit.start if step.start is None else step.start,
        visit.volunteers if step.volunteers is None else step.volunteers,
    )


@take.register
def _(step: to_do.Assign, table: Table) -> None:
    visit = table.visit(step.need, step.date)
    table.check_known((step.volunteer,), "volunteer")
    if step.volunteer in visit.volunteers:
        raise Stumble(
            "volunteer", "ALREADY_ASSIGNED", zh="该志愿者已在这次服务中。", en="the volunteer is on that visit already."
        )
    table.replace(visit, visit.start, (*visit.volunteers, step.volunteer))


@take.register
def _(step: to_do.Unassign, table: Table) -> None:
    visit = table.visit(step.need, step.date)
    table.check_on(visit, step.volunteer, "volunteer")
    table.replace(visit, visit.start, tuple(one for one in visit.volunteers if one != step.volunteer))


@take.register
def _(step: to_do.Swap, table: Table) -> None:
    one = table.visit(step.need, step.date)
    other = table.visit(step.with_need, step.with_date, "with_need", "with_date")
    table.check_on(one, step.volunteer, "volunteer")
    table.check_on(other, step.with_volunteer, "with_volunteer")
    if place_of(one) == place_of(other):
        raise Stumble("with_need", "SAME_VISIT", zh="须为两次不同的服务。", en="expected two different visits.")
    table.replace(one, one.start, _with_another(one, step.volunteer, step.with_volunteer))
    table.replace(other, other.start, _with_another(other, step.with_volunteer, step.volunteer))


@take.register
def _(step: to_do.Remove, table: Table) -> None:
    table.take_off(table.visit(step.need, step.date))


@take.register
def _(step: to_do.Pin, table: Table) -> None:
    table.pin(table.visit(step.need, step.date))


@take.register
def _(step: to_do.Unpin, table: Table) -> None:
    table.unpin(table.visit(step.need, step.date))


@take.register
def _(_step: to_do.Clear, table: Table) -> None:
    for visit in list(table.visits.values()):
        if not visit.stands:
            table.take_off(visit)


def _with_another(visit: Visit, leaves: str, comes: str) -> tuple[str, ...]:
    return tuple(comes if one == leaves else one for one in visit.volunteers)
