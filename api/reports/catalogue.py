"""Every report under its name."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from api.authority.scope import beyond_scope
from api.reports.asking import Question
from api.reports.assessment import assessment
from api.reports.circle import circle
from api.reports.coverage import coverage
from api.reports.fairness import fairness
from api.reports.findings import Findings
from api.reports.hours import hours
from api.reports.kpis import kpis
from api.reports.pillars import pillars
from api.reports.records import records
from matcher.domain import Text


class Kind(StrEnum):
    """Which report."""

    COVERAGE = "coverage"
    PILLARS = "pillars"
    HOURS = "hours"
    FAIRNESS = "fairness"
    CIRCLE = "circle"
    KPIS = "kpis"
    ASSESSMENT = "assessment"
    RECORDS = "records"


@dataclass(frozen=True)
class Report:
    """Its title, and how it is counted."""

    title: Text
    count: Callable[[Session, Question], Findings]

    def find(self, session: Session, question: Question) -> Findings:
        """People serve and are served beyond their stations, so all rows are counted, and those of the area told."""
        with beyond_scope(session):
            return self.count(session, question)


REPORTS = {
    Kind.COVERAGE: Report(Text("Coverage of cadres", "服务覆盖"), coverage),
    Kind.PILLARS: Report(Text("The four pillars", "四就近"), pillars),
    Kind.HOURS: Report(Text("Volunteers' hours", "志愿时长"), hours),
    Kind.FAIRNESS: Report(Text("Fairness", "负荷均衡"), fairness),
    Kind.CIRCLE: Report(Text("The fifteen-minute circle", "十五分钟服务圈"), circle),
    Kind.KPIS: Report(Text("Convenient, quick, reliable", "方便、快捷、可靠"), kpis),
    Kind.ASSESSMENT: Report(Text("Assessment of stations", "四有两好"), assessment),
    Kind.RECORDS: Report(Text("Records and where they come from", "台账与追溯"), records),
}
