"""Signing in leads to where somebody wanted to go, and a session that ended in between loses nothing that was typed."""

import re

import pytest

from tests.screens.conftest import SignIn
from tests.screens.furnishing import PASSWORD


def test_whoever_opens_a_page_unknown_comes_to_it_by_signing_in(pages: SignIn) -> None:
    client = pages("qin")
    client.cookies.clear()

    sent = client.get("/preferences/none?week=2026-11-23")
    asked = client.get("/")
    opened = client.post("/sign-in", data={"username": "qin", "password": PASSWORD, "next": "/board?week=2026-11-23"})

    assert sent.status_code == 404
    assert asked.headers["Location"] == "/sign-in?next=%2F"
    assert (opened.status_code, opened.headers["Location"]) == (303, "/board?week=2026-11-23")


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_signing_in_leads_nowhere_else(pages: SignIn, address: str) -> None:
    client = pages("qin")

    opened = client.post("/sign-in", data={"username": "qin", "password": PASSWORD, "next": address})

    assert opened.headers["Location"] == "/"


def test_a_wrong_password_is_told_on_the_form_which_keeps_the_name(pages: SignIn) -> None:
    client = pages("qin")

    refused = client.post("/sign-in", data={"username": "qin", "password": "wrong password"})

    assert refused.status_code == 401
    assert "用户名或密码不正确" in refused.text
    assert 'value="qin"' in refused.text
    assert "wrong password" not in refused.text


def test_what_was_typed_when_a_session_had_ended_is_there_after_signing_in(pages: SignIn) -> None:
    client = pages("qin")
    client.cookies.clear()

    interrupted = client.post("/preferences/purpose", data={"purpose": "走访老干部", "next": "/today"})
    kept = dict(re.findall(r'name="(kept\.[^"]+)" value="([^"]*)"', interrupted.text))
    signed_in = client.post(
        "/sign-in", data={"username": "qin", "password": PASSWORD, "next": "/preferences/purpose"} | kept
    )

    assert interrupted.status_code == 401
    assert kept == {"kept.purpose": "走访老干部", "kept.next": "/today"}
    assert signed_in.status_code == 200
    assert 'action="/preferences/purpose"' in signed_in.text
    assert '<input type="hidden" name="purpose" value="走访老干部">' in signed_in.text


def test_after_signing_out_no_page_opens_and_the_purpose_is_forgotten(pages: SignIn) -> None:
    client = pages("qin")
    client.post("/preferences/purpose", data={"purpose": "走访老干部"})
    token = client.cookies["__Host-session"]

    client.post("/sign-out")
    remembered = dict(client.cookies)
    client.cookies.set("__Host-session", token)

    assert "purpose" not in remembered
    assert client.get("/").status_code == 303
    assert client.get("/").headers["Location"].startswith("/sign-in")
