"""排班 Roster: one row per visit and volunteer, to sort and to filter."""

from matcher.board import words
from matcher.board.sheets.sheet import Clock, Column, Sheet, Tinted, Value
from matcher.board.teams import team_of
from matcher.board.week import Appointment, Board, Person
from matcher.domain import Text
from matcher.domain.clock import midnight, minutes_between

COLUMNS = (
    Column(Text("Date", "日期")),
    Column(Text("Weekday", "星期")),
    Column(Text("Start", "开始")),
    Column(Text("End", "结束")),
    Column(Text("Volunteer's station", "志愿者所属服务站")),
    Column(Text("Volunteer", "志愿者")),
    Column(Text("Cadre", "老干部"), 30),
    Column(Text("Service", "服务")),
    Column(Text("Need", "需求编号")),
    Column(Text("Together with", "同去"), 30),
    Column(Text("Fixed", "固定")),
)


def roster_rows(board: Board) -> Sheet:
    """By time, then in the order of the stations and their volunteers."""
    services = [
        (appointment, row.volunteer)
        for station in board.stations
        for row in station.rows
        for cell in row.cells
        for appointment in cell
    ]
    services.sort(key=lambda service: service[0].start)
    return Sheet("排班 Roster", COLUMNS, tuple(_row(board, *service) for service in services), frozen=1)


def _row(board: Board, one: Appointment, volunteer: Person) -> tuple[Value, ...]:
    name, day, team = words.service(one.service), words.weekday(one.date), team_of(one.service)
    opens = midnight(one.date)
    return (
        one.date,
        f"{day.zh} {day.en}",
        Clock(minutes_between(opens, one.start)),
        Clock(minutes_between(opens, one.end)),
        board.station_names[volunteer.station],
        volunteer.name,
        words.listed(one.cadres),
        Tinted(words.both(name), team.colour),
        one.need,
        words.listed(one.partners(volunteer)),
        "固定 fixed" if one.pinned else "",
    )
