"""The ledger on paper (台账): the four elements of each row in its columns, and room for a signature."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from sqlmodel import Session, select
from xlsxwriter import Workbook

from api.authority.scope import beyond_scope
from api.exchange.labels import PILLARS
from api.tables.cadres import Cadre
from api.tables.people import Volunteer
from api.tables.places import Station
from api.tables.visits import LedgerEntry, VisitState
from matcher.board.sheets.sheet import Clock, Column, Sheet, Styles, Value
from matcher.board.words import both, service
from matcher.board.workbook import LITERALLY
from matcher.domain import Text
from matcher.domain.clock import midnight, minutes_between

MOST_ROWS = 20_000
"""Of one workbook; a longer ledger is asked for by shorter periods."""

TITLE = "离退休干部志愿服务台账 · Ledger of services for retired cadres"

OUTCOMES = {
    VisitState.PLANNED: Text("planned", "待服务"),
    VisitState.DONE: Text("done", "已完成"),
    VisitState.PARTIAL: Text("partly done", "部分完成"),
    VisitState.NOT_HOME: Text("nobody at home", "家中无人"),
    VisitState.NO_SHOW: Text("no show", "志愿者未到"),
    VisitState.CANCELLED: Text("cancelled", "取消"),
}

COLUMNS = (
    Column(Text("Date", "日期")),
    Column(Text("From", "开始")),
    Column(Text("To", "结束")),
    Column(Text("Place", "地点"), 30),
    Column(Text("Volunteers", "志愿者"), 24),
    Column(Text("Cadres", "老干部"), 24),
    Column(Text("Content", "内容"), 40),
    Column(Text("Outcome", "结果"), 12),
    Column(Text("Service", "服务"), 16),
    Column(Text("Pillar", "四就近"), 14),
    Column(Text("Station", "服务站"), 18),
    Column(Text("Recorded by", "登记人"), 12),
    Column(Text("Correction", "更正原因"), 18),
    Column(Text("Signature", "签字"), 16),
)


def workbook(session: Session, entries: Sequence[LedgerEntry]) -> bytes:
    """Rows as they are asked for, the newest dates first; the names of people as far as the asker may see them."""
    with beyond_scope(session):
        volunteers = {row.id: row.name for row in session.exec(select(Volunteer)).all()}
        cadres = {row.id: row.name for row in session.exec(select(Cadre)).all()}
    stations = dict(session.exec(select(Station.id, Station.name)).all())
    rows = tuple(_row(entry, volunteers, cadres, stations) for entry in entries)
    content = BytesIO()
    book = Workbook(content, LITERALLY)
    book.set_properties({"title": TITLE, "author": "four-nearby"})
    Sheet("台账 Ledger", COLUMNS, rows, frozen=1).lay(book, Styles(book), TITLE)
    book.close()
    return content.getvalue()


def _row(
    entry: LedgerEntry, volunteers: Mapping[str, str], cadres: Mapping[str, str], stations: Mapping[str, str]
) -> tuple[Value, ...]:
    return (
        entry.day,
        _clock(entry, entry.started_at),
        _clock(entry, entry.ended_at),
        entry.place,
        "、".join(volunteers[one] for one in entry.volunteers),
        "、".join(cadres[one] for one in entry.cadres),
        entry.content,
        both(OUTCOMES[entry.outcome]),
        both(service(entry.service)),
        both(PILLARS[entry.pillar]),
        stations[entry.station_id],
        entry.recorded_by,
        entry.correction_reason,
        "",
    )


def _clock(entry: LedgerEntry, moment: datetime | None) -> Clock | None:
    """Hours of the row's date; a service past midnight ends at 24:00 and more."""
    return None if moment is None else Clock(minutes_between(midnight(entry.day), moment))
