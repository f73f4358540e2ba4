"""Rosters that grow visit by visit at random, each but one visit away from one that is accepted."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from matcher.domain import Need, Problem, PublishedVisit, Visit, Volunteer
from matcher.domain.clock import midnight, minutes_between
from scenarios.generation.placement import placed_by_hand

Visits = tuple[Visit, ...]


def grown(week: Problem, dice: Random, tries: int, accepts: Callable[[Visits], bool]) -> Iterator[Visits]:
    """Every roster that is tried, one change after another; whatever is accepted is changed further.

    First the pinned visits alone, then those that a careful coordinator would add by hand, then random changes.
    """
    now = tuple(_visit_of(week, one) for one in week.published if one.stands)
    yield now
    by_hand = [_visit_of(week, one) for one in placed_by_hand(week)]
    for number in range(len(by_hand) + tries):
        if number < len(by_hand):
            tried = (*now, by_hand[number])
        elif now and dice.random() < 0.3:
            tried = _without_one(now, dice)
        else:
            tried = (*now, random_visit(week, dice))
        yield tried
        if accepts(tried):
            now = tried


def _visit_of(week: Problem, published: PublishedVisit) -> Visit:
    end = published.start + timedelta(minutes=week.need_by_id[published.need].minutes)
    return Visit(need=published.need, start=published.start, end=end, volunteers=published.volunteers)


def _without_one(visits: Visits, dice: Random) -> Visits:
    gone = dice.randrange(len(visits))
    return visits[:gone] + visits[gone + 1 :]


def random_visit(week: Problem, dice: Random) -> Visit:
    """Of any need; mostly on the grid, mostly when the first of the crew is there, mostly by who offers it."""
    need = dice.choice(week.needs)
    crew = _crew(week, need, dice)
    window = dice.choice(need.windows)
    last = max(window.minutes - need.minutes, 0)
    starts = [
        window.start + timedelta(minutes=more) for more in range(-week.grid_minutes, last + week.grid_minutes + 1)
    ]
    if dice.random() < 0.97:
        starts = [one for one in starts if minutes_between(midnight(one.date()), one) % week.grid_minutes == 0]
    hours = week.volunteer_by_id[crew[0]].availability if crew and dice.random() < 0.9 else ()
    there = [one for one in starts if any(one >= each.start and one < each.end for each in hours)]
    start = dice.choice(there or starts)
    return Visit(need=need.id, start=start, end=start + timedelta(minutes=need.minutes), volunteers=crew)


def _crew(week: Problem, need: Need, dice: Random) -> tuple[str, ...]:
    able = [one.id for one in week.volunteers if _may_serve(need, one)]
    others = [one.id for one in week.volunteers if not _may_serve(need, one)]
    dice.shuffle(able)
    dice.shuffle(others)
    queue = able + others if dice.random() < 0.9 else others + able
    return tuple(queue[: dice.choice([need.crew] * 12 + [need.crew - 1, need.crew + 1])])


def _may_serve(need: Need, who: Volunteer) -> bool:
    """As far as is seen at a glance."""
    return (
        need.service in who.services
        and who.id not in need.excluded_volunteers
        and who.cadre not in need.cadres
        and not (need.languages and set(need.languages).isdisjoint(who.languages))
    )
