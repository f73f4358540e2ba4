"""Weeks to hang on a board: the four pilots with a roster made by hand, and a week whose names mean harm."""

from functools import cache

import scenarios
from matcher.domain import Problem, Reason, Roster, Saying, Score, Unmet, Visit
from scenarios.generation.placement import placed_by_hand

REASON = Reason(
    code="OUT_OF_CIRCLE", rule="service_circle", volunteers=12, zh="十二名志愿者都太远。", en="All twelve are too far."
)
SUGGESTION = Saying(zh="服务圈放宽到20分钟即可。", en="A circle of 20 minutes would serve it.")

HARMFUL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://example.org")',
    "@SUM(1+1)",
    "{{ 7 * 7 }}",
    "</style><b>",
    "name\x00\x08\x0b\x1b\ufffe\u202ereversed\ttab\nline",
    "https://example.org/",
)


@cache
def pilots() -> tuple[Problem, Roster]:
    """The demonstration week, with every third visit pinned and a reason and a suggestion for all that is missing."""
    week = scenarios.get("four_pilots").build()
    return week, by_hand(week)


@cache
def harmful() -> tuple[Problem, Roster]:
    """The same week in which everybody and everything is called something harmful."""
    week, roster = pilots()

    def renamed(people: tuple) -> list:
        return [one.revised(name=HARMFUL[place % len(HARMFUL)]) for place, one in enumerate(people)]

    named = week.revised(
        stations=[one.revised(district=HARMFUL[0]) for one in renamed(week.stations)],
        cadres=renamed(week.cadres),
        volunteers=renamed(week.volunteers),
    )
    said = Saying(zh="".join(HARMFUL), en="".join(HARMFUL))
    reason = Reason(code="TOLD", zh=said.zh, en=said.en)
    unmet = [one.revised(reasons=[reason], suggestion=said) for one in roster.unmet or ()]
    return named, roster.revised(policy=HARMFUL[5], unmet=unmet)


def by_hand(week: Problem) -> Roster:
    """A roster of the week that claims a score of 10 000 and a bound of 7 500."""
    visits = [
        Visit(
            need=one.need,
            start=one.start,
            end=week.moment(week.minute(one.start) + week.need_by_id[one.need].minutes),
            volunteers=one.volunteers,
            pinned=place % 3 == 0,
        )
        for place, one in enumerate(placed_by_hand(week))
    ]
    served = [visit.need for visit in visits]
    missing = {need.id: need.visits - served.count(need.id) for need in week.needs}
    return Roster(
        visits=visits,
        unmet=[
            Unmet(need=need, missing=number, reasons=[REASON], suggestion=SUGGESTION)
            for need, number in missing.items()
            if number
        ],
        score=Score(total=10_000, by_rule={"unmet_visit": 9_000, "travel": 1_000}),
        bound=7_500,
        gap=0.25,
    )
