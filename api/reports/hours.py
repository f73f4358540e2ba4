"""志愿时长 Hours: what volunteers gave, by the organisation that sent them and one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from api.exchange.labels import ORGANISATION_KINDS
from api.reports.asking import Question
from api.reports.findings import STATION, VOLUNTEER, Column, Findings, Table
from api.reports.services import Service, services
from api.reports.tally import Tally, Unit, count, minutes
from api.tables.people import Organisation, Volunteer
from matcher.domain import Text

FIGURES = (
    count("volunteers", Text("Volunteers", "志愿者"), Text("Volunteers who are active now.", "目前在册的志愿者人数。")),
    count(
        "volunteers_served",
        Text("Volunteers who served", "参与服务人数"),
        Text(
            "Different volunteers in rows of the ledger that were done or partly done in the period.",
            "本期台账中已完成或部分完成的服务里出现过的志愿者人数，每人计一次。",
        ),
    ),
    count(
        "turns",
        Text("Turns", "服务人次"),
        Text("Services times the volunteers of each.", "每次服务按参加的志愿者人数计。"),
    ),
    minutes(
        "minutes",
        Text("Volunteers' time", "志愿时长"),
        Text("From start to end as recorded, once for each volunteer.", "按台账起止时间，每位志愿者分别计。"),
    ),
)

COUNTS = (
    Column("turns", Text("Turns", "服务人次"), Unit.COUNT),
    Column("minutes", Text("Volunteers' time", "志愿时长"), Unit.MINUTES),
)


def hours(session: Session, question: Question) -> Findings:
    """A volunteer's turns count at the station to which they belong, wherever they served."""
    people = {one.id: one for one in session.exec(select(Volunteer).order_by(Volunteer.station_id, Volunteer.id)).all()}
    turns, spent = given(services(session, question.from_day, question.until_day))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for one in people.values():
        tallies[one.station_id].update(
            {
                "volunteers": int(one.active),
                "volunteers_served": int(one.id in turns),
                "turns": turns[one.id],
                "minutes": spent[one.id],
            }
        )
    here = [one for one in people.values() if one.station_id in question.stations and (one.active or one.id in turns)]
    organisations = session.exec(select(Organisation).order_by(col(Organisation.name), Organisation.id)).all()
    tables = (_by_organisation(organisations, here, turns, spent), _by_volunteer(question, here, turns, spent))
    return Findings(FIGURES, tallies, tables)


def given(done: Iterable[Service]) -> tuple[Counter[str], Counter[str]]:
    """Turns and minutes of each volunteer."""
    turns: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for one in done:
        for volunteer in one.volunteers:
            turns[volunteer] += 1
            spent[volunteer] += one.minutes
    return turns, spent


def _by_organisation(
    organisations: Sequence[Organisation], people: Sequence[Volunteer], turns: Counter[str], spent: Counter[str]
) -> Table:
    """Every organisation, those that sent nobody as well, and those who come by themselves."""
    rows = []
    for organisation in (*organisations, None):
        key = organisation.id if organisation is not None else None
        sent = [one.id for one in people if one.organisation_id == key]
        rows.append(
            (
                key,
                organisation.name if organisation is not None else Text("by themselves", "个人报名"),
                ORGANISATION_KINDS[organisation.kind] if organisation is not None else None,
                len(sent),
                sum(one in turns for one in sent),
                sum(turns[one] for one in sent),
                sum(spent[one] for one in sent),
            )
        )
    columns = (
        Column("organisation_id", Text("Organisation id", "组织编号")),
        Column("organisation", Text("Organisation", "组织")),
        Column("kind", Text("Kind", "类别")),
        Column("volunteers", Text("Volunteers", "志愿者"), Unit.COUNT),
        Column("volunteers_served", Text("Who served", "参与服务人数"), Unit.COUNT),
        *COUNTS,
    )
    return Table("organisations", Text("By organisation", "按来源组织"), columns, rows)


def _by_volunteer(question: Question, people: Sequence[Volunteer], turns: Counter[str], spent: Counter[str]) -> Table:
    name = question.territory.station_name
    rows = [(one.station_id, name(one.station_id), one.id, one.name, turns[one.id], spent[one.id]) for one in people]
    return Table("volunteers", Text("By volunteer", "按志愿者"), (*STATION, *VOLUNTEER, *COUNTS), rows)
