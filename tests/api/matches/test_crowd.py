"""Two hundred call in one moment: everybody is answered, and the service is what it was before."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx2
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.settings import Settings
from tests.api.matches.conftest import Open, on_monday
from tests.building import cadre, problem, visit, volunteer

CROWD = 200


def test_everybody_in_a_crowd_is_answered(street: Open, app: FastAPI, client: TestClient, settings: Settings) -> None:
    people = [volunteer(f"v{k}", k % 10) for k in range(12)]
    place = street(
        problem(cadres=[cadre(f"c{k}", k) for k in range(1, 9)], volunteers=people), [visit("n1", "10:30", "v1")]
    )
    window = {"start": on_monday("08:00"), "end": on_monday("12:00")}
    calls = [
        {"cadre_id": f"c{1 + k % 8}", "service": "household", "minutes": 30, "windows": [window]} for k in range(CROWD)
    ]

    async def crowd() -> list[httpx2.Response]:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://service", headers=client.headers) as caller:
            return await asyncio.gather(*(caller.post("/v1/matches", json=call) for call in calls))

    with ThreadPoolExecutor(1) as thread:  # other tests may have left an event loop in this one
        answers = thread.submit(lambda: asyncio.run(crowd())).result()

    statuses = Counter(one.status_code for one in answers)
    let_in = settings.requests_at_once + settings.requests_waiting
    assert statuses.keys() <= {201, 429}
    assert statuses[201] >= min(let_in, CROWD)
    assert all(one.headers["Retry-After"].isdigit() for one in answers if one.status_code == 429)
    assert all(one.json()["options"] for one in answers if one.status_code == 201)
    assert place.call("c3").status_code == 201
