"""Whoever holds the lease works on the job, one at a time; a lease that ran out or was left is anybody's."""

from datetime import timedelta

import pytest

from api.jobs import checkpoints
from api.jobs.lease import LEASE, MOST_ATTEMPTS, Lease
from api.jobs.working import Work
from api.storage.columns import now
from api.tables.jobs import JobWork
from benchmarks.served import until
from tests.api.jobs.office import Office


@pytest.fixture
def address(office: Office) -> str:
    """Of a job that waits."""
    location: str = office.ask().headers["Location"]
    return location


def row(office: Office, lease: Lease) -> JobWork:
    """How far the work is."""
    with office.database.reading() as session:
        found = session.get(JobWork, lease.job_id)
        assert found is not None
        return found


def run_out(office: Office, lease: Lease) -> None:
    """As if the holder had not been heard of for longer than a lease lasts."""
    with office.database.writing() as session:
        work = session.get(JobWork, lease.job_id)
        assert work is not None
        work.lease_until = now() - timedelta(seconds=1)


def test_a_job_is_claimed_once_while_its_lease_lasts(office: Office, address: str) -> None:
    ours, theirs = office.claim("one"), office.claim("another")

    assert ours is not None
    assert theirs is None
    assert now() < row(office, ours).lease_until <= now() + LEASE
    assert office.job(address)["state"] == "running"


def test_a_lease_that_ran_out_is_anybodys_and_its_former_holder_can_no_longer_end_the_job(
    office: Office, address: str
) -> None:
    ours = office.claim("one")
    assert ours is not None
    run_out(office, ours)
    theirs = office.claim("another")
    assert theirs is not None

    Work(office.database, office.settings, ours).run()
    state = office.job(address)["state"]
    Work(office.database, office.settings, theirs).run()

    assert (state, office.job(address)["state"], office.look()["newest"]) == ("running", "done", 2)


def test_what_a_former_worker_of_a_server_held_is_the_next_ones_at_once(office: Office, address: str) -> None:
    former, following = office.claim("one"), office.claim("one")

    assert former is not None
    assert following is not None
    assert following.job_id == former.job_id
    assert (
        following.holder != former.holder == row(office, former).holder
        or row(office, former).holder == following.holder
    )


def test_a_job_that_kills_whoever_begins_it_is_given_up(office: Office, address: str) -> None:
    begun = [office.claim("one") for _ in range(MOST_ATTEMPTS)]

    once_more = office.claim("one")

    job = office.job(address)
    assert None not in begun
    assert (once_more, job["state"], job["result_version"]) == (None, "failed", None)
    assert str(MOST_ATTEMPTS) in job["zh"]
    assert str(MOST_ATTEMPTS) in job["en"]


def test_a_worker_that_leaves_keeps_what_it_has_and_the_next_one_goes_on_from_there(office: Office) -> None:
    address = office.ask(seconds=600).headers["Location"]
    with office.at_work() as first:
        office.first_roster(address)
        first.leave()
        left = office.job(address)
        second = office.claim("another")
        assert second is not None
        kept = row(office, second)
        office.client.delete(address)
        Work(office.database, office.settings, second).run()

    ended = office.job(address)
    assert (left["state"], kept.attempts) == ("running", 1)
    assert kept.incumbent
    assert 0 < round(kept.worked, 1) <= ended["worked"]
    assert (ended["state"], office.look()["newest"]) == ("done", 2)
    assert ended["points"] <= left["points"]


def test_a_solve_that_hangs_is_ended_by_its_checkpoints(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    gave_up: list[str] = []
    monkeypatch.setattr(checkpoints, "OVERTIME", -601.0)
    monkeypatch.setattr("api.jobs.working.end_process", lambda: gave_up.append("now"))
    address = office.ask(seconds=600).headers["Location"]

    with office.at_work():
        until(lambda: bool(gave_up))
        office.client.delete(address)

    assert gave_up
