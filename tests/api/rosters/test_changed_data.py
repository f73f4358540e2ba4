"""Data change while a roster stands: what they have broken does not stand in the way of mending it."""

from datetime import timedelta

from sqlmodel import select

from api.rosters.standing import standing
from api.rosters.versions import append, find
from api.settings import Settings
from api.tables.people import AvailabilityException, Volunteer
from api.tables.rosters import Cause
from api.tables.visits import Visit, VisitState
from tests.api.rosters.desk import PILOTS, Desk, by_hand, clash, on

MONDAY = PILOTS.week.start


def test_data_that_have_broken_a_roster_do_not_stand_in_the_way_of_mending_it(desk: Desk) -> None:
    first, second = clash(desk)
    (away,) = first["volunteers"][:1]
    with desk.database.writing() as session:
        session.add(AvailabilityException(volunteer_id=away, day=MONDAY + timedelta(days=_day(first))))

    told = desk.edit({"do": "pin", **on(desk.visits[-1])}, check=True).json()
    mended = desk.edit({"do": "remove", **on(second)})

    assert told["storable"]
    assert {one["rule"] for one in told["broken_before"]} == {"availability"}
    assert mended.status_code == 200
    assert len(mended.json()["broken_before"]) < len(told["broken_before"])


def test_a_proved_bound_outlives_edits_and_pins_until_the_data_change(desk: Desk) -> None:
    with desk.database.writing() as session:
        roster = find(session, desk.id)
        today = standing(session, Settings(), roster)
        document = today.document.revised(bound=1000)
        append(session, roster, document, cause=Cause.SOLVED, problem_hash=today.problem_hash)
    desk.etag = desk.read("").headers["ETag"]
    first, second = desk.visits[0], desk.visits[1]

    desk.edit({"do": "pin", **on(first)}, {"do": "remove", **on(second)})
    edited = desk.read("").json()["document"]
    with desk.database.writing() as session:
        session.exec(select(Volunteer)).all()[0].max_visits_per_day = 1
    desk.edit({"do": "unpin", **on(first)})
    later = desk.read("").json()["document"]

    total = edited["score"]["total"]
    assert (edited["bound"], edited["gap"]) == (1000, round((total - 1000) / total, 6))
    assert (later["bound"], later["gap"]) == (None, None)


def test_somebody_who_is_gone_takes_their_visits_with_them(desk: Desk) -> None:
    visit = desk.visits[0]
    gone = visit["volunteers"][0]
    theirs = sum(gone in one["volunteers"] for one in desk.visits)
    with desk.database.writing() as session:
        session.exec(select(Volunteer).where(Volunteer.id == gone)).one().active = False

    done = desk.edit({"do": "pin", **on(next(one for one in desk.visits if gone not in one["volunteers"]))})

    assert len(done.json()["lost"]) == theirs
    assert not [one for one in desk.visits if gone in one["volunteers"]]


def test_what_the_ledger_has_closed_is_not_planned_anew(desk: Desk) -> None:
    visit = by_hand().visits[0]
    cadre = PILOTS.cadre_by_id[PILOTS.need_by_id[visit.need].cadre]
    with desk.database.writing() as session:
        session.add(
            Visit(
                roster_id=desk.id,
                need_id=visit.need,
                cadre_id=cadre.id,
                station_id=cadre.station,
                day=visit.start.date(),
                start=visit.start,
                end=visit.end,
                volunteers=list(visit.volunteers),
                state=VisitState.DONE,
                published_version=2,
            )
        )

    refused = desk.edit({"do": "remove", "need": visit.need, "date": f"{visit.start.date()}"})

    assert (refused.status_code, refused.json()["code"]) == (409, "VISIT_CLOSED")


def _day(visit: dict[str, str]) -> int:
    return int(visit["start"][8:10]) - MONDAY.day
