"""One new need on the street, reckoned by hand."""

import pytest

from matcher.domain import BadInput, Problem, Roster
from matcher.match import match
from matcher.matching import MatchIndex, Option
from tests.building import cadre, need, policy, problem, published, roster, visit, volunteer, window

SHORT = [window("09:00", "10:00")]
"""There is but one start for an hour's visit."""


def only(week: Problem, standing: Roster, **more: object) -> Option:
    """The only option for need `new` of cadre c2, who lives at place 4, from 9 to 10."""
    (option,) = match(week, standing, need("new", of="c2", windows=SHORT), **more).options  # type: ignore[arg-type]
    return option


def street(**more: object) -> Problem:
    """Cadre c1 at place 2 and c2 at place 4, with volunteer v1 at place 0."""
    return problem(cadres=[cadre("c1", 2), cadre("c2", 4)], **more)  # type: ignore[arg-type]


def test_points_are_those_of_the_detour_and_of_what_is_no_longer_unmet() -> None:
    week = street()
    standing = roster(visit("n1", "10:10", "v1"))

    option = only(week, standing)

    # 0 → 4 → 2 → 0 instead of 0 → 2 → 0; c2 had nobody; v1 does not know c2; 120 of 480 minutes is no heavy load
    assert option.by_rule == {"unmet_visit": -1000, "unserved_cadre": -800, "travel": 4, "unfamiliar": 10}
    assert option.points == -1786
    assert option.disturbs == "nothing"
    assert option.volunteers == ("v1",)
    assert (f"{option.start:%H:%M}", f"{option.end:%H:%M}") == ("09:00", "10:00")


def test_starts_that_are_as_good_are_told_together() -> None:
    week = street()
    new = need("new", of="c2", windows=[window("08:00", "12:00")])

    before, after = match(week, roster(visit("n1", "09:30", "v1")), new).options

    # from 8:04 (on the grid 8:05) so that 9:30 is reached from c2, 2 minutes away; or after it, back by 12:00 over 4 minutes
    assert [f"{one:%H:%M}" for one in (before.start, before.latest_start)] == ["08:05", "08:25"]
    assert [f"{one:%H:%M}" for one in (after.start, after.latest_start)] == ["10:35", "10:55"]
    assert before.points == after.points


def test_a_start_is_shifted_by_as_little_as_it_must() -> None:
    week = street()
    standing = roster(visit("n1", "09:50", "v1"))

    option = only(week, standing)

    # c2 until 10:00, 2 minutes to c1: 10:02 is not on the grid
    (shift,) = option.shifts
    assert option.disturbs == "starts"
    assert (shift.need, shift.volunteers) == ("n1", ("v1",))
    assert (f"{shift.moved_from:%H:%M}", f"{shift.moved_to:%H:%M}") == ("09:50", "10:05")
    assert option.points == -1786


def test_a_published_start_costs_what_the_policy_says() -> None:
    week = street(published=[published("n1", "09:50", "v1")])
    standing = roster(visit("n1", "09:50", "v1"))

    option = only(week, standing)

    assert option.by_rule is not None
    assert option.by_rule["changed_visit"] == 10
    assert option.points == -1776


def test_a_start_is_shifted_earlier_where_the_new_visit_comes_after() -> None:
    week = street(needs=[need("n1", minutes=45)])
    standing = roster(visit("n1", "08:15", "v1", minutes=45))

    option = only(week, standing)

    # c1 must be left by 8:58, and the visit starts on the grid
    assert [f"{shift.moved_to:%H:%M}" for shift in option.shifts] == ["08:10"]


def test_nobody_is_shifted_where_another_start_of_that_date_is_as_good() -> None:
    week = street()
    new = need("new", of="c2", windows=[window("09:00", "11:00")])

    found = match(week, roster(visit("n1", "08:05", "v1")), new)

    # from 9:07 on; with n1 later, 9:00 would do too, for the same way
    assert [option.disturbs for option in found.options] == ["nothing"]


def test_a_cadre_s_own_visit_is_shifted_by_whoever_serves_both() -> None:
    week = problem([need("n1", of="c2")], [volunteer("v1"), volunteer("v2")], [cadre("c2", 4)])
    standing = roster(visit("n1", "09:30", "v1"))

    option = only(week, standing)

    # v1 stays at c2, who is visited by one at a time: no way more, 120 minutes are no load; v2 could not come at 9:00
    assert option.volunteers == ("v1",)
    assert [f"{shift.moved_to:%H:%M}" for shift in option.shifts] == ["10:00"]
    assert option.by_rule == {"unmet_visit": -1000, "unfamiliar": 10}


@pytest.mark.parametrize("pinned", [True, False])
def test_only_what_may_move_is_shifted(pinned: bool) -> None:
    week = street(published=[published("n1", "09:50", "v1", pinned=pinned)])
    standing = roster(visit("n1", "09:50", "v1"))

    found = match(week, standing, need("new", of="c2", windows=SHORT))

    assert bool(found.options) == (not pinned)
    assert bool(found.reasons) == pinned


def test_nothing_is_shifted_by_more_than_half_an_hour() -> None:
    week = street()
    standing = roster(visit("n1", "09:25", "v1"))

    found = match(week, standing, need("new", of="c2", windows=SHORT))

    # 10:05 would be 40 minutes later
    assert found.options == ()


def test_a_crew_comes_together_and_each_makes_room() -> None:
    week = street(volunteers=[volunteer("v1"), volunteer("v2"), volunteer("v3", availability=[])])
    standing = roster(visit("n1", "09:50", "v1"))

    found = match(week, standing, need("new", of="c2", windows=SHORT, crew=2))

    # v1 as before; v2 has 4 minutes there and back, and is a stranger too
    (option,) = found.options
    assert option.volunteers == ("v1", "v2")
    assert [shift.need for shift in option.shifts] == ["n1"]
    assert option.points == -1786 + 8 + 10


def test_a_lower_priority_gives_way_only_when_asked() -> None:
    week = problem([need("n1", windows=SHORT, priority="low")], cadres=[cadre("c1", 2), cadre("c2", 4)])
    standing = roster(visit("n1", "09:00", "v1"))
    new = need("new", of="c2", windows=SHORT)

    kept, given_up = match(week, standing, new), match(week, standing, new, displace=True)

    # n1 low and c1 unserved: +500 + 800; unmet and unserved c2: -1800; ways 8 instead of 4; as strange as before
    assert kept.options == ()
    (option,) = given_up.options
    assert option.displaced == standing.visits
    assert option.points == 500 + 800 - 1000 - 800 + 4


@pytest.mark.parametrize("priority", ["normal", "high"])
def test_nobody_gives_way_to_what_is_not_more_urgent(priority: str) -> None:
    week = problem([need("n1", windows=SHORT, priority=priority)], cadres=[cadre("c1", 2), cadre("c2", 4)])
    standing = roster(visit("n1", "09:00", "v1"))

    found = match(week, standing, need("new", of="c2", windows=SHORT), displace=True)

    assert found.options == ()


def test_the_policy_in_force_decides_who_may_come() -> None:
    week = street(volunteers=[volunteer("v1", -20)], needs=[])
    new = need("new", of="c2")

    default = match(week, roster(), new)
    without = match(week, roster(), new, policy(off=["service_circle"]))

    # 24 minutes away
    assert [reason.rule for reason in default.reasons][:1] == ["service_circle"]
    assert [option.volunteers for option in without.options] == [("v1",)]


def test_there_are_no_more_options_than_asked_for() -> None:
    week = street(volunteers=[volunteer(f"v{k}", k) for k in range(1, 7)], needs=[])
    new = need("new", of="c2")

    best, every = match(week, roster(), new, top=2), match(week, roster(), new, top=None)

    assert len(best.options) == 2
    assert len(every.options) == 6
    assert best.options == every.options[:2]
    # v4 lives next door
    assert best.options[0].volunteers == ("v4",)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "n1"}, "Need n1: the problem has a need of this id already"),
        ({"cadre": "c9"}, "Need new: cadre names 'c9'"),
        ({"excluded_volunteers": ["v9"]}, "Need new: excluded_volunteers names 'v9'"),
        ({"minutes": 90, "windows": SHORT}, "Need new: a visit takes 90 minutes and its longest window is 60"),
        ({"windows": [window("09:00", "10:00", day=8)]}, "lies outside the week"),
    ],
)
def test_a_need_that_contradicts_itself_or_the_problem_is_bad_input(changes: dict[str, object], said: str) -> None:
    index = MatchIndex(street(), roster())
    new = need("new", of="c2").revised(**changes)

    with pytest.raises(BadInput, match=said):
        index.match(new)


def test_a_roster_that_breaks_a_rule_is_bad_input() -> None:
    twice = roster(visit("n1", "09:00", "v1"), visit("n1", "10:30", "v1"))

    with pytest.raises(BadInput, match=r"breaks the rule weekly_frequency: .* finds clean"):
        MatchIndex(street(), twice)
