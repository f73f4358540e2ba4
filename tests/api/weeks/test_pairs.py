"""Feedback lowers or raises a pair by the balance of its latest five faces, through history and preference alone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

import scenarios
from api.demo import fill
from api.settings import Settings
from api.storage import Database
from api.tables.needs import Need, Pillar
from api.tables.people import Volunteer
from api.tables.rosters import Roster
from api.tables.visits import Feedback, LedgerEntry, PriorVisits, VisitState
from api.weeks import scope_of, week_problem
from api.weeks.pairs import pairs_of
from matcher import domain
from matcher.domain import Problem

MONDAY = date(2026, 11, 23)
CADRE, FIRST, SECOND, THIRD = "liuxing-c001", "liuxing-v01", "liuxing-v02", "liuxing-v03"


@pytest.fixture
def session(database: Database):  # type: ignore[no-untyped-def]
    """The four pilots without their history, and a need of one cadre that prefers SECOND and excludes THIRD."""
    pilots = scenarios.get("four_pilots").build().revised(history=())
    with database.writing() as session:
        fill(session, pilots)
        session.add(
            Need(
                id="tea",
                cadre_id=CADRE,
                service="emotional",
                minutes=30,
                preferred_volunteers=[SECOND],
                excluded_volunteers=[THIRD],
            )
        )
        session.flush()
        yield session


def served(session: Session, volunteers: Sequence[str], outcome: VisitState = VisitState.DONE, **more: str) -> str:
    entry = LedgerEntry(
        station_id="liuxing",
        outcome=outcome,
        pillar=Pillar.CARE,
        service="emotional",
        day=MONDAY,
        volunteers=list(volunteers),
        cadres=[CADRE],
        **more,
    )
    session.add(entry)
    session.flush()
    return entry.id


def say(session: Session, faces: Sequence[int], volunteer: str | None, entry: str) -> None:
    """The first is the oldest."""
    for hours, face in enumerate(faces):
        session.add(
            Feedback(
                ledger_entry_id=entry,
                cadre_id=CADRE,
                volunteer_id=volunteer,
                face=face,
                created_at=datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=hours),
            )
        )
    session.flush()


def problem_of(session: Session, settings: Settings) -> Problem:
    return week_problem(session, settings, scope_of(session, Roster(region_id="city", week=MONDAY)), MONDAY)


def known(problem: Problem) -> dict[str, int]:
    return {one.volunteer: one.visits for one in problem.history if one.cadre == CADRE}


def need_of(problem: Problem) -> domain.Need:
    return problem.need_by_id["tea"]


def test_pairs_know_each_other_by_the_ledger_and_by_what_was_before_it(session: Session, settings: Settings) -> None:
    session.add(PriorVisits(cadre_id=CADRE, volunteer_id=FIRST, visits=4))
    served(session, [FIRST, SECOND])
    served(session, [FIRST], VisitState.PARTIAL)
    served(session, [FIRST], VisitState.NO_SHOW)
    served(session, [SECOND], VisitState.CANCELLED, corrects_id=served(session, [SECOND]))

    # FIRST: 4 before, one done, one partly; SECOND: one done, and one that was corrected away.
    assert known(problem_of(session, settings)) == {FIRST: 6, SECOND: 1}


# A glad face is worth +1, a sad one −1: raised from +2 on, lowered from −1 on; only the latest five count.
FACES = [
    ([], True, False),
    ([3], True, False),  # +1
    ([3, 3], True, True),  # +2
    ([3, 3, 1], True, False),  # +1
    ([3, 2, 3], True, True),  # +2
    ([1], False, False),  # −1
    ([1, 3], True, False),  # 0
    ([2, 2], True, False),  # 0
    ([1, 1, 1, 3, 3, 3, 2, 3], True, True),  # the latest five: 3 3 3 2 3 are +4
    ([3, 3, 3, 1, 1, 2, 2, 1], False, False),  # the latest five: 1 1 2 2 1 are −3
]


def test_the_latest_five_faces_raise_or_lower_a_pair(session: Session, settings: Settings) -> None:
    people = [one for one in session.exec(select(Volunteer.id)).all() if one not in (SECOND, THIRD)][: len(FACES)]
    for volunteer, (faces, _, _) in zip(people, FACES, strict=True):
        say(session, faces, volunteer, served(session, [volunteer]))

    problem = problem_of(session, settings)

    for volunteer, (faces, is_known, is_preferred) in zip(people, FACES, strict=True):
        assert (volunteer in known(problem)) == is_known, faces
        assert (volunteer in need_of(problem).preferred_volunteers) == is_preferred, faces


def test_a_lowered_volunteer_is_not_preferred_even_where_a_coordinator_had_entered_it(
    session: Session, settings: Settings
) -> None:
    say(session, [1], SECOND, served(session, [SECOND]))

    problem = problem_of(session, settings)

    assert need_of(problem).preferred_volunteers == ()
    assert SECOND not in known(problem)


def test_an_excluded_volunteer_stays_excluded_and_is_never_preferred(session: Session, settings: Settings) -> None:
    say(session, [3, 3, 3], THIRD, served(session, [THIRD]))

    need = need_of(problem_of(session, settings))

    assert (need.excluded_volunteers, need.preferred_volunteers) == ((THIRD,), (SECOND,))


def test_feedback_without_a_name_is_about_all_who_really_came(session: Session) -> None:
    entry = served(session, [FIRST, SECOND])
    say(session, [3, 3], None, entry)
    say(session, [1], SECOND, entry)
    served(session, [FIRST, THIRD], corrects_id=entry)

    balance = pairs_of(session, [CADRE]).balance

    # The newest row says that THIRD came in SECOND's place, so what was said is about FIRST and THIRD.
    assert balance == {CADRE: {FIRST: 2, THIRD: 2}}


def test_feedback_on_what_turned_out_not_to_have_been_is_about_nobody(session: Session) -> None:
    entry = served(session, [FIRST])
    say(session, [1], FIRST, entry)
    served(session, [FIRST], VisitState.NOT_HOME, corrects_id=entry)

    assert pairs_of(session, [CADRE]).balance == {}
