"""Publishing: who is told what, what stands in the way, and what stays as it was answered."""

from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from api.offers.amending import extend
from api.rosters.versions import append, find, version
from api.tables.cadres import Cadre
from api.tables.people import AvailabilityException, Volunteer
from api.tables.rosters import Cause
from matcher.domain import Roster
from tests.api.offers.office import ROSTER, Office, SetClock, day
from tests.building import MONDAY, visit


def told(office: Office) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """By volunteer: needs that are new to them, moved, and cancelled."""
    return {
        one["volunteer"]: tuple([each["need"] for each in one[kind]] for kind in ("new", "moved", "cancelled"))  # type: ignore[misc]
        for one in office.last_publication["affected"]
    }


def test_every_visit_is_offered_once_to_each_of_its_people_with_an_address_and_a_deadline(office: Office) -> None:
    answer = office.publish()

    assert answer.status_code == 200
    assert answer.headers["ETag"] == office.etag
    assert (office.roster["state"], office.roster["published_version"]) == ("published", 2)
    # Four visits, one of them by two: five offers.
    assert len({link["link"] for link in answer.json()["links"]}) == 5
    assert sorted((one["start"], one["volunteer"]) for one in office.offers()) == [
        (f"{day(0)}T09:00", "v1"),
        (f"{day(0)}T10:30", "v2"),
        (f"{day(1)}T09:00", "v1"),
        (f"{day(1)}T09:00", "v2"),
        (f"{day(2)}T09:00", "v1"),
    ]
    # A day before it starts at 09:00 there, which is 01:00 in UTC.
    assert office.offer("n1", 0, "v1")["deadline"] == "2026-11-22T01:00:00Z"
    assert {one["state"] for one in office.offers()} == {"pending"}


def test_a_check_tells_who_is_affected_and_stores_nothing(office: Office) -> None:
    before = office.etag

    answer = office.publish(check=True)

    assert [len(answer.json()[part]) for part in ("changes", "affected", "obstacles", "links")] == [4, 2, 0, 0]
    assert (office.etag, office.visits(), office.roster["state"]) == (before, [], "draft")


def test_whoever_publishes_says_which_version_they_saw(office: Office) -> None:
    none = office.client.post(f"/v1/rosters/{office.id}/publish")
    old = office.client.post(f"/v1/rosters/{office.id}/publish", headers={"If-Match": '"1"'})

    assert (none.status_code, old.status_code) == (428, 412)
    assert office.visits() == []


def test_published_again_answers_stay_where_nothing_changed_for_somebody(published: Office) -> None:
    for need, number, volunteer in (("n1", 0, "v1"), ("n2", 1, "v1"), ("n2", 1, "v2"), ("n3", 0, "v2")):
        assert published.answer(need, number, volunteer, "accepted").status_code == 200
    old_link = published.link("n3", 0, "v2")
    published.edit(
        {"do": "move", "need": "n2", "date": day(1), "volunteers": ["v2", "v3"]},
        {"do": "move", "need": "n3", "date": day(0), "start": f"{day(0)}T10:00"},
        {"do": "remove", "need": "n1", "date": day(2)},
    )

    answer = published.publish()

    # n2 loses v1 to v3, and nothing changes for v2; n3 moves for v2; the Wednesday of n1 falls away for v1.
    assert told(published) == {"v1": ([], [], ["n2", "n1"]), "v2": ([], ["n3"], []), "v3": (["n2"], [], [])}
    assert answer.json()["unchanged"] == 1
    assert {link["volunteer"] for link in answer.json()["links"]} == {"v2", "v3"}
    states = {(one["need"], each["volunteer"]): each["state"] for one in published.visits() for each in one["offers"]}
    assert states == {
        ("n1", "v1"): "accepted",
        ("n2", "v2"): "accepted",
        ("n2", "v3"): "pending",
        ("n3", "v2"): "pending",
    }
    assert published.visit("n1", 2)["state"] == "cancelled"
    assert published.client.get(old_link).json()["state"] == "withdrawn"


def test_a_visit_that_comes_back_is_offered_anew(published: Office) -> None:
    published.answer("n3", 0, "v2", "accepted")
    published.edit({"do": "remove", "need": "n3", "date": day(0)})
    published.publish()
    published.edit({"do": "add", "need": "n3", "start": f"{day(0)}T10:30", "volunteers": ["v2"]})

    published.publish()

    assert (published.visit("n3", 0)["state"], published.visit("n3", 0)["coverage"]) == ("planned", "awaiting")
    assert [one["state"] for one in published.offers(volunteer="v2", current=False)] == ["withdrawn"]


def test_nothing_is_published_that_breaks_a_rule_today(office: Office) -> None:
    with office.database.writing() as session:
        session.add(AvailabilityException(volunteer_id="v2", day=MONDAY))

    answer = office.publish()

    assert (answer.status_code, answer.json()["code"]) == (409, "NOT_PUBLISHABLE")
    named = [(one["kind"], one["rule"], one["need"], one["volunteers"]) for one in answer.json()["obstacles"]]
    assert named == [("broken", "availability", "n3", ["v2"])]
    assert all(answer.json()["obstacles"][0][language] for language in ("zh", "en"))
    assert (office.visits(), office.roster["state"]) == ([], "draft")


@pytest.mark.parametrize("gone", [(Volunteer, "v2"), (Cadre, "c3")])
def test_nothing_is_published_whose_need_or_people_are_gone(
    office: Office, gone: tuple[type[Volunteer] | type[Cadre], str]
) -> None:
    with office.database.writing() as session:
        session.get_one(*gone).active = False

    answer = office.publish()

    lost = {one["need"] for one in answer.json()["obstacles"] if one["kind"] == "lost"}
    assert (answer.status_code, lost) == (409, {"n2", "n3"} if gone[0] is Volunteer else {"n3"})


def test_a_visit_that_somebody_declined_does_not_stand_in_the_way_of_others(published: Office) -> None:
    published.answer("n3", 0, "v2", "declined")
    published.edit({"do": "move", "need": "n1", "date": day(2), "start": f"{day(2)}T10:00"})

    answer = published.publish()

    assert answer.status_code == 200
    assert (published.visit("n3", 0)["coverage"], published.visit("n1", 2)["start"]) == ("uncovered", f"{day(2)}T10:00")


def test_what_has_begun_stays_as_it_is_and_publishing_over_it_is_refused(
    published: Office, set_clock: SetClock
) -> None:
    set_clock(datetime(2026, 11, 23, 9, 30))
    monday_later = visit("n1", "11:00", "v3")
    published.write(Roster(visits=[monday_later, *ROSTER.visits[1:]]))

    refused = published.publish()
    published.write(ROSTER.revised(visits=[*ROSTER.visits[:3], visit("n3", "11:00", "v2")]))
    granted = published.publish()

    assert (refused.status_code, [one["kind"] for one in refused.json()["obstacles"]]) == (409, ["begun"])
    assert granted.status_code == 200
    # What is left of the time before 11:00 is 90 minutes, so there are 45 to answer: until 10:15, which is 02:15 in UTC.
    assert published.offer("n3", 0, "v2")["deadline"] == "2026-11-23T02:15:00Z"


def test_a_week_published_late_asks_nobody_about_the_past(office: Office, set_clock: SetClock) -> None:
    set_clock(datetime(2026, 11, 24, 9, 0))

    office.publish()

    # On Tuesday at nine Monday is over and Tuesday's visit has begun; both can still be closed in the ledger.
    assert [one["start"] for one in office.offers()] == [f"{day(2)}T09:00"]
    assert [one["state"] for one in office.visits()] == ["planned"] * 4


def test_a_visit_added_to_a_published_roster_is_offered_at_once_and_a_draft_is_not(
    client: TestClient, set_clock: SetClock
) -> None:
    office = Office(client, Roster(visits=ROSTER.visits[:3]))
    office.publish()
    office.edit({"do": "move", "need": "n1", "date": day(2), "start": f"{day(2)}T11:00"})
    added = visit("n3", "10:30", "v2")

    with office.database.writing() as session:
        roster = find(session, office.id, for_change=True)
        draft = version(session, roster).document
        append(session, roster, Roster(visits=[*draft.visits, added]), cause=Cause.MATCHED)
        publication = extend(session, office.client.app.state.settings, roster, [added])  # type: ignore[attr-defined]

    assert publication is not None
    assert [link.offer.volunteer_id for link in publication.links] == ["v2"]
    assert sorted(one["start"] for one in office.visits()) == [
        f"{day(0)}T09:00",
        f"{day(0)}T10:30",
        f"{day(1)}T09:00",
        f"{day(2)}T09:00",
    ]
    starts = {number: {one["start"] for one in one_of["visits"]} for number, one_of in office.documents().items()}
    published = office.roster["published_version"]
    assert starts[published] == {one["start"] for one in office.visits()}
    assert starts[office.roster["newest"]] == starts[published] - {f"{day(2)}T09:00"} | {f"{day(2)}T11:00"}
