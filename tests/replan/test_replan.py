"""A published roster is repaired: what has begun stays, what can stay stays, and who is gone is replaced."""

from datetime import timedelta

import pytest

from matcher.audit import audit
from matcher.domain import BadInput, Need, Problem, Visit
from matcher.policy import default_policy
from matcher.replan import Change, Replan, replan
from matcher.replanning.differences import Kind
from tests.building import MONDAY, at, need, policy, problem, published, roster, visit, volunteer, window, windows

MONDAY_TO_WEDNESDAY = range(3)
TUESDAY = MONDAY + timedelta(days=1)


def repaired(week: Problem, *held: Visit, change: Change | None = None) -> Replan:
    """The repair, and that the audit finds it clean."""
    result = replan(week, roster(*held), change=change, moves=200, workers=1)
    assert audit(result.problem, result.roster, default_policy()).clean
    return result


def told(result: Replan) -> list[tuple[str, str, tuple[str, ...]]]:
    """Need, date and hour, volunteers of every visit."""
    return [(one.need, f"{one.start:%a %H:%M}", one.volunteers) for one in result.roster.visits]


def on(day: int, name: str = "n1", **more: object) -> Need:
    """A need that is served in the morning of one date."""
    return need(name, of=f"c{name[1:]}", windows=[window(day=day)], **more)


def free(name: str, *days: int) -> object:
    """A volunteer who is there in the morning of some dates, all three if none is named."""
    return volunteer(name, availability=windows("08:00", "12:00", days or MONDAY_TO_WEDNESDAY))


def test_a_drop_out_s_visits_are_taken_over_and_the_others_stay() -> None:
    week = problem([on(0), on(1, "n2")], [free("v1"), free("v2")])

    result = repaired(week, visit("n1", "09:00", "v1"), visit("n2", "10:00", "v2", day=1), change=Change(("v1",)))

    assert [(name, who) for name, _, who in told(result)] == [("n1", ("v2",)), ("n2", ("v2",))]
    assert told(result)[1] == ("n2", "Tue 10:00", ("v2",))
    assert [one.kind for one in result.differences] == [Kind.REASSIGNED]
    assert [stop.visit.need for stop in result.after.fallen] == ["n1"]


def test_a_drop_out_on_tuesday_keeps_what_he_did_on_monday() -> None:
    week = problem([on(0), on(1, "n2")], [free("v1"), free("v2", 1)])
    held = visit("n1", "09:00", "v1"), visit("n2", "09:00", "v1", day=1)

    result = repaired(week, *held, change=Change(("v1",), since=at("08:00", 1)))

    assert told(result)[0] == ("n1", "Mon 09:00", ("v1",))
    assert [(name, who) for name, _, who in told(result)] == [("n1", ("v1",)), ("n2", ("v2",))]


def test_a_drop_out_in_the_middle_of_his_tour_finishes_the_visit_that_has_begun() -> None:
    week = problem([on(0), on(0, "n2")], [free("v1", 0), free("v2", 0)])
    held = visit("n1", "09:00", "v1"), visit("n2", "10:00", "v1")

    result = repaired(week, *held, change=Change(("v1",), since=at("09:30")))

    # he was at n1 when it happened; n2 had not begun
    assert [(name, who) for name, _, who in told(result)] == [("n1", ("v1",)), ("n2", ("v2",))]


def test_a_crew_that_loses_one_member_gets_another() -> None:
    week = problem([on(0, crew=2)], [free("v1"), free("v2"), free("v3")])

    result = repaired(week, visit("n1", "09:00", "v1", "v2"), change=Change(("v1",)))

    assert told(result)[0][2] == ("v2", "v3")


def test_a_cancelled_visit_is_not_made_up_on_another_date() -> None:
    every_day = need(visits=2, windows=windows("08:00", "12:00", MONDAY_TO_WEDNESDAY))
    week = problem([every_day], [free("v1")])
    held = visit("n1", "09:00", "v1"), visit("n1", "09:00", "v1", day=1)

    result = repaired(week, *held, change=Change(visits=(("n1", TUESDAY),)))

    assert told(result) == [("n1", "Mon 09:00", ("v1",))]
    assert result.problem.needs[0].visits == 1
    assert result.roster.unmet == ()


def test_a_visit_that_was_missing_does_not_take_the_date_of_a_cancelled_one() -> None:
    week = problem([need(visits=2, windows=windows("08:00", "12:00", (1,)))], [free("v1")])

    # two visits are wanted and Tuesday is the only date: one stands, one is missing; the cadre is not at home on Tuesday
    result = repaired(week, visit("n1", "09:00", "v1", day=1), change=Change(visits=(("n1", TUESDAY),)))

    assert told(result) == []
    assert [one.missing for one in result.roster.unmet or ()] == [1]


def test_a_need_whose_only_visit_is_cancelled_is_gone() -> None:
    week = problem([on(1), on(0, "n2")], [free("v1")])
    held = visit("n1", "09:00", "v1", day=1), visit("n2", "09:00", "v1")

    result = repaired(week, *held, change=Change(visits=(("n1", TUESDAY),)))

    assert [one.id for one in result.problem.needs] == ["n2"]
    assert [one.kind for one in result.differences] == [Kind.REMOVED]


def test_a_need_that_was_added_is_served_and_nothing_else_changes() -> None:
    week = problem([on(0), on(0, "n2")], [free("v1")])

    result = repaired(week, visit("n1", "09:00", "v1"))

    assert [(one.kind, one.need) for one in result.differences] == [(Kind.NEW, "n2")]


def test_an_emergency_displaces_what_hurts_less() -> None:
    hour = [window("09:00", "10:00")]
    week = problem([need(windows=hour), need("n2", of="c2", windows=hour, priority="emergency")], [volunteer()])

    result = repaired(week, visit("n1", "09:00", "v1"))

    assert [one.need for one in result.roster.visits] == ["n2"]


def test_nothing_new_starts_before_the_change_and_what_began_stays() -> None:
    week = problem([on(0), on(0, "n2")], [free("v1", 0), free("v2", 0)])

    result = repaired(week, visit("n1", "08:00", "v1"), change=Change(since=at("10:07")))

    # the next start on the grid of five minutes
    assert told(result)[0] == ("n1", "Mon 08:00", ("v1",))
    assert [one.start for one in result.roster.visits][1] >= at("10:10")


def test_whoever_is_at_home_leaves_no_earlier_than_the_change() -> None:
    away = problem(
        [need(location={"lat": 24.359, "lon": 109.4})], [volunteer()]
    )  # 1 km up the street: 10 or 11 minutes

    result = repaired(away, change=Change(since=at("10:00")))

    assert result.roster.visits[0].start >= at("10:10")


def test_a_visit_to_which_somebody_is_on_the_way_stays() -> None:
    hour = [window("09:00", "11:30")]
    week = problem(
        [need(windows=hour), need("n2", of="c2", windows=[window("10:00", "11:00")], priority="emergency")],
        [volunteer(where=10)],
    )

    # n1 begins at 10:05 ten minutes away; at 10:00 v1 is half way there, too late for an emergency at the same hour
    result = repaired(week, visit("n1", "10:05", "v1"), change=Change(since=at("10:00")))

    assert told(result) == [("n1", "Mon 10:05", ("v1",))]


def test_a_pinned_visit_stays_unless_its_volunteer_drops_out() -> None:
    pin = [published("n1", "09:00", "v1", pinned=True)]
    week = problem([on(0)], [free("v1"), free("v2")], published=pin)
    held = visit("n1", "09:00", "v1")

    kept, lost = repaired(week, held), repaired(week, held, change=Change(("v1",)))

    assert told(kept) == [("n1", "Mon 09:00", ("v1",))]
    assert told(lost)[0][2] == ("v2",)


def test_what_has_begun_stays_under_a_policy_without_pinned_visits() -> None:
    week = problem([on(0)], [free("v1"), free("v2")])
    rules = policy(off=["pinned", "changed_visit"], unfamiliar={"points": 500})

    result = replan(
        week.revised(history=[{"cadre": "c1", "volunteer": "v2", "visits": 3}]),
        roster(visit("n1", "09:00", "v1")),
        rules,
        Change(since=at("09:01")),
        moves=200,
        workers=1,
    )

    assert told(result) == [("n1", "Mon 09:00", ("v1",))]


def test_the_next_change_goes_on_from_the_last_repair() -> None:
    week = problem([on(0), on(2, "n2")], [free("v1"), free("v2"), free("v3")])
    once = repaired(week, visit("n1", "09:00", "v1"), visit("n2", "09:00", "v1", day=2), change=Change(("v1",)))

    twice = repaired(once.problem, *once.roster.visits, change=Change(("v2",), since=at("08:00", 1)))

    assert "v1" not in {who for one in twice.roster.visits for who in one.volunteers}
    assert [one.volunteers for one in twice.roster.visits if one.need == "n2"] == [("v3",)]


def test_the_figures_compare_under_one_problem() -> None:
    week = problem([on(0)], [free("v1")])

    before, left, after = repaired(week, visit("n1", "09:00", "v1"), change=Change(("v1",))).figures(default_policy())

    # a stranger costs 10; then the visit is missing (1000), its cadre has none (800), and one visit was changed (60)
    assert tuple(before) == (10, 0, 0)
    assert tuple(left) == tuple(after) == (1800, 60, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(("v11",)), "no volunteer 'v11', did you mean 'v1'"),
        (Change(visits=(("n11", MONDAY),)), "no need 'n11', did you mean 'n1'"),
        (Change(visits=(("n1", TUESDAY),)), "no visit of need n1 on 2026-11-24 .*expected one of 2026-11-23"),
        (Change(visits=(("n2", MONDAY),)), "no visit of need n2 on 2026-11-23 .*none of this need"),
        (Change(visits=(("n1", MONDAY),), since=at("10:00")), "starts 09:00, before 2026-11-23T10:00"),
        (Change(since=at("10:00", 8)), "2026-12-01T10:00 lies outside the week"),
    ],
)
def test_a_change_that_names_what_is_not_there_is_bad_input(change: Change, said: str) -> None:
    week = problem([on(0), on(1, "n2", service="legal")], [free("v1")])

    with pytest.raises(BadInput, match=said):
        replan(week, roster(visit("n1", "09:00", "v1")), change=change)


def test_a_roster_that_broke_a_rule_before_is_bad_input_naming_it() -> None:
    week = problem([on(0)], [free("v1")])

    with pytest.raises(BadInput, match=r"breaks the rule visit_window: .*expected one that broke no rule before"):
        replan(week, roster(visit("n1", "07:30", "v1")))


def test_a_rule_that_only_the_fallen_visits_break_is_no_obstacle() -> None:
    week = problem([on(0)], [volunteer("v1", availability=[]), free("v2")])

    # whoever keeps the problem has taken v1's availability out of it already
    result = repaired(week, visit("n1", "09:00", "v1"), change=Change(("v1",)))

    assert told(result)[0][2] == ("v2",)
