"""十五分钟服务圈 The circle: which homes an open station reaches in time, which none does, and where a new one would help."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.errors import Unacceptable
from api.exchange.labels import MODES
from api.policies.effective import policy_of
from api.reports.asking import Question
from api.reports.findings import CADRE, STATION, Cell, Column, Findings, Table
from api.reports.nearest import NEVER, nearest_minutes
from api.reports.siting import best_sites
from api.reports.tally import Figure, Tally, Unit, count, ratio, share
from api.tables.cadres import Cadre
from api.tables.places import Station
from api.weeks.consenting import may_be_served
from api.weeks.scope import OPEN, regions_above
from matcher.domain import Point, Text
from matcher.rules.hard.service_circle import ServiceCircle
from matcher.travel import Place, TravelTimes, times_by_mode

DEFAULT_MINUTES = 15
"""Where no policy says how large the circle is."""

COARSE = 3
"""Decimals of a candidate place: about a hundred metres, so that nobody's home is named."""


def circle(session: Session, question: Question) -> Findings:
    """Each cadre's way to the nearest open station, of whatever district, by each mode that travels by speed."""
    speeds = {name: mode for name, mode in question.settings.travel.items() if mode.matrix is None}
    times = times_by_mode(speeds)
    mode = _mode(question, times)
    minutes = question.asked.minutes or _minutes(session, question)
    cadres = session.exec(
        select(Cadre)
        .where(may_be_served(question.as_of), col(Cadre.station_id).in_(question.stations))
        .order_by(Cadre.station_id, Cadre.id)
    ).all()
    homes = [Place(cadre.id, Point(lat=cadre.latitude, lon=cadre.longitude)) for cadre in cadres]
    stations = session.exec(select(Station).where(col(Station.state).in_(OPEN))).all()
    places = [Place(one.id, Point(lat=one.latitude, lon=one.longitude)) for one in stations]
    nearest = {name: nearest_minutes(homes, places, of_mode) for name, of_mode in times.items()}
    tallies: dict[str, Tally] = defaultdict(Tally)
    for position, cadre in enumerate(cadres):
        tallies[cadre.station_id]["cadres"] += 1
        for name, ways in nearest.items():
            tallies[cadre.station_id][f"within_{name}"] += int(ways[position] <= minutes)
    outside = [position for position in range(len(cadres)) if nearest[mode][position] > minutes]
    tables = (
        _communities(question, cadres, outside),
        _outside(question, cadres, nearest[mode], outside),
        _sites([homes[position] for position in outside], times[mode], minutes, question.asked.sites),
    )
    return Findings(_figures(list(times), minutes), tallies, tables, _note(mode, minutes))


def _mode(question: Question, times: dict[str, TravelTimes]) -> str:
    wanted = question.asked.mode or next(iter(times), None)
    if wanted is None or wanted not in times:
        names = "、".join(times) or "-"
        raise Unacceptable(
            "NO_SUCH_MODE",
            zh=f"没有这种按速度计算的出行方式（mode），可用：{names}。",
            en=f"mode: there is no such mode of travel by speed, expected one of: {names}.",
        )
    return wanted


def _minutes(session: Session, question: Question) -> int:
    """As large as the policy of the area, of its first station's region where everything was asked for."""
    area = question.territory.whole
    station = next((one for one in question.territory.stations.values() if one.id in area.stations), None)
    region = area.id if area.id in question.territory.regions else (station.region_id if station is not None else None)
    if region is None:
        return DEFAULT_MINUTES
    chain = regions_above(session, region)
    rules = policy_of(session, chain if area.id is not None else chain[:1]).rules
    return next((rule.minutes for rule in rules if isinstance(rule, ServiceCircle)), DEFAULT_MINUTES)


def _figures(modes: Sequence[str], minutes: int) -> tuple[Figure, ...]:
    return (
        count(
            "cadres",
            Text("Cadres", "老干部"),
            Text(
                "Cadres who are looked after and have not withdrawn their consent.",
                "在册且未撤回知情同意的老干部人数。",
            ),
        ),
        *(figure for mode in modes for figure in _figures_of(mode, minutes)),
    )


def _figures_of(mode: str, minutes: int) -> tuple[Figure, ...]:
    name = MODES.get(mode, Text(mode, mode))
    return (
        count(
            f"within_{mode}",
            Text(f"Within {minutes} min ({name.en})", f"{minutes}分钟内·{name.zh}"),
            Text(
                f"Cadres whose home is at most {minutes} minutes from an open station (pilot or active), {name.en}.",
                f"住处到任一开放服务站（示范点或已挂牌）{name.zh}不超过{minutes}分钟的人数。",
            ),
        ),
        share(
            f"share_{mode}",
            Text(f"Share ({name.en})", f"覆盖率·{name.zh}"),
            Text("These divided by cadres.", "除以老干部人数。"),
            f"within_{mode}",
            "cadres",
        ),
    )


def _note(mode: str, minutes: int) -> Text:
    name = MODES.get(mode, Text(mode, mode))
    return Text(
        f"Outside means: more than {minutes} minutes ({name.en}) from every open station. Ways are straight lines times a detour "
        "at an assumed speed, not surveyed roads. New stations are sought greedily among the homes outside, so they show where "
        "many of them lie together, not where rooms are to be had; another choice of as many homes reaches at most 1.58 times "
        "as many. Places are rounded to about a hundred metres, so that no home is named.",
        f"圈外指到所有开放服务站{name.zh}都超过{minutes}分钟。路程按直线距离乘绕行系数和假定速度估算，并非实测道路。"
        "建议站点从圈外住处中逐个选取、每次取新增覆盖最多者，只说明圈外住户集中在哪里，不代表当地有合适的场地；"
        "同样数目的其他选法至多覆盖其1.58倍。位置取约百米精度，不指明任何一户。",
    )


def _communities(question: Question, cadres: Sequence[Cadre], outside: Sequence[int]) -> Table:
    """All communities with cadres, those with the most outside first."""
    community = [question.territory.community(cadre.station_id) for cadre in cadres]
    everybody = Counter(region.id for region in community)
    beyond = Counter(community[position].id for position in outside)
    regions = question.territory.regions
    rows: list[tuple[Cell, ...]] = [
        (region, regions[region].name, everybody[region], beyond[region], ratio(beyond[region], everybody[region]))
        for region in sorted(everybody, key=lambda region: (-beyond[region], regions[region].name, region))
    ]
    columns = (
        Column("region_id", Text("Region id", "区域编号")),
        Column("region", Text("Community", "社区")),
        Column("cadres", Text("Cadres", "老干部"), Unit.COUNT),
        Column("outside", Text("Outside every circle", "圈外人数"), Unit.COUNT),
        Column("share", Text("Share outside", "圈外比例"), Unit.SHARE),
    )
    return Table("communities", Text("Outside every circle, by community", "圈外老干部（按社区）"), columns, rows)


def _outside(question: Question, cadres: Sequence[Cadre], ways: Sequence[int], outside: Sequence[int]) -> Table:
    """Those furthest away first."""
    rows: list[tuple[Cell, ...]] = []
    for position in sorted(outside, key=lambda position: (-ways[position], cadres[position].id)):
        cadre, way = cadres[position], ways[position]
        name = question.territory.station_name(cadre.station_id)
        rows.append((cadre.station_id, name, cadre.id, cadre.name, way if way < NEVER else None))
    columns = (*STATION, *CADRE, Column("minutes", Text("Minutes to the nearest", "到最近站分钟数"), Unit.COUNT))
    return Table("outside", Text("Cadres outside every circle", "圈外老干部名单"), columns, rows)


def _sites(homes: Sequence[Place], times: TravelTimes, minutes: int, sites: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    together = 0
    for number, site in enumerate(best_sites(homes, times, minutes, sites), start=1):
        point = homes[site.home].point
        together += len(site.reached)
        rows.append(
            (
                number,
                round(point.lat, COARSE),
                round(point.lon, COARSE),
                len(site.reached),
                together,
                ratio(together, len(homes)),
            )
        )
    columns = (
        Column("number", Text("Order", "顺序"), Unit.COUNT),
        Column("latitude", Text("Latitude (WGS-84, about)", "纬度（WGS-84，约）")),
        Column("longitude", Text("Longitude (WGS-84, about)", "经度（WGS-84，约）")),
        Column("reached", Text("Cadres newly reached", "新增覆盖人数"), Unit.COUNT),
        Column("together", Text("Together with those above", "累计覆盖人数"), Unit.COUNT),
        Column("share", Text("Share of those outside", "占圈外比例"), Unit.SHARE),
    )
    return Table("sites", Text("Where new stations would help most", "增设服务站建议"), columns, rows)
