"""志愿者 Volunteers: a row per volunteer, a column per date, and their load."""

from matcher.board import words
from matcher.board.names import legible
from matcher.board.sheets.sheet import Column, Sheet, Value
from matcher.board.week import Appointment, Board, Person, Row
from matcher.domain import Text

WHO = (Column(Text("Station", "服务站"), 14), Column(Text("Volunteer", "志愿者")), Column(Text("Id", "编号"), 14))
LOAD = (
    Column(Text("Visits", "次数"), 7),
    Column(Text("Service minutes", "服务分钟"), 9),
    Column(Text("Minutes on the way", "路上分钟"), 11),
)


def volunteers(board: Board) -> Sheet:
    """All volunteers, those without a visit as well."""
    dates = tuple(Column(words.full_day(day), 16) for day in board.dates)
    rows = tuple(_row(station.name, row) for station in board.stations for row in station.rows)
    return Sheet("志愿者 Volunteers", (*WHO, *dates, *LOAD), rows, frozen=2)


def _row(station: str, row: Row) -> tuple[Value, ...]:
    cells = ("\n".join(_entry(one, row.volunteer) for one in cell) for cell in row.cells)
    return (
        station,
        row.volunteer.name,
        legible(row.volunteer.id),
        *cells,
        row.visits,
        row.service_minutes,
        row.minutes_on_the_way,
    )


def _entry(one: Appointment, volunteer: Person) -> str:
    partners = one.partners(volunteer)
    hours = f"{words.clock(one.start, one.date)}–{words.clock(one.end, one.date)}"
    lines = [hours, words.listed(one.cadres), words.both(words.service(one.service))]
    if partners:
        lines.append(f"＋ {words.listed(partners)}")
    if one.pinned:
        lines.append("固定 fixed")
    return "\n".join(lines)
