"""Published visits stand as whole tours: what is impossible alone may be sound among the other visits of its tour."""

from matcher.compile import compile_problem
from matcher.domain import Problem, TravelMode
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.policy import default_policy
from matcher.solve import solve
from tests.building import at, matrix, need, problem, published, volunteer, window

BY_WAY_OF_C1 = matrix(["v1", "v2", "c1", "c2"], [[0, 0, 1, 15], [0, 0, 1, 15], [1, 1, 0, 1], [3, 3, 1, 0]])
"""From a base straight to c2 it is 15 minutes, but 2 by way of c1."""
THERE_AND_BACK = matrix(["v1", "v2", "c1", "c2"], [[0, 0, 1, 15], [0, 0, 1, 15], [40, 40, 0, 1], [3, 3, 1, 0]])
"""And from c1 straight home it is 40, but 4 by way of c2."""


def week(travel: TravelMode, *, pinned: bool, crew: tuple[str, ...] = ("v1",)) -> Problem:
    """Out at 09:00, five minutes at c1 from 09:01, half an hour at c2 from 09:07, home by 09:40; c2's need is listed first."""
    asked = [
        need("n2", of="c2", minutes=30, crew=len(crew)),
        need("n1", of="c1", minutes=5, crew=len(crew)),
    ]
    people = [volunteer(name, availability=[window("09:00", "09:40")]) for name in ("v1", "v2")]
    held = [published("n2", "09:07", *crew, pinned=pinned), published("n1", "09:01", *crew, pinned=pinned)]
    return problem(asked, people, grid=1, travel={"walk": travel}, published=held)


def first_starts(week: Problem) -> list[str]:
    """Where the first roster's visits start, by need."""
    instance = compile_problem(week, default_policy())
    search = Search(instance, tables_of(instance), 0)
    return [f"{week.moment(start):%H:%M}" for _, start, _ in search.plan().rows()]


def test_a_pinned_visit_stands_that_is_impossible_without_the_other_on_the_way() -> None:
    roster = solve(week(BY_WAY_OF_C1, pinned=True), moves=10, workers=1)

    assert [(one.need, one.start) for one in roster.visits] == [("n1", at("09:01")), ("n2", at("09:07"))]


def test_a_pinned_crew_stands_on_both_its_tours() -> None:
    roster = solve(week(BY_WAY_OF_C1, pinned=True, crew=("v1", "v2")), moves=10, workers=1)

    assert [one.volunteers for one in roster.visits] == [("v1", "v2"), ("v1", "v2")]


def test_a_published_tour_stands_of_which_no_visit_is_possible_alone() -> None:
    alone = first_starts(week(THERE_AND_BACK, pinned=False))
    by_two = first_starts(week(THERE_AND_BACK, pinned=False, crew=("v1", "v2")))

    assert alone == by_two == ["09:07", "09:01"]


def test_a_published_tour_that_cannot_be_timed_lets_go_of_what_is_not_pinned() -> None:
    held = [published("n1", "09:00", "v1"), published("n2", "09:30", "v1", pinned=True), published("n3", "11:00", "v1")]
    asked = [need("n1", windows=[window("09:00", "10:30")]), need("n2", of="c2"), need("n3", of="c3")]

    # an hour each and all at one place: n2 stands from 09:30 to 10:30, which leaves no hour between 09:00 and 10:30 for n1
    starts = first_starts(problem(asked, [volunteer()], published=held))

    assert starts == ["09:30", "11:00"]


def test_a_crew_that_one_member_cannot_join_leaves_the_other_s_tour_too() -> None:
    held = [published("n1", "09:00", "v1", "v2"), published("n2", "09:00", "v2", pinned=True)]
    asked = [need("n1", crew=2, windows=[window("08:00", "10:00")]), need("n2", of="c2")]

    # v2 is held from 09:00 to 10:00, so the two can start together at 08:00 only
    starts = first_starts(problem(asked, [volunteer("v1"), volunteer("v2")], published=held))

    assert starts == ["08:00", "09:00"]


def test_a_published_visit_in_the_way_of_a_pinned_one_moves() -> None:
    held = [published("n1", "09:00", "v1", pinned=True), published("n2", "09:30", "v2")]

    # both are at c1, an hour each, one at a time; n1 stands from 09:00 to 10:00, so n2 starts as early as it can
    starts = first_starts(problem([need("n1"), need("n2")], [volunteer("v1"), volunteer("v2")], published=held))

    assert starts == ["09:00", "08:00"]
