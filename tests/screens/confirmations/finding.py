"""Visits and offers to try things on: which roster was made decides who they are, so they are looked for."""

from typing import Any

from fastapi.testclient import TestClient

NOW = "2026-11-25T10:00"


def offers(client: TestClient, state: str) -> list[dict[str, Any]]:
    """Offers of visits to come that stand so, by time."""
    items = client.get(f"/v1/offers?state={state}&limit=200").json()["items"]
    found = [one for one in items if one["start"] > NOW]
    assert found, f"no offer is {state}"
    return found


def replaceable(client: TestClient) -> dict[str, Any]:
    """A visit of one volunteer, who has not declined, to which somebody else could come."""
    for visit in client.get("/v1/visits?state=planned&limit=200").json()["items"]:
        open_offers = [one for one in visit["offers"] if one["state"] in ("pending", "accepted", "expired")]
        if visit["start"] > NOW and len(visit["volunteers"]) == len(open_offers) == 1:
            options = client.get(f"/v1/visits/{visit['id']}/replacements").json()["options"]
            if options:
                return dict(visit)
    raise AssertionError("nobody could replace anybody")
