"""The life of a job: asked for, worked on, stopped, overtaken, failed; its result is a version of the roster or nothing is."""

import pytest
from sqlmodel import col, select
from structlog.testing import capture_logs

from api.jobs import working
from api.tables.jobs import Job, JobEvent, JobWork
from api.tables.record import RecordEntry
from matcher.domain import Roster
from scenarios import get
from tests.api.jobs.office import Office

PILOTS = get("four_pilots").build()


def test_a_job_is_accepted_at_once_and_its_result_is_the_next_version(office: Office) -> None:
    asked = office.ask(by="小李")
    before = office.look()["newest"]
    office.work()

    job = office.job(asked.headers["Location"])

    whole, versions = office.look(), office.look("/versions")
    assert (asked.status_code, asked.json()["state"], before) == (202, "queued", 1)
    assert (job["state"], job["result_version"], whole["newest"]) == ("done", 2, 2)
    assert whole["document"]["score"]["total"] == job["points"]
    assert whole["document"]["bound"] == job["bound"]
    assert sum(one["missing"] for one in whole["document"]["unmet"]) == job["unmet"]
    assert versions[0] | {"cause": "solved", "made_by": "小李", "baseline": None} == versions[0]
    assert office.look("/audit")["violations"] == []
    assert office.job(f"{asked.headers['Location']}/roster") == whole["document"]


def test_only_one_job_at_a_time_is_at_work_on_a_roster(office: Office) -> None:
    first = office.ask()

    second = office.ask("replan")

    assert (second.status_code, second.json()["code"]) == (409, "JOB_RUNNING")
    assert second.json()["job"] == first.json()["id"]


def test_whoever_asks_says_for_which_version_and_for_how_long(office: Office) -> None:
    address = f"{office.roster}/solve"

    without = office.client.post(address, json={})
    of_another = office.client.post(address, json={}, headers={"If-Match": '"77"'})
    unbounded = office.ask(seconds=1e9)
    nowhere = office.client.post("/v1/rosters/none/solve", json={}, headers={"If-Match": "*"})

    assert [one.status_code for one in (without, of_another, unbounded, nowhere)] == [428, 412, 422, 404]
    assert office.client.get("/v1/jobs").json()["total"] == 0


def test_another_solve_keeps_pins_and_is_compared_with_the_draft(office: Office) -> None:
    office.solved()
    visit = office.look()["document"]["visits"][0]
    office.edit({"do": "pin", "need": visit["need"], "date": visit["start"][:10]})
    draft = office.look()["document"]

    job = office.solved(seed=1)

    whole, versions = office.look(), office.look("/versions")
    assert (job["state"], versions[0]["baseline"]) == ("done", 3)
    assert visit | {"pinned": True} in whole["document"]["visits"]
    # the draft costs nothing for changes, so that whatever is found beats it with its changes paid for
    assert whole["document"]["score"]["total"] <= draft["score"]["total"]


def test_a_solve_from_afresh_is_compared_with_nothing(office: Office) -> None:
    office.solved()

    office.solved(afresh=True)

    assert office.look("/versions")[0]["baseline"] is None
    assert office.look()["document"]["score"]["by_rule"].get("changed_visit", 0) == 0


def test_a_job_that_is_stopped_keeps_the_best_so_far(office: Office) -> None:
    address = office.ask(seconds=600).headers["Location"]

    with office.at_work():
        office.first_roster(address)
        stopped = office.client.delete(address)

    job, document = office.job(address), office.look()["document"]
    assert (stopped.status_code, stopped.json()["state"], stopped.json()["stop"]) == (200, "running", True)
    assert (job["state"], job["result_version"], document["status"]) == ("done", 2, "cancelled")
    assert len(document["visits"]) > 50


def test_a_job_that_is_stopped_before_anybody_begins_is_cancelled_once(office: Office) -> None:
    address = office.ask().headers["Location"]

    first, again = office.client.delete(address), office.client.delete(address)

    assert first.json() == again.json()
    assert (first.json()["state"], office.claim(), office.look()["newest"]) == ("cancelled", None, 1)
    assert [one["kind"] for one in office.events(address)] == ["done"]
    assert office.ask().status_code == 202


def test_a_roster_that_changed_before_the_job_began_is_left_alone(office: Office) -> None:
    office.solved()
    address = office.ask().headers["Location"]
    visit = office.look()["document"]["visits"][0]
    office.edit({"do": "remove", "need": visit["need"], "date": visit["start"][:10]})

    office.work()

    job = office.job(address)
    assert (job["state"], job["result_version"], office.look()["newest"]) == ("superseded", None, 3)
    assert "新版本" in job["zh"]
    assert "another version" in job["en"]


def test_a_roster_that_changed_meanwhile_is_left_alone_and_the_result_can_be_looked_at(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.solved()
    address = office.ask().headers["Location"]
    visit = office.look()["document"]["visits"][0]
    solved = working.solved

    def overtaken(*arguments: object) -> Roster:
        office.edit({"do": "remove", "need": visit["need"], "date": visit["start"][:10]})
        return solved(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(working, "solved", overtaken)
    office.work()

    job, kept = office.job(address), office.job(f"{address}/roster")
    assert (job["state"], job["result_version"], office.look()["newest"]) == ("superseded", None, 3)
    assert len(kept["visits"]) > 50
    assert office.look("/versions")[0]["cause"] == "edited"


def test_what_cannot_be_planned_fails_with_the_reason_in_both_languages(office: Office) -> None:
    office.solved()
    visit = office.look()["document"]["visits"][0]
    volunteer = visit["volunteers"][0]
    away = {"volunteer_id": volunteer, "day": visit["start"][:10], "windows": []}
    pinned = office.edit({"do": "pin", "need": visit["need"], "date": visit["start"][:10]})
    absent = office.client.post("/v1/availability-exceptions", json=away)
    address = office.ask("solve").headers["Location"]

    office.work()

    job = office.job(address)
    assert (pinned.status_code, absent.status_code) == (200, 201)
    assert (job["state"], office.look()["newest"]) == ("failed", 3)
    assert volunteer in job["en"]
    assert "availability" in job["en"]
    assert job["zh"].startswith("数据相互矛盾")


def test_a_fault_of_ours_fails_without_a_word_of_what_was_in_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_arguments: object) -> Roster:
        raise RuntimeError("王秀英")

    monkeypatch.setattr(working, "solved", faulty)
    address = office.ask().headers["Location"]
    with capture_logs() as logs:
        office.work()

    job = office.job(address)
    assert (job["state"], office.look()["newest"]) == ("failed", 1)
    assert "王秀英" not in f"{job}{logs}"
    assert [one["kind"] for one in logs if one["event"] == "job_fault"] == ["RuntimeError"]


def test_a_replan_frees_who_drops_out_from_now_on_and_changes_little(office: Office) -> None:
    office.solved()
    before = office.look()["document"]
    tuesday = "2026-11-24T00:00"
    volunteer = next(one["volunteers"][0] for one in before["visits"] if one["start"] > tuesday)
    address = office.ask("replan", volunteers=[volunteer], since=tuesday).headers["Location"]

    office.work()

    after = office.look()["document"]
    assert office.job(address)["state"] == "done"
    assert office.look("/versions")[0] | {"cause": "replanned", "baseline": 2} == office.look("/versions")[0]
    assert not [one for one in after["visits"] if volunteer in one["volunteers"] and one["start"] > tuesday]
    monday = [one for one in before["visits"] if one["start"] < tuesday]
    assert [one for one in after["visits"] if one["start"] < tuesday] == monday
    assert len([one for one in after["visits"] if one in before["visits"]]) > len(before["visits"]) / 2


def test_a_replan_of_what_is_not_there_is_refused_at_once(office: Office) -> None:
    office.solved()

    nobody = office.ask("replan", volunteers=["nobody"])
    next_year = office.ask("replan", since="2027-11-24T08:00")
    no_visit = office.ask("replan", visits=[{"need": "nothing", "date": "2026-11-24"}])

    assert [one.status_code for one in (nobody, next_year, no_visit)] == [422, 422, 422]
    assert office.client.get("/v1/jobs", params={"state": "queued"}).json()["total"] == 0


def test_jobs_are_listed_by_roster_the_newest_first(office: Office) -> None:
    first, second = (office.client.delete(office.ask().headers["Location"]).json()["id"] for _ in range(2))

    of_it = office.client.get("/v1/jobs", params={"roster": office.look()["id"]}).json()
    of_another = office.client.get("/v1/jobs", params={"roster": "another"}).json()

    assert [one["id"] for one in of_it["items"]] == [second, first]
    assert of_another["total"] == 0


def test_rows_of_jobs_hold_no_names_and_only_what_people_do_is_recorded(office: Office) -> None:
    office.solved()

    with office.database.reading() as session:
        rows = [*session.exec(select(Job)), *session.exec(select(JobWork)), *session.exec(select(JobEvent))]
        deeds = session.exec(select(RecordEntry).where(RecordEntry.kind == "job").order_by(col(RecordEntry.number)))
        recorded = [entry.action for entry in deeds]
        kinds = {entry.kind for entry in session.exec(select(RecordEntry))}
    told = "".join(row.model_dump_json() for row in rows)
    assert not [one for one in (*PILOTS.volunteers, *PILOTS.cadres) if one.name and one.name in told]
    assert recorded == ["create", "change", "change"]  # asked for, begun, ended
    assert not kinds & {"job_work", "job_event"}
