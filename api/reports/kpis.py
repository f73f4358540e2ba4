"""方便、快捷、可靠 Convenient, quick, reliable: minutes on the way, minutes of waiting, and promises kept."""

from collections import defaultdict

from sqlmodel import Session, col, select

from api.reports.asking import Question
from api.reports.findings import Findings
from api.reports.services import services
from api.reports.tally import Tally, count, middle, share
from api.reports.waiting import waits
from api.reports.ways import ways
from api.tables.visits import LedgerEntry, Visit, VisitState
from matcher.domain import Text


def kpis(session: Session, question: Question) -> Findings:
    """Ways and visits count at the station of the visit, waiting at that of the need's cadre."""
    tallies = promises(session, question)
    done = services(session, question.from_day, question.until_day)
    for station, minutes in ways(session, question.settings, done):
        tallies[station]["way", minutes] += 1
    for wait in waits(session, question):
        for kind in ("asked", *(["call"] if wait.is_call else [])):
            tallies[wait.station][kind] += 1
            if wait.to_offer is not None:
                tallies[wait.station][f"{kind}_to_offer", wait.to_offer] += 1
            if wait.to_arrival is not None:
                tallies[wait.station][f"{kind}_to_arrival", wait.to_arrival] += 1
    return Findings(FIGURES, tallies)


def promises(session: Session, question: Question) -> dict[str, Tally]:
    """Published visits of the period that are over: how they ended, by station."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    recorded = select(LedgerEntry.visit_id).where(col(LedgerEntry.visit_id).is_not(None))
    over = select(Visit.station_id, Visit.state, col(Visit.id).in_(recorded)).where(
        col(Visit.day) >= question.from_day, col(Visit.day) <= question.until_day, col(Visit.end) <= question.now
    )
    for station, state, is_recorded in session.exec(over).all():
        if state is VisitState.CANCELLED and not is_recorded:
            tallies[station]["called_off"] += 1
        else:
            tallies[station].update(["due", str(state), *(["kept"] if state in KEPT else [])])
    return tallies


KEPT = (VisitState.DONE, VisitState.PARTIAL)

FIGURES = (
    middle(
        "way",
        Text("Convenient: median minutes on the way", "方便：路程中位数（分钟）"),
        Text(
            "From the volunteer's base to the place of service by their own mode; the median over all services done in the "
            "period and their volunteers, by where people live now; without those whose data were erased.",
            "志愿者驻地到服务地点、按本人出行方式的分钟数；取本期所有已完成服务每人次的中位数，按目前登记的住址计算，个人信息已删除者不计。",
        ),
        "way",
    ),
    count(
        "asked",
        Text("Quick: needs asked for", "快捷：提出的需求"),
        Text("Needs that were called in or registered in the period.", "本期提出（临时求助）或登记的服务需求数。"),
    ),
    middle(
        "asked_to_offer",
        Text("Quick: median minutes to the first offer", "快捷：从提出到首次邀约（分钟）"),
        Text("Of these, as far as an offer was made.", "上述需求中已发出邀约的，从提出到首次邀约的中位数。"),
        "asked_to_offer",
    ),
    middle(
        "asked_to_arrival",
        Text("Quick: median minutes to the first arrival", "快捷：从提出到首次上门（分钟）"),
        Text(
            "Of these, as far as somebody came: until the start of the first service in the ledger.",
            "上述需求中已上门的，从提出到台账中首次服务开始的中位数。",
        ),
        "asked_to_arrival",
    ),
    count("call", Text("Calls for help", "临时求助"), Text("Of these, by an ad-hoc match.", "其中经临时匹配的。")),
    middle(
        "call_to_offer",
        Text("Calls: median minutes to the first offer", "求助：到首次邀约（分钟）"),
        Text("As above, of calls for help alone.", "同上，仅临时求助。"),
        "call_to_offer",
    ),
    middle(
        "call_to_arrival",
        Text("Calls: median minutes to the first arrival", "求助：到首次上门（分钟）"),
        Text("As above, of calls for help alone.", "同上，仅临时求助。"),
        "call_to_arrival",
    ),
    count(
        "due",
        Text("Reliable: visits due", "可靠：应到服务"),
        Text(
            "Published visits of the period that are over; those called off before anybody recorded an outcome are not counted.",
            "本期已发布且时间已过的服务；登记结果之前就已取消的不计。",
        ),
    ),
    count("kept", Text("Kept", "已兑现"), Text("Of these, done or partly done.", "其中已完成或部分完成的。")),
    share(
        "kept_share",
        Text("Reliable: share kept", "可靠：兑现率"),
        Text("Kept divided by due.", "已兑现除以应到。"),
        "kept",
        "due",
    ),
    count(
        "no_show", Text("Nobody came", "失约"), Text("Of those due, recorded as no-show.", "应到中登记为志愿者未到的。")
    ),
    share(
        "no_show_share",
        Text("Reliable: share of no-shows", "可靠：失约率"),
        Text("No-shows divided by due.", "失约除以应到。"),
        "no_show",
        "due",
    ),
    count("not_home", Text("Not at home", "家中无人"), Text("Of those due, nobody was at home.", "应到中家中无人的。")),
    count("cancelled", Text("Cancelled", "取消"), Text("Of those due, recorded as cancelled.", "应到中登记为取消的。")),
    count(
        "planned",
        Text("Not recorded yet", "未登记"),
        Text("Of those due, without an outcome.", "应到中尚未登记结果的。"),
    ),
    count(
        "called_off",
        Text("Called off", "事先取消"),
        Text(
            "Visits that were called off without an outcome, not among those due.", "未登记结果即取消的，不计入应到。"
        ),
    ),
)
