"""Signing in at an identity provider: only whom an administrator entered, only by a token that proves all that it has to."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import select

from api.access.oidc_routes import ATTEMPT
from api.access.provider import provider_of
from api.authority import Role
from api.identity import attempts
from api.identity.users import make_user
from api.settings import Settings
from api.storage import Database
from api.tables.identity import SignInAttempt, User, UserFields
from matcher.domain import BadInput
from tests.api.conftest import settings_for
from tests.api.identity.provider import CLIENT, REDIRECT, SECRET, SUBJECT, SmallProvider, running

OpenBrowser = Callable[[], TestClient]


@pytest.fixture
def provider() -> Iterator[SmallProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def settings(database_url: str, tmp_path: Any, provider: SmallProvider) -> Settings:
    """A service that is registered with the provider."""
    return settings_for(database_url, tmp_path).model_copy(
        update={
            "oidc_issuer": provider.issuer,
            "oidc_client_id": CLIENT,
            "oidc_client_secret": SECRET,
            "oidc_redirect_uri": REDIRECT,
        }
    )


@pytest.fixture
def wei(database_of: Database) -> str:
    """Somebody whom the provider knows, and who has no password here; answers the id."""
    with database_of.writing() as session:
        wanted = UserFields(username="wei", subject=SUBJECT, role=Role.STATION_STAFF, station_id="liuxing")
        return make_user(session, wanted, None).id


def sent(client: TestClient) -> str:
    """Where the browser is sent."""
    begun = client.get("/v1/session/oidc", follow_redirects=False)
    assert begun.status_code == 303, begun.text
    return begun.headers["Location"]


def came_back(client: TestClient, brought: dict[str, str]) -> Response:
    return client.get("/v1/session/oidc/callback", params=brought)


def signed_in(client: TestClient, provider: SmallProvider) -> Response:
    """The whole way."""
    return came_back(client, provider.let_in(sent(client)))


def test_whom_the_administrator_entered_is_signed_in_as_by_password(
    wei: str, browser: OpenBrowser, provider: SmallProvider
) -> None:
    client = browser()

    done = signed_in(client, provider)

    assert done.status_code == 200
    cookies = done.headers.get_list("set-cookie")
    (session,) = [one for one in cookies if one.startswith("__Host-session=")]
    assert {"HttpOnly", "Path=/", "Secure", "SameSite=strict"} <= {part.strip() for part in session.split(";")}
    me = client.get("/v1/session").json()
    assert (me["name"], me["stations"]) == ("wei", ["liuxing"])
    client.delete("/v1/session")
    assert client.get("/v1/session").status_code == 401


def test_the_attempt_is_kept_in_a_cookie_of_this_host_for_ten_minutes(browser: OpenBrowser, wei: str) -> None:
    begun = browser().get("/v1/session/oidc", follow_redirects=False)

    written = begun.headers["set-cookie"]
    assert written.startswith(f"{ATTEMPT}=")
    parts = {part.strip() for part in written.split(";")}
    assert {"HttpOnly", "Path=/", "Secure", "SameSite=lax", "Max-Age=600"} <= parts
    assert written.partition("=")[2].partition(";")[0] not in begun.headers["Location"]


WRONG_CLAIMS: list[dict[str, Any]] = [
    {"nonce": "another"},
    {"nonce": None},
    {"aud": "another client"},
    {"aud": [CLIENT, "another client"], "azp": "another client"},
    {"iss": "http://127.0.0.1/another"},
    {"exp": int(time()) - 3600},
    {"exp": None},
    {"iat": int(time()) + 3600},
    {"sub": None},
    {"sub": ""},
]


def test_a_token_that_is_not_for_this_service_and_attempt_is_refused(
    wei: str, browser: OpenBrowser, provider: SmallProvider
) -> None:
    client, told = browser(), []

    for claims in WRONG_CLAIMS:
        provider.claims = claims
        told.append(signed_in(client, provider))

    assert [(one.status_code, one.json()["code"]) for one in told] == [(401, "NOT_PROVEN")] * len(WRONG_CLAIMS)
    assert client.get("/v1/session").status_code == 401


@pytest.mark.parametrize("forged", ["none", "HS256", "another key", "unknown key"])
def test_a_token_that_the_provider_did_not_sign_is_refused(
    forged: str, wei: str, browser: OpenBrowser, provider: SmallProvider
) -> None:
    client = browser()
    if forged in ("none", "HS256"):
        provider.algorithm = forged
    else:
        provider.key = ec.generate_private_key(ec.SECP256R1())
        provider.name = "k1" if forged == "another key" else "k9"

    done = signed_in(client, provider)

    assert (done.status_code, done.json()["code"]) == (401, "NOT_PROVEN")


def test_a_new_key_of_the_provider_is_learnt_when_a_token_names_it(
    wei: str, browser: OpenBrowser, provider: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = signed_in(browser(), provider)
    monkeypatch.setattr("api.identity.provider.ASKED_AGAIN_AFTER", 0.0)
    provider.key = provider.published = ec.generate_private_key(ec.SECP256R1())
    provider.name = provider.published_name = "k2"

    second = signed_in(browser(), provider)

    assert (first.status_code, second.status_code) == (200, 200)


def test_what_came_back_once_counts_no_second_time(wei: str, browser: OpenBrowser, provider: SmallProvider) -> None:
    client = browser()
    address = sent(client)
    cookie = {"Cookie": f"{ATTEMPT}={client.cookies[ATTEMPT]}"}
    first = came_back(client, provider.let_in(address))

    again = browser().get("/v1/session/oidc/callback", params=provider.let_in(address), headers=cookie)

    assert first.status_code == 200
    assert (again.status_code, again.json()["code"]) == (401, "NO_SUCH_ATTEMPT")


def test_what_another_browser_began_does_not_count_in_this_one(
    wei: str, browser: OpenBrowser, provider: SmallProvider
) -> None:
    attacker, victim = browser(), browser()
    brought = provider.let_in(sent(attacker))
    sent(victim)

    without_cookie, with_its_own = came_back(browser(), brought), came_back(victim, brought)

    assert [one.json()["code"] for one in (without_cookie, with_its_own)] == ["NO_SUCH_ATTEMPT"] * 2


def test_an_attempt_ends_after_ten_minutes(
    wei: str, browser: OpenBrowser, provider: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser()
    brought = provider.let_in(sent(client))
    real = attempts.now

    monkeypatch.setattr(attempts, "now", lambda: real() + attempts.LONGEST + timedelta(seconds=1))
    done = came_back(client, brought)

    assert (done.status_code, done.json()["code"]) == (401, "NO_SUCH_ATTEMPT")


@pytest.mark.parametrize("why", ["unknown", "disabled"])
def test_whom_nobody_entered_or_who_is_disabled_is_not_let_in_and_not_made(
    why: str, wei: str, browser: OpenBrowser, provider: SmallProvider, database_of: Database
) -> None:
    if why == "unknown":
        provider.claims = {"sub": "somebody else", "preferred_username": "wei", "email": "wei@service.test"}
    else:
        with database_of.writing() as session:
            session.get_one(User, wei).active = False

    done = signed_in(browser(), provider)

    assert (done.status_code, done.json()["code"]) == (401, "NOT_A_USER")
    with database_of.reading() as session:
        assert [one.username for one in session.exec(select(User)).all()] == ["wei"]


def test_who_said_no_at_the_provider_is_told_so(wei: str, browser: OpenBrowser, provider: SmallProvider) -> None:
    client = browser()
    state = provider.let_in(sent(client))["state"]

    done = came_back(client, {"error": "access_denied", "state": state})

    assert (done.status_code, done.json()["code"]) == (401, "NOT_PROVEN")


def test_of_an_attempt_no_more_than_hashes_are_kept(browser: OpenBrowser, wei: str, database_of: Database) -> None:
    client = browser()

    address = sent(client)

    with database_of.reading() as session:
        (row,) = session.exec(select(SignInAttempt)).all()
    assert client.cookies[ATTEMPT] not in repr(row)
    assert row.state_hash not in address


def test_a_provider_that_does_not_answer_is_told_of_and_passwords_still_work(
    wei: str, browser: OpenBrowser, provider: SmallProvider
) -> None:
    provider.answers = False

    begun = browser().get("/v1/session/oidc", follow_redirects=False)

    assert (begun.status_code, begun.json()["code"]) == (503, "PROVIDER_UNAVAILABLE")
    assert begun.headers["Retry-After"]


def test_a_provider_that_says_it_is_another_is_not_believed(
    wei: str, browser: OpenBrowser, provider: SmallProvider
) -> None:
    provider.told_issuer = "https://elsewhere.test"

    begun = browser().get("/v1/session/oidc", follow_redirects=False)

    assert begun.status_code == 503


def test_a_subject_is_entered_by_the_administrator_and_is_one_user_s(pilots: TestClient) -> None:
    body = {"username": "wei", "subject": SUBJECT, "role": "auditor", "region_id": "city"}

    made = pilots.post("/v1/users", json=body)
    again = pilots.post("/v1/users", json=body | {"username": "other"})
    neither = pilots.post("/v1/users", json=body | {"username": "third", "subject": None})

    assert (made.status_code, made.json()["subject"]) == (201, SUBJECT)
    assert (again.status_code, again.json()["code"]) == (409, "SUBJECT_TAKEN")
    assert (neither.status_code, neither.json()["code"]) == (422, "NO_WAY_IN")


def test_without_a_password_nobody_signs_in_by_one(wei: str, browser: OpenBrowser) -> None:
    answers = [browser().post("/v1/session", json={"username": "wei", "password": one}) for one in ("wei", SUBJECT)]

    assert [one.status_code for one in answers] == [401, 401]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"oidc_client_id": None}, "only some"),
        ({"oidc_issuer": "http://provider.test"}, "MATCHER_OIDC_ISSUER is no safe address"),
        ({"oidc_redirect_uri": "service.test/callback"}, "MATCHER_OIDC_REDIRECT_URI is no safe address"),
    ],
    ids=str,
)
def test_half_a_registration_is_one_sentence(wrong: dict[str, str | None], told: str) -> None:
    whole = {"oidc_issuer": "https://provider.test", "oidc_client_id": CLIENT, "oidc_redirect_uri": REDIRECT}

    with pytest.raises(BadInput, match=told):
        provider_of(Settings().model_copy(update=whole | wrong))


def test_where_nothing_is_set_up_there_is_no_such_way_in(browser_of_a_plain_service: TestClient) -> None:
    answers = [browser_of_a_plain_service.get(f"/v1/session/oidc{path}") for path in ("", "/callback")]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "NO_PROVIDER")] * 2


@pytest.fixture
def browser_of_a_plain_service(database_url: str, tmp_path: Any) -> Iterator[TestClient]:
    from api.application import create_app

    with TestClient(create_app(settings_for(database_url, tmp_path))) as client:
        yield client
