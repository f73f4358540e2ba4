"""The confirmation board and today's list, by what people ask for."""

from datetime import datetime

from tests.api.offers.office import Office, SetClock, day


def test_visits_are_found_by_station_day_state_people_and_how_sure_they_are(
    published: Office, set_clock: SetClock
) -> None:
    published.answer("n1", 0, "v1", "accepted")
    published.answer("n2", 1, "v2", "accepted")
    published.answer("n3", 0, "v2", "declined")
    set_clock(datetime(2026, 11, 23, 9))  # Tuesday's deadline: v1 has not answered for n2.

    def found(**query: str) -> list[str]:
        return [f"{one['need']} {one['day'][-2:]}" for one in published.visits(**query)]

    assert found(station="s1") == ["n1 23", "n3 23", "n2 24", "n1 25"]
    assert found(day=day(0)) == ["n1 23", "n3 23"]
    assert found(volunteer="v2") == ["n3 23", "n2 24"]
    assert found(cadre="c1") == ["n1 23", "n1 25"]
    assert found(state="cancelled") == found(station="none") == []
    by_coverage = {kind: found(coverage=kind) for kind in ("confirmed", "awaiting", "expired", "uncovered")}
    assert by_coverage == {
        "confirmed": ["n1 23"],
        "awaiting": ["n1 25"],
        "expired": ["n2 24"],
        "uncovered": ["n3 23"],
    }
    assert {one["need"]: one["coverage"] for one in published.visits(day=day(0))} == {
        "n1": "confirmed",
        "n3": "uncovered",
    }


def test_offers_are_found_by_roster_state_volunteer_visit_and_station(published: Office) -> None:
    published.answer("n1", 0, "v1", "accepted")
    visit = published.visit("n2", 1)["id"]

    assert len(published.offers(roster=published.id)) == 5
    assert published.offers(roster="none") == published.offers(station="none") == []
    assert [one["volunteer"] for one in published.offers(state="accepted")] == ["v1"]
    assert [one["start"][:10] for one in published.offers(volunteer="v1")] == [day(0), day(1), day(2)]
    assert sorted(one["volunteer"] for one in published.offers(visit=visit)) == ["v1", "v2"]
    assert len(published.offers(station="s1", limit=2)) == 2
