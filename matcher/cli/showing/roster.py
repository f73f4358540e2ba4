"""The roster by date: who goes to whom, when, and for what."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from rich.table import Table

from matcher.board.week import Appointment, Board, Person
from matcher.board.words import clock, full_day, service
from matcher.cli.terminal import console
from matcher.domain import Text

PINNED = "●"
LAYOUT = {"时间 Time": 14, "服务 Service": 26, "老干部 Cadre": 32, "志愿者 Volunteers": 34}
"""Columns with their widths, the same on every date."""


def show_roster(board: Board) -> None:
    """A table per date that has visits."""
    for day, appointments in _by_date(board).items():
        table = Table(title=in_both_languages(full_day(day)), title_justify="left")
        for heading, width in LAYOUT.items():
            table.add_column(heading, width=width, overflow="fold")
        for one in appointments:
            table.add_row(
                f"{clock(one.start, day)}–{clock(one.end, day)}{f' {PINNED}' if one.pinned else ''}",
                in_both_languages(service(one.service)),
                names(one.cadres),
                names(one.volunteers),
            )
        console().print(table)
    console().print(f"{PINNED} 固定的服务 pinned: stands as published")


def names(people: Iterable[Person]) -> str:
    """Their names, as a list."""
    return ", ".join(person.name for person in people)


def in_both_languages(text: Text) -> str:
    """Chinese first; a word that is the same in both is said once."""
    return text.zh if text.zh == text.en else f"{text.zh} {text.en}"


def _by_date(board: Board) -> dict[date, list[Appointment]]:
    """Every visit once, though the boards of several stations may announce it, in the order of time."""
    once = {(one.start, one.need): one for station in board.stations for one in station.appointments}
    days: dict[date, list[Appointment]] = defaultdict(list)
    for _, appointment in sorted(once.items()):
        days[appointment.date].append(appointment)
    return days
