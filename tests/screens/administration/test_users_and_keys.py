"""Who may come in: users with a role and a place, and keys of machines that are told once."""

import re

from fastapi.testclient import TestClient

from tests.screens.conftest import SignIn
from tests.screens.furnishing import PASSWORD
from tests.screens.words import rows, value, words

NEW = {"username": "ban", "name": "班主任", "role": "station_staff", "scope": "station:liuxing", "active": "on"}


def can_sign_in(client: TestClient, user: str, password: str) -> bool:
    """Whoever was signed in is so no more."""
    client.cookies.clear()
    return client.post("/sign-in", data={"username": user, "password": password}).status_code == 303


def page_of(client: TestClient, user: str) -> str:
    """The address of their form."""
    row = next(
        row
        for row in re.findall(r"<tr>.*?</tr>", client.get("/administration/users").text, re.DOTALL)
        if f">{user}<" in row
    )
    found = re.search(r'href="(/administration/users/[^"/]+)"', row)
    assert found is not None
    return found[1]


def test_a_new_user_can_sign_in(pages: SignIn) -> None:
    client = pages("wei")

    made = client.post("/administration/users/new", data=NEW | {"password": "long enough 123"})

    assert made.status_code == 303
    listed = next(row for row in rows(client.get("/administration/users").text, "可以登录") if row[0] == "ban")
    assert listed[1:5] == ["班主任", "服务站工作人员", "柳星社区（示例）", "✓ 启用"]
    assert can_sign_in(client, "ban", "long enough 123")


def test_a_form_that_is_refused_keeps_what_was_typed_but_the_password(pages: SignIn) -> None:
    client = pages("wei")

    for wrong in ({"password": "short"}, {"username": "wei"}, {"scope": ""}, {"username": "班"}, {"role": ""}):
        answer = client.post("/administration/users/new", data=NEW | {"password": "long enough 123"} | wrong)

        assert answer.status_code in (409, 422)
        assert value(answer.text, "name") == "班主任"
        assert "long enough" not in answer.text


def test_a_user_who_is_put_out_is_out(pages: SignIn) -> None:
    client = pages("wei")
    address = page_of(client, "lu")
    version = value(client.get(address).text, "version")

    form = {"version": version, "name": "lu", "role": "station_staff", "scope": "station:liuxing"}
    changed = client.post(address, data=form)

    assert changed.status_code == 303
    assert client.post(address, data=form).status_code == 412
    assert not can_sign_in(client, "lu", PASSWORD)


def test_nobody_takes_away_their_own_access(pages: SignIn) -> None:
    client = pages("wei")
    address = page_of(client, "wei")
    version = value(client.get(address).text, "version")

    for change in ({"role": "city"}, {"role": "coordinator", "active": "on"}):
        answer = client.post(address, data={"version": version, "name": "wei", "scope": "region:city"} | change)
        assert answer.status_code == 409

    assert can_sign_in(client, "wei", PASSWORD)


def test_a_new_password_takes_the_place_of_the_old(pages: SignIn) -> None:
    client = pages("wei")
    address = f"{page_of(client, 'tan')}/password"

    assert client.post(address, data={"password": "short"}).status_code == 422
    assert client.post(address, data={"password": "another one 456"}).status_code == 303

    assert not can_sign_in(client, "tan", PASSWORD)
    assert can_sign_in(client, "tan", "another one 456")


def test_a_key_is_told_once_and_opens_until_it_is_revoked(pages: SignIn) -> None:
    client = pages("wei")
    form = {"name": "街道平台", "role": "auditor", "scope": "region:city", "until": "2026-12-31"}

    made = client.post("/administration/keys", data=form)

    assert made.status_code == 201
    key = re.search(r'class="secret" value="([^"]+)"', made.text)
    assert key is not None
    listed = client.get("/administration/keys").text
    assert key[1] not in listed
    row = next(row for row in rows(listed, "密钥") if row[0] == "街道平台")
    assert row[1:5] == [key[1].partition(".")[0], "检查人员（只读）", "柳州市", "2027年1月1日（周五）"]
    bearer = {"Authorization": f"Bearer {key[1]}"}
    assert client.get("/v1/stations", headers=bearer).status_code == 200
    revoke = re.search(r'action="(/administration/keys/[^"]+/revoke)"', listed)
    assert revoke is not None
    client.post(revoke[1])
    assert client.get("/v1/stations", headers=bearer).status_code == 401
    assert "已作废" in words(client.get("/administration/keys").text)


def test_a_key_without_a_last_day_or_role_is_refused_on_the_form(pages: SignIn) -> None:
    client = pages("wei")
    form = {"name": "街道平台", "role": "auditor", "scope": "region:city", "until": "2026-12-31"}

    for wrong in ({"until": "soon"}, {"until": "9999-12-31"}, {"role": ""}, {"scope": ""}, {"name": ""}):
        answer = client.post("/administration/keys", data=form | wrong)
        assert answer.status_code == 422
        assert 'class="secret"' not in answer.text
