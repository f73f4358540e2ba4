"""Visits in which two rosters differ, a row per visit."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.table import Column, Table

from matcher.board.names import names_of
from matcher.board.words import both, clock, full_day, service
from matcher.cli.terminal import printable
from matcher.domain import Problem, Text, Visit
from matcher.replanning.differences import Difference, Kind


def table_of_differences(
    problem: Problem,
    differences: Sequence[Difference],
    title: str,
    headings: tuple[str, str, str],
    kinds: Mapping[Kind, Text],
) -> Table:
    """The headings are of the kind of difference and of the two rosters."""
    volunteers, cadres = names_of(problem.volunteers), names_of(problem.cadres)
    kind, before, after = headings
    table = Table(
        kind,
        Column("需求 Need", overflow="fold"),
        Column(before, overflow="fold"),
        Column(after, overflow="fold"),
        title=title,
        title_justify="left",
        show_lines=True,
    )
    for one in differences:
        table.add_row(
            both(kinds[one.kind]),
            _need(one, problem, cadres),
            _said(one.before, volunteers),
            _said(one.after, volunteers),
        )
    return table


def _need(one: Difference, problem: Problem, cadres: dict[str, str]) -> str:
    need = problem.need_by_id[one.need]
    who = "、".join(cadres[cadre] for cadre in need.cadres)
    return printable(f"{who} · {both(service(need.service))} ({need.id})")


def _said(visit: Visit | None, volunteers: dict[str, str]) -> str:
    if visit is None:
        return "—"
    day: date = visit.start.date()
    who = "、".join(volunteers[volunteer] for volunteer in visit.volunteers)
    return f"{both(full_day(day))}\n{clock(visit.start, day)}–{clock(visit.end, day)} {who}"
