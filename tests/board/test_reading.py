"""The board reads from problem and roster exactly what they say."""

from collections import Counter

import pytest

from matcher.board.reading import board_of
from matcher.domain import BadInput, Reason, Roster, Saying, Text, Unmet
from tests.board.weeks import pilots
from tests.building import at, cadre, need, problem, roster, station, visit, volunteer, window


def test_every_visit_stands_once_in_the_row_of_each_of_its_volunteers_under_its_date():
    week, made = pilots()

    board = board_of(week, made)

    shown = Counter(
        (row.volunteer.id, one.need, one.start)
        for station in board.stations
        for row in station.rows
        for day, cell in zip(board.dates, row.cells, strict=True)
        for one in cell
        if one.start.date() == day
    )
    assert shown == Counter((who, one.need, one.start) for one in made.visits for who in one.volunteers)


def test_every_visit_stands_at_each_station_of_its_cadres():
    week, made = pilots()

    board = board_of(week, made)

    stations = {one.id: one.station for one in week.cadres}
    shown = Counter((station.id, one.need, one.start) for station in board.stations for one in station.appointments)
    assert shown == Counter(
        (where, one.need, one.start)
        for one in made.visits
        for where in {stations[who] for who in week.need_by_id[one.need].cadres}
    )


def test_a_cell_lists_its_visits_in_the_order_of_time():
    week = problem([need("late"), need("early")], [volunteer()])
    made = roster(visit("late", "10:00", "v1"), visit("early", "08:00", "v1"))

    (row,) = board_of(week, made).stations[0].rows

    assert [one.need for one in row.cells[0]] == ["early", "late"]


def test_a_crew_sees_who_comes_along():
    week = problem([need(crew=2)], [volunteer("v1"), volunteer("v2")])
    made = roster(visit("n1", "09:00", "v1", "v2"))

    first, second = board_of(week, made).stations[0].rows

    assert [one.id for one in first.cells[0][0].partners(first.volunteer)] == ["v2"]
    assert [one.id for one in second.cells[0][0].partners(second.volunteer)] == ["v1"]


def test_the_end_follows_from_the_needs_minutes_whatever_the_roster_says():
    week = problem([need(minutes=45)])
    made = roster(visit("n1", "09:00", "v1", minutes=120))

    board = board_of(week, made)

    assert board.stations[0].rows[0].cells[0][0].end == at("09:45")


def test_the_way_of_a_volunteer_is_the_sum_of_their_tours():
    # From 0 to 3, on to 5, back to 0: 3 + 2 + 5 minutes.
    week = problem([need("n1", of="c1"), need("n2", of="c2")], cadres=[cadre("c1", 3), cadre("c2", 5)])
    made = roster(visit("n1", "08:30", "v1"), visit("n2", "10:00", "v1"))

    (row,) = board_of(week, made).stations[0].rows

    assert (row.visits, row.service_minutes, row.minutes_on_the_way) == (2, 120, 10)


def test_what_is_missing_is_counted_even_where_the_roster_tells_nothing():
    week = problem([need(visits=3, windows=[window(day=day) for day in range(3)])])
    made = roster(visit("n1", "09:00", "v1"))

    (shortfall,) = board_of(week, made).stations[0].shortfalls

    assert (shortfall.missing, shortfall.wanted, shortfall.reasons, shortfall.suggestion) == (2, 3, (), None)


def test_reasons_and_suggestion_stand_as_the_roster_tells_them():
    told = Unmet(
        need="n1",
        missing=1,
        reasons=[Reason(code="A", zh="甲", en="a"), Reason(code="B", zh="乙", en="b")],
        suggestion=Saying(zh="丙", en="c"),
    )

    (shortfall,) = board_of(problem(), Roster(visits=(), unmet=[told])).stations[0].shortfalls

    assert shortfall.reasons == (Text("a", "甲"), Text("b", "乙"))
    assert shortfall.suggestion == Text("c", "丙")


def test_a_need_with_more_visits_than_it_wants_does_not_hide_another():
    week = problem([need("n1", visits=1), need("n2")])
    made = roster(visit("n1", "09:00", "v1"), visit("n1", "09:00", "v1", day=1))

    tally = board_of(week, made).tally

    assert (tally.visits_wanted, tally.visits_served, tally.visits_missing) == (2, 1, 1)


def test_stations_add_up_to_the_whole():
    week, made = pilots()

    tally = board_of(week, made).tally

    wanted = sum(one.visits for one in week.needs)
    served = {who for one in made.visits for who in week.need_by_id[one.need].cadres}
    assert (tally.visits_wanted, tally.visits_served) == (wanted, len(made.visits))
    assert tally.cadres_named == len({who for one in week.needs for who in one.cadres})
    assert tally.cadres_served == len(served)
    assert tally.volunteers_with_visits == len({who for one in made.visits for who in one.volunteers})
    assert tally.service_minutes == sum(week.need_by_id[one.need].minutes * len(one.volunteers) for one in made.visits)


def test_a_group_of_two_stations_stands_at_both_and_counts_at_the_first():
    week = problem(
        [need(of="c1", also_cadres=["c2"])],
        cadres=[cadre("c1"), cadre("c2", station="s2")],
        stations=[station("s1"), station("s2")],
    )

    first, second = board_of(week, roster(visit("n1", "09:00", "v1"))).stations

    assert [one.need for one in first.appointments] == [one.need for one in second.appointments] == ["n1"]
    assert (first.tally.visits_wanted, second.tally.visits_wanted) == (1, 0)
    assert (first.tally.cadres_served, second.tally.cadres_served) == (1, 1)


def test_a_visit_outside_the_week_is_refused_in_one_sentence():
    week = problem(days=2)

    with pytest.raises(BadInput, match="need n1 at 2026-11-25T09:00: lies outside the week, expected a date from"):
        board_of(week, roster(visit("n1", "09:00", "v1", day=2)))


def test_a_visit_of_an_unknown_need_is_refused_in_one_sentence():
    with pytest.raises(BadInput, match="the problem has no such need"):
        board_of(problem(), roster(visit("n9", "09:00", "v1")))
