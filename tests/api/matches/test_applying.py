"""An option is taken as a whole or not at all, and only as long as it stands."""

from sqlmodel import select

from api.tables.needs import Need, NeedWeek
from api.tables.people import AvailabilityException
from tests.api.matches.conftest import Open, Street, on_monday
from tests.building import MONDAY, cadre, need, problem, visit, volunteer, window

HOMES = [cadre("c1", 2), cadre("c2", 4)]


def needs(place: Street) -> list[Need]:
    with place.database.reading() as session:
        return list(session.exec(select(Need).where(Need.id != "n1")).all())


def test_an_option_becomes_a_need_of_this_week_and_a_visit_of_the_next_version(street: Open) -> None:
    place = street(problem(cadres=HOMES), [visit("n1", "10:10", "v1")])
    match = place.match(content="送药", priority="high")

    taken = place.take(match)

    assert taken.status_code == 201, taken.text
    told = taken.json()
    (row,) = needs(place)
    assert told == {
        "match_id": match["id"],
        "roster_id": place.roster,
        "roster_version": match["roster_version"] + 1,
        "need_id": row.id,
        "links": [],
    }
    assert (row.cadre_id, row.service, row.content, row.from_day, row.until_day) == (
        "c2",
        "household",
        "送药",
        MONDAY,
        MONDAY,
    )
    whole = place.whole()
    assert taken.headers["ETag"] == f'"{whole["version"]}"'
    assert [(one["need"], one["start"][11:], one["volunteers"]) for one in whole["document"]["visits"]] == [
        (row.id, "09:00", ["v1"]),
        ("n1", "10:10", ["v1"]),
    ]
    # n1: there and back over c2; c1 and c2 are served; v1 knows neither
    assert whole["document"]["score"]["total"] == 8 + 10 + 10
    versions = place.client.get(f"/v1/rosters/{place.roster}/versions").json()
    assert (versions[0]["cause"], versions[0]["made_by"]) == ("matched", "站点")
    assert place.client.get(f"/v1/matches/{match['id']}").json()["need_id"] == row.id


def test_any_start_that_is_as_good_may_be_taken_and_no_other(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    match = place.match("c2", ("08:00", "12:00"))
    (option,) = match["options"]
    url, headers = f"/v1/matches/{match['id']}/apply", {"If-Match": match["if_match"]}
    assert (option["start"][11:], option["latest_start"][11:]) == ("08:05", "10:55")

    between = {"volunteers": ["v1"], "start": on_monday("08:07")}
    beyond = {"volunteers": ["v1"], "start": on_monday("11:00")}
    refused = [place.client.post(url, json=body, headers=headers) for body in (between, beyond)]
    taken = place.client.post(url, json={"volunteers": ["v1"], "start": on_monday("09:30")}, headers=headers)

    assert [one.json()["code"] for one in refused] == ["NO_SUCH_OPTION"] * 2
    assert taken.status_code == 201
    assert [one["start"] for one in place.visits()] == [on_monday("09:30")]


def test_a_roster_that_has_changed_meanwhile_brings_fresh_options(street: Open) -> None:
    place = street(problem(cadres=HOMES, volunteers=[volunteer("v1"), volunteer("v2", 1)]))
    match = place.match()
    edit = {"do": "add", "need": "n1", "start": on_monday("08:30"), "volunteers": ["v2"]}
    edited = place.client.post(
        f"/v1/rosters/{place.roster}/edits", json={"steps": [edit]}, headers={"If-Match": match["if_match"]}
    )
    assert edited.status_code == 200, edited.text

    late = place.take(match)

    # v2 is with c1 until 9:30
    told = late.json()
    assert (late.status_code, told["code"]) == (409, "ROSTER_CHANGED")
    assert [[one["id"] for one in option["volunteers"]] for option in told["match"]["options"]] == [["v1"]]
    assert needs(place) == []
    assert place.take(told["match"]).status_code == 201


def test_an_option_whose_volunteer_is_away_since_is_refused_though_the_roster_is_the_same(street: Open) -> None:
    place = street(problem(cadres=HOMES, volunteers=[volunteer("v1"), volunteer("v2", 1)]))
    match = place.match()
    with place.database.writing() as session:
        session.add(AvailabilityException(volunteer_id="v2", day=MONDAY))

    late = place.take(match)

    assert [[one["id"] for one in option["volunteers"]] for option in match["options"]] == [["v2"], ["v1"]]
    assert (late.status_code, late.json()["code"]) == (409, "ROSTER_CHANGED")
    assert [[one["id"] for one in option["volunteers"]] for option in late.json()["match"]["options"]] == [["v1"]]
    assert (place.visits(), needs(place)) == ([], [])


def test_an_option_for_which_it_is_too_late_brings_later_ones(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    match = place.match("c2", ("09:00", "11:00"))
    place.set_clock(on_monday("08:57"))

    late = place.take(match)

    # it is 4 minutes to c2
    assert (match["options"][0]["start"], late.status_code) == (on_monday("09:00"), 409)
    assert late.json()["match"]["options"][0]["start"] == on_monday("09:05")


def test_a_call_is_answered_once(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    match = place.match()
    assert place.take(match).status_code == 201

    again = place.take(match)
    refusal = place.client.post(f"/v1/matches/{match['id']}/refusals", json={"volunteer": "v1"})

    for late in (again, refusal):
        assert (late.status_code, late.json()["code"]) == (409, "ALREADY_APPLIED")
    assert len(needs(place)) == 1


def test_what_is_displaced_is_given_up_and_what_is_shifted_moves(street: Open) -> None:
    week = problem(needs=[need(priority="low", windows=[window("09:00", "10:00")])], cadres=HOMES)
    displacing = street(week, [visit("n1", "09:00", "v1")])
    match = displacing.match(priority="emergency")

    taken = displacing.take(match)

    assert taken.status_code == 201, taken.text
    (visit_left,) = displacing.visits()
    assert visit_left["need"] == taken.json()["need_id"]
    assert [one["need"] for one in displacing.whole()["document"]["unmet"]] == ["n1"]


def test_a_shift_is_part_of_what_is_taken(street: Open) -> None:
    place = street(problem(cadres=HOMES), [visit("n1", "09:50", "v1")])

    taken = place.take(place.match())

    assert taken.status_code == 201, taken.text
    assert [one["start"][11:] for one in place.visits()] == ["09:00", "10:05"]


def test_where_nobody_can_come_the_need_stands_as_unmet(street: Open) -> None:
    place = street(problem(cadres=HOMES, volunteers=[volunteer("v1", 60)]))
    match = place.match()

    left = place.client.post(f"/v1/matches/{match['id']}/unmet", json={"by": "站点"})

    assert left.status_code == 201, left.text
    unmet = {one["need"]: one for one in place.whole()["document"]["unmet"]}
    assert unmet[left.json()["need_id"]]["missing"] == 1
    assert unmet[left.json()["need_id"]]["reasons"]


def test_on_a_holiday_the_times_asked_for_hold_all_the_same(street: Open) -> None:
    place = street(problem(cadres=HOMES))
    day = {"day": str(MONDAY), "kind": "holiday", "name_zh": "假日", "name_en": "Holiday"}
    assert place.client.post("/v1/calendar-days", json=day).status_code == 201
    with place.database.writing() as session:
        hours = [{"weekday": 0, "start": "08:00", "end": "12:00"}]
        session.add(AvailabilityException.model_validate({"volunteer_id": "v1", "day": MONDAY, "windows": hours}))

    taken = place.take(place.match())

    assert taken.status_code == 201, taken.text
    with place.database.reading() as session:
        (week,) = session.exec(select(NeedWeek)).all()
    assert [f"{one.start:%H:%M}-{one.end:%H:%M}" for one in week.windows or []] == ["09:00-10:00"]


def test_in_a_published_roster_the_visit_is_offered_at_once(street: Open) -> None:
    place = street(problem(cadres=HOMES), [visit("n1", "10:10", "v1")])
    etag = f'"{place.whole()["version"]}"'
    published = place.client.post(f"/v1/rosters/{place.roster}/publish", json={}, headers={"If-Match": etag})
    assert published.is_success, published.text
    match = place.match()

    taken = place.take(match)

    assert taken.status_code == 201, taken.text
    (link,) = taken.json()["links"]
    assert link["volunteer"] == "v1"
    offer = place.client.get(link["address"])
    assert (offer.status_code, offer.json()["start"]) == (200, on_monday("09:00"))
    assert place.whole()["published_version"] == taken.json()["roster_version"]
