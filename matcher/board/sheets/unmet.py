"""未满足 Unmet: a row per need that lacks visits, with the reasons and what would help."""

from matcher.board import words
from matcher.board.sheets.sheet import Column, Sheet, Tinted, Value
from matcher.board.teams import team_of
from matcher.board.week import Board, Shortfall
from matcher.domain import Text

COLUMNS = (
    Column(Text("Station", "服务站"), 18),
    Column(Text("Cadre", "老干部"), 18),
    Column(Text("Need", "需求编号"), 14),
    Column(Text("Service", "服务"), 18),
    Column(Text("Priority", "优先级")),
    Column(Text("Missing", "缺（次）")),
    Column(Text("Wanted", "需要（次）")),
    Column(Text("Reasons", "原因"), 54),
    Column(Text("Suggestion", "建议"), 44),
)


def unmet(board: Board) -> Sheet:
    """In the order of stations and needs; a need of cadres of two stations stands under both."""
    rows = tuple(_row(station.name, one) for station in board.stations for one in station.shortfalls)
    return Sheet("未满足 Unmet", COLUMNS, rows, frozen=2)


def _row(station: str, one: Shortfall) -> tuple[Value, ...]:
    return (
        station,
        words.listed(one.cadres),
        one.need,
        Tinted(words.both(words.service(one.service)), team_of(one.service).colour),
        words.both(words.PRIORITIES[one.priority]),
        one.missing,
        one.wanted,
        "\n".join(f"{reason.zh}\n{reason.en}" for reason in one.reasons),
        f"{one.suggestion.zh}\n{one.suggestion.en}" if one.suggestion else "",
    )
