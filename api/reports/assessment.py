"""四有两好 Assessment: six marks of each station, each passed or failed by a formula, with the evidence and where to find it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from api.exchange.labels import REGIMES
from api.reports.asking import Question
from api.reports.findings import STATION, Column, Findings, Table
from api.reports.kpis import promises
from api.reports.services import services
from api.reports.tally import Tally, count, ratio
from api.standards import Standards
from api.tables.needs import Pillar
from api.tables.people import Volunteer
from api.tables.places import Regime, Station, StationState
from api.tables.visits import Feedback, LedgerEntry
from api.weeks.scope import OPEN
from matcher.domain import Text

GLAD = 3
DAYS_A_WEEK = 7
PASS, FAIL = Text("pass", "达标"), Text("fail", "未达标")


@dataclass(frozen=True)
class Seen:
    """What there is to judge a station by, beside its own entry."""

    due: int
    kept: int
    faces: Counter[int]
    given: int
    givers: int


@dataclass(frozen=True)
class Mark:
    """One of the six; `link` is where the evidence comes from."""

    key: str
    title: Text
    passed: bool
    evidence: Text
    formula: Text
    link: str


def assessment(session: Session, question: Question) -> Findings:
    """Stations that are not closed; a region's figures count the stations that pass."""
    stations = [one for one in question.territory.stations.values() if one.state is not StationState.CLOSED]
    seen = _seen(session, question)
    tallies: dict[str, Tally] = defaultdict(Tally)
    rows = []
    for station in stations:
        given = marks(station, seen[station.id], question.settings.standards, question)
        tallies[station.id].update({"stations": 1, "all": int(all(mark.passed for mark in given))})
        tallies[station.id].update({mark.key: int(mark.passed) for mark in given})
        if station.id in question.stations:
            rows += [
                (
                    station.id,
                    station.name,
                    mark.title,
                    PASS if mark.passed else FAIL,
                    mark.evidence,
                    mark.formula,
                    mark.link,
                )
                for mark in given
            ]
    columns = (
        *STATION,
        Column("mark", Text("Mark", "项目")),
        Column("result", Text("Result", "结果")),
        Column("evidence", Text("Evidence", "依据")),
        Column("formula", Text("Formula", "标准")),
        Column("link", Text("Where from", "来源")),
    )
    return Findings(FIGURES, tallies, (Table("marks", Text("Marks", "逐项结果"), columns, rows),))


def marks(station: Station, seen: Seen, standards: Standards, question: Question) -> tuple[Mark, ...]:
    """The six of one station."""
    return (
        _organised(station, standards),
        _premises(station),
        _regimes(station),
        _measures(station, seen, standards, question),
        _well_spoken_of(station, seen, standards, question),
        _contribution(station, seen, standards, question),
    )


def _organised(station: Station, standards: Standards) -> Mark:
    leader = bool(station.leader.strip())
    return Mark(
        "organised",
        NAMES["organised"],
        leader and len(station.staff) >= standards.staff,
        Text(
            f"leader {'named' if leader else 'missing'}, {len(station.staff)} staff",
            f"负责人{'已登记' if leader else '未登记'}，工作人员{len(station.staff)}名",
        ),
        Text(f"a leader, and at least {standards.staff} staff", f"有负责人，且工作人员不少于{standards.staff}名"),
        f"/v1/stations/{station.id}",
    )


def _premises(station: Station) -> Mark:
    premises, hours = bool(station.premises.strip()), len(station.opening_hours)
    return Mark(
        "premises",
        NAMES["premises"],
        station.state in OPEN and premises and hours > 0,
        Text(
            f"{'open' if station.state in OPEN else 'not open'}, premises {'entered' if premises else 'missing'}, "
            f"{hours} opening hours a week",
            f"{'已开放' if station.state in OPEN else '未开放'}，场地{'已登记' if premises else '未登记'}，每周开放{hours}个时段",
        ),
        Text(
            "open (pilot or active), premises and opening hours entered",
            "已开放（示范点或已挂牌），场地和开放时间均已登记",
        ),
        f"/v1/stations/{station.id}",
    )


def _regimes(station: Station) -> Mark:
    missing = [REGIMES[regime] for regime in Regime if regime not in station.regimes]
    return Mark(
        "regimes",
        NAMES["regimes"],
        not missing,
        Text(f"missing: {', '.join(one.en for one in missing)}", f"缺：{'、'.join(one.zh for one in missing)}")
        if missing
        else Text("all five on file", "五项制度齐全"),
        Text("all five written rules on file", "五项制度均已建立"),
        f"/v1/stations/{station.id}",
    )


def _measures(station: Station, seen: Seen, standards: Standards, question: Question) -> Mark:
    kept = ratio(seen.kept, seen.due)
    return Mark(
        "measures",
        NAMES["measures"],
        kept is not None and kept >= standards.kept,
        Text(f"{seen.kept} of {seen.due} visits due were done", f"应到{seen.due}次，兑现{seen.kept}次"),
        Text(
            f"at least {standards.kept:.0%} of the visits due in the period done or partly done",
            f"本期应到服务兑现率不低于{standards.kept:.0%}",
        ),
        _report("kpis", station, question),
    )


def _well_spoken_of(station: Station, seen: Seen, standards: Standards, question: Question) -> Mark:
    answers = seen.faces.total()
    glad = ratio(seen.faces[GLAD], answers)
    return Mark(
        "well_spoken_of",
        NAMES["well_spoken_of"],
        answers >= standards.answers and glad is not None and glad >= standards.glad,
        Text(
            f"{answers} answers: {seen.faces[3]} glad, {seen.faces[2]} so-so, {seen.faces[1]} sad",
            f"评价{answers}次：满意{seen.faces[3]}、一般{seen.faces[2]}、不满意{seen.faces[1]}",
        ),
        Text(
            f"at least {standards.answers} answers on services of the period, at least {standards.glad:.0%} of them glad",
            f"本期服务的评价不少于{standards.answers}次，满意率不低于{standards.glad:.0%}",
        ),
        f"/v1/feedback?station_id={station.id}",
    )


def _contribution(station: Station, seen: Seen, standards: Standards, question: Question) -> Mark:
    wanted = standards.contribution_minutes * question.length / DAYS_A_WEEK
    return Mark(
        "contribution",
        NAMES["contribution"],
        seen.given >= wanted,
        Text(f"{seen.givers} cadres gave {seen.given} minutes", f"{seen.givers}位老干部发挥作用{seen.given}分钟"),
        Text(
            f"cadres gave at least {standards.contribution_minutes} minutes a week: as volunteers, or in services of the pillar "
            "contribution",
            f"老干部作为志愿者服务、或参加“发挥作用”类服务，合计每周不少于{standards.contribution_minutes}分钟",
        ),
        _report("pillars", station, question),
    )


def _report(kind: str, station: Station, question: Question) -> str:
    period = f"from_day={question.from_day}&until_day={question.until_day}"
    return f"/v1/reports/{kind}?station_id={station.id}&{period}"


def _seen(session: Session, question: Question) -> Mapping[str, Seen]:
    tallies = promises(session, question)
    faces: dict[str, Counter[int]] = defaultdict(Counter)
    within = (col(LedgerEntry.day) >= question.from_day) & (col(LedgerEntry.day) <= question.until_day)
    said = select(LedgerEntry.station_id, Feedback.face).join(
        Feedback, col(Feedback.ledger_entry_id) == col(LedgerEntry.id)
    )
    for station, face in session.exec(said.where(within)).all():
        faces[station][face] += 1
    given, givers = _given_by_cadres(session, question)
    return {
        station: Seen(
            tallies[station]["due"],
            tallies[station]["kept"],
            faces[station],
            given[station],
            len(givers[station]),
        )
        for station in question.territory.stations
    }


def _given_by_cadres(session: Session, question: Question) -> tuple[Counter[str], dict[str, set[str]]]:
    """Minutes that cadres gave, at the station of the row: a row of the pillar counts each cadre, others each cadre-volunteer."""
    cadre_of = dict(session.exec(select(Volunteer.id, Volunteer.cadre_id)).all())
    given: Counter[str] = Counter()
    givers: dict[str, set[str]] = defaultdict(set)
    for one in services(session, question.from_day, question.until_day):
        who = {cadre for volunteer in one.volunteers if (cadre := cadre_of.get(volunteer)) is not None}
        if one.pillar is Pillar.CONTRIBUTION:
            who |= set(one.cadres)
        given[one.station] += one.minutes * len(who)
        givers[one.station] |= who
    return given, givers


NAMES = {
    "organised": Text("organised", "有组织"),
    "premises": Text("premises", "有阵地"),
    "regimes": Text("written rules", "有制度"),
    "measures": Text("measures taken", "有措施"),
    "well_spoken_of": Text("well spoken of by cadres", "老干部评价好"),
    "contribution": Text("cadres contribute", "发挥作用好"),
}

FIGURES = (
    count("stations", Text("Stations", "服务站"), Text("Stations that are not closed.", "未撤销的服务站数。")),
    *(
        count(
            key,
            name,
            Text(
                f"Stations that pass the mark: {name.en}; its formula stands in the table.",
                f"“{name.zh}”达标的服务站数，标准见逐项结果。",
            ),
        )
        for key, name in NAMES.items()
    ),
    count("all", Text("All six", "六项全部达标"), Text("Stations that pass all six.", "六项均达标的服务站数。")),
)
