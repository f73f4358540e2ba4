"""Calls that somebody can answer: which those are depends on the roster, so they are looked for."""

from collections.abc import Iterator, Mapping

from fastapi.testclient import TestClient

ASKED = {
    "minutes": "30",
    "when": "today",
    "priority": "normal",
    "crew": "1",
    "content": "量血压",
    "q": "",
    "key": "abc",
}
SERVICES = ("emotional", "medical", "household", "legal")


def calls(number: int = 12, **changed: str) -> Iterator[dict[str, str]]:
    """Forms about cadres of the station, one service after the other."""
    for service in SERVICES:
        for one in range(1, number + 1):
            yield ASKED | {"cadre_id": f"liuxing-c{one:03}", "service": service} | changed


def asked(client: TestClient, form: Mapping[str, str]) -> str:
    """The address of the call's page."""
    answer = client.post("/match", data=dict(form))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def answerable(client: TestClient, but: frozenset[str] = frozenset(), **changed: str) -> tuple[str, str]:
    """The address of a call for which there is an option, and its page; not of the cadres in `but`."""
    for form in calls(**changed):
        if form["cadre_id"] in but:
            continue
        address = asked(client, form)
        page = client.get(address).text
        if "/accepted" in page:
            return address, page
    raise AssertionError("nobody can come to anybody")
