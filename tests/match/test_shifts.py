"""On busy mornings others' starts give way: the audit finds nothing against it, and nobody who could make room is left out."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random

import pytest

from matcher.audit import audit
from matcher.domain import Problem, Roster, Visit
from matcher.matching import MatchIndex, applied
from matcher.matching.index import MOST_SHIFT
from matcher.matching.newcomer import with_need
from matcher.policy import default_policy
from tests.building import at, cadre, need, problem, volunteer, window
from tests.match.newcomers import Newcomer

MORNINGS = 60
PASSED_OVER = [0, 0, 1, 2, 5]
"""So many sound visits are passed over before one is taken, which leaves gaps."""


@pytest.mark.parametrize(("crew", "least"), [(1, 10), (2, 1)])
def test_whatever_is_shifted_the_audit_agrees(crew: int, least: int) -> None:
    shifted, several = 0, 0
    for number in range(MORNINGS):
        case = busy_morning(number, crew)
        before = audit(with_need(case.week, case.need), case.roster, case.policy).score.total

        options = MatchIndex(case.week, case.roster, case.policy).match(case.need, None).options

        for option in options:
            report = audit(*applied(case.week, case.roster, case.need, option), case.policy)
            assert report.violations == ()
            assert report.score.total - before == option.points
            shifted += bool(option.shifts)
            several += len(option.shifts) > 1
    assert shifted >= least
    assert several >= 1


def test_whoever_can_come_by_moving_one_visit_is_offered() -> None:
    makes_room = 0
    for number in range(MORNINGS):
        case = busy_morning(number, crew=1)
        with_new = with_need(case.week, case.need)

        options = MatchIndex(case.week, case.roster, case.policy).match(case.need, None).options

        offered = {option.volunteers for option in options}
        for who in case.week.volunteers:
            if any(not audit(with_new, tried, case.policy).violations for tried in _one_moved(case, who.id)):
                makes_room += 1
                assert (who.id,) in offered
    assert makes_room >= MORNINGS / 2


def busy_morning(number: int, crew: int) -> Newcomer:
    """Two or three volunteers with some visits each, one of them perhaps a cadre; the new need has hardly any time."""
    dice = Random(number)
    homes = [cadre(f"c{k}", dice.randint(0, 12)) for k in range(1, 6)]
    people = [
        volunteer(f"v{k}", dice.randint(0, 12), max_minutes_per_week=900, max_minutes_per_day=400)
        for k in range(1, dice.choice([2, 3]) + 1)
    ]
    if dice.random() < 0.4:
        people[0] = people[0].revised(cadre="c1", location=homes[0].location)
    hours = [[window("08:00", "12:00")]] * 4 + [[window("08:00", "09:30"), window("09:40", "12:00")]]
    asked = [
        need(
            f"n{k}",
            of=f"c{dice.randint(1, 5)}",
            minutes=dice.choice([30, 45, 60]),
            windows=dice.choice(hours),
            preferred=dice.choice([[], [window("09:00", "10:00")]]),
        )
        for k in range(1, dice.choice([2, 3, 4]) + 1)
    ]
    week = problem(asked, people, homes, days=1)
    visits = _made(week, dice)
    if dice.random() < 0.5:
        known = [one.model_dump(include={"need", "start", "volunteers"}) for one in visits]
        week = week.revised(published=known)
    minutes = dice.choice([30, 60])
    begin = at("08:00") + timedelta(minutes=5 * dice.randrange(30))
    soon = [{"start": begin, "end": begin + timedelta(minutes=minutes + 5)}]
    new = need("new", of=f"c{dice.randint(1, 5)}", minutes=minutes, crew=crew, windows=soon)
    return Newcomer(week, Roster(visits=visits), new, default_policy())


def _made(week: Problem, dice: Random) -> tuple[Visit, ...]:
    """Each need by somebody, at one of the first starts at which the audit finds it clean."""
    visits: tuple[Visit, ...] = ()
    for one in week.needs:
        crews = [(who.id,) for who in week.volunteers]
        dice.shuffle(crews)
        tried = (_visit(week, one.id, slot, crew) for slot in range(48) for crew in crews)
        clean = (made for made in tried if not audit(week, Roster(visits=(*visits, made)), default_policy()).violations)
        visits = (*visits, *islice(clean, dice.choice(PASSED_OVER), None, 48 * len(crews)))
    return visits


def _visit(week: Problem, of: str, slot: int, crew: tuple[str, ...]) -> Visit:
    start = at("08:00") + timedelta(minutes=5 * slot)
    return Visit(need=of, start=start, end=start + timedelta(minutes=week.need_by_id[of].minutes), volunteers=crew)


def _one_moved(case: Newcomer, who: str) -> Iterator[Roster]:
    """The volunteer serves the new need, and one visit of theirs starts at another time than it did."""
    for start in (case.need.windows[0].start, case.need.windows[0].start + timedelta(minutes=5)):
        end = start + timedelta(minutes=case.need.minutes)
        new = Visit(need=case.need.id, start=start, end=end, volunteers=(who,))
        for visit in case.roster.visits:
            others = tuple(one for one in case.roster.visits if one is not visit)
            for minutes in range(-MOST_SHIFT, MOST_SHIFT + 1, 5) if who in visit.volunteers else ():
                by = timedelta(minutes=minutes)
                moved = visit.model_copy(update={"start": visit.start + by, "end": visit.end + by})
                yield Roster(visits=(*others, moved, new))
