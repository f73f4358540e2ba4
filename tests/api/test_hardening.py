"""What every answer says to a browser, and what is too large to be read."""

import json

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/v1/health", "/v1/rosters/none", "/nowhere"])
def test_every_answer_forbids_scripts_of_others_and_caches(path: str, client: TestClient) -> None:
    answer = client.get(path)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "in chunks"])
def test_a_request_beyond_a_megabyte_is_refused(declared: bool, client: TestClient) -> None:
    body = json.dumps({"week": "2026-11-23", "by": "x" * (1 << 20)}).encode()

    answer = client.post(
        "/v1/rosters", content=body if declared else (body[i : i + 65536] for i in range(0, len(body), 65536))
    )

    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_no_page_loads_scripts_from_elsewhere(client: TestClient) -> None:
    assert client.get("/docs").status_code == 404
    assert client.get("/openapi.json").status_code == 200
