"""A call for help, page by page: what was typed stays, options are called through, and what is agreed is in the roster."""

import re

from sqlmodel import col, select

from api.storage import Database
from api.tables.people import Volunteer
from api.tables.requests import MatchRequest
from tests.screens.conftest import SignIn
from tests.screens.match.calling import ASKED, answerable, asked, calls
from tests.screens.reading import form_to, words_of


def test_a_cadre_is_found_by_initials_while_the_rest_of_the_form_stays(pages: SignIn) -> None:
    client = pages("qin")

    page = client.post("/match/cadres", data=ASKED | {"q": "0004", "service": "medical"}).text

    sent = form_to(page, "/match").data
    assert sent["cadre_id"] == ["liuxing-c004"]
    assert (sent["content"], sent["minutes"], sent["service"]) == (["量血压"], ["30"], ["medical"])


def test_a_script_gets_the_hits_alone(pages: SignIn) -> None:
    client = pages("qin")

    part = client.post("/match/cadres", data={"q": "0004"}, headers={"HX-Request": "true"}).text

    assert "liuxing-c004" in part
    assert "<main" not in part


def test_a_call_about_nobody_is_told_and_what_was_typed_is_kept(pages: SignIn) -> None:
    client = pages("qin")

    answer = client.post("/match", data=ASKED | {"service": "medical"})

    assert answer.status_code == 422
    assert "请选择需要帮助的老干部" in answer.text
    assert form_to(answer.text, "/match").data["content"] == ["量血压"]


def test_a_window_that_is_over_is_told_at_its_date(pages: SignIn) -> None:
    client = pages("qin")
    form = next(calls()) | {"when": "at", "day": "2026-11-24", "start": "09:00", "end": "10:00"}

    answer = client.post("/match", data=form)

    assert answer.status_code == 422
    assert "已经过去" in answer.text


def test_a_window_shorter_than_the_visit_is_told_at_its_end(pages: SignIn) -> None:
    client = pages("qin")
    form = next(calls()) | {"when": "at", "day": "2026-11-27", "start": "09:00", "end": "09:20"}

    answer = client.post("/match", data=form)

    # 20 minutes do not hold a visit of 30
    assert answer.status_code == 422
    assert "至少晚30分钟" in answer.text


def test_a_visit_longer_than_what_is_left_of_today_is_told_at_its_minutes(pages: SignIn) -> None:
    client = pages("qin")

    answer = client.post("/match", data=next(calls(minutes="841")))

    # at ten there are 840 minutes left
    assert answer.status_code == 422
    assert "超过今天剩余的时间" in answer.text


def test_the_same_form_sent_twice_is_one_call_and_a_changed_one_another(pages: SignIn) -> None:
    client = pages("qin")
    form = next(calls())

    first, again, other = asked(client, form), asked(client, form), asked(client, form | {"minutes": "45"})

    assert first == again
    assert first != other


def test_who_said_yes_on_the_telephone_is_in_the_roster_and_has_accepted(pages: SignIn) -> None:
    client = pages("qin")
    address, page = answerable(client)
    form = form_to(page, "/accepted")

    answer = client.post(form.action, data=form.data)

    agreed = client.get(address).text
    visit = re.search(r"/ledger/visits/(\w+)", agreed)
    assert answer.headers["Location"] == address
    assert "已安排好" in agreed
    assert visit is not None
    offers = client.get(f"/v1/visits/{visit[1]}").json()["offers"]
    assert [(one["volunteer"], one["state"], one["answered_by"]) for one in offers] == [
        (form.data["volunteers"][0], "accepted", "qin")
    ]


def test_accepting_twice_is_one_visit(pages: SignIn) -> None:
    client = pages("qin")
    address, page = answerable(client)
    form = form_to(page, "/accepted")

    first, again = (client.post(form.action, data=form.data) for _ in range(2))

    assert (first.status_code, again.status_code) == (303, 303)
    assert client.get(address).text.count("/ledger/visits/") == 1


def test_who_does_not_answer_stays_on_the_page_and_is_not_offered_again(pages: SignIn) -> None:
    client = pages("qin")
    address, page = answerable(client)
    form = form_to(page, "/refused")
    volunteer = form.data["volunteer"][0]

    client.post(form.action, data={"volunteer": volunteer, "reason": "unreachable"})

    after = client.get(address).text
    assert "无人接听" in words_of(after)
    assert f'value="{volunteer}"' not in after


def test_an_option_that_the_roster_has_overtaken_is_refused_with_fresh_ones(pages: SignIn) -> None:
    client = pages("qin")
    first, page = answerable(client)
    cadre = re.search(r"again=(\w+)", page)
    assert cadre is not None
    other, other_page = answerable(client, but=frozenset({_cadre_of(client.get(f"/match?again={cadre[1]}").text)}))
    taken = form_to(other_page, "/accepted")
    client.post(taken.action, data=taken.data)
    stale = form_to(page, "/accepted")

    answer = client.post(stale.action, data=stale.data)

    assert first != other
    assert answer.status_code == 409
    assert "排班表或人员安排已有变化" in answer.text
    assert f"{first}/renewed" in answer.text
    assert "/ledger/visits/" not in client.get(first).text


def test_an_emergency_is_told_to_call_an_ambulance_before_anything_else(pages: SignIn) -> None:
    client = pages("qin")
    form = next(calls(priority="emergency"))

    words = words_of(client.get(asked(client, form)).text)

    assert words.index("120") < words.index("家政" if form["service"] == "household" else "量血压")
    assert "家属" in words


def test_a_call_that_nobody_can_answer_is_kept_as_unmet(pages: SignIn) -> None:
    client = pages("qin")
    address = asked(client, next(calls(minutes="800")))
    form = form_to(client.get(address).text, "/unmet")

    client.post(form.action, data=form.data)

    # nobody is free for 800 minutes, which are left of the day
    assert "没有人能来" in client.get(address).text


def test_where_nobody_can_come_other_times_are_one_button_away(pages: SignIn) -> None:
    client = pages("qin")
    for form in calls(when="now"):
        page = client.get(asked(client, form)).text
        if "/other-time" in page:
            break
    else:
        raise AssertionError("every call of now is answered, or by nobody in this week")
    other = form_to(page, "/other-time")

    answer = client.post(other.action, data=other.data)

    assert answer.status_code == 303
    assert "/accepted" in client.get(answer.headers["Location"]).text


def test_phones_are_masked_until_somebody_says_what_for(pages: SignIn) -> None:
    client = pages("qin")
    address, page = answerable(client)
    told = next(form for form in (form_to(page, "/preferences/purpose"),) if form)

    client.post("/preferences/purpose", data={"purpose": "联系志愿者", "next": address})

    assert told.data["next"]
    assert "****" in page
    assert "****" not in client.get(address).text


def test_a_station_calls_in_a_roster_of_its_own(pages: SignIn) -> None:
    headers = {"Origin": "https://testserver"}
    made = pages("qin").post("/v1/rosters", json={"station_id": "liuxing", "week": "2026-12-07"}, headers=headers)
    client = pages("lu")
    at = {"when": "at", "day": "2026-12-08", "start": "08:00", "end": "18:00"}
    address, page = answerable(client, **at)
    form = form_to(page, "/accepted")

    client.post(form.action, data=form.data)

    assert made.status_code == 201
    assert "还是草稿" in client.get(address).text


def test_a_station_finds_its_own_people_in_a_week_that_is_planned_for_the_city(pages: SignIn) -> None:
    client = pages("lu")
    at = {"when": "at", "day": "2026-11-26", "start": "08:00", "end": "20:00"}
    _, page = answerable(client, **at)
    form = form_to(page, "/accepted")

    client.post(form.action, data=form.data)

    database: Database = client.app.state.database  # type: ignore[attr-defined]
    with database.reading() as session:
        found = session.exec(select(MatchRequest)).one()
        asked = {one for option in found.answer["match"]["options"] for one in option["volunteers"]}
        homes = set(session.exec(select(Volunteer.station_id).where(col(Volunteer.id).in_(asked))).all())
    assert homes == {"liuxing"}
    assert found.applied_version is not None
    assert pages("lu").get(f"/v1/matches/{found.id}").status_code == 200
    assert pages("lu").get(f"/v1/rosters/{found.roster_id}").status_code == 404


def _cadre_of(page: str) -> str:
    return form_to(page, "/match").data["cadre_id"][0]
