"""有针对性、有计划、有安排、有记录 Records: how far rows of the ledger lead back to a plan, a need, and a fact of the dossier."""

from collections import defaultdict

from sqlmodel import Session, col, select

from api.ledger.tracing import fact_text
from api.reports.asking import Question
from api.reports.findings import Findings
from api.reports.tally import Tally, count, share
from api.tables.cadres import Cadre, Fact
from api.tables.current_entries import is_current
from api.tables.needs import Need
from api.tables.visits import LedgerEntry, Visit, VisitState
from matcher.domain import Text


def records(session: Session, question: Question) -> Findings:
    """Rows that count, at their station; visits that wait for a row, at theirs."""
    within = (col(LedgerEntry.day) >= question.from_day) & (col(LedgerEntry.day) <= question.until_day)
    rows = session.exec(
        select(LedgerEntry.station_id, LedgerEntry.visit_id, LedgerEntry.need_id, LedgerEntry.corrects_id).where(
            is_current(), within
        )
    ).all()
    written = _written_down(session, {need for _, _, need, _ in rows if need is not None})
    tallies: dict[str, Tally] = defaultdict(Tally)
    for station, visit, need, corrects in rows:
        tallies[station].update(
            {
                "rows": 1,
                "planned": int(visit is not None),
                "needed": int(need is not None),
                "traced": int(need in written),
                "corrected": int(corrects is not None),
            }
        )
    waiting = select(Visit.station_id).where(
        col(Visit.day) >= question.from_day,
        col(Visit.day) <= question.until_day,
        col(Visit.end) <= question.now,
        col(Visit.state) == VisitState.PLANNED,
    )
    for station in session.exec(waiting).all():
        tallies[station]["overdue"] += 1
    return Findings(FIGURES, tallies)


def _written_down(session: Session, needs: set[str]) -> set[str]:
    """Needs whose fact is written in the dossier."""
    rows = session.exec(select(Need.id, Need.fact, Cadre).join(Cadre, col(Cadre.id) == col(Need.cadre_id))).all()
    return {need for need, fact, cadre in rows if need in needs and fact_text(cadre, Fact(fact))}


FIGURES = (
    count(
        "rows",
        Text("Rows", "台账记录"),
        Text("Rows of the ledger of the period that count, of any outcome.", "本期有效的台账记录数，含未完成的。"),
    ),
    count(
        "planned",
        Text("With a plan", "有计划"),
        Text("Rows that close a visit of a published roster.", "对应已发布排班中某次服务的记录数。"),
    ),
    share(
        "planned_share",
        Text("Share with a plan", "有计划比例"),
        Text("With a plan divided by rows.", "有计划的除以台账记录。"),
        "planned",
        "rows",
    ),
    count(
        "needed",
        Text("With a need", "有需求"),
        Text("Rows that lead to a registered need.", "可追溯到已登记需求的记录数。"),
    ),
    count(
        "traced",
        Text("Traced", "可追溯"),
        Text(
            "Rows that lead to a need and to the fact of the dossier behind it, where something is written there today.",
            "可追溯到需求及其依据的档案项、且该项目前有内容的记录数。",
        ),
    ),
    share(
        "traced_share",
        Text("Share traced", "可追溯比例"),
        Text("Traced divided by rows.", "可追溯的除以台账记录。"),
        "traced",
        "rows",
    ),
    count(
        "corrected",
        Text("Corrections", "更正"),
        Text("Rows that took the place of an earlier one.", "由更正产生的记录数。"),
    ),
    count(
        "overdue",
        Text("Not recorded yet", "未登记"),
        Text("Past visits of the period without a row.", "本期时间已过但没有台账记录的服务次数。"),
    ),
)
