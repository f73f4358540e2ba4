"""四就近 The four pillars: what was done of each, how long, and for how many."""

from collections import defaultdict
from typing import NamedTuple

from sqlmodel import Session

from api.exchange.labels import PILLARS
from api.reports.asking import Question
from api.reports.findings import Column, Findings, Table
from api.reports.services import Service, homes, services
from api.reports.tally import Figure, Tally, Unit, count, minutes
from api.tables.cadres import Cadre
from api.tables.needs import Pillar
from matcher.board.words import service as name_of
from matcher.domain import Text


def pillars(session: Session, question: Question) -> Findings:
    """Services and minutes count at the station of the row, cadres at the one to which they belong."""
    home = homes(session, Cadre)
    done = services(session, question.from_day, question.until_day)
    tallies: dict[str, Tally] = defaultdict(Tally)
    seen: set[tuple[Pillar, str]] = set()
    for one in done:
        tallies[one.station].update({f"{one.pillar}_services": 1, f"{one.pillar}_minutes": one.volunteer_minutes})
        for cadre in one.cadres:
            if (one.pillar, cadre) not in seen:
                seen.add((one.pillar, cadre))
                tallies[home[cadre]][f"{one.pillar}_cadres"] += 1
    here = [one for one in done if one.station in question.stations]
    return Findings(tuple(figure for pillar in Pillar for figure in _figures(pillar)), tallies, (_kinds(here),))


def _figures(pillar: Pillar) -> tuple[Figure, ...]:
    name = PILLARS[pillar]
    return (
        count(
            f"{pillar}_services",
            Text(f"{name.en}: services", f"{name.zh}·次数"),
            Text(
                f"Rows of the ledger of pillar {name.en}, done or partly done in the period.",
                f"本期台账中“{name.zh}”类已完成或部分完成的服务次数。",
            ),
        ),
        minutes(
            f"{pillar}_minutes",
            Text(f"{name.en}: volunteers' time", f"{name.zh}·志愿时长"),
            Text("From start to end as recorded, once for each volunteer.", "按台账起止时间，每位志愿者分别计。"),
        ),
        count(
            f"{pillar}_cadres",
            Text(f"{name.en}: cadres", f"{name.zh}·人数"),
            Text(
                "Different cadres served by these, at the station to which they belong.",
                "接受该类服务的老干部人数，每人计一次，计入其所属服务站。",
            ),
        ),
    )


class _Kind(NamedTuple):
    pillar: Pillar
    service: str


def _kinds(done: list[Service]) -> Table:
    """By service; all pillars stand there, those without a service as well."""
    by_kind: dict[_Kind, list[Service]] = {}
    for one in done:
        by_kind.setdefault(_Kind(one.pillar, one.service), []).append(one)
    rows = []
    for pillar in Pillar:
        kinds = sorted(kind for kind in by_kind if kind.pillar is pillar)
        for kind in kinds or [_Kind(pillar, "")]:
            of_kind = by_kind.get(kind, [])
            rows.append(
                (
                    PILLARS[pillar],
                    name_of(kind.service) if kind.service else None,
                    len(of_kind),
                    sum(one.volunteer_minutes for one in of_kind),
                    len({cadre for one in of_kind for cadre in one.cadres}),
                )
            )
    columns = (
        Column("pillar", Text("Pillar", "四就近")),
        Column("service", Text("Service", "服务")),
        Column("services", Text("Services", "次数"), Unit.COUNT),
        Column("minutes", Text("Volunteers' time", "志愿时长"), Unit.MINUTES),
        Column("cadres", Text("Cadres", "老干部人数"), Unit.COUNT),
    )
    return Table("services", Text("By service", "按服务种类"), columns, rows)
