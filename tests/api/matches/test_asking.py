"""Who can come is told with all that a choice needs; where nobody can, why, and what else may be done."""

import pytest
from sqlmodel import select

from api.matches import hurrying
from api.tables.cadres import Cadre
from api.tables.people import AvailabilityException, Organisation, OrganisationKind, Volunteer
from api.tables.places import Station, StationState
from tests.api.matches.conftest import Open, on_monday
from tests.building import MONDAY, cadre, knows, need, problem, visit, volunteer, window

HOMES = [cadre("c1", 2), cadre("c2", 4)]


def names(option: dict) -> list[str]:  # type: ignore[type-arg]
    return [one["id"] for one in option["volunteers"]]


def test_an_option_tells_points_by_rule_the_way_how_often_they_met_and_the_load(street: Open) -> None:
    week = problem(cadres=HOMES, history=[knows("v1", "c2", 3)])
    place = street(week, [visit("n1", "10:10", "v1")])
    with place.database.writing() as session:
        session.get_one(Volunteer, "v1").phone = "000-1234"

    match = place.match()

    # 0 → 4 → 2 → 0 instead of 0 → 2 → 0: 4 minutes more; c2 had nobody; they know each other
    (option,) = match["options"]
    assert option["by_rule"] == {"unmet_visit": -1000, "unserved_cadre": -800, "travel": 4}
    assert option["points"] == -1796
    assert (option["disturbs"], option["start"], option["end"]) == ("nothing", on_monday("09:00"), on_monday("10:00"))
    assert option["volunteers"] == [
        {
            "id": "v1",
            "name": "v1",
            "phone": "000-1234",
            "way_minutes": 4,
            "met": 3,
            "visits_this_week": 1,
            "minutes_this_week": 60,
            "most_minutes_a_week": 480,
        }
    ]
    assert match["advice"] is None


def test_nobody_is_to_set_out_before_now(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    place.set_clock(on_monday("09:03"))

    (option,) = place.match("c2", ("08:00", "12:00"))["options"]

    # 4 minutes up the street: there at 9:07 at the earliest, on the grid at 9:10; back home at 12:00 from 11:55
    assert (option["start"], option["latest_start"]) == (on_monday("09:10"), on_monday("10:55"))


def test_without_windows_the_rest_of_today_is_meant(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    place.set_clock(on_monday("10:30"))

    (option,) = place.match(windows=[])["options"]

    # there at 10:34, on the grid 10:35; volunteers walk home until 12:00
    assert (option["start"], option["latest_start"]) == (on_monday("10:35"), on_monday("10:55"))


def test_what_has_begun_is_neither_shifted_nor_given_up(street: Open) -> None:
    week = problem(needs=[need(priority="low", windows=[window("08:00", "12:00")])], cadres=HOMES)
    place = street(week, [visit("n1", "09:50", "v1")])

    before = place.match("c2", ("09:50", "11:00"), priority="emergency")["options"]
    place.set_clock(on_monday("09:51"))
    after = place.match("c2", ("09:50", "11:00"), priority="emergency")["options"]

    # the only volunteer is at c1 until 10:50, and it is 2 minutes from there
    assert [one["disturbs"] for one in before] == ["visits"]
    assert after == []


def test_different_people_are_named_before_the_same_again(street: Open) -> None:
    # v1 to v3 live next door to each other, the last a minute further away than the one before
    people = [volunteer(f"v{k}", k, availability=[window(), window(day=1), window(day=2)]) for k in (1, 2, 3)]
    place = street(problem(volunteers=people, cadres=HOMES))
    days = [{"start": f"2026-11-{day}T08:00", "end": f"2026-11-{day}T12:00"} for day in (23, 24, 25)]

    options = place.match(windows=days)["options"]

    assert [names(one) for one in options] == [["v3"], ["v3"], ["v2"], ["v2"], ["v1"]]
    assert [one["points"] for one in options] == sorted(one["points"] for one in options)


def test_an_emergency_is_first_told_whom_to_call_and_may_displace_what_can_wait(street: Open) -> None:
    week = problem(needs=[need(priority="low", windows=[window("09:00", "10:00")])], cadres=HOMES)
    place = street(week, [visit("n1", "09:00", "v1")])
    with place.database.writing() as session:
        station, at_home = session.get_one(Station, "s1"), session.get_one(Cadre, "c2")
        station.phone, station.leader = "000-100", "站长"
        at_home.family_contact, at_home.family_phone = "女儿", "000-200"

    calm = place.match(priority="high")
    urgent = place.match(priority="emergency")

    assert next(iter(urgent)) == "advice"
    assert "120" in urgent["advice"]["zh"]
    assert "120" in urgent["advice"]["en"]
    assert urgent["advice"]["station"] == {"who": "s1 站长", "phone": "000-100"}
    assert urgent["advice"]["family"] == {"who": "女儿", "phone": "000-200"}
    assert calm["options"] == []
    (option,) = urgent["options"]
    (displaced,) = option["disturbances"]
    assert (option["disturbs"], displaced["kind"], displaced["need"]) == ("visits", "displaced", "n1")
    assert displaced["zh"] == "c1的家政服务（11月23日（周一）09:00）让位取消，须另行安排。"
    assert (
        displaced["en"] == "The household visit to c1 on Mon 23 Nov at 09:00 is given up and has to be arranged anew."
    )


def test_a_shift_is_told_in_words(street: Open) -> None:
    place = street(problem(cadres=HOMES), [visit("n1", "09:50", "v1")])

    (option,) = place.match()["options"]

    # c2 until 10:00, 2 minutes to c1: 10:02 is not on the grid
    (shift,) = option["disturbances"]
    assert (shift["start"], shift["moved_to"]) == (on_monday("09:50"), on_monday("10:05"))
    assert shift["zh"] == "c1的家政服务由11月23日（周一）09:50改为10:05。"
    assert shift["en"] == "The household visit to c1 on Mon 23 Nov moves from 09:50 to 10:05."


def test_where_nobody_can_come_reasons_and_alternatives_are_told(street: Open) -> None:
    # v1 can come later; v2, at 24, is 20 minutes away from c2; nobody else offers the service
    people = [volunteer("v1", 0, availability=[window("10:00", "12:00")]), volunteer("v2", 24)]
    place = street(problem(volunteers=people, cadres=HOMES))
    with place.database.writing() as session:
        session.add(
            Organisation(name="家政联盟", kind=OrganisationKind.PARTNER, phone="000-300", services=["household"])
        )
        session.add(Organisation(name="学校", kind=OrganisationKind.SCHOOL, services=["household"]))
        region = session.get_one(Station, "s1").region_id
        home = session.get_one(Cadre, "c2")
        for name, state in (("s2", StationState.ACTIVE), ("s3", StationState.CLOSED)):
            here = {"latitude": home.latitude, "longitude": home.longitude}
            session.add(Station(id=name, region_id=region, name=name, state=state, phone="000-400", **here))
            session.flush()
            session.add(Volunteer(id=f"of-{name}", station_id=name, name=name, services=["household"], **here))

    match = place.match()

    assert match["options"] == []
    assert {one["code"] for one in match["reasons"]} >= {"OUT_OF_CIRCLE", "NO_AVAILABILITY_IN_WINDOW"}
    assert all(one["zh"] and one["en"] for one in (*match["reasons"], match["suggestion"]))
    others = match["alternatives"]
    assert [(names(one), one["start"]) for one in others["other_times"]] == [(["v1"], on_monday("10:05"))]
    assert others["circle_minutes"] == 20
    assert [(names(one), one["start"], one["way_minutes"]) for one in others["further_away"]] == [
        (["v2"], on_monday("09:00"), [20])
    ]
    assert [(one["name"], one["phone"]) for one in others["partners"]] == [("家政联盟", "000-300")]
    assert [(one["id"], one["volunteers"], one["nearest_way_minutes"]) for one in others["neighbours"]] == [
        ("s2", 1, 0)
    ]


def test_where_there_is_no_time_reasons_are_told_in_short_and_in_full_later(
    street: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [volunteer("v1", 0, availability=[window("10:00", "12:00")]), volunteer("v2", 24)]
    place = street(problem(volunteers=people, cadres=HOMES))

    with monkeypatch.context() as busy:
        busy.setattr(hurrying, "SECONDS_FOR_REASONS", 0)
        short = place.match()
    full = place.client.post(f"/v1/matches/{short['id']}/renewal").json()

    assert (short["in_short"], short["alternatives"]) == (True, None)
    assert {one["code"] for one in short["reasons"]} == {"NOT_EXAMINED", "OUT_OF_CIRCLE"}
    assert (full["in_short"], len(full["alternatives"]["other_times"])) == (False, 1)


def test_who_has_refused_is_left_out(street: Open) -> None:
    place = street(problem(volunteers=[volunteer("v1"), volunteer("v2", 10)], cadres=HOMES))
    match = place.match()

    left = place.client.post(f"/v1/matches/{match['id']}/refusals", json={"volunteer": "v1", "reason": "unreachable"})
    nobody = place.client.post(f"/v1/matches/{match['id']}/refusals", json={"volunteer": "v2"})

    assert [names(one) for one in match["options"]] == [["v1"], ["v2"]]
    assert [names(one) for one in left.json()["options"]] == [["v2"]]
    assert nobody.json()["options"] == []
    assert {one["code"] for one in nobody.json()["reasons"]} >= {"BLOCKED_PAIR"}
    read = place.client.get(f"/v1/matches/{match['id']}").json()
    assert [(one["volunteer"]["id"], one["reason"]) for one in read["refusals"]] == [
        ("v1", "unreachable"),
        ("v2", "declined"),
    ]


def test_a_roster_that_data_have_made_unsound_is_still_asked_and_its_people_are_left_alone(street: Open) -> None:
    people = [volunteer("v1"), volunteer("v2", 10)]
    place = street(problem(volunteers=people, cadres=HOMES), [visit("n1", "09:00", "v1", pinned=True)])
    with place.database.writing() as session:
        session.add(AvailabilityException(volunteer_id="v1", day=MONDAY, reason="请假"))

    match = place.match()

    assert match["set_aside"] == 1
    assert [names(one) for one in match["options"]] == [["v2"]]


def test_an_index_serves_until_something_it_is_made_of_changes(street: Open) -> None:
    place = street(problem(cadres=HOMES, volunteers=[volunteer("v1"), volunteer("v2", 3)]))
    before = place.match()["options"]

    with place.database.writing() as session:
        for one in session.exec(select(Volunteer).where(Volunteer.id == "v2")):
            one.active = False
    after = place.match()["options"]

    assert [names(one) for one in before] == [["v2"], ["v1"]]
    assert [names(one) for one in after] == [["v1"]]


def test_a_call_that_makes_no_sense_is_refused_in_both_languages(street: Open) -> None:
    place = street(problem(cadres=HOMES))

    answers = {
        "NO_SUCH_CADRE": place.call("nobody"),
        "NO_SUCH_VOLUNTEER": place.call(preferred_volunteers=["nobody"]),
        "HALF_A_PLACE": place.call(latitude=24.0),
        "NO_ROSTER": place.call(windows=[{"start": "2026-12-01T09:00", "end": "2026-12-01T10:00"}]),
        "BAD_INPUT": place.call("c2", ("09:00", "09:30")),
        "INVALID": place.call(urgent=True),
    }

    for code, answer in answers.items():
        told = answer.json()
        assert told["code"] == code
        assert answer.status_code == (404 if code == "NO_ROSTER" else 422)
        assert told["zh"]
        assert told["en"]


def test_windows_that_are_over_are_no_fault_of_anybody(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    place.set_clock(on_monday("15:00"))

    match = place.match()

    assert (match["options"], [one["code"] for one in match["reasons"]]) == ([], ["TOO_LATE"])
