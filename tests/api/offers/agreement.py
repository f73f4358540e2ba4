"""Visits and offers are what the published version of their roster says."""

from datetime import datetime

from tests.api.offers.office import Office


def check_promises(office: Office, now: datetime) -> None:
    """Rows and offers against the published version, as far as they are still to come at `now`, local."""
    roster, visits = office.roster, office.visits()
    number = roster["published_version"]
    if number is None:
        assert visits == []
        return
    document = office.client.get(f"/v1/rosters/{office.id}/versions/{number}").json()
    ahead = f"{now:%Y-%m-%dT%H:%M}"
    told = [(one["need"], one["start"], sorted(one["volunteers"])) for one in document["visits"]]
    kept = [(one["need"], one["start"], sorted(one["volunteers"])) for one in visits if one["state"] == "planned"]
    assert sorted(one for one in kept if one[1] > ahead) == sorted(one for one in told if one[1] > ahead)
    for visit in visits:
        asked = [one["volunteer"] for one in visit["offers"]]
        assert len(set(asked)) == len(asked)
        if visit["state"] == "cancelled":
            assert asked == []
        elif visit["start"] > ahead:
            assert sorted(asked) == sorted(visit["volunteers"])
            assert {one["start"] for one in visit["offers"]} == {visit["start"]}
