"""均衡 Fairness: how evenly the time is spread over the volunteers, each against what they can give."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.policies.effective import policy_of
from api.reports.asking import Question
from api.reports.findings import STATION, VOLUNTEER, Column, Findings, Table
from api.reports.hours import given
from api.reports.services import services
from api.reports.tally import DIGITS, Figure, Number, Tally, Unit, count, measures, minutes, ratio, share
from api.tables.people import Volunteer
from api.weeks.scope import regions_above
from matcher.domain import Text
from matcher.rules.hard.load_limits import LoadLimits

DAYS_A_WEEK = 7

BANDS = (0.0, 0.2, 0.4, 0.6, 0.85, 1.0)
"""Upper ends of the bands of the table; whoever gave nothing, and whoever gave more than the limit, have bands of their own."""


def fairness(session: Session, question: Question) -> Findings:
    """Volunteers who are active and have a limit above nothing, at the station to which they belong."""
    limits = _limits(session, question)
    _, spent = given(services(session, question.from_day, question.until_day))
    people = session.exec(
        select(Volunteer)
        .where(col(Volunteer.station_id).in_(question.stations), col(Volunteer.active))
        .order_by(Volunteer.station_id, Volunteer.id)
    ).all()
    tallies: dict[str, Tally] = defaultdict(Tally)
    rows = []
    for one in people:
        weekly = one.max_minutes_per_week if one.max_minutes_per_week is not None else limits[one.station_id]
        limit = (weekly or 0) * question.length // DAYS_A_WEEK
        if not limit:
            continue
        tallies[one.station_id].update(
            {
                "volunteers": 1,
                "idle": int(not spent[one.id]),
                "over": int(spent[one.id] > limit),
                "minutes": spent[one.id],
                "limit": limit,
                ("load", spent[one.id], limit): 1,
            }
        )
        name = question.territory.station_name(one.station_id)
        load = ratio(spent[one.id], limit)
        rows.append((one.station_id, name, one.id, one.name, spent[one.id], limit, load))
    rows.sort(key=lambda row: (-(row[-1] or 0), row[2]))
    findings = Findings(FIGURES, tallies)
    return Findings(FIGURES, tallies, (_bands(findings.tally(question.stations)), _volunteers(rows)))


def gini(values: Sequence[float]) -> float:
    """G = Σᵢ (2i − n − 1) xᵢ / (n Σᵢ xᵢ) over xᵢ in ascending order: 0 where all give alike, near 1 where one gives all.

    C. Gini, Variabilità e mutabilità, 1912; the sorted form as in A. Sen, On Economic Inequality, 1973.
    """
    ordered, total = sorted(values), sum(values)
    if not total:
        return 0.0
    weighted = sum((2 * rank - len(ordered) - 1) * value for rank, value in enumerate(ordered, start=1))
    return round(weighted / (len(ordered) * total), DIGITS)


def loads(tally: Tally) -> list[float]:
    """The share of each volunteer's limit that they gave."""
    return [spent / limit for (spent, limit), times in measures(tally, "load") for _ in range(times)]


def _gini(tally: Tally) -> Number:
    shares = loads(tally)
    return gini(shares) if shares else None


FIGURES: tuple[Figure, ...] = (
    count(
        "volunteers",
        Text("Volunteers", "志愿者"),
        Text("Active volunteers with a weekly limit above nothing.", "在册且每周上限大于零的志愿者人数。"),
    ),
    count("idle", Text("Gave nothing", "未参与"), Text("Of these, without any service.", "其中本期没有服务的人数。")),
    count(
        "over",
        Text("Above their limit", "超过上限"),
        Text("Of these, with more minutes than their limit.", "其中本期服务时长超过上限的人数。"),
    ),
    minutes(
        "minutes", Text("Time given", "服务时长"), Text("Their time in the period, together.", "本期服务时长合计。")
    ),
    minutes(
        "limit",
        Text("Limits", "时长上限"),
        Text(
            "Their weekly limits (their own, else the policy's), times the days of the period by seven, together.",
            "每周上限（本人的，未填则按规则）乘以本期天数除以七，合计。",
        ),
    ),
    share("load", Text("Load", "负荷率"), Text("Time given by limits.", "服务时长除以上限。"), "minutes", "limit"),
    Figure(
        "gini",
        Text("Gini index of load", "负荷基尼系数"),
        Text(
            "Of each volunteer's time by their own limit: 0 where all give alike, near 1 where one gives all.",
            "按每位志愿者“时长除以本人上限”计算：0为完全均衡，接近1为集中于一人。",
        ),
        Unit.INDEX,
        _gini,
    ),
)


def _limits(session: Session, question: Question) -> dict[str, int | None]:
    """Minutes a week that the policy of each station allows; None where it sets no limit."""
    of_region: dict[str, int | None] = {}
    found = {}
    for station in question.territory.stations.values():
        if station.region_id not in of_region:
            rules = policy_of(session, regions_above(session, station.region_id)).rules
            own = [rule.minutes_per_week for rule in rules if isinstance(rule, LoadLimits)]
            of_region[station.region_id] = own[0] if own else None
        found[station.id] = of_region[station.region_id]
    return found


def _bands(tally: Tally) -> Table:
    shares = loads(tally)
    rows = []
    below = -1.0
    for end in BANDS:
        name = f"{below:.0%}–{end:.0%}" if below >= 0 else "0%"
        rows.append((name, sum(below < one <= end for one in shares)))
        below = end
    rows.append((f">{below:.0%}", sum(one > below for one in shares)))
    columns = (
        Column("load", Text("Load", "负荷率")),
        Column("volunteers", Text("Volunteers", "志愿者"), Unit.COUNT),
    )
    return Table("bands", Text("Distribution of load", "负荷分布"), columns, rows)


def _volunteers(rows: Sequence[tuple[str, str, str, str, int, int, float | None]]) -> Table:
    """The busiest first."""
    columns = (
        *STATION,
        *VOLUNTEER,
        Column("minutes", Text("Time given", "服务时长"), Unit.MINUTES),
        Column("limit", Text("Limit", "时长上限"), Unit.MINUTES),
        Column("load", Text("Load", "负荷率"), Unit.SHARE),
    )
    return Table("volunteers", Text("By volunteer", "按志愿者"), columns, rows)
