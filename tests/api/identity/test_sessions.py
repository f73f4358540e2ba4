"""Signing in, and what ends it: signing out, another role or password, being disabled, time, and too many wrong passwords."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from api.authority import Role
from api.identity import sessions
from api.identity.asking import COOKIE
from api.identity.tokens import token_hash
from api.storage import Database
from api.tables.identity import UserSession
from tests.api.identity.conftest import HOME, PASSWORD

SignIn = Callable[[str], TestClient]
MakeUser = Callable[..., str]


def answered_to(browser: Callable[[], TestClient], token: str) -> int:
    """How a browser that holds this token is answered."""
    return browser().get("/v1/session", headers={"Cookie": f"{COOKIE}={token}"}).status_code


def test_who_signs_in_is_known_until_they_sign_out(
    user: MakeUser, signed_in: SignIn, browser: Callable[[], TestClient]
) -> None:
    user("wei", Role.STATION_STAFF, station_id="liuxing")
    client = signed_in("wei")
    token = client.cookies[COOKIE]

    before = client.get("/v1/session")
    client.delete("/v1/session")
    after = answered_to(browser, token)

    assert before.json()["stations"] == ["liuxing"]
    assert after == 401


def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(
    user: MakeUser, browser: Callable[[], TestClient]
) -> None:
    user("wei", Role.STATION_STAFF, station_id="liuxing")

    done = browser().post("/v1/session", json={"username": "wei", "password": PASSWORD})

    written = done.headers["set-cookie"]
    assert written.startswith("__Host-session=")
    assert {"HttpOnly", "Path=/", "Secure", "SameSite=strict"} <= {part.strip() for part in written.split(";")}
    assert "Domain" not in written


def test_only_a_hash_of_the_token_is_kept(user: MakeUser, signed_in: SignIn, database_of: Database) -> None:
    user("wei", Role.STATION_STAFF, station_id="liuxing")

    token = signed_in("wei").cookies[COOKIE]

    with database_of.reading() as session:
        kept = session.exec(select(UserSession)).one()
    assert kept.token_hash == token_hash(token)
    assert token not in repr(kept)


def test_signing_in_makes_a_new_session_and_ends_the_one_that_came_along(
    user: MakeUser, signed_in: SignIn, browser: Callable[[], TestClient]
) -> None:
    user("wei", Role.STATION_STAFF, station_id="liuxing")
    client = signed_in("wei")
    first = client.cookies[COOKIE]

    client.post("/v1/session", json={"username": "wei", "password": PASSWORD})
    second = client.cookies[COOKIE]

    assert first != second
    assert (answered_to(browser, first), answered_to(browser, second)) == (401, 200)


def test_a_token_that_somebody_chose_for_the_browser_is_never_taken_up(
    user: MakeUser, browser: Callable[[], TestClient]
) -> None:
    user("wei", Role.STATION_STAFF, station_id="liuxing")
    chosen = "chosen-by-an-attacker"

    done = browser().post(
        "/v1/session", json={"username": "wei", "password": PASSWORD}, headers={"Cookie": f"{COOKIE}={chosen}"}
    )

    assert done.status_code == 204
    assert chosen not in done.headers["set-cookie"]
    assert answered_to(browser, chosen) == 401


@pytest.mark.parametrize("change", ["role", "active", "password"])
def test_a_change_of_the_user_puts_them_out_at_once(change: str, user: MakeUser, signed_in: SignIn) -> None:
    user("chief", Role.CITY)
    wei = user("wei", Role.COORDINATOR, region_id="city")
    chief, client = signed_in("chief"), signed_in("wei")
    assert client.get("/v1/session").status_code == 200

    if change == "password":
        done = chief.put(f"/v1/users/{wei}/password", json={"password": "another password"})
    else:
        body = {"username": "wei", "role": "auditor" if change == "role" else "coordinator", "region_id": "city"}
        etag = chief.get(f"/v1/users/{wei}").headers["ETag"]
        done = chief.put(f"/v1/users/{wei}", json=body | {"active": change != "active"}, headers={"If-Match": etag})

    assert done.status_code in (200, 204), done.text
    assert client.get("/v1/session").status_code == 401


def test_an_idle_session_and_an_old_one_end(user: MakeUser, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    user("wei", Role.STATION_STAFF, station_id="liuxing")
    client = signed_in("wei")
    real = sessions.now

    monkeypatch.setattr(sessions, "now", lambda: real() + sessions.IDLE - timedelta(minutes=1))
    still = client.get("/v1/session").status_code
    monkeypatch.setattr(sessions, "now", lambda: real() + sessions.ABSOLUTE + timedelta(minutes=1))
    gone = client.get("/v1/session").status_code

    assert (still, gone) == (200, 401)


def test_five_wrong_passwords_close_the_door_even_for_the_right_one(
    user: MakeUser, browser: Callable[[], TestClient]
) -> None:
    user("wei", Role.STATION_STAFF, station_id="liuxing")
    client = browser()

    wrong = [client.post("/v1/session", json={"username": "wei", "password": "wrong"}).status_code for _ in range(5)]
    right = client.post("/v1/session", json={"username": "wei", "password": PASSWORD})

    assert wrong == [401] * 5
    assert right.status_code == 429
    assert int(right.headers["Retry-After"]) > 0


@pytest.mark.parametrize("origin", [None, "https://elsewhere.test", "null"])
def test_a_foreign_page_changes_nothing(origin: str | None, user: MakeUser, signed_in: SignIn) -> None:
    user("chief", Role.CITY)
    client = signed_in("chief")
    del client.headers["Origin"]

    headers = {} if origin is None else {"Origin": origin}
    done = client.post("/v1/users", json={}, headers=headers)

    assert (done.status_code, done.json()["code"]) == (403, "FOREIGN_ORIGIN")
    assert client.get("/v1/session", headers={"Origin": HOME}).status_code == 200
