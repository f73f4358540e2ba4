"""A visit lost somebody: who can come instead, taking one of them, dropping out for a time, and calling a visit off."""

from datetime import date, datetime

from fastapi.testclient import TestClient

from api.jobs.lease import claim
from api.jobs.working import Work
from tests.api.offers.office import Office, SetClock, day
from tests.api.rosters.desk import by_hand

NINE = f"{day(0)}T09:00"


def crews(options: list[dict]) -> list[tuple[list[str], str]]:  # type: ignore[type-arg]
    return [(sorted(one["volunteers"]), one["start"]) for one in options]


def test_a_decline_is_answered_with_who_could_come_instead_the_same_time_first(published: Office) -> None:
    answer = published.answer_for("n1", 0, "v1", "declined")

    found = answer.json()["replacements"]
    assert crews(found["options"][:3]) == [(["v2"], NINE), (["v3"], NINE), (["v4"], NINE)]
    assert len(found["options"]) == 5
    assert all("v1" not in one["volunteers"] and one["start"][:10] == day(0) for one in found["options"])
    # v2 serves an hour on Monday and one on Tuesday.
    assert found["options"][0]["joining"][0]["minutes"] == 120
    assert found["links"]["replan"] == f"/v1/rosters/{published.id}/replan"
    assert (published.visit("n1", 0)["state"], published.visit("n1", 0)["coverage"]) == ("planned", "uncovered")


def test_of_a_crew_those_who_come_stay(published: Office) -> None:
    published.answer("n2", 1, "v2", "accepted")
    published.answer("n2", 1, "v1", "declined")

    found = published.client.get(f"/v1/visits/{published.visit('n2', 1)['id']}/replacements")

    first = found.json()["options"][:2]
    assert crews(first) == [(["v2", "v3"], f"{day(1)}T09:00"), (["v2", "v4"], f"{day(1)}T09:00")]
    assert [one["stay"] for one in first] == [["v2"], ["v2"]]
    assert found.headers["ETag"] == published.etag


def test_a_replacement_is_stored_published_and_offered_in_one_go(published: Office) -> None:
    published.answer("n2", 1, "v2", "accepted")
    option = published.answer_for("n2", 1, "v1", "declined").json()["replacements"]["options"][0]

    answer = published.replace(published.visit("n2", 1), option["volunteers"], option["start"])

    after = published.visit("n2", 1)
    assert answer.status_code == 200
    assert {one["volunteer"]: one["state"] for one in after["offers"]} == {"v2": "accepted", "v3": "pending"}
    assert [one["volunteer"] for one in answer.json()["links"]] == ["v3"]
    assert (published.roster["state"], published.roster["published_version"]) == ("published", 3)
    assert published.client.get(f"/v1/rosters/{published.id}/versions").json()[0]["cause"] == "replaced"


def test_a_replacement_leaves_an_unpublished_draft_unpublished(published: Office) -> None:
    published.edit({"do": "move", "need": "n1", "date": day(2), "start": f"{day(2)}T11:00"})
    published.answer("n3", 0, "v2", "declined")

    published.replace(published.visit("n3", 0), ["v4"], f"{day(0)}T10:30")

    roster, documents = published.roster, published.documents()
    assert (roster["state"], roster["published_version"], roster["newest"]) == ("changed", 4, 5)
    assert published.visit("n1", 2)["start"] == f"{day(2)}T09:00"
    starts = {number: [one["start"][11:] for one in documents[number]["visits"]] for number in (4, 5)}
    people = {number: [one["volunteers"] for one in documents[number]["visits"]] for number in (4, 5)}
    assert starts == {4: ["09:00", "10:30", "09:00", "09:00"], 5: ["09:00", "10:30", "09:00", "11:00"]}
    assert people[4] == people[5] == [["v1"], ["v4"], ["v1", "v2"], ["v1"]]


def test_a_replacement_that_breaks_a_rule_or_changes_the_past_is_refused(
    published: Office, set_clock: SetClock
) -> None:
    published.answer("n1", 0, "v1", "declined")
    lost, before = published.visit("n1", 0), published.etag

    same_person = published.replace(lost, ["v1"], f"{day(0)}T10:00")
    two_places = published.replace(lost, ["v2"], f"{day(0)}T10:00")
    other_date = published.replace(lost, ["v3"], f"{day(1)}T09:00")
    as_it_was = published.replace(lost, ["v1"], NINE)
    set_clock(datetime(2026, 11, 23, 9))
    too_late = published.replace(lost, ["v3"], f"{day(0)}T11:00")

    assert [one.json()["code"] for one in (same_person, two_places)] == ["HAS_DECLINED", "RULE_BROKEN"]
    assert {one["rule"] for one in two_places.json()["broken"]} == {"travel_between"}
    assert [one.json()["code"] for one in (other_date, as_it_was, too_late)] == [
        "OTHER_DATE",
        "NOTHING_REPLACED",
        "VISIT_BEGUN",
    ]
    assert published.etag == before


def test_whoever_drops_out_is_away_and_has_declined_what_was_to_come(published: Office, set_clock: SetClock) -> None:
    set_clock(datetime(2026, 11, 23, 9))

    answer = published.drop_out("v1", f"{day(0)}T09:00", f"{day(2)}T08:30")

    # Monday's visit has begun; Wednesday's begins after they are back.
    assert [(one["need"], one["day"]) for one in answer.json()["visits"]] == [("n2", day(1))]
    assert crews(answer.json()["replacements"][0]["options"])[0] == (["v2", "v3"], f"{day(1)}T09:00")
    assert [one["state"] for one in published.offers(volunteer="v1")] == ["expired", "declined", "pending"]
    away = published.client.get("/v1/availability-exceptions", params={"volunteer_id": "v1"}).json()["items"]
    assert [(one["day"], [(each["start"], each["end"]) for each in one["windows"]]) for one in away] == [
        (day(0), [("08:00", "09:00")]),
        (day(1), []),
        (day(2), [("08:30", "12:00")]),
    ]


def test_to_drop_out_for_no_time_or_for_years_is_refused(published: Office) -> None:
    backwards = published.drop_out("v1", f"{day(1)}T08:00", f"{day(1)}T08:00")
    for_years = published.drop_out("v1", f"{day(0)}T08:00", "2029-01-01T00:00")
    nobody = published.drop_out("v9", f"{day(0)}T08:00", f"{day(1)}T08:00")

    assert [backwards.status_code, for_years.status_code, nobody.status_code] == [422, 422, 404]
    assert {one["state"] for one in published.offers()} == {"pending"}


def test_where_nobody_can_come_the_reasons_are_told(published: Office) -> None:
    for volunteer in ("v2", "v3", "v4"):
        published.drop_out(volunteer, f"{day(0)}T00:00", f"{day(1)}T00:00")

    found = published.answer_for("n1", 0, "v1", "declined").json()["replacements"]

    assert found["options"] == []
    assert {one["code"] for one in found["reasons"]} >= {"NO_AVAILABILITY_IN_WINDOW"}


def test_a_visit_called_off_is_withdrawn_and_no_longer_wanted_this_week(published: Office) -> None:
    pinned = {"do": "pin", "need": "n1", "date": day(2)}
    published.edit(pinned)
    published.publish()
    wanted = published.visit("n1", 2)

    answer = published.cancel(wanted)
    again = published.cancel(published.visit("n1", 2))

    assert answer.status_code == 200
    assert published.visit("n1", 2)["reason"] == "住院"
    assert (published.visit("n1", 2)["state"], published.visit("n1", 2)["offers"]) == ("cancelled", [])
    assert published.roster["document"]["unmet"] == []
    assert (again.status_code, again.json()["code"]) == (409, "NOT_PLANNED")


def test_a_visit_called_off_but_still_wanted_is_missing(published: Office) -> None:
    published.cancel(published.visit("n3", 0), still_wanted=True)

    assert [(one["need"], one["missing"]) for one in published.roster["document"]["unmet"]] == [("n3", 1)]


def test_the_options_of_a_real_week_can_all_be_taken(pilots: TestClient, set_clock: SetClock) -> None:
    office = Office(pilots, by_hand(), filled=True)
    office.publish()
    taken = 0

    for one in sorted(office.visits(limit=500), key=lambda one: (one["start"], one["need"]))[::4]:
        number = (date.fromisoformat(one["day"]) - office.monday).days
        declined = office.answer_for(one["need"], number, one["volunteers"][0], "declined").json()
        for option in declined["replacements"]["options"][:1]:
            assert office.replace(one, option["volunteers"], option["start"], shifts=option["shifts"]).is_success
            taken += 1

    assert taken > 1


def test_a_re_plan_from_now_on_gives_what_was_declined_to_others_and_leaves_the_rest(
    published: Office, set_clock: SetClock
) -> None:
    set_clock(datetime(2026, 11, 23, 9, 30))
    published.edit({"do": "pin", "need": "n2", "date": day(1)})
    published.publish()
    published.answer_for("n2", 1, "v1", "declined", anyway=True)

    published.client.post(
        f"/v1/rosters/{published.id}/replan",
        json={"seconds": 1, "since": f"{day(0)}T09:30"},
        headers={"If-Match": published.etag},
    )
    with published.database.writing() as session:
        lease = claim(session, "here")
    assert lease is not None
    Work(published.database, published.client.app.state.settings, lease).run()  # type: ignore[attr-defined]
    answer = published.publish()

    tuesday = published.visit("n2", 1)
    assert answer.json()["changes"][0]["kind"] == "reassigned"
    assert len(answer.json()["changes"]) == 1
    assert "v1" not in tuesday["volunteers"]
    assert (len(tuesday["volunteers"]), tuesday["coverage"]) == (2, "awaiting")
