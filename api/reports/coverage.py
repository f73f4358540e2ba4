"""覆盖 Coverage: who was served, who has not been visited for long, and whose dossier is not complete or not looked after."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, func, select

from api.exchange.labels import FACTS
from api.registry.dossier import completeness, missing_facts
from api.reports.asking import Question
from api.reports.findings import CADRE, STATION, Column, Findings, Table
from api.reports.tally import Figure, Tally, count, share
from api.storage.lists import each
from api.tables.cadres import Cadre, Category
from api.tables.current_entries import is_served
from api.tables.visits import LedgerEntry
from api.weeks.consenting import may_be_served
from matcher.domain import Text


def coverage(session: Session, question: Question) -> Findings:
    """Cadres count at the station to which they belong, wherever and by whomever they were served."""
    cadres = session.exec(
        select(Cadre)
        .where(may_be_served(question.as_of), col(Cadre.station_id).in_(question.stations))
        .order_by(Cadre.station_id, Cadre.id)
    ).all()
    within = (col(LedgerEntry.day) >= question.from_day) & (col(LedgerEntry.day) <= question.until_day)
    served = _last_days(session, within)
    last = _last_days(session, col(LedgerEntry.day) <= question.as_of)
    long_ago = question.as_of - timedelta(days=question.asked.days)
    stale = question.as_of - timedelta(days=question.asked.verified_days)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for cadre in cadres:
        kind = "lixiu" if cadre.category is Category.LIXIU else "tuixiu"
        words = ["cadres", kind, *(["hardship"] if cadre.hardships else [])]
        tallies[cadre.station_id].update(words)
        if cadre.id in served:
            tallies[cadre.station_id].update(f"{word}_served" for word in words)
        if _before(last.get(cadre.id), long_ago):
            tallies[cadre.station_id]["not_visited"] += 1
        if missing_facts(cadre):
            tallies[cadre.station_id]["incomplete"] += 1
        if _before(cadre.verified_on, stale):
            tallies[cadre.station_id]["unverified"] += 1
    tables = (
        _not_visited(question, cadres, last, long_ago),
        _dossiers(question, cadres, stale),
    )
    return Findings(_figures(question), tallies, tables)


def _last_days(session: Session, when: ColumnElement[bool]) -> Mapping[str, date]:
    """When each cadre was last served, among the rows of these dates."""
    cadre = each(LedgerEntry.cadres)
    query = (
        select(cadre.c.value, func.max(LedgerEntry.day))
        .select_from(LedgerEntry)
        .join(cadre, true())
        .where(is_served(), when)
        .group_by(cadre.c.value)
    )
    return dict(session.exec(query).all())


def _before(day: date | None, limit: date) -> bool:
    return day is None or day < limit


def _figures(question: Question) -> tuple[Figure, ...]:
    days, verified = question.asked.days, question.asked.verified_days
    return (
        count(
            "cadres",
            Text("Cadres", "老干部"),
            Text(
                "Cadres who are looked after and have not withdrawn their consent.",
                "在册且未撤回知情同意的老干部人数。",
            ),
        ),
        count(
            "cadres_served",
            Text("Served", "已服务"),
            Text("Of these, served at least once in the period.", "其中本期至少接受过一次服务的人数。"),
        ),
        share(
            "served_share",
            Text("Share served", "服务覆盖率"),
            Text("Served divided by cadres.", "已服务人数除以老干部人数。"),
            "cadres_served",
            "cadres",
        ),
        count(
            "lixiu",
            Text("Lixiu cadres", "离休"),
            Text("Of the cadres, those retired with lixiu status (before October 1949).", "其中离休人数。"),
        ),
        count("lixiu_served", Text("Lixiu served", "离休已服务"), Text("Of these, served.", "其中本期已服务人数。")),
        count(
            "tuixiu",
            Text("Tuixiu cadres", "退休"),
            Text("Of the cadres, ordinary retirees (tuixiu).", "其中退休人数。"),
        ),
        count("tuixiu_served", Text("Tuixiu served", "退休已服务"), Text("Of these, served.", "其中本期已服务人数。")),
        count(
            "hardship",
            Text("With a hardship", "特殊困难"),
            Text("Cadres with at least one hardship mark.", "至少有一项特殊困难标记的人数。"),
        ),
        count(
            "hardship_served",
            Text("With a hardship, served", "特殊困难已服务"),
            Text("Of these, served.", "其中本期已服务人数。"),
        ),
        count(
            "not_visited",
            Text(f"Not visited for {days} days", f"{days}天未走访"),
            Text(
                f"Cadres whom no row of the ledger shows as served in the {days} days before the last date of the "
                "period (before today, where that lies ahead), or ever.",
                f"截至本期末（未到期末则截至今日）前{days}天内台账中没有服务记录、或从无记录的人数。",
            ),
        ),
        count(
            "incomplete",
            Text("Dossiers not complete", "八个清不全"),
            Text("Dossiers with at least one of the eight facts unknown, today.", "目前八项中至少一项空缺的档案数。"),
        ),
        count(
            "unverified",
            Text(f"Not verified for {verified} days", f"{verified}天未核实"),
            Text(
                f"Dossiers that nobody has verified for more than {verified} days, or ever.",
                f"超过{verified}天未核实或从未核实的档案数。",
            ),
        ),
    )


def _not_visited(question: Question, cadres: Sequence[Cadre], last: Mapping[str, date], long_ago: date) -> Table:
    """Those who wait longest first."""
    waiting = [cadre for cadre in cadres if _before(last.get(cadre.id), long_ago)]
    waiting.sort(key=lambda cadre: (last.get(cadre.id) or date.min, cadre.id))
    rows = []
    for cadre in waiting:
        day = last.get(cadre.id)
        since = (question.as_of - day).days if day is not None else None
        rows.append((cadre.station_id, _station(question, cadre), cadre.id, cadre.name, day, since))
    columns = (
        *STATION,
        *CADRE,
        Column("last_day", Text("Last visited", "最近服务日期")),
        Column("days", Text("Days since", "距今天数")),
    )
    return Table("not_visited", Text("Cadres not visited for long", "久未走访的老干部"), columns, rows)


def _dossiers(question: Question, cadres: Sequence[Cadre], stale: date) -> Table:
    rows = []
    for cadre in cadres:
        missing = missing_facts(cadre)
        if missing or _before(cadre.verified_on, stale):
            named = Text(", ".join(FACTS[fact].en for fact in missing), "、".join(FACTS[fact].zh for fact in missing))
            known = f"{completeness(cadre)}/8"
            rows.append(
                (cadre.station_id, _station(question, cadre), cadre.id, cadre.name, known, named, cadre.verified_on)
            )
    columns = (
        *STATION,
        *CADRE,
        Column("known", Text("Facts known", "已清项数")),
        Column("missing", Text("Facts missing", "未清项")),
        Column("verified_on", Text("Last verified", "最近核实日期")),
    )
    return Table("dossiers", Text("Dossiers to complete or verify", "待补全或核实的档案"), columns, rows)


def _station(question: Question, cadre: Cadre) -> str:
    return question.territory.station_name(cadre.station_id)
