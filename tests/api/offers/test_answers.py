"""Answers: by link or entered for somebody, once and in time; and what a link shows."""

from datetime import datetime, timedelta

from sqlmodel import select

from api.offers.expiry import sweep
from api.tables.cadres import Cadre
from api.tables.visits import Offer, OfferState
from tests.api.offers.office import FRIDAY_BEFORE, Office, SetClock, day

DEADLINE = datetime(2026, 11, 22, 9)
"""Of the visit on Monday at nine: a day before."""


def test_whom_to_visit_is_shown_once_accepted_and_until_a_day_after_the_visit(
    published: Office, set_clock: SetClock
) -> None:
    with published.database.writing() as session:
        session.get_one(Cadre, "c1").address = "跃进路1号"
    link = published.link("n1", 0, "v1")

    before = published.client.get(link)
    accepted = published.answer("n1", 0, "v1", "accepted")
    set_clock(datetime(2026, 11, 24, 9, 59))
    a_day_after = published.client.get(link).json()
    set_clock(datetime(2026, 11, 24, 10, 0))
    later = published.client.get(link).json()

    assert "跃进路" not in before.text
    assert "c1" not in before.text
    assert before.headers["Cache-Control"] == "no-store"
    assert accepted.json()["place"] == {"cadre": "c1", "address": "跃进路1号"}
    # It ended on Monday at ten.
    assert (a_day_after["place"] is None, later["place"]) == (False, None)


def test_a_link_says_in_both_languages_when_where_and_what(published: Office) -> None:
    shown = published.client.get(published.link("n1", 0, "v1")).json()

    assert (shown["start"], shown["end"], shown["deadline"]) == (
        f"{day(0)}T09:00",
        f"{day(0)}T10:00",
        "2026-11-22T09:00",
    )
    assert shown["service"] == {"zh": "家政", "en": "household"}
    assert shown["text"] == {
        "zh": "11月23日（周一）09:00–10:00，s1，家政服务。请在11月22日（周日）09:00前答复。",
        "en": "Mon 23 Nov 09:00–10:00: household, s1. Please answer by Sun 22 Nov 09:00.",
    }


def test_an_answer_is_given_once_and_the_same_again_is_fine(published: Office) -> None:
    first = published.answer("n1", 0, "v1", "accepted")
    again = published.answer("n1", 0, "v1", "accepted")
    other = published.answer("n1", 0, "v1", "declined")
    without_reason = published.client.post(
        f"{published.link('n3', 0, 'v2')}/answer", json={"answer": "declined", "reason": " "}
    )
    unknown = published.client.get(f"/v1/offers/by-token/{'x' * 43}")

    assert (first.status_code, again.status_code) == (200, 200)
    assert (other.status_code, other.json()["code"]) == (409, "ALREADY_ANSWERED")
    assert (without_reason.status_code, unknown.status_code) == (422, 404)
    assert published.offer("n1", 0, "v1")["version"] == 2


def test_without_an_answer_an_offer_expires_at_its_deadline_for_whoever_looks(
    published: Office, set_clock: SetClock
) -> None:
    set_clock(DEADLINE - timedelta(minutes=1))
    in_time = published.offers(state="expired")

    set_clock(DEADLINE)

    late = published.answer("n1", 0, "v1", "accepted")
    assert in_time == []
    assert [one["start"] for one in published.offers(state="expired")] == [f"{day(0)}T09:00"]
    assert len(published.offers(state="pending")) == 4
    assert published.visit("n1", 0)["coverage"] == "expired"
    assert (late.status_code, late.json()["code"]) == (409, "OFFER_EXPIRED")
    assert "2026-11-22 09:00" in late.json()["zh"]


def test_expiry_is_written_down_without_a_change_of_the_offer_s_version(published: Office, set_clock: SetClock) -> None:
    set_clock(DEADLINE)
    seen = published.offers()

    sweep(published.database)

    with published.database.reading() as session:
        states = session.exec(select(Offer.state).order_by(Offer.start)).all()  # type: ignore[arg-type]
    assert states == [OfferState.EXPIRED, *[OfferState.PENDING] * 4]
    assert published.offers() == seen


def test_staff_enter_what_they_were_told_and_late_or_changed_answers_only_knowingly(
    published: Office, set_clock: SetClock
) -> None:
    accepted = published.answer_for("n3", 0, "v2", "accepted")
    changed = published.answer_for("n3", 0, "v2", "declined")
    knowingly = published.answer_for("n3", 0, "v2", "declined", anyway=True)
    set_clock(DEADLINE)
    late = published.answer_for("n1", 0, "v1", "accepted")
    late_knowingly = published.answer_for("n1", 0, "v1", "accepted", anyway=True)
    set_clock(datetime(2026, 11, 23, 9))
    begun = published.answer_for("n1", 0, "v1", "declined", anyway=True)

    assert (accepted.json()["offer"]["answered_by"], accepted.json()["replacements"]) == ("王敏", None)
    assert [one.json().get("code") for one in (changed, late, begun)] == [
        "ALREADY_ANSWERED",
        "OFFER_EXPIRED",
        "VISIT_BEGUN",
    ]
    assert knowingly.json()["offer"]["reason"] == "生病"
    assert late_knowingly.json()["offer"]["state"] == "accepted"


def test_an_answer_entered_for_somebody_is_to_the_offer_as_it_was_seen(published: Office) -> None:
    offer = published.offer("n1", 0, "v1")
    published.answer("n1", 0, "v1", "accepted")
    body = {"answer": "declined", "reason": "生病", "by": "王敏", "anyway": True}

    none = published.client.post(f"/v1/offers/{offer['id']}/answer", json=body)
    old = published.client.post(f"/v1/offers/{offer['id']}/answer", json=body, headers={"If-Match": '"1"'})

    assert (none.status_code, old.status_code) == (428, 412)
    assert published.offer("n1", 0, "v1")["state"] == "accepted"


def test_a_lost_link_is_replaced_by_another_and_the_old_one_opens_nothing(published: Office) -> None:
    offer, old = published.offer("n1", 0, "v1"), published.link("n1", 0, "v1")

    renewed = published.client.post(f"/v1/offers/{offer['id']}/link", headers={"If-Match": '"1"'}).json()["link"]

    assert published.client.get(old).status_code == 404
    assert published.client.post(f"{renewed}/answer", json={"answer": "accepted"}).status_code == 200


def test_an_offer_that_was_withdrawn_takes_no_answer(published: Office, set_clock: SetClock) -> None:
    published.edit({"do": "remove", "need": "n3", "date": day(0)})
    published.publish()
    set_clock(FRIDAY_BEFORE + timedelta(hours=1))

    answer = published.answer("n3", 0, "v2", "accepted")

    assert (answer.status_code, answer.json()["code"]) == (409, "OFFER_WITHDRAWN")
