"""The verdict on a need that could be served: what it would add and save, and which visits won instead."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from matcher.domain import Need, Reason, Saying, Text
from matcher.explain import codes, wording
from matcher.explain.competition import Exchange, Losses, best_exchange, hindered_by_others
from matcher.explain.prospects import Opening, Prospects
from matcher.explain.scene import Scene
from matcher.explain.wording import URGENCY

MOST_OPENINGS = 24
"""Openings whose points are counted, each crew's first, then each crew's second, and so on."""


def of_opening(prospects: Prospects) -> tuple[Reason, Saying]:
    """Of the visits that could be had right now the one with the fewest points, and what may be done about it."""
    points, opening = min(
        ((_points(prospects, one), one) for one in _first_openings(prospects)), key=lambda one: sum(one[0].values())
    )
    adds, saves = _both(points)
    when, who = wording.clock(prospects.standing.problem, opening.start), wording.who(opening.crew)
    by_hand = f"{who.en} on {when}"
    if adds < saves:
        text = Text(
            f"Nothing stands in the way: {who.en} could come on {when}, which adds {adds} points and saves {saves}; "
            "the search ended before it found this.",
            f"并无障碍：{who.zh}可于{when}服务，增加{adds}分、节省{saves}分；求解在找到该方案前已结束。",
        )
        advice = Text(
            f"Solve again with more time, or place it by hand: {by_hand}.",
            f"延长求解时间重新排班，或手工安排：{who.zh}，{when}。",
        )
        code = codes.TIME_LIMIT
    else:
        text = Text(
            f"{wording.capital(who.en)} could come on {when} without breaking a rule, but that adds {adds} points and saves "
            f"only {saves}.",
            f"{who.zh}可于{when}服务且不违反任何规则，但会增加{adds}分，仅节省{saves}分。",
        )
        advice = Text(
            f"Give the need a higher priority, or place it by hand: {by_hand}.",
            f"提高该需求的优先级，或手工安排：{who.zh}，{when}。",
        )
        code = codes.COSTS_MORE
    able = len({volunteer.id for one in prospects.openings for volunteer in one.crew})
    return Reason(code=code, volunteers=able, en=text.en, zh=text.zh), Saying(en=advice.en, zh=advice.zh)


def of_competition(prospects: Prospects, losses: Losses) -> Reason | None:
    """Which standing visits won, where only they stand in the way. Raises OutOfTime."""
    exchange = best_exchange(prospects, losses)
    if exchange is None:
        return None
    code, text = _told(prospects, exchange)
    hindered = sum(1 for one in prospects.eligible if any(map(hindered_by_others, prospects.attempts[one.id])))
    rule = "pinned" if code == codes.PIN_CONFLICT else None
    return Reason(code=code, rule=rule, volunteers=hindered, en=text.en, zh=text.zh)


def _told(prospects: Prospects, exchange: Exchange) -> tuple[str, Text]:
    when, who = wording.clock(prospects.standing.problem, exchange.start), wording.who(exchange.crew)
    won = wording.visits(exchange.displaced)
    adds, saves = _both(exchange.points)
    if exchange.firm:
        return codes.PIN_CONFLICT, Text(
            f"{wording.capital(who.en)} could come on {when} only in place of {won.en}, and pinned visits stand as they are.",
            f"{who.zh}只有取消{won.zh}才可于{when}服务，而已固定的服务须保持原样。",
        )
    if exchange.total < 0 and all(_lower(stop.need, prospects.need) for stop in exchange.displaced):
        return codes.TIME_LIMIT, Text(
            f"{wording.capital(who.en)} could come on {when} in place of {won.en}, which adds {adds} points and saves "
            f"{saves}; the search ended before it found this.",
            f"若放弃{won.zh}，{who.zh}可于{when}服务，增加{adds}分、节省{saves}分；求解在找到该方案前已结束。",
        )
    only = Text("only ", "仅") if adds >= saves else Text("", "")
    return codes.LOWER_PRIORITY, Text(
        f"Feasible alone, but others won: {who.en} could come on {when} only in place of {won.en}, which adds {adds} points "
        f"and saves {only.en}{saves}.",
        f"单独可行，但让位于其他服务：{who.zh}只有放弃{won.zh}，才可于{when}服务，这会增加{adds}分，{only.zh}节省{saves}分。",
    )


def _lower(other: Need, ours: Need) -> bool:
    return URGENCY[other.priority] > URGENCY[ours.priority]


def _first_openings(prospects: Prospects) -> list[Opening]:
    seen: dict[tuple[str, ...], int] = {}
    ranked = []
    for opening in prospects.openings:
        crew = tuple(volunteer.id for volunteer in opening.crew)
        seen[crew] = seen.get(crew, 0) + 1
        ranked.append((seen[crew], opening.start, crew, opening))
    return [opening for *_, opening in islice(sorted(ranked, key=lambda one: one[:3]), MOST_OPENINGS)]


def _points(prospects: Prospects, opening: Opening) -> dict[str, int]:
    around = prospects.trials.around(*opening.crew)
    return Scene(prospects.standing, prospects.rulebook, prospects.need, opening.crew, around).points(opening.start)


def _both(points: Mapping[str, int]) -> tuple[int, int]:
    """Points added and points saved."""
    return sum(one for one in points.values() if one > 0), -sum(one for one in points.values() if one < 0)
