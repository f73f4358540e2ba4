"""说明 Figures: what was done of what was wanted, how the roster scores, and what is proved about it."""

from collections.abc import Iterator

from matcher.board import words
from matcher.board.names import legible
from matcher.board.proof import gap_per_mille, in_per_cent, proof
from matcher.board.sheets.sheet import Column, Sheet, Value
from matcher.board.week import Board, Tally
from matcher.domain import Text
from matcher.rules.catalogue import CATALOGUE

COLUMNS = (
    Column(Text("Item", "项目"), 36),
    Column(Text("Figure", "数值"), 16),
    Column(Text("What it means", "说明"), 90),
)


def figures(board: Board) -> Sheet:
    """Tally, stations, score, proof, and where the roster comes from."""
    rows = (*_tally(board.tally), *_stations(board), *_score(board), *_proof(board), *_origin(board))
    return Sheet("说明 Figures", COLUMNS, rows, filtered=False)


def _tally(tally: Tally) -> Iterator[tuple[Value, ...]]:
    yield (
        "完成服务（次）\nvisits served",
        tally.visits_served,
        f"需要{tally.visits_wanted}次\nof {tally.visits_wanted} wanted",
    )
    yield "未满足（次）\nvisits unmet", tally.visits_missing, ""
    yield (
        "有服务的老干部（位）\ncadres served",
        tally.cadres_served,
        f"有需求的共{tally.cadres_named}位\nof {tally.cadres_named} in need",
    )
    yield (
        "出勤志愿者（位）\nvolunteers with visits",
        tally.volunteers_with_visits,
        f"共{tally.volunteers}位\nof {tally.volunteers}",
    )
    yield "服务分钟\nservice minutes", tally.service_minutes, "每位志愿者分别计\ncounted for each volunteer"
    yield "路上分钟\nminutes on the way", tally.minutes_on_the_way, "含从驻地出发和返回\nfrom and to the base included"


def _stations(board: Board) -> Iterator[tuple[Value, ...]]:
    for station in board.stations:
        own = station.tally
        yield (
            f"{station.name}：完成服务（次）\nvisits served",
            own.visits_served,
            f"需要{own.visits_wanted}次，未满足{own.visits_missing}次；老干部{own.cadres_served}/{own.cadres_named}位；"
            f"志愿者{own.volunteers_with_visits}/{own.volunteers}位；服务{own.service_minutes}分钟，"
            f"路上{own.minutes_on_the_way}分钟\n"
            f"of {own.visits_wanted} wanted, {own.visits_missing} unmet; cadres {own.cadres_served}/{own.cadres_named}; "
            f"volunteers {own.volunteers_with_visits}/{own.volunteers}; {own.service_minutes} minutes of service, "
            f"{own.minutes_on_the_way} on the way",
        )


def _score(board: Board) -> Iterator[tuple[Value, ...]]:
    if board.score is None:
        return
    statements = {rule.name: rule.statement for rule in CATALOGUE}
    for name, points in board.score.by_rule.items():
        statement = statements.get(name)
        yield legible(name), points, f"{statement.zh}\n{statement.en}" if statement else ""
    yield (
        "总分\ntotal",
        board.score.total,
        "各项之和，越低越好；规则说明所列为默认策略的分值\nthe sum, lower is better; points as in the default policy",
    )


def _proof(board: Board) -> Iterator[tuple[Value, ...]]:
    if board.bound is not None:
        yield "下界\nbound", board.bound, "已证明：任何排班的总分都不低于此数\nproved: no roster's total is less"
    per_mille = gap_per_mille(board)
    if per_mille is not None:
        yield (
            "差距\ngap",
            in_per_cent(per_mille),
            "\n".join(f"{sentence.zh}\n{sentence.en}" for sentence in proof(board)),
        )


def _origin(board: Board) -> Iterator[tuple[Value, ...]]:
    week, status = words.span(board.dates), words.STATUSES[board.status]
    yield "日期\nweek", None, f"{week.zh}\n{week.en}"
    yield "策略\npolicy", board.policy, f"{status.zh}\n{status.en}"
    yield "随机种子\nseed", str(board.seed), "由 four-nearby 制作\nmade by four-nearby"
